//! Texts of `/admin/audit`.

catalogue! {
    audit_title = "Audit" | "Protokoll";
    audit_lead = "Who changed what, newest first." | "Wer was geändert hat, das Neueste zuerst.";
    audit_actor = "Who" | "Wer";
    audit_action = "What" | "Was";
    audit_everybody = "Everybody" | "Alle";
    audit_everything = "Everything" | "Alles";
    audit_show = "Show" | "Anzeigen";
    audit_show_all = "Show everything" | "Alles anzeigen";
    audit_none = "Nothing was changed" | "Nichts wurde geändert";
    audit_none_text = "There is nothing of this kind, or there are not so many pages."
        | "Es gibt nichts dieser Art oder nicht so viele Seiten.";
    audit_from(address) = "from {address}" | "von {address}";
    audit_before = "Before" | "Vorher";
    audit_after = "After" | "Nachher";
}

//! Texts of `/admin/audit`.

catalogue! {
    audit_title = "Audit";
    audit_lead = "Who changed what, newest first.";
    audit_actor = "Who";
    audit_action = "What";
    audit_everybody = "Everybody";
    audit_everything = "Everything";
    audit_show = "Show";
    audit_show_all = "Show everything";
    audit_none = "Nothing was changed";
    audit_none_text = "There is nothing of this kind, or there are not so many pages.";
    audit_from(address) = "from {address}";
    audit_before = "Before";
    audit_after = "After";
}

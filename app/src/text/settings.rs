//! Texts of `/admin/settings`.

use domain::language::Language;

catalogue! {
    nav_settings = "Settings" | "Einstellungen";
    settings_lead = "What holds for everybody here. Every change is noted in the audit log."
        | "Was hier für alle gilt. Jede Änderung wird im Protokoll festgehalten.";
    settings_general = "General" | "Allgemein";
    settings_sign_in = "Signing in" | "Anmeldung";
    settings_limits = "Limits" | "Grenzen";
    settings_save(section) = "Save {section}" | "Speichern: {section}";
    choice_server_members = "Members of the Plex server" | "Mitglieder des Plex-Servers";
    choice_allow_list = "Those on the allow list" | "Wer auf der Zulassungsliste steht";
    choice_anyone = "Anyone with a Plex account" | "Alle mit einem Plex-Konto";
    said_settings = "Settings saved" | "Einstellungen gespeichert";
}

/// A word of a setting, in words.
pub fn settings_choice(word: &str) -> String {
    if let Ok(language) = word.parse::<Language>() {
        return language.name().into();
    }
    match word {
        "server_members" => choice_server_members().into(),
        "allow_list" => choice_allow_list().into(),
        "anyone" => choice_anyone().into(),
        other => other.to_owned(),
    }
}

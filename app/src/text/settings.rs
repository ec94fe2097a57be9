//! Texts of `/admin/settings`.

catalogue! {
    nav_settings = "Settings";
    settings_lead = "What holds for everybody here. Every change is noted in the audit log.";
    settings_general = "General";
    settings_sign_in = "Signing in";
    settings_limits = "Limits";
    settings_save(section) = "Save {section}";
    choice_server_members = "Members of the Plex server";
    choice_allow_list = "Those on the allow list";
    choice_anyone = "Anyone with a Plex account";
    said_settings = "Settings saved";
}

/// A word of a setting, in words.
pub fn settings_choice(word: &str) -> String {
    match word {
        "server_members" => choice_server_members().into(),
        "allow_list" => choice_allow_list().into(),
        "anyone" => choice_anyone().into(),
        other => other.to_owned(),
    }
}

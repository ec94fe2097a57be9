//! Texts of `/profile/keys`.

catalogue! {
    keys_title = "API keys" | "API-Schlüssel";
    keys_lead = "For programs that act for you. A key never does more than you may do yourself, and does not open your account."
        | "Für Programme, die für dich handeln. Ein Schlüssel darf nie mehr als du selbst und öffnet dein Konto nicht.";
    keys_none = "No API keys" | "Keine API-Schlüssel";
    keys_none_text = "Make one for each program, so that you can take back one without the others."
        | "Erstelle für jedes Programm einen eigenen, damit du einen ohne die anderen widerrufen kannst.";
    key_new = "New key" | "Neuer Schlüssel";
    key_name = "Name" | "Name";
    key_name_hint = "What the key is for, such as “Living room display”."
        | "Wofür der Schlüssel ist, zum Beispiel „Anzeige im Wohnzimmer“.";
    key_may = "What it may do" | "Was der Schlüssel darf";
    key_life = "Expires after" | "Läuft ab nach";
    key_life_never = "Never" | "Nie";
    key_create = "Make key" | "Schlüssel erstellen";
    key_made(name) = "Your new key: {name}" | "Dein neuer Schlüssel: {name}";
    key_made_once = "Copy it now: it is shown this once, and kept here only as a fingerprint."
        | "Kopiere ihn jetzt: Er wird nur dieses eine Mal angezeigt und hier nur als Fingerabdruck aufbewahrt.";
    key_the_key = "The key" | "Der Schlüssel";
    key_use_it(key) = "Authorization: Bearer {key}" | "Authorization: Bearer {key}";
    key_revoke = "Revoke" | "Widerrufen";
    key_revoke_named(name) = "Revoke {name}" | "{name} widerrufen";
    key_never_used = "Never used" | "Nie benutzt";
    key_used(when) = "Used {when}" | "Zuletzt benutzt: {when}";
    key_never_expires = "Does not expire" | "Läuft nicht ab";
    key_expires_at(when) = "Expires {when}" | "Läuft ab: {when}";
    key_expired_at(when) = "Expired {when}" | "Abgelaufen: {when}";
    said_key_made = "The key was made." | "Der Schlüssel wurde erstellt.";
    said_key_revoked = "The key was revoked. It opens nothing any more."
        | "Der Schlüssel wurde widerrufen. Er öffnet nichts mehr.";
    // What keys may do
    scope_dashboard_read = "See how the services are" | "Status der Dienste sehen";
    scope_media_search = "Search and look at titles" | "Titel suchen und ansehen";
    scope_media_request = "Ask for titles and see your requests" | "Titel anfragen und deine Anfragen sehen";
    scope_profile_read = "Read your notifications" | "Deine Mitteilungen lesen";
    scope_profile_write = "Mark your notifications as read" | "Deine Mitteilungen als gelesen markieren";
    scope_requests_manage = "Decide about everybody's requests" | "Über alle Anfragen entscheiden";
    scope_users_read = "See who signs in here" | "Sehen, wer sich hier anmeldet";
    scope_users_write = "Change accounts and roles" | "Konten und Rollen ändern";
    scope_users_delete = "Delete accounts" | "Konten löschen";
    scope_services_configure = "Configure services" | "Dienste einrichten";
    scope_system_manage = "Change settings" | "Einstellungen ändern";
    scope_logs_read = "Read who changed what" | "Lesen, wer was geändert hat";
}

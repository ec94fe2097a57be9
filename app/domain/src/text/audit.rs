//! What people do, as the audit tells it.

crate::catalogue! {
    deed_device_sign_out = "Signed out a device" | "Gerät abgemeldet";
    deed_device_stolen = "Ended a device whose cookie was copied" | "Gerät mit kopiertem Cookie abgemeldet";
    deed_key_create = "Made an API key" | "API-Schlüssel erstellt";
    deed_key_revoke = "Revoked an API key" | "API-Schlüssel widerrufen";
    deed_key_rotate = "Changed the encryption key" | "Schlüssel zur Verschlüsselung geändert";
    deed_request_decide = "Decided about a request" | "Über eine Anfrage entschieden";
    deed_service_seed = "Set up a service at the start" | "Dienst beim Start eingerichtet";
    deed_service_update = "Changed a service" | "Dienst geändert";
    deed_setting_update = "Changed a setting" | "Einstellung geändert";
    deed_user_bootstrap = "Made the first admin" | "Ersten Admin angelegt";
    deed_user_create = "Made an account" | "Konto angelegt";
    deed_user_delete = "Deleted an account" | "Konto gelöscht";
    deed_user_link = "Linked a Plex account" | "Plex-Konto verknüpft";
    deed_user_password = "Changed their own password" | "Eigenes Passwort geändert";
    deed_user_plex_lost = "Lost access to the Plex server" | "Zugang zum Plex-Server verloren";
    deed_user_plex_regained = "Has access to the Plex server again" | "Hat wieder Zugang zum Plex-Server";
    deed_user_reset_password = "Reset a password" | "Passwort zurückgesetzt";
    deed_user_sign_out = "Signed somebody out everywhere" | "Konto überall abgemeldet";
    deed_user_unlink = "Unlinked a Plex account" | "Plex-Konto getrennt";
    deed_user_update = "Changed an account" | "Konto geändert";
}

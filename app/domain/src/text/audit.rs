//! What people do, as the audit tells it.

crate::catalogue! {
    deed_device_sign_out = "Signed out a device";
    deed_device_stolen = "Ended a device whose cookie was copied";
    deed_key_create = "Made an API key";
    deed_key_revoke = "Revoked an API key";
    deed_key_rotate = "Changed the encryption key";
    deed_request_decide = "Decided about a request";
    deed_service_seed = "Set up a service at the start";
    deed_service_update = "Changed a service";
    deed_setting_update = "Changed a setting";
    deed_user_bootstrap = "Made the first admin";
    deed_user_create = "Made an account";
    deed_user_delete = "Deleted an account";
    deed_user_link = "Linked a Plex account";
    deed_user_password = "Changed their own password";
    deed_user_plex_lost = "Lost access to the Plex server";
    deed_user_plex_regained = "Has access to the Plex server again";
    deed_user_reset_password = "Reset a password";
    deed_user_sign_out = "Signed somebody out everywhere";
    deed_user_unlink = "Unlinked a Plex account";
    deed_user_update = "Changed an account";
}

//! Texts of `/profile/keys`.

catalogue! {
    keys_title = "API keys";
    keys_lead = "For programs that act for you. A key never does more than you may do yourself, and does not open your account.";
    keys_none = "No API keys";
    keys_none_text = "Make one for each program, so that you can take back one without the others.";
    key_new = "New key";
    key_name = "Name";
    key_name_hint = "What the key is for, such as “Living room display”.";
    key_may = "What it may do";
    key_life = "Expires after";
    key_life_never = "Never";
    key_create = "Make key";
    key_made(name) = "Your new key: {name}";
    key_made_once = "Copy it now: it is shown this once, and kept here only as a fingerprint.";
    key_the_key = "The key";
    key_use_it(key) = "Authorization: Bearer {key}";
    key_revoke = "Revoke";
    key_revoke_named(name) = "Revoke {name}";
    key_never_used = "Never used";
    key_used(when) = "Used {when}";
    key_never_expires = "Does not expire";
    key_expires_at(when) = "Expires {when}";
    key_expired_at(when) = "Expired {when}";
    said_key_made = "The key was made.";
    said_key_revoked = "The key was revoked. It opens nothing any more.";
    // What keys may do
    scope_dashboard_read = "See how the services are";
    scope_media_search = "Search and look at titles";
    scope_media_request = "Ask for titles and see your requests";
    scope_profile_read = "Read your notifications";
    scope_profile_write = "Mark your notifications as read";
    scope_requests_manage = "Decide about everybody's requests";
    scope_users_read = "See who signs in here";
    scope_users_write = "Change accounts and roles";
    scope_users_delete = "Delete accounts";
    scope_services_configure = "Configure services";
    scope_system_manage = "Change settings";
    scope_logs_read = "Read who changed what";
}

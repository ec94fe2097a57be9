//! Texts of one's own account: being remembered, settings, devices.

catalogue! {
    // Signing in
    remember_me = "Stay signed in on this device";
    // The pages
    profile = "Profile";
    profile_lead = "How MediaNest looks to you, and how you sign in.";
    profile_settings = "Settings";
    profile_devices = "Devices";
    profile_keys = "API keys";
    // Settings
    profile_look = "Appearance";
    profile_language = "Language";
    profile_language_only = "English. There is no other language yet.";
    profile_time_zone = "Time zone";
    profile_time_zone_hint = "By which dates and times are shown to you.";
    profile_utc = "UTC";
    profile_account = "Account";
    profile_name = "Name";
    profile_role = "Role";
    profile_signs_in = "You sign in";
    profile_signs_in_locally = "with a password";
    profile_signs_in_with_plex = "with Plex";
    profile_signs_in_both = "with a password or with Plex";
    // A Plex account that was lost
    plex_lost_since = "Since";
    // Linking
    link_title = "Plex account";
    link_lead = "Link your Plex account, and you can also sign in with it; requests then reach Overseerr as that account.";
    link_password = "Your password";
    link_password_hint = "The one you sign in with here, to show that it is you.";
    link_is_linked = "A Plex account is linked: you can also sign in with it, and requests reach Overseerr as that account.";
    link_unlink = "Unlink the Plex account";
    link_unlink_text = "Once it is unlinked you sign in with your password only, all your other devices are signed out, and your API keys end.";
    said_unlinked = "The Plex account was unlinked.";
    link_start = "Link a Plex account";
    link_done = "Your Plex account is linked. You can sign in with it from now on.";
    // Devices
    devices_lead = "Where you are signed in. Sign out what you do not recognise or no longer use.";
    devices_sign_out_others = "Sign out all others";
    devices_sign_out_all = "Sign out everywhere";
    device_this = "This device";
    device_remembered = "Stays signed in";
    device_seen(ago) = "seen {ago}";
    device_since = "since";
    device_sign_out(name) = "Sign out {name}";
    said_devices = "Signed out.";
}

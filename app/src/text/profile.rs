//! Texts of one's own account: being remembered, settings, devices.

catalogue! {
    // Signing in
    remember_me = "Stay signed in on this device" | "Auf diesem Gerät angemeldet bleiben";
    // The pages
    profile = "Profile" | "Profil";
    profile_lead = "How MediaNest looks to you, and how you sign in."
        | "Wie MediaNest für dich aussieht und wie du dich anmeldest.";
    profile_settings = "Settings" | "Einstellungen";
    profile_devices = "Devices" | "Geräte";
    profile_keys = "API keys" | "API-Schlüssel";
    // Settings
    profile_look = "Appearance" | "Darstellung";
    profile_language = "Language" | "Sprache";
    profile_language_browser = "As the browser asks for" | "Wie der Browser es verlangt";
    profile_time_zone = "Time zone" | "Zeitzone";
    profile_time_zone_hint = "By which dates and times are shown to you."
        | "Nach ihr werden dir Datum und Uhrzeit angezeigt.";
    profile_utc = "UTC" | "UTC";
    profile_account = "Account" | "Konto";
    profile_name = "Name" | "Name";
    profile_role = "Role" | "Rolle";
    profile_signs_in = "You sign in" | "Du meldest dich an";
    profile_signs_in_locally = "with a password" | "mit Passwort";
    profile_signs_in_with_plex = "with Plex" | "mit Plex";
    profile_signs_in_both = "with a password or with Plex" | "mit Passwort oder mit Plex";
    // A Plex account that was lost
    plex_lost_since = "Since" | "Seit";
    // Linking
    link_title = "Plex account" | "Plex-Konto";
    link_lead = "Link your Plex account, and you can also sign in with it; requests then reach Overseerr as that account."
        | "Verknüpfe dein Plex-Konto, dann kannst du dich auch damit anmelden; Anfragen gehen dann unter diesem Konto an Overseerr.";
    link_password = "Your password" | "Dein Passwort";
    link_password_hint = "The one you sign in with here, to show that it is you."
        | "Das, mit dem du dich hier anmeldest – als Nachweis, dass du es bist.";
    link_is_linked = "A Plex account is linked: you can also sign in with it, and requests reach Overseerr as that account."
        | "Ein Plex-Konto ist verknüpft: Du kannst dich auch damit anmelden, und Anfragen gehen unter diesem Konto an Overseerr.";
    link_unlink = "Unlink the Plex account" | "Plex-Konto trennen";
    link_unlink_text = "Once it is unlinked you sign in with your password only, all your other devices are signed out, and your API keys end."
        | "Danach meldest du dich nur noch mit deinem Passwort an, alle deine anderen Geräte werden abgemeldet und deine API-Schlüssel werden ungültig.";
    said_unlinked = "The Plex account was unlinked." | "Das Plex-Konto wurde getrennt.";
    link_start = "Link a Plex account" | "Plex-Konto verknüpfen";
    link_done = "Your Plex account is linked. You can sign in with it from now on."
        | "Dein Plex-Konto ist verknüpft. Ab jetzt kannst du dich damit anmelden.";
    // Devices
    devices_lead = "Where you are signed in. Sign out what you do not recognise or no longer use."
        | "Wo du angemeldet bist. Melde ab, was du nicht erkennst oder nicht mehr benutzt.";
    devices_sign_out_others = "Sign out all others" | "Alle anderen abmelden";
    devices_sign_out_all = "Sign out everywhere" | "Überall abmelden";
    device_this = "This device" | "Dieses Gerät";
    device_remembered = "Stays signed in" | "Bleibt angemeldet";
    device_seen(ago) = "seen {ago}" | "zuletzt benutzt: {ago}";
    device_since = "since" | "seit";
    device_sign_out(name) = "Sign out {name}" | "Abmelden: {name}";
    said_devices = "Signed out." | "Abgemeldet.";
}

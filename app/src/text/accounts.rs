//! Texts of signing in and of passwords.

catalogue! {
    sign_in = "Sign in" | "Anmelden";
    plex_still_waiting = "Plex has not confirmed the code yet. Type it at the link, then continue."
        | "Plex hat den Code noch nicht bestätigt. Gib ihn unter dem Link ein und mach dann weiter.";
    plex_code_expired = "This code is no longer valid. Start again to get a new one."
        | "Dieser Code gilt nicht mehr. Fang von vorn an, um einen neuen zu bekommen.";
    // Signing in: the forms
    sign_in_lead = "Use the Plex account you were invited with."
        | "Nimm das Plex-Konto, mit dem du eingeladen wurdest.";
    sign_in_lead_local = "Use the account that was made for you here."
        | "Nimm das Konto, das hier für dich angelegt wurde.";
    sign_in_with_plex = "Sign in with Plex" | "Mit Plex anmelden";
    or_local_account = "or with a local account" | "oder mit einem lokalen Konto";
    username = "User name" | "Benutzername";
    password = "Password" | "Passwort";
    signed_in_title(name) = "Welcome back, {name}" | "Willkommen zurück, {name}";
    signed_in_text = "You are signed in already." | "Du bist schon angemeldet.";
    go_home(site) = "Go to {site}" | "Zu {site}";
    plex_not_ready = "Signing in with Plex is not set up yet." | "Die Anmeldung mit Plex ist noch nicht eingerichtet.";
    plex_not_ready_next = "The admin signs in here first and connects the Plex server; then everybody else can use their Plex account."
        | "Zuerst meldet sich hier der Admin an und verbindet den Plex-Server; danach können alle anderen ihr Plex-Konto verwenden.";
    one_tap_failed = "Plex could not be reached from this browser."
        | "Plex war von diesem Browser aus nicht erreichbar.";
    one_tap_failed_next = "A content blocker may be in the way. Get a code instead and type it at Plex, on this or any other device."
        | "Vielleicht ist ein Inhaltsblocker im Weg. Hol dir stattdessen einen Code und gib ihn bei Plex ein, auf diesem oder einem anderen Gerät.";
    new_code = "Get a code" | "Code holen";
    // Signing in: the code
    code_title = "Enter this code at Plex" | "Gib diesen Code bei Plex ein";
    code_lead(place) = "Open {place}, sign in there and type these four characters."
        | "Öffne {place}, melde dich dort an und gib diese vier Zeichen ein.";
    open_link(place) = "Open {place}" | "{place} öffnen";
    carry_on = "Continue" | "Weiter";
    another_way = "Use another way to sign in" | "Auf andere Weise anmelden";
    code_good_for(time) = "The code is good for {time}." | "Der Code läuft in {time} ab.";
    code_good_until(time) = "The code is good until {time} UTC." | "Der Code gilt bis {time} UTC.";
    finishing_title = "Finishing sign-in…" | "Anmeldung wird abgeschlossen…";
    finishing_lead = "You come from Plex. One moment, or continue yourself."
        | "Du kommst von Plex. Einen Moment, oder mach selbst weiter.";
    wait_still_code = "When Plex has taken the code, continue here."
        | "Wenn Plex den Code angenommen hat, mach hier weiter.";
    wait_still_return = "If nothing happens, continue yourself." | "Wenn nichts passiert, mach selbst weiter.";
    wait_asking_code = "Waiting for Plex…" | "Warten auf Plex…";
    wait_asking_return = "Asking Plex…" | "Plex wird gefragt…";
    wait_going = "Signed in. Going on…" | "Angemeldet. Es geht weiter…";
    no_pin_title = "No sign-in is waiting" | "Keine Anmeldung offen";
    no_pin_text = "It was finished, it ran out, or it was begun in another browser. Get a new code to start again."
        | "Sie wurde abgeschlossen, ist abgelaufen oder wurde in einem anderen Browser begonnen. Hol dir einen neuen Code, um von vorn anzufangen.";
    // Passwords
    password_first_title = "Choose a new password" | "Wähle ein neues Passwort";
    password_first_text = "The first password was only for the first sign-in. Pick your own before anything else."
        | "Das erste Passwort war nur für die erste Anmeldung. Wähle vor allem anderen dein eigenes.";
    password_change_text = "All other devices are signed out of your account."
        | "Alle anderen Geräte werden von deinem Konto abgemeldet.";
    password_current = "Current password" | "Aktuelles Passwort";
    password_new = "New password" | "Neues Passwort";
    password_hint(least) = "At least {least} characters. A short sentence is fine."
        | "Mindestens {least} Zeichen. Ein kurzer Satz ist gut.";
    password_save = "Save password" | "Passwort speichern";
    password_keep = "Keep the current one" | "Das aktuelle behalten";
    password_is_plexs = "You sign in with Plex, so there is no password here."
        | "Du meldest dich mit Plex an, deshalb gibt es hier kein Passwort.";
    password_is_plexs_next = "Change it in your Plex account." | "Ändere es in deinem Plex-Konto.";
    said_password = "Password saved. All other devices were signed out."
        | "Passwort gespeichert. Alle anderen Geräte wurden abgemeldet.";
}

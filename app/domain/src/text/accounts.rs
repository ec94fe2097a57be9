//! What is said when signing in.

crate::catalogue! {
    sign_in_wrong = "User name or password is wrong. Please try again."
        | "Benutzername oder Passwort ist falsch. Bitte versuche es erneut.";
    password_is_at_plex = "You sign in with Plex: your password is changed at plex.tv."
        | "Du meldest dich mit Plex an: Dein Passwort änderst du bei plex.tv.";
    password_is_the_current = "This is the current password. Choose another."
        | "Das ist das jetzige Passwort. Wähle ein anderes.";
    password_not_current = "This is not your current password." | "Das ist nicht dein jetziges Passwort.";
    too_many_sign_in = "Too many people are signing in at the moment. Please try again in a few seconds."
        | "Im Moment melden sich zu viele gleichzeitig an. Bitte versuche es in ein paar Sekunden erneut.";
    too_many_tries(minutes) = "Too many tries to sign in. Try again in {minutes} minutes."
        | "Zu viele Versuche, sich anzumelden. Versuche es in {minutes} Minuten erneut.";
    too_many_tries_for_a_minute = "Too many tries to sign in. Try again in a minute."
        | "Zu viele Versuche, sich anzumelden. Versuche es in einer Minute erneut.";
    plex_sign_in_not_open = "Signing in with Plex is not open here: no Plex server is set up yet. Use the local account."
        | "Die Anmeldung mit Plex ist hier nicht möglich: Es ist noch kein Plex-Server eingerichtet. Benutze das lokale Konto.";
    pin_number_odd = "This is not the number of a Plex PIN." | "Das ist nicht die Nummer einer Plex-PIN.";
    pin_code_odd = "This is not the code of a Plex PIN made by this page."
        | "Das ist nicht der Code einer Plex-PIN von dieser Seite.";
    pin_unknown = "Plex does not know this PIN any more. Please start again."
        | "Plex kennt diese PIN nicht mehr. Bitte fang noch einmal an.";
    account_disabled = "Your account here is disabled. Ask the admin of this server."
        | "Dein Konto ist hier gesperrt. Wende dich an den Admin dieses Servers.";
    plex_no_access = "Your Plex account has no access to this Plex server. Ask its owner to share it with you, then sign in again."
        | "Dein Plex-Konto hat keinen Zugang zu diesem Plex-Server. Bitte den Besitzer, ihn mit dir zu teilen, und melde dich dann erneut an.";
    plex_not_on_list = "Your Plex account is not on the list of those who may sign in here. Ask the admin of this server."
        | "Dein Plex-Konto steht nicht auf der Liste derer, die sich hier anmelden dürfen. Wende dich an den Admin dieses Servers.";
    plex_tv_down = "plex.tv cannot be reached at the moment, so nobody can sign in with Plex. Try again in a minute; the local account still works."
        | "plex.tv ist im Moment nicht erreichbar, deshalb kann sich niemand mit Plex anmelden. Versuche es in einer Minute erneut; das lokale Konto funktioniert weiterhin.";
}

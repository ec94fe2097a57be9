//! What the settings are, and what some of them begin with.

crate::catalogue! {
    label_site_name = "Name of this site" | "Name dieser Website";
    label_sign_in_policy = "Who may sign in with Plex" | "Wer sich mit Plex anmelden darf";
    label_sign_in_allow_list = "Allow list" | "Zulassungsliste";
    label_requests_per_hour = "Requests an hour" | "Anfragen pro Stunde";
    label_calls = "Calls a minute" | "Aufrufe pro Minute";
    help_calls = "What one user's pages and programs may ask for in a minute; opening pages does not count. 0 is no limit."
        | "Was Seiten und Programme eines Kontos in einer Minute abrufen dürfen; das Öffnen von Seiten zählt nicht. 0 heißt keine Grenze.";
    label_costly_calls = "Costly calls a minute" | "Aufwendige Aufrufe pro Minute";
    help_costly_calls = "Of each call that asks other services anew, such as testing one; 0 is no limit."
        | "Für jeden Aufruf, der andere Dienste neu befragt, etwa beim Testen; 0 heißt keine Grenze.";
    label_searches = "Searches a minute" | "Suchen pro Minute";
    help_searches = "Of one user; 0 is no limit." | "Pro Konto; 0 heißt keine Grenze.";
    label_visits = "Signed out, a minute" | "Ohne Anmeldung, pro Minute";
    help_visits = "Pages and calls from one address where nobody is signed in; 0 is no limit."
        | "Seiten und Aufrufe von einer Adresse, an der niemand angemeldet ist; 0 heißt keine Grenze.";
    label_calls_of_all = "Calls of everybody a minute" | "Aufrufe von allen pro Minute";
    help_calls_of_all = "Of each call, by all users together; 0 is no limit."
        | "Für jeden Aufruf, von allen Konten zusammen; 0 heißt keine Grenze.";
    label_plex_sign_ins = "Sign-ins with Plex begun" | "Begonnene Anmeldungen mit Plex";
    help_plex_sign_ins = "From one address in 15 minutes; 0 is no limit."
        | "Von einer Adresse in 15 Minuten; 0 heißt keine Grenze.";
    label_password_tries = "Wrong passwords from an address" | "Falsche Passwörter von einer Adresse";
    help_password_tries = "In 15 minutes; 0 is no limit." | "In 15 Minuten; 0 heißt keine Grenze.";
    label_password_tries_per_account = "Wrong passwords for one name" | "Falsche Passwörter für einen Namen";
    help_password_tries_per_account = "From one address in 15 minutes; nobody else is slowed by them. 0 is no limit."
        | "Von einer Adresse in 15 Minuten; niemand sonst wird dadurch gebremst. 0 heißt keine Grenze.";
    label_approve_requests_of = "Approved by themselves" | "Automatisch freigegeben";
    label_decline_reasons = "Saved reasons" | "Gespeicherte Gründe";
    label_welcome_done = "First-run wizard done" | "Einrichtungsassistent abgeschlossen";
    help_site_name = "The name on every page and in the browser's tab."
        | "Der Name auf jeder Seite und im Tab des Browsers.";
    label_language = "Language" | "Sprache";
    help_language = "For who has chosen none and whose browser asks for none that there is. What is kept for everybody, such as what happened to a request, is written in it."
        | "Für alle, die keine gewählt haben und deren Browser keine vorhandene verlangt. Was für alle aufbewahrt wird, etwa der Verlauf einer Anfrage, wird in ihr geschrieben.";
    help_sign_in_policy = "Who may sign in with Plex: members of your server, an allow list, or anyone with a Plex account."
        | "Wer sich mit Plex anmelden darf: Mitglieder deines Servers, eine Zulassungsliste oder alle mit einem Plex-Konto.";
    help_sign_in_allow_list = "Plex account numbers that may sign in when the allow list decides, one a line."
        | "Nummern der Plex-Konten, die sich anmelden dürfen, wenn die Zulassungsliste entscheidet, eine pro Zeile.";
    help_requests_per_hour = "How many titles a user may ask for in an hour; 0 is no limit."
        | "Wie viele Titel ein Konto in einer Stunde anfragen darf; 0 heißt keine Grenze.";
    help_approve_requests_of = "Roles whose requests are approved by themselves: user, admin."
        | "Rollen, deren Anfragen automatisch freigegeben werden: user, admin.";
    help_decline_reasons = "Reasons that are offered when a request is declined, one a line."
        | "Gründe, die beim Ablehnen einer Anfrage angeboten werden, einer pro Zeile.";
    help_welcome_done = "The first-run wizard was finished or skipped."
        | "Der Einrichtungsassistent wurde abgeschlossen oder übersprungen.";
    reason_streamed = "It is already available on a streaming service we have."
        | "Das gibt es schon bei einem Streamingdienst, den wir haben.";
    reason_no_room = "There is not enough room at the moment." | "Im Moment ist nicht genug Platz.";
    reason_not_released = "It has not been released yet." | "Das ist noch nicht erschienen.";
}

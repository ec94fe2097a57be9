//! What is said of a call, whatever it asks for.

crate::catalogue! {
    sign_in_first = "Sign in to go on." | "Melde dich an, um fortzufahren.";
    change_password_first = "Change your password first." | "Ändere zuerst dein Passwort.";
    no_permission = "You do not have permission to do this." | "Dazu hast du keine Berechtigung.";
    only_for_admins = "Only an admin can do this." | "Das kann nur ein Admin.";
    no_such_thing(what) = "There is no such {what}, or it is not yours."
        | "Nicht gefunden, oder nicht deins: {what}.";
    thing_device = "device" | "Gerät";
    thing_image = "image" | "Bild";
    thing_key = "key" | "Schlüssel";
    thing_notification = "notification" | "Mitteilung";
    thing_request = "request" | "Anfrage";
    thing_service = "service" | "Dienst";
    thing_setting = "setting" | "Einstellung";
    thing_sign_in = "sign-in" | "Anmeldung";
    thing_user = "user" | "Konto";
    thing_webhook = "webhook" | "Webhook";
    something_went_wrong = "Something went wrong here. It is in the log; try again in a moment."
        | "Hier ist etwas schiefgegangen. Es steht im Log; versuche es gleich erneut.";
    viewer_unknown = "MediaNest cannot find out who you are at the moment. You are still signed in: please try again in a few seconds."
        | "MediaNest kann im Moment nicht feststellen, wer du bist. Du bist weiterhin angemeldet: Bitte versuche es in ein paar Sekunden erneut.";
    foreign_page = "This change did not come from a page of this site. Open the page here and try again."
        | "Diese Änderung kam nicht von einer Seite dieser Website. Öffne die Seite hier und versuche es erneut.";
    foreign_name = "This name is not one of this MediaNest. Set MEDIANEST_PUBLIC_URL or MEDIANEST_ALLOWED_HOSTS to allow it."
        | "Dieser Name gehört nicht zu diesem MediaNest. Setze MEDIANEST_PUBLIC_URL oder MEDIANEST_ALLOWED_HOSTS, um ihn zu erlauben.";
    call_unknown = "There is no such call." | "Diesen Aufruf gibt es nicht.";
    call_method(method) = "Use {method} for this call." | "Benutze {method} für diesen Aufruf.";
    call_one_value = "Send this as one plain value." | "Sende dies als einen einfachen Wert.";
    call_not_utf8 = "The body is not UTF-8 text." | "Der Inhalt ist kein UTF-8-Text.";
    call_not_json = "The body is not a JSON object." | "Der Inhalt ist kein JSON-Objekt.";
    call_body_kind = "Send the arguments as application/x-www-form-urlencoded or application/json."
        | "Sende die Argumente als application/x-www-form-urlencoded oder application/json.";
    call_broke_off = "The request broke off before it was complete. Please try again."
        | "Der Aufruf brach ab, bevor er vollständig war. Bitte versuche es erneut.";
    call_too_large = "This is too large: a call may carry at most 1 MiB."
        | "Das ist zu groß: Ein Aufruf darf höchstens 1 MiB enthalten.";
    too_many_calls = "That was a lot at once. Please wait a moment before you go on."
        | "Das war viel auf einmal. Bitte warte einen Moment, bevor du weitermachst.";
    too_many_searches = "You search faster than this server can look. Please wait a moment."
        | "Du suchst schneller, als dieser Server nachsehen kann. Bitte warte einen Moment.";
    too_many_begun = "Too many sign-ins were begun from here. Please wait a few minutes, or use the local account."
        | "Von hier wurden zu viele Anmeldungen begonnen. Bitte warte ein paar Minuten oder benutze das lokale Konto.";
    too_busy = "Too many people ask for this at the moment. Please try again in a minute."
        | "Im Moment wollen das zu viele gleichzeitig. Bitte versuche es in einer Minute erneut.";
    browser_on(browser, system) = "{browser} on {system}" | "{browser} auf {system}";
    some_browser = "A browser" | "Ein Browser";
    some_system = "an unknown system" | "einem unbekannten System";
}

//! What is said of the services around us.

crate::catalogue! {
    // Finding the admin's Plex server
    plex_find_down = "plex.tv cannot be reached at the moment. Try again in a minute, or enter the address and the token by hand."
        | "plex.tv ist im Moment nicht erreichbar. Versuche es in einer Minute erneut oder gib Adresse und Token von Hand ein.";
    plex_find_gone = "This search is over. Start it again." | "Diese Suche ist beendet. Starte sie neu.";
    plex_find_no_place = "Choose one of the addresses." | "Wähle eine der Adressen.";
    // What a test of a service found
    webhook_secret_wrong = "This is not the webhook's secret." | "Das ist nicht das Geheimnis des Webhooks.";
    webhook_body_odd = "Send the JSON of Overseerr's webhook agent."
        | "Sende das JSON des Webhook-Agenten von Overseerr.";
    enter_address = "Enter the address of this service." | "Gib die Adresse dieses Dienstes ein.";
    enter_overseerr_key = "Enter the API key. It is in Overseerr under Settings → General."
        | "Gib den API-Schlüssel ein. Er steht in Overseerr unter Einstellungen → Allgemein.";
    enter_tmdb_key = "Enter the API key or the API read access token of your TMDB account."
        | "Gib den API-Schlüssel oder das API-Lesezugriffstoken deines TMDB-Kontos ein.";
    tmdb_key_odd = "This is neither an API key of TMDB (32 digits and letters from a to f) nor an API read access token (it begins with eyJ). Copy one of them again, whole."
        | "Das ist weder ein API-Schlüssel von TMDB (32 Ziffern und Buchstaben von a bis f) noch ein API-Lesezugriffstoken (es beginnt mit eyJ). Kopiere eines von beiden noch einmal vollständig.";
    another_plex_server(found, known) = "Another Plex server answers at this address: {found}, not {known}. Check the address. If this server is the right one now, save it again."
        | "Unter dieser Adresse antwortet ein anderer Plex-Server: {found}, nicht {known}. Prüfe die Adresse. Ist dieser Server jetzt der richtige, speichere noch einmal.";
    enter_plex_token = "Enter the token of the server's owner." | "Gib das Token des Serverbesitzers ein.";
    connected_to_server(name) = "Connected to the server “{name}”." | "Mit dem Server „{name}“ verbunden.";
    plex_token_refused(code) = "Plex answers {code}: this token is not accepted. Copy the owner's X-Plex-Token again (on app.plex.tv: an item → Get Info → View XML, at the end of the address)."
        | "Plex antwortet {code}: Dieses Token wird nicht angenommen. Kopiere das X-Plex-Token des Besitzers noch einmal (auf app.plex.tv: ein Titel → Informationen (Get Info) → XML anzeigen (View XML), am Ende der Adresse).";
    connected_key_of(name) = "Connected. The key belongs to {name}." | "Verbunden. Der Schlüssel gehört {name}.";
    key_of_no_admin(name) = "This key acts as {name}, who is no admin. Copy it from Settings → General."
        | "Dieser Schlüssel handelt als {name}, ein Konto ohne Admin-Rechte. Kopiere ihn aus Einstellungen → Allgemein.";
    overseerr_key_refused(code) = "Overseerr answers {code}: this key is not accepted. Copy it from Settings → General."
        | "Overseerr antwortet {code}: Dieser Schlüssel wird nicht angenommen. Kopiere ihn aus Einstellungen → Allgemein.";
    tmdb_takes_key = "Connected. TMDB takes the key." | "Verbunden. TMDB nimmt den Schlüssel an.";
    tmdb_key_refused(code, message) = "TMDB answers {code} ({message}): this key is not accepted. Copy it again from themoviedb.org under Settings → API."
        | "TMDB antwortet {code} ({message}): Dieser Schlüssel wird nicht angenommen. Kopiere ihn noch einmal von themoviedb.org unter Einstellungen → API.";
    tmdb_asked_too_much(wait) = "TMDB answers 429: too much was asked of it with this key. Try again {wait}."
        | "TMDB antwortet 429: Mit diesem Schlüssel wurde zu viel abgefragt. Versuche es {wait} erneut.";
    in_a_minute = "in a minute" | "in einer Minute";
    in_seconds(seconds) = "in {seconds} seconds" | "in {seconds} Sek.";
    not_tmdb = "What answers in TMDB's place is not TMDB. Look for a proxy, a filter or a sign-in page between this server and the internet."
        | "Was anstelle von TMDB antwortet, ist nicht TMDB. Suche nach einem Proxy, einem Filter oder einer Anmeldeseite zwischen diesem Server und dem Internet.";
    web_page_with_status(title, code) = "{title} answered with a web page, not with its API (status {code}). Check the address: it may lead to a proxy or to a login page."
        | "{title} hat mit einer Webseite geantwortet statt mit der API (Status {code}). Prüfe die Adresse: Vielleicht führt sie zu einem Proxy oder einer Anmeldeseite.";
    something_else_answers(code, message, title) = "Something answers {code} ({message}) at this address, but not as {title} would. Check the address."
        | "Unter dieser Adresse antwortet etwas mit {code} ({message}), aber nicht so, wie {title} es täte. Prüfe die Adresse.";
    service_not_used_yet(title) = "{title} is not used yet and cannot be configured."
        | "{title} wird noch nicht benutzt und lässt sich nicht einrichten.";
    service_is_switched_off(title) = "{title} is switched off: nothing is asked of it."
        | "{title} ist ausgeschaltet und wird nicht abgefragt.";
    service_does_not_answer(title) = "{title} does not answer." | "{title} antwortet nicht.";
    service_answers_oddly(title) = "{title} does not answer as it should. The admin is told why."
        | "{title} antwortet nicht wie erwartet. Der Admin erfährt, warum.";
    webhook_taken(host) = "Overseerr's webhook tells {host} now, and it has only one. Nothing was changed."
        | "Der Webhook von Overseerr meldet schon an {host}, und es gibt nur einen. Nichts wurde geändert.";
    webhook_somebody = "somebody else" | "eine andere Stelle";
    webhook_works = "Set up. Overseerr has reached MediaNest and tells it of every change from now on."
        | "Eingerichtet. Overseerr hat MediaNest erreicht und meldet ab jetzt jede Änderung.";
    webhook_not_reached(url) = "Saved in Overseerr, but its test did not reach {url}. Enter the address at which Overseerr reaches MediaNest; until then everything is found out within five minutes."
        | "In Overseerr gespeichert, aber der Test hat {url} nicht erreicht. Gib die Adresse ein, unter der Overseerr MediaNest erreicht; bis dahin wird alles innerhalb von fünf Minuten bemerkt.";
    key_of_plex = "Token" | "Token";
    key_of_tmdb = "API key or read access token" | "API-Schlüssel oder Read Access Token";
    key_of_api = "API key" | "API-Schlüssel";
}

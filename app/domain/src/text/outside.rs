//! What is said when another system did not do what was asked.

crate::catalogue! {
    service_not_connected(title) = "{title} is not connected. An admin can connect it under Admin → Services."
        | "{title} ist nicht verbunden. Ein Admin kann das unter Admin → Dienste ändern.";
    address_is_no_service = "this address cannot be a service" | "diese Adresse kann kein Dienst sein";
    no_host_of_this_name = "there is no host of this name" | "es gibt keinen Host mit diesem Namen";
    key_with_odd_characters = "the key holds characters that no key can have"
        | "der Schlüssel enthält Zeichen, die in keinem Schlüssel vorkommen";
    source_of_titles = "The service for titles" | "Der Dienst für Titel";
    too_slow(title) = "{title} takes too long to answer. Try again in a minute."
        | "{title} braucht zu lange für eine Antwort. Versuche es in einer Minute erneut.";
    no_reason_given = "no reason given" | "kein Grund angegeben";
    unreachable_refused(title) = "{title} is not reachable: the connection was refused. Check host and port, and that {title} is running."
        | "{title} ist nicht erreichbar: Die Verbindung wurde abgelehnt. Prüfe Host und Port und ob {title} läuft.";
    unreachable_timed_out(title) = "{title} is not reachable: no answer in time. Check the address, and that nothing in between blocks it."
        | "{title} ist nicht erreichbar: Es kam nicht rechtzeitig eine Antwort. Prüfe die Adresse und ob etwas dazwischen sie blockiert.";
    unreachable_no_such_host(title) = "{title} is not reachable: there is no host of this name. Check its spelling."
        | "{title} ist nicht erreichbar: Es gibt keinen Host mit diesem Namen. Prüfe die Schreibweise.";
    unreachable_insecure(title, reason) = "{title} is not reachable: the secure connection failed ({reason}). Check the certificate, or use http://."
        | "{title} ist nicht erreichbar: Die sichere Verbindung kam nicht zustande ({reason}). Prüfe das Zertifikat oder benutze http://.";
    unreachable_broke_off(title) = "{title} is not reachable: the connection broke off."
        | "{title} ist nicht erreichbar: Die Verbindung brach ab.";
    not_called_forbidden(title) = "{title} is not called: its name leads to an address that cannot be a service."
        | "{title} wird nicht aufgerufen: Der Name führt zu einer Adresse, die kein Dienst sein kann.";
    busy_too_many_calls(title) = "{title} is busy: too many calls are waiting for its answers."
        | "{title} ist ausgelastet: Zu viele Aufrufe warten auf eine Antwort.";
    answered_with_web_page(title) = "{title} answered with a web page, not with its API. Check the address: it may lead to a proxy or to a login page."
        | "{title} hat mit einer Webseite geantwortet statt mit der API. Prüfe die Adresse: Vielleicht führt sie zu einem Proxy oder einer Anmeldeseite.";
    sent_too_much(title) = "{title} sent more than can be taken in."
        | "{title} hat mehr geschickt, als sich verarbeiten lässt.";
    sent_another_shape(title) = "{title} sent an answer of another shape. Is it {title} at this address?"
        | "{title} hat eine Antwort in anderer Form geschickt. Ist unter dieser Adresse wirklich {title}?";
    redirects_elsewhere(title, to) = "{title} redirects to {to}. Enter the address that answers without a redirect."
        | "{title} leitet weiter zu {to}. Gib die Adresse ein, die ohne Weiterleitung antwortet.";
    service_is_busy(title) = "{title} is busy. Try again in a few seconds."
        | "{title} ist ausgelastet. Versuche es in ein paar Sekunden erneut.";
    service_is_unreachable(title) = "{title} is not reachable. Try again in a few minutes."
        | "{title} ist nicht erreichbar. Versuche es in ein paar Minuten erneut.";
    service_refuses_key(title) = "{title} does not accept MediaNest's key. An admin can enter it again under Admin → Services."
        | "{title} nimmt den Schlüssel von MediaNest nicht an. Ein Admin kann ihn unter Admin → Dienste neu eingeben.";
    service_cannot_now(title, code) = "{title} cannot do this now (it answers {code}). Try again in a few minutes."
        | "{title} kann das gerade nicht (Antwort: {code}). Versuche es in ein paar Minuten erneut.";
    service_answers_web_page(title) = "{title} answers with a web page. An admin should check its address under Admin → Services."
        | "{title} antwortet mit einer Webseite. Ein Admin sollte die Adresse unter Admin → Dienste prüfen.";
    service_not_readable(title) = "{title} sent an answer that MediaNest cannot read."
        | "{title} hat eine Antwort geschickt, die MediaNest nicht lesen kann.";
    certificate_expired = "the certificate has expired" | "das Zertifikat ist abgelaufen";
    certificate_of_another = "the certificate is for another name" | "das Zertifikat ist für einen anderen Namen";
    certificate_of_unknown_authority = "the certificate is not from a known authority"
        | "das Zertifikat stammt von keiner bekannten Stelle";
    certificate_not_valid(problem) = "the certificate is not valid: {problem}"
        | "das Zertifikat ist ungültig: {problem}";
    no_https_here = "there is no https at this port" | "an diesem Port gibt es kein https";
    tls_not_set_up = "TLS could not be set up" | "TLS ließ sich nicht einrichten";
    plex_sign_in_refused = "Plex no longer accepts this sign-in. Sign in with Plex again."
        | "Plex nimmt diese Anmeldung nicht mehr an. Melde dich erneut mit Plex an.";
    answers_with(title, code, message) = "{title} answers {code}: {message}" | "{title} antwortet {code}: {message}";
}

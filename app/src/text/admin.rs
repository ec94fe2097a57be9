//! Texts of the services and of the first-run wizard.

catalogue! {
    // Services
    services_lead = "What MediaNest talks to. Keys are sealed when saved and never shown again."
        | "Womit MediaNest spricht. Schlüssel werden beim Speichern versiegelt und nie wieder angezeigt.";
    services_later_title = "Later" | "Später";
    later_uptime_kuma = "Monitors and their history will come from here."
        | "Von hier werden Monitore und ihr Verlauf kommen.";
    later_youtube = "Downloads will come from here." | "Von hier werden Downloads kommen.";
    later_step(what) = "Not used yet. {what}" | "Noch nicht in Gebrauch. {what}";
    service_address = "Address" | "Adresse";
    plex_address_hint = "Your Plex server as MediaNest reaches it, with its port."
        | "Dein Plex-Server, wie MediaNest ihn erreicht, mit Port.";
    overseerr_address_hint = "Overseerr or Seerr as MediaNest reaches it, with its port."
        | "Overseerr oder Seerr, wie MediaNest es erreicht, mit Port.";
    plex_key_hint = "The token of the account that owns the server. Plex explains where to find it: support.plex.tv, “Finding an authentication token”."
        | "Das Token des Kontos, dem der Server gehört. Wo es zu finden ist, erklärt Plex: support.plex.tv, „Finding an authentication token“.";
    overseerr_key_hint = "In Overseerr under Settings, General." | "In Overseerr unter Einstellungen, Allgemein.";
    tmdb_key_hint = "Only needed without Overseerr: search and discovery then come from TMDB, and you look after requests yourself. Your key is at themoviedb.org under Settings, API."
        | "Nur ohne Overseerr nötig: Suchen und Entdecken laufen dann über TMDB, und um Anfragen kümmerst du dich selbst. Deinen Schlüssel findest du auf themoviedb.org unter Einstellungen, API.";
    key_saved = "saved — leave empty to keep" | "gespeichert — zum Behalten leer lassen";
    service_use = "Use this service" | "Diesen Dienst verwenden";
    service_use_hint = "While it is off nothing is asked of it; requests are kept."
        | "Solange er ausgeschaltet ist, wird er nichts gefragt; Anfragen werden aufbewahrt.";
    save = "Save" | "Speichern";
    save_and_go_on = "Save and continue" | "Speichern und weiter";
    test = "Test" | "Testen";
    testing = "Testing…" | "Wird getestet…";
    test_all = "Test all" | "Alle testen";
    checked_ago(ago) = "checked {ago}" | "geprüft {ago}";
    changed_at = "Last changed" | "Zuletzt geändert";
    not_connected = "Not connected yet" | "Noch nicht verbunden";
    switched_off = "Switched off" | "Ausgeschaltet";
    service_version = "Version" | "Version";
    service_latency = "Latency" | "Antwortzeit";
    service_answers(service) = "{service} answers." | "{service} antwortet.";
    service_saved(service) = "Saved. {service} answers." | "Gespeichert. {service} antwortet.";
    service_saved_off = "Saved." | "Gespeichert.";
    service_saved_unreached(service) = "Saved, but {service} does not answer now."
        | "Gespeichert, aber {service} antwortet gerade nicht.";
    service_test_failed(service) = "{service} did not pass the test." | "{service} hat den Test nicht bestanden.";
    service_not_saved(service) = "{service} was not saved." | "{service} wurde nicht gespeichert.";
    service_not_tested(service) = "{service} was not tested." | "{service} wurde nicht getestet.";
    nothing_saved = "Nothing was saved. See the marked fields."
        | "Nichts wurde gespeichert. Sieh dir die markierten Felder an.";
    // The first-run wizard
    welcome_title = "Welcome" | "Willkommen";
    welcome_steps = "Setting up" | "Einrichtung";
    step_password = "Password" | "Passwort";
    step_plex = "Connect Plex" | "Plex verbinden";
    step_overseerr = "Overseerr" | "Overseerr";
    step_finish = "Finish" | "Abschließen";
    connect_plex = "Connect Plex" | "Plex verbinden";
    connect_plex_lead = "People sign in with their Plex accounts, and only members of this server get in."
        | "Alle melden sich mit ihrem Plex-Konto an, und nur Mitglieder dieses Servers kommen herein.";
    connect_overseerr_lead = "Searching and requesting go through it, with the rules and quotas you have there."
        | "Suchen und Anfragen laufen darüber, mit den Regeln und Kontingenten, die du dort hast.";
    skip_step = "Skip this step" | "Schritt überspringen";
    finish_title(site) = "{site} is ready" | "{site} ist bereit";
    finish_lead = "All of this can be changed later under Services."
        | "All das lässt sich später unter Dienste ändern.";
    connected_to(url) = "Connected: {url}" | "Verbunden: {url}";
    connected = "Connected" | "Verbunden";
    saved_but_silent(url) = "Saved, but it does not answer yet: {url}"
        | "Gespeichert, antwortet aber noch nicht: {url}";
    skipped_for_now = "Skipped for now" | "Vorerst übersprungen";
    tmdb_not_needed = "Only needed without Overseerr" | "Nur ohne Overseerr nötig";
    // People
    users_lead = "Who signs in here, and as whom their requests reach Overseerr."
        | "Wer sich hier anmeldet und unter welchem Konto die Anfragen bei Overseerr ankommen.";
    users_none = "Nobody here" | "Niemand da";
    users_none_text = "There are not so many pages." | "So viele Seiten gibt es nicht.";
    users_no_overseerr = "Overseerr is not connected." | "Overseerr ist nicht verbunden.";
    users_no_overseerr_next = "When it is, choose here as whom the requests of local accounts reach it."
        | "Sobald es das ist, wählst du hier, unter welchem Konto die Anfragen lokaler Konten dort ankommen.";
    users_unreachable_next = "Whom somebody could be there cannot be changed until it answers."
        | "Solange es nicht antwortet, lassen sich die Konten dort nicht zuordnen.";
    user_disabled = "disabled" | "gesperrt";
    user_last_sign_in = "Last sign-in" | "Letzte Anmeldung";
    user_never_signed_in = "Never" | "Nie";
    user_in_overseerr = "In Overseerr" | "In Overseerr";
    user_asks_as = "Requests reach Overseerr as" | "Konto für Anfragen in Overseerr";
    user_save_named(name) = "Save {name}" | "{name} speichern";
    user_automatic(name) = "{name} (the same Plex account)" | "{name} (dasselbe Plex-Konto)";
    user_automatic_later = "The same Plex account, taken over with the first request"
        | "Dasselbe Plex-Konto, wird mit der ersten Anfrage übernommen";
    user_key_owner = "The owner of the API key" | "Das Konto des API-Schlüssels";
    user_waits = "Nobody: requests wait" | "Kein Konto: Anfragen warten";
    user_unknown_there(id) = "User {id}, who is not known there now" | "Konto {id}, dort zurzeit unbekannt";
    signs_in_with_plex = "signs in with Plex" | "meldet sich mit Plex an";
    signs_in_locally = "signs in with a password" | "meldet sich mit Passwort an";
    signs_in_both = "signs in with a password or with Plex" | "meldet sich mit Passwort oder mit Plex an";
    said_user = "Saved. Requests that waited for this are on their way."
        | "Gespeichert. Anfragen, die darauf gewartet haben, sind unterwegs.";
    // Finding the admin's Plex server
    find_plex_server = "Find my server with Plex" | "Meinen Server mit Plex finden";
    find_why = "Sign in at Plex as the owner of the server; MediaNest finds its address and its token by itself."
        | "Melde dich bei Plex mit dem Konto an, dem der Server gehört; MediaNest findet Adresse und Token von selbst.";
    find_or = "or" | "oder";
    find_or_by_hand = "or by hand" | "oder von Hand";
    find_lead = "Sign in at Plex with the account that owns the server. Get a code for that first."
        | "Melde dich bei Plex mit dem Konto an, dem der Server gehört. Hol dir dafür zuerst einen Code.";
    find_code_lead(place) = "Open {place}, sign in there as the owner of the server and type these four characters."
        | "Öffne {place}, melde dich dort mit dem Konto an, dem der Server gehört, und gib diese vier Zeichen ein.";
    trying_addresses = "Plex has taken the code. One moment…" | "Plex hat den Code angenommen. Einen Moment…";
    find_by_hand = "Enter the address and the token by hand" | "Adresse und Token von Hand eingeben";
    find_choose_title = "Choose your server" | "Wähle deinen Server";
    find_choose_lead = "MediaNest has tried every address that Plex knows. Prefer one in the same network."
        | "MediaNest hat jede Adresse ausprobiert, die Plex kennt. Nimm am besten eine im selben Netzwerk.";
    find_use_server = "Use this server" | "Diesen Server verwenden";
    find_try_again = "Try all addresses again" | "Alle Adressen noch einmal testen";
    find_none_reached = "MediaNest reaches your server at none of its addresses."
        | "MediaNest erreicht deinen Server unter keiner seiner Adressen.";
    find_none_reached_next = "Check that the server runs, then try again. If MediaNest runs in a container, its network may keep it apart from the server."
        | "Prüfe, ob der Server läuft, und versuche es dann erneut. Wenn MediaNest in einem Container läuft, hält dessen Netzwerk es vielleicht vom Server fern.";
    find_no_address = "Plex knows no address of this server. It may have been offline for long."
        | "Plex kennt keine Adresse dieses Servers. Vielleicht ist er schon lange offline.";
    find_no_server = "This Plex account owns no server." | "Diesem Plex-Konto gehört kein Server.";
    find_no_server_next = "Servers that are only shared with it cannot be connected. Sign in at Plex as the owner."
        | "Server, die nur mit ihm geteilt wurden, lassen sich nicht verbinden. Melde dich bei Plex mit dem Konto an, dem der Server gehört.";
    find_other_account = "Use another account" | "Anderes Konto verwenden";
    find_shared(count) = "Servers that are only shared with this account are not listed: {count}."
        | "Server, die mit diesem Konto nur geteilt wurden, sind nicht aufgeführt: {count}.";
    way_local = "Same network" | "Im selben Netzwerk";
    way_remote = "Over the internet" | "Über das Internet";
    way_relay = "Through Plex's relay, slow" | "Über das Relay von Plex, langsam";
    reach_reached(ms) = "answers in {ms} ms" | "antwortet in {ms} ms";
    reach_other_server = "another Plex server answers here" | "hier antwortet ein anderer Plex-Server";
    reach_not_plex = "what answers here is no Plex server" | "was hier antwortet, ist kein Plex-Server";
    reach_not_allowed = "not tried: no service may have this address"
        | "nicht ausprobiert: kein Dienst darf diese Adresse haben";
    reach_refused = "the connection was refused" | "die Verbindung wurde abgelehnt";
    reach_timed_out = "no answer in time" | "keine rechtzeitige Antwort";
    reach_name_not_found = "there is no host of this name here" | "hier gibt es keinen Host mit diesem Namen";
    reach_insecure = "the secure connection failed" | "die sichere Verbindung ist gescheitert";
    reach_lost = "the connection broke off" | "die Verbindung ist abgebrochen";
    // Pages that are not there
    unavailable_title = "Not now" | "Gerade nicht möglich";
    not_found_title = "This page is not here" | "Diese Seite ist nicht hier";
    not_found_text = "There is no such page, or it is not yours. The address may be old, or what was here may be gone."
        | "Es gibt diese Seite nicht, oder sie gehört nicht dir. Vielleicht ist die Adresse alt, oder was hier war, ist nicht mehr da.";
    // The webhook of Overseerr
    webhook_title = "Told at once" | "Sofort Bescheid wissen";
    webhook_text = "Overseerr can tell MediaNest of every change. Without that, changes are found out every five minutes."
        | "Overseerr kann MediaNest jede Änderung melden. Ohne das erfährt MediaNest nur alle fünf Minuten davon.";
    webhook_address = "Where Overseerr reaches MediaNest" | "Wo Overseerr MediaNest erreicht";
    webhook_set_up = "Set up the webhook" | "Webhook einrichten";
    webhook_replace = "Replace it" | "Ersetzen";
}

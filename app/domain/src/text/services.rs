//! What is said of the services around us.

crate::catalogue! {
    // Finding the admin's Plex server
    plex_find_down = "plex.tv cannot be reached at the moment. Try again in a minute, or enter the address and the token by hand.";
    plex_find_gone = "This search is over. Start it again.";
    plex_find_no_place = "Choose one of the addresses.";
    // What a test of a service found
    webhook_secret_wrong = "This is not the webhook's secret.";
    webhook_body_odd = "Send the JSON of Overseerr's webhook agent.";
    enter_address = "Enter the address of this service.";
    enter_overseerr_key = "Enter the API key. It is in Overseerr under Settings → General.";
    enter_tmdb_key = "Enter the API key or the API read access token of your TMDB account.";
    tmdb_key_odd = "This is neither an API key of TMDB (32 digits and letters from a to f) nor an API read access token (it begins with eyJ). Copy one of them again, whole.";
    another_plex_server(found, known) = "Another Plex server answers at this address: {found}, not {known}. Check the address. If this server is the right one now, save it again.";
    enter_plex_token = "Enter the token of the server's owner.";
    connected_to_server(name) = "Connected to the server “{name}”.";
    plex_token_refused(code) = "Plex answers {code}: this token is not accepted. Copy the owner's X-Plex-Token again (on app.plex.tv: an item → Get Info → View XML, at the end of the address).";
    connected_key_of(name) = "Connected. The key belongs to {name}.";
    key_of_no_admin(name) = "This key acts as {name}, who is no admin. Copy it from Settings → General.";
    overseerr_key_refused(code) = "Overseerr answers {code}: this key is not accepted. Copy it from Settings → General.";
    tmdb_takes_key = "Connected. TMDB takes the key.";
    tmdb_key_refused(code, message) = "TMDB answers {code} ({message}): this key is not accepted. Copy it again from themoviedb.org under Settings → API.";
    tmdb_asked_too_much(wait) = "TMDB answers 429: too much was asked of it with this key. Try again {wait}.";
    in_a_minute = "in a minute";
    in_seconds(seconds) = "in {seconds} seconds";
    not_tmdb = "What answers in TMDB's place is not TMDB. Look for a proxy, a filter or a sign-in page between this server and the internet.";
    web_page_with_status(title, code) = "{title} answered with a web page, not with its API (status {code}). Check the address: it may lead to a proxy or to a login page.";
    something_else_answers(code, message, title) = "Something answers {code} ({message}) at this address, but not as {title} would. Check the address.";
    service_not_used_yet(title) = "{title} is not used yet and cannot be configured.";
    service_is_switched_off(title) = "{title} is switched off: nothing is asked of it.";
    service_does_not_answer(title) = "{title} does not answer.";
    service_answers_oddly(title) = "{title} does not answer as it should. The admin is told why.";
    webhook_taken(host) = "Overseerr's webhook tells {host} now, and it has only one. Nothing was changed.";
    webhook_somebody = "somebody else";
    webhook_works = "Set up. Overseerr has reached MediaNest and tells it of every change from now on.";
    webhook_not_reached(url) = "Saved in Overseerr, but its test did not reach {url}. Enter the address at which Overseerr reaches MediaNest; until then everything is found out within five minutes.";
}

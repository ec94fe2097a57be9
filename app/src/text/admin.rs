//! Texts of the services and of the first-run wizard.

catalogue! {
    // Services
    services_lead = "What MediaNest talks to. Keys are sealed when saved and never shown again.";
    services_later_title = "Later";
    later_uptime_kuma = "Monitors and their history will come from here.";
    later_youtube = "Downloads will come from here.";
    later_step(what) = "Not used yet. {what}";
    service_address = "Address";
    plex_address_hint = "Your Plex server as MediaNest reaches it, with its port.";
    overseerr_address_hint = "Overseerr or Seerr as MediaNest reaches it, with its port.";
    plex_key_hint = "The token of the account that owns the server. Plex explains where to find it: support.plex.tv, “Finding an authentication token”.";
    overseerr_key_hint = "In Overseerr under Settings, General.";
    tmdb_key_hint = "Only needed without Overseerr: search and discovery then come from TMDB, and you look after requests yourself. Your key is at themoviedb.org under Settings, API.";
    key_saved = "saved — leave empty to keep";
    service_use = "Use this service";
    service_use_hint = "While it is off nothing is asked of it; requests are kept.";
    save = "Save";
    save_and_go_on = "Save and continue";
    test = "Test";
    testing = "Testing…";
    test_all = "Test all";
    checked_ago(ago) = "checked {ago}";
    checked_now = "checked just now";
    changed_at = "Last changed";
    not_connected = "Not connected yet";
    switched_off = "Switched off";
    service_version = "Version";
    service_latency = "Latency";
    service_answers(service) = "{service} answers.";
    service_saved(service) = "Saved. {service} answers.";
    service_saved_off = "Saved.";
    service_saved_unreached(service) = "Saved, but {service} does not answer now.";
    service_test_failed(service) = "{service} did not pass the test.";
    service_not_saved(service) = "{service} was not saved.";
    service_not_tested(service) = "{service} was not tested.";
    nothing_saved = "Nothing was saved. See the marked fields.";
    // The first-run wizard
    welcome_title = "Welcome";
    welcome_steps = "Setting up";
    step_password = "Password";
    step_plex = "Connect Plex";
    step_overseerr = "Overseerr";
    step_finish = "Finish";
    connect_plex = "Connect Plex";
    connect_plex_lead = "People sign in with their Plex accounts, and only members of this server get in.";
    connect_overseerr_lead = "Searching and requesting go through it, with the rules and quotas you have there.";
    skip_step = "Skip this step";
    finish_title(site) = "{site} is ready";
    finish_lead = "All of this can be changed later under Services.";
    connected_to(url) = "Connected: {url}";
    connected = "Connected";
    skipped_for_now = "Skipped for now";
    tmdb_not_needed = "Only needed without Overseerr";
    // Finding the admin's Plex server
    find_plex_server = "Find my server with Plex";
    find_why = "Sign in at Plex as the owner of the server; MediaNest finds its address and its token by itself.";
    find_or = "or";
    find_or_by_hand = "or by hand";
    find_lead = "Sign in at Plex with the account that owns the server. Get a code for that first.";
    find_code_lead(place) = "Open {place}, sign in there as the owner of the server and type these four characters.";
    trying_addresses = "Plex has taken the code. One moment…";
    find_by_hand = "Enter the address and the token by hand";
    find_choose_title = "Choose your server";
    find_choose_lead = "MediaNest has tried every address that Plex knows. Prefer one in the same network.";
    find_use_server = "Use this server";
    find_try_again = "Try all addresses again";
    find_none_reached = "MediaNest reaches your server at none of its addresses.";
    find_none_reached_next = "Check that the server runs, then try again. If MediaNest runs in a container, its network may keep it apart from the server.";
    find_no_address = "Plex knows no address of this server. It may have been offline for long.";
    find_no_server = "This Plex account owns no server.";
    find_no_server_next = "Servers that are only shared with it cannot be connected. Sign in at Plex as the owner.";
    find_other_account = "Use another account";
    find_shared(count) = "Servers that are only shared with this account are not listed: {count}.";
    way_local = "Same network";
    way_remote = "Over the internet";
    way_relay = "Through Plex's relay, slow";
    reach_reached(ms) = "answers in {ms} ms";
    reach_other_server = "another Plex server answers here";
    reach_not_plex = "what answers here is no Plex server";
    reach_not_allowed = "not tried: no service may have this address";
    reach_refused = "the connection was refused";
    reach_timed_out = "no answer in time";
    reach_name_not_found = "there is no host of this name here";
    reach_insecure = "the secure connection failed";
    reach_lost = "the connection broke off";
    // Pages that are not there
    unavailable_title = "Not now";
    not_found_title = "This page is not here";
    not_found_text = "There is no such page, or it is not yours. The address may be old, or what was here may be gone.";
    // The webhook of Overseerr
    webhook_title = "Told at once";
    webhook_text = "Overseerr can tell MediaNest of every change. Without that, changes are found out every five minutes.";
    webhook_address = "Where Overseerr reaches MediaNest";
    webhook_set_up = "Set up the webhook";
}

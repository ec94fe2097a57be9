//! Every text on screen, in one catalogue. `name = "text"` makes `name()`, `name(a, b) = "… {a} … {b}"` makes `name(a, b)`.
//! A second language is a second text in each row, picked by the language of the request.

macro_rules! catalogue {
    ($($name:ident $(($($argument:ident),+))? = $text:literal;)+) => {
        $(catalogue!(@one $name $(($($argument),+))? $text);)+
    };
    (@one $name:ident $text:literal) => {
        pub fn $name() -> &'static str {
            $text
        }
    };
    (@one $name:ident ($($argument:ident),+) $text:literal) => {
        pub fn $name($($argument: impl std::fmt::Display),+) -> String {
            format!($text)
        }
    };
}

catalogue! {
    // Everywhere
    skip_to_content = "Skip to content";
    page_title(page, site) = "{page} · {site}";
    // Signing in
    sign_in = "Sign in";
    plex_still_waiting = "Plex has not confirmed the code yet. Type it at the link, then continue.";
    plex_code_expired = "This code is no longer valid. Start again to get a new one.";
    // Navigation
    nav_home = "Home";
    nav_search = "Search";
    nav_requests = "Requests";
    nav_services = "Services";
    nav_about = "About";
    // Buttons, fields, forms
    new_tab = "(new tab)";
    optional = "(optional)";
    close = "Close";
    try_again = "Try again";
    loading = "Loading";
    messages = "Messages";
    error_summary = "That did not work.";
    // Notices about age
    stale_title = "This may be out of date.";
    stale_service(service) = "{service} does not answer.";
    stale_from = "What you see is from";
    stale_next = "It is renewed as soon as there is an answer.";
    // Films and series, and how far they are
    film = "Film";
    series = "Series";
    year_unknown = "Year unknown";
    status_pending = "Pending";
    status_approved = "Approved";
    status_requested = "Requested";
    status_declined = "Declined";
    status_processing = "Processing";
    status_partial = "Partially available";
    status_available = "Available";
    status_failed = "Failed";
    status_cancelled = "Cancelled";
    status_waiting = "Waiting for Overseerr";
    status_blocklisted = "Not wanted here";
    status_4k(status) = "4K {status}";
    // How services are
    service_online = "Online";
    service_degraded = "Slow";
    service_offline = "Offline";
    service_unknown = "Unknown";
    service_stale = "Stale";
    // Lists
    pages = "Pages";
    page_number(number) = "Page {number}";
    previous_page = "Previous";
    next_page = "Next";
    // Time
    january = "Jan";
    february = "Feb";
    march = "Mar";
    april = "Apr";
    may = "May";
    june = "Jun";
    july = "Jul";
    august = "Aug";
    september = "Sep";
    october = "Oct";
    november = "Nov";
    december = "Dec";
    seconds(count) = "{count} seconds";
    one_minute = "1 minute";
    minutes(count) = "{count} minutes";
    one_hour = "1 hour";
    hours(count) = "{count} hours";
    one_day = "1 day";
    days(count) = "{count} days";
    ago(time) = "{time} ago";
    // Timelines
    timeline_requested = "Requested";
    timeline_waiting = "Kept until Overseerr can take it";
    timeline_sent = "Sent to Overseerr";
    timeline_approved = "Approved";
    timeline_declined = "Declined";
    timeline_processing = "Being fetched";
    timeline_available = "Ready to watch";
    timeline_failed = "Failed";
    timeline_cancelled = "Cancelled";
    timeline_comment = "Comment";
    timeline_by(what, who) = "{what} by {who}";
    // The frame
    site_description = "Search, request and follow the films and series of your home media server.";
    nav_label = "Main";
    nav_quick_label = "Quick";
    nav_admin = "Admin";
    nav_more = "More";
    search_label = "Search films and series";
    account_menu(name) = "{name}, account";
    role_admin = "Admin";
    role_user = "User";
    theme = "Theme";
    theme_dark = "Dark";
    theme_light = "Light";
    theme_contrast = "High contrast";
    theme_system = "As the device";
    sign_out = "Sign out";
    password_change = "Change password";
    version(number) = "MediaNest {number}";
    // About
    about_title(site) = "About {site}";
    about_text = "MediaNest is the one address for the home media of a household or a group of friends.";
    about_version = "Version";
    about_licence = "Licence";
    about_sources = "Where it comes from";
    about_tmdb = "This product uses the TMDB API but is not endorsed or certified by TMDB. Titles, pictures and people come from there:";
    about_justwatch = "What is known of where a title can be watched comes from JustWatch:";
    about_plex = "Plex is a trademark of Plex, Inc. MediaNest is not made or endorsed by Plex.";
    about_licences = "Licences of what is inside";
    about_icons = "Icons: Lucide, ISC licence, and Feather, MIT licence.";
    about_libraries = "Leptos, axum, SeaORM and the other libraries: MIT or Apache-2.0; each names its licence in its source.";
    // Signing in: the forms
    sign_in_lead = "Use the Plex account you were invited with.";
    sign_in_lead_local = "Use the account that was made for you here.";
    sign_in_with_plex = "Sign in with Plex";
    or_local_account = "or with a local account";
    username = "User name";
    password = "Password";
    signed_in_title(name) = "Welcome back, {name}";
    signed_in_text = "You are signed in already.";
    go_home(site) = "Go to {site}";
    plex_not_ready = "Signing in with Plex is not set up yet.";
    plex_not_ready_next = "The admin signs in here first and connects the Plex server; then everybody else can use their Plex account.";
    one_tap_failed = "Plex could not be reached from this browser.";
    one_tap_failed_next = "A content blocker may be in the way. Get a code instead and type it at Plex, on this or any other device.";
    new_code = "Get a code";
    // Signing in: the code
    code_title = "Enter this code at Plex";
    code_lead(place) = "Open {place}, sign in there and type these four characters.";
    open_link(place) = "Open {place}";
    carry_on = "Continue";
    another_way = "Use another way to sign in";
    code_good_for(time) = "The code is good for {time}.";
    code_good_until(time) = "The code is good until {time} UTC.";
    finishing_title = "Finishing sign-in…";
    finishing_lead = "You come from Plex. One moment, or continue yourself.";
    wait_still_code = "When Plex has taken the code, continue here.";
    wait_still_return = "If nothing happens, continue yourself.";
    wait_asking_code = "Waiting for Plex…";
    wait_asking_return = "Asking Plex…";
    wait_going = "Signed in. Going on…";
    no_pin_title = "No sign-in is waiting";
    no_pin_text = "It was finished, it ran out, or it was begun in another browser. Get a new code to start again.";
    // Passwords
    password_first_title = "Choose a new password";
    password_first_text = "The first password was only for the first sign-in. Pick your own before anything else.";
    password_change_text = "All other devices are signed out of your account.";
    password_current = "Current password";
    password_new = "New password";
    password_hint(least) = "At least {least} characters. A short sentence is fine.";
    password_save = "Save password";
    password_keep = "Keep the current one";
    password_is_plexs = "You sign in with Plex, so there is no password here.";
    password_is_plexs_next = "Change it in your Plex account.";
    // Services
    services_lead = "What MediaNest talks to. Keys are sealed when saved and never shown again.";
    services_later_title = "Later";
    later_uptime_kuma = "Monitors and their history will come from here.";
    later_youtube = "Downloads will come from here.";
    later_tmdb = "Trends will come from here; titles and pictures come through Overseerr today.";
    later_step(what) = "Not used yet. {what}";
    service_address = "Address";
    plex_address_hint = "Your Plex server as MediaNest reaches it, with its port.";
    overseerr_address_hint = "Overseerr or Seerr as MediaNest reaches it, with its port.";
    plex_key_hint = "The token of the account that owns the server. Plex explains where to find it: support.plex.tv, “Finding an authentication token”.";
    overseerr_key_hint = "In Overseerr under Settings, General.";
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
    skipped_for_now = "Skipped for now";
    // Pages that are not there
    not_found_title = "This page is not here";
    not_found_text = "There is no such page, or it is not yours. The address may be old, or what was here may be gone.";
    // Searching
    search_placeholder = "Title of a film or series";
    search_hint_title = "What would you like to watch?";
    search_hint_text = "Type a title. You see at once what is there already, what is on its way, and what you can ask for.";
    search_results(query) = "Results for “{query}”";
    filter_type = "Type";
    filter_all = "All";
    filter_films = "Films";
    filter_series = "Series";
    filter_year = "Year";
    filter_year_any = "Any year";
    filter_availability = "Availability";
    filter_anything = "Anything";
    filter_available = "Available";
    filter_requested = "Requested";
    filter_missing = "To request";
    filter_apply = "Apply";
    filter_clear = "Clear filters";
    filters = "Filters";
    one_title = "1 title";
    titles(count) = "{count} titles";
    about_titles(count) = "About {count} titles";
    one_page_shown(page, pages) = "Page {page} of {pages}";
    pages_shown(first, last, pages) = "Pages {first}–{last} of {pages}";
    no_results_title(query) = "Nothing found for “{query}”";
    no_results_text = "Check the spelling, try the original title, or leave out words.";
    search_page_empty = "There are not that many pages.";
    wrong_filter_title = "This filter does not work";
    wrong_filter_text = "Correct what is marked above, or look at everything that was found.";
    search_again = "Search for something else";
    no_results_filtered = "Nothing fits these filters. Clear them to see everything that was found.";
    no_results_stale = "Overseerr does not answer, so what is new may be missing. Try again when it is back.";
    overseerr_missing_title = "Searching is not set up yet";
    overseerr_missing_admin = "Films and series are found through Overseerr. Connect it, and search works at once.";
    overseerr_missing_user = "Films and series are found through Overseerr, and it is not connected yet. Ask the admin.";
    overseerr_down_kept = "Your requests are kept, and sent when it is back.";
    connect_overseerr = "Connect Overseerr";
    more_loaded(count, page, pages) = "{count} more titles: page {page} of {pages}.";
    more_failed = "The next titles could not be loaded.";
    request_failed_title = "Your request was not made.";
    open_title = "Open the title";
    request_named(title) = "Request {title}";
    choose_seasons_of(title) = "Choose seasons of {title}";
    // One title
    one_season_count = "1 season";
    seasons_count(count) = "{count} seasons";
    years_range(first, last) = "{first}–{last}";
    years_since(first) = "{first}–";
    runtime_hours(hours, minutes) = "{hours} h {minutes} min";
    runtime_full_hours(hours) = "{hours} h";
    runtime_minutes(minutes) = "{minutes} min";
    rating(whole, tenths) = "{whole}.{tenths}";
    rating_of_ten = "of 10";
    rating_name = "Rating";
    not_requested = "Not requested";
    watch_in_plex = "Watch in Plex";
    cast = "Cast";
    original_title(title) = "Original title: {title}";
    // Asking
    request = "Request";
    request_4k = "Request in 4K";
    request_more = "Request more";
    view_request = "View my request";
    already_requested = "Already requested";
    all_available = "Everything is there";
    somebody_asked = "Somebody has already asked for this. It appears here as soon as it can be watched.";
    blocklisted = "The admin does not want this title here.";
    may_not_request_films = "You may not request films. Ask the admin if you would like to.";
    may_not_request_series = "You may not request series. Ask the admin if you would like to.";
    auto_approved = "You are approved automatically.";
    needs_approval = "An admin approves it first.";
    sending = "Sending…";
    choose_seasons = "Choose seasons";
    request_chosen = "Request the chosen seasons";
    request_one_season = "Request 1 season";
    request_seasons(count) = "Request {count} seasons";
    request_specials = "Request specials";
    and_specials(what) = "{what} and specials";
    what_in_4k(what) = "{what} in 4K";
    one_season_left = "This is more than you have left: 1 season.";
    only_seasons_left(count) = "This is more than you have left: {count} seasons.";
    count_of(count, total) = "{count} of {total}";
    films_left = "films left";
    seasons_left = "seasons left";
    left_in_days(what, days) = "{what} in {days} days";
    quota_used = "Used of your quota";
    quota_spent = "You have used all of it. Older requests stop counting as time passes.";
    pick_missing = "All missing";
    pick_first = "First";
    pick_latest = "Latest";
    pick_group = "Choose several seasons";
    quality = "Quality";
    quality_standard = "Standard";
    quality_4k = "4K";
    seasons = "Seasons";
    season_choose = "Choose";
    season = "Season";
    episodes = "Episodes";
    one_episode = "1 episode";
    episodes_count(count) = "{count} episodes";
    status = "Status";
    specials_apart = "not counted as a season";
    no_seasons_known = "No seasons of this series are known yet.";
    // Requests
    requests_text = "What you asked for, and how far it is.";
    requests_all_text = "Everything that anybody asked for.";
    scope_mine = "Mine";
    scope_all = "Everybody’s";
    whose_requests = "Whose requests";
    filter_requests = "Filter";
    no_requests_title = "No requests yet";
    no_requests_text = "Search for a film or a series and ask for it. You can follow it here until it can be watched.";
    no_requests_filtered_title = "Nothing here";
    no_requests_filtered_text = "No request is in this state.";
    nothing_waits_title = "Nothing waits for you";
    nothing_waits_text = "No request is pending. What was asked for before is in the other lists.";
    show_all = "Show all";
    find_something = "Search films and series";
    requests_shown(first, last, total) = "{first}–{last} of {total} requests";
    requests_page_empty = "There are not that many requests.";
    first_page = "To the first page";
    one_season_number(number) = "season {number}";
    season_numbers(numbers) = "seasons {numbers}";
    specials_only = "specials";
    quoted(words) = "“{words}”";
    kept_until_back = "kept until Overseerr is back";
    on_its_way = "on its way to Overseerr";
    film_4k = "Film in 4K";
    series_4k = "Series in 4K";
    timeline = "Timeline";
    you = "you";
    facts = "Facts";
    fact_quality = "Quality";
    fact_requester = "Requested by";
    fact_requested_at = "Requested";
    fact_changed_at = "Last change";
    you_are_here = "You are here";
    view_film = "View film";
    view_series = "View series";
    cancel_request = "Cancel request";
    cancel_text = "Not needed any more? While it is pending you can take it back.";
    cancel_failed_title = "The request was not cancelled.";
    declined_because(reason) = "Declined: “{reason}”";
    declined_without_reason = "Declined, without a reason.";
    declined_next = "If it still matters to you, talk to the admin. You can ask again on the page of the title.";
    failed_without_reason = "This did not work.";
    failed_next = "It is not tried again by itself. Tell the admin, who can see why and start it again.";
    failed_admin_next = "It is not tried again by itself. Overseerr says what went wrong, and can start it again.";
    waiting_next = "Your request is kept here, and sent as soon as Overseerr is back. You do not need to do anything.";
    sending_title = "On its way to Overseerr.";
    sending_next = "Your request is kept here until Overseerr has it.";
    pending_title = "An admin decides next.";
    pending_next = "You see the answer here.";
    pending_admin_title = "It waits for a decision.";
    pending_admin_next = "Approve or decline it in Overseerr; the answer appears here.";
    trouble_next = "It goes on by itself as soon as that is over.";
    // Home
    hello(name) = "Hello, {name}";
    all_works = "Everything works.";
    nothing_configured_admin = "No service is connected yet. Start with Plex and Overseerr.";
    nothing_configured_user = "No service is connected yet. Ask the admin.";
    overseerr_down = "Overseerr does not answer. Requests are kept and sent when it is back.";
    service_down(service) = "{service} does not answer.";
    service_slow(service) = "{service} is slow.";
    service_not_asked_lately(service) = "It is not known how {service} is: it was not asked lately.";
    service_not_checked(service) = "{service} was not checked yet.";
    services = "Services";
    configure = "Configure";
    connect_services = "Connect services";
    response_time = "response";
    milliseconds(count) = "{count} ms";
    seconds_tenths(whole, tenths) = "{whole}.{tenths} s";
    checked = "checked";
    not_checked_yet = "not checked yet";
    my_requests = "My requests";
    all_count(count) = "All {count}";
    nothing_open_title = "Nothing is on its way";
    nothing_open_text = "All that you asked for is done. What would you like to see next?";
}

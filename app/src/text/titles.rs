//! Texts of films and series: searching, one title.

catalogue! {
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
}

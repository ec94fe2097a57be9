//! Texts of the frame and of what every page is made of.

catalogue! {
    // Everywhere
    skip_to_content = "Skip to content";
    page_title(page, site) = "{page} · {site}";
    // Navigation
    nav_home = "Home";
    nav_search = "Search";
    nav_requests = "Requests";
    nav_services = "Services";
    nav_users = "Users";
    nav_about = "About";
    // Buttons, fields, forms
    new_tab = "(new tab)";
    optional = "(optional)";
    close = "Close";
    try_again = "Try again";
    loading = "Loading";
    messages = "Messages";
    error_summary = "That did not work.";
    unreachable = "MediaNest cannot be reached. Check your connection and try again.";
    // Notices about age
    stale_title = "This may be out of date.";
    stale_service(service) = "{service} does not answer.";
    stale_from = "What you see is from";
    stale_next = "It is renewed as soon as there is an answer.";
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
    about_tmdb = "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB. Titles, pictures and people come from there:";
    about_justwatch = "What is known of where a title can be watched comes from JustWatch:";
    about_plex = "Plex is a trademark of Plex, Inc. MediaNest is not made or endorsed by Plex.";
    about_licences = "Licences of what is inside";
    about_icons = "Icons: Lucide, ISC licence, and Feather, MIT licence.";
    about_libraries = "Leptos, axum, SeaORM and the other libraries: MIT or Apache-2.0; each names its licence in its source.";
}

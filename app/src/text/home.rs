//! Texts of the dashboard.

catalogue! {
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

//! Texts of the dashboard.

catalogue! {
    hello(name) = "Hello, {name}" | "Hallo, {name}";
    all_works = "Everything works." | "Alles läuft.";
    nothing_configured_admin = "No service is connected yet. Start with Plex and Overseerr."
        | "Noch ist kein Dienst verbunden. Fang mit Plex und Overseerr an.";
    nothing_configured_user = "No service is connected yet. Ask the admin."
        | "Noch ist kein Dienst verbunden. Frag den Admin.";
    overseerr_down = "Overseerr does not answer. Requests are kept and sent when it is back."
        | "Overseerr antwortet nicht. Anfragen werden aufbewahrt und übergeben, sobald es wieder da ist.";
    service_down(service) = "{service} does not answer." | "{service} antwortet nicht.";
    service_slow(service) = "{service} is slow." | "{service} ist langsam.";
    service_not_asked_lately(service) = "It is not known how {service} is: it was not asked lately."
        | "Wie es um {service} steht, ist unbekannt: In letzter Zeit wurde nicht nachgefragt.";
    service_not_checked(service) = "{service} was not checked yet." | "{service} wurde noch nicht geprüft.";
    services = "Services" | "Dienste";
    configure = "Configure" | "Einrichten";
    connect_services = "Connect services" | "Dienste verbinden";
    response_time = "response" | "Antwortzeit";
    milliseconds(count) = "{count} ms" | "{count} ms";
    seconds_tenths(whole, tenths) = "{whole}.{tenths} s" | "{whole},{tenths} s";
    checked = "checked" | "geprüft";
    not_checked_yet = "not checked yet" | "noch nicht geprüft";
    my_requests = "My requests" | "Meine Anfragen";
    all_count(count) = "All {count}" | "Alle {count}";
    nothing_open_title = "Nothing is on its way" | "Nichts ist unterwegs";
    nothing_open_text = "All that you asked for is done. What would you like to see next?"
        | "Alles, was du angefragt hast, ist erledigt. Was möchtest du als Nächstes sehen?";
}

//! Texts of the frame and of what every page is made of.

catalogue! {
    // Everywhere
    skip_to_content = "Skip to content" | "Zum Inhalt springen";
    page_title(page, site) = "{page} · {site}" | "{page} · {site}";
    // Navigation
    nav_home = "Home" | "Start";
    nav_search = "Search" | "Suche";
    nav_requests = "Requests" | "Anfragen";
    nav_services = "Services" | "Dienste";
    nav_users = "Users" | "Benutzer";
    nav_about = "About" | "Info";
    // Buttons, fields, forms
    new_tab = "(new tab)" | "(neuer Tab)";
    optional = "(optional)" | "(optional)";
    close = "Close" | "Schließen";
    try_again = "Try again" | "Erneut versuchen";
    loading = "Loading" | "Wird geladen";
    messages = "Messages" | "Meldungen";
    error_summary = "That did not work." | "Das hat nicht geklappt.";
    unreachable = "MediaNest cannot be reached. Check your connection and try again."
        | "MediaNest ist nicht erreichbar. Prüfe deine Verbindung und versuche es erneut.";
    // Notices about age
    stale_title = "This may be out of date." | "Das ist vielleicht nicht mehr aktuell.";
    stale_service(service) = "{service} does not answer." | "{service} antwortet nicht.";
    stale_from = "What you see is from" | "Du siehst den Stand vom";
    stale_next = "It is renewed as soon as there is an answer." | "Er wird aktualisiert, sobald es eine Antwort gibt.";
    // How services are
    service_online = "Online" | "Online";
    service_degraded = "Slow" | "Langsam";
    service_offline = "Offline" | "Offline";
    service_unknown = "Unknown" | "Unbekannt";
    service_stale = "Stale" | "Veraltet";
    // Lists
    pages = "Pages" | "Seiten";
    page_number(number) = "Page {number}" | "Seite {number}";
    previous_page = "Previous" | "Zurück";
    next_page = "Next" | "Weiter";
    // Time
    january = "Jan" | "Jan.";
    february = "Feb" | "Feb.";
    march = "Mar" | "März";
    april = "Apr" | "Apr.";
    may = "May" | "Mai";
    june = "Jun" | "Juni";
    july = "Jul" | "Juli";
    august = "Aug" | "Aug.";
    september = "Sep" | "Sep.";
    october = "Oct" | "Okt.";
    november = "Nov" | "Nov.";
    december = "Dec" | "Dez.";
    date(day, month, year) = "{day} {month} {year}" | "{day}. {month} {year}";
    seconds(count) = "{count} seconds" | "{count} Sekunden";
    one_minute = "1 minute" | "1 Minute";
    minutes(count) = "{count} minutes" | "{count} Minuten";
    one_hour = "1 hour" | "1 Stunde";
    hours(count) = "{count} hours" | "{count} Stunden";
    one_day = "1 day" | "1 Tag";
    days(count) = "{count} days" | "{count} Tagen";
    ago(time) = "{time} ago" | "vor {time}";
    // Timelines
    timeline_requested = "Requested" | "Angefragt";
    timeline_waiting = "Kept until Overseerr can take it" | "Aufbewahrt, bis Overseerr bereit ist";
    timeline_sent = "Sent to Overseerr" | "An Overseerr übergeben";
    timeline_approved = "Approved" | "Freigegeben";
    timeline_declined = "Declined" | "Abgelehnt";
    timeline_processing = "Being fetched" | "Wird beschafft";
    timeline_available = "Ready to watch" | "Bereit zum Ansehen";
    timeline_failed = "Failed" | "Fehlgeschlagen";
    timeline_cancelled = "Cancelled" | "Zurückgezogen";
    timeline_comment = "Comment" | "Kommentar";
    timeline_by(what, who) = "{what} by {who}" | "{what} ({who})";
    // The frame
    site_description = "Search, request and follow the films and series of your home media server."
        | "Filme und Serien deines Medienservers zu Hause suchen, anfragen und verfolgen.";
    nav_label = "Main" | "Hauptmenü";
    nav_quick_label = "Quick" | "Schnellzugriff";
    nav_admin = "Admin" | "Admin";
    nav_more = "More" | "Mehr";
    search_label = "Search films and series" | "Filme und Serien suchen";
    account_menu(name) = "{name}, account" | "{name}, Konto";
    role_admin = "Admin" | "Admin";
    role_user = "User" | "Benutzer";
    theme = "Theme" | "Darstellung";
    theme_dark = "Dark" | "Dunkel";
    theme_light = "Light" | "Hell";
    theme_contrast = "High contrast" | "Hoher Kontrast";
    theme_system = "As the device" | "Wie das Gerät";
    sign_out = "Sign out" | "Abmelden";
    password_change = "Change password" | "Passwort ändern";
    version(number) = "MediaNest {number}" | "MediaNest {number}";
    // About
    about_title(site) = "About {site}" | "Über {site}";
    about_text = "MediaNest is the one address for the home media of a household or a group of friends."
        | "MediaNest ist die eine Adresse für die Medien eines Haushalts oder Freundeskreises.";
    about_version = "Version" | "Version";
    about_licence = "Licence" | "Lizenz";
    about_sources = "Where it comes from" | "Woher die Inhalte stammen";
    about_tmdb = "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB. Titles, pictures and people come from there:"
        | "Dieses Produkt verwendet TMDB und die TMDB-APIs, wird von TMDB aber weder unterstützt noch zertifiziert noch anderweitig genehmigt. Titel, Bilder und Personen stammen von dort:";
    about_justwatch = "What is known of where a title can be watched comes from JustWatch:"
        | "Was darüber bekannt ist, wo ein Titel zu sehen ist, stammt von JustWatch:";
    about_plex = "Plex is a trademark of Plex, Inc. MediaNest is not made or endorsed by Plex."
        | "Plex ist eine Marke von Plex, Inc. MediaNest wird von Plex weder hergestellt noch unterstützt.";
    about_licences = "Licences of what is inside" | "Lizenzen der Bestandteile";
    about_icons = "Icons: Lucide, ISC licence, and Feather, MIT licence."
        | "Symbole: Lucide, ISC-Lizenz, und Feather, MIT-Lizenz.";
    about_libraries = "Leptos, axum, SeaORM and the other libraries: MIT or Apache-2.0; each names its licence in its source."
        | "Leptos, axum, SeaORM und die anderen Bibliotheken: MIT oder Apache-2.0; jede nennt ihre Lizenz in ihrem Quelltext.";
}

//! Texts of films and series: searching, one title.

catalogue! {
    // Films and series, and how far they are
    film = "Film" | "Film";
    series = "Series" | "Serie";
    year_unknown = "Year unknown" | "Jahr unbekannt";
    status_pending = "Pending" | "Offen";
    status_approved = "Approved" | "Freigegeben";
    status_requested = "Requested" | "Angefragt";
    status_declined = "Declined" | "Abgelehnt";
    status_processing = "Processing" | "In Arbeit";
    status_partial = "Partially available" | "Teilweise verfügbar";
    status_available = "Available" | "Verfügbar";
    status_failed = "Failed" | "Fehlgeschlagen";
    status_cancelled = "Cancelled" | "Zurückgezogen";
    status_waiting = "Waiting for Overseerr" | "Wartet auf Overseerr";
    status_blocklisted = "Not wanted here" | "Hier nicht erwünscht";
    status_4k(status) = "4K {status}" | "4K: {status}";
    // Searching
    search_placeholder = "Title of a film or series" | "Titel eines Films oder einer Serie";
    search_results(query) = "Results for “{query}”" | "Ergebnisse für „{query}“";
    filter_type = "Type" | "Art";
    filter_all = "All" | "Alle";
    filter_films = "Films" | "Filme";
    filter_series = "Series" | "Serien";
    filter_people = "People" | "Personen";
    people_title = "People" | "Personen";
    one_person = "1 person" | "1 Person";
    people_found(count) = "{count} people" | "{count} Personen";
    filter_year = "Year" | "Jahr";
    filter_year_any = "Any year" | "Alle Jahre";
    filter_availability = "Availability" | "Verfügbarkeit";
    filter_anything = "Anything" | "Alles";
    filter_available = "Available" | "Verfügbar";
    filter_requested = "Requested" | "Angefragt";
    filter_missing = "To request" | "Anfragbar";
    filter_apply = "Apply" | "Anwenden";
    filter_clear = "Clear filters" | "Filter zurücksetzen";
    filters = "Filters" | "Filter";
    one_title = "1 title" | "1 Titel";
    titles(count) = "{count} titles" | "{count} Titel";
    about_titles(count) = "About {count} titles" | "Etwa {count} Titel";
    one_page_shown(page, pages) = "Page {page} of {pages}" | "Seite {page} von {pages}";
    pages_shown(first, last, pages) = "Pages {first}–{last} of {pages}" | "Seiten {first}–{last} von {pages}";
    no_results_title(query) = "Nothing found for “{query}”" | "Nichts gefunden für „{query}“";
    no_results_text = "Check the spelling, try the original title, or leave out words."
        | "Prüfe die Schreibweise, versuche den Originaltitel oder lass Wörter weg.";
    search_page_empty = "There are not that many pages." | "So viele Seiten gibt es nicht.";
    wrong_filter_title = "This filter does not work" | "Dieser Filter funktioniert nicht";
    wrong_filter_text = "Correct what is marked above, or look at everything that was found."
        | "Korrigiere, was oben markiert ist, oder sieh dir alles an, was gefunden wurde.";
    search_again = "Search for something else" | "Etwas anderes suchen";
    no_results_filtered = "Nothing fits these filters. Clear them to see everything that was found."
        | "Nichts passt zu diesen Filtern. Setze sie zurück, um alles zu sehen, was gefunden wurde.";
    no_results_stale = "Overseerr does not answer, so what is new may be missing. Try again when it is back."
        | "Overseerr antwortet nicht, daher kann Neues fehlen. Versuche es erneut, wenn es wieder da ist.";
    source_missing_title = "Searching is not set up yet" | "Die Suche ist noch nicht eingerichtet";
    source_missing_admin = "Films and series are found through Overseerr, or through TMDB with a key of your own. Connect one of them, and search works at once."
        | "Filme und Serien werden über Overseerr gefunden oder über TMDB mit einem eigenen Schlüssel. Verbinde eines davon, und die Suche funktioniert sofort.";
    source_missing_user = "Films and series are found through Overseerr or TMDB, and neither is connected yet. Ask the admin."
        | "Filme und Serien werden über Overseerr oder TMDB gefunden, und keines von beiden ist bisher verbunden. Frag den Admin.";
    overseerr_down_kept = "Your requests are kept, and sent when it is back."
        | "Deine Anfragen werden aufbewahrt und übergeben, wenn es wieder da ist.";
    connect_overseerr = "Connect Overseerr" | "Overseerr verbinden";
    connect_source = "Connect one of them" | "Eines davon verbinden";
    more_loaded(count, page, pages) = "{count} more titles: page {page} of {pages}."
        | "Weitere Titel: {count}, Seite {page} von {pages}.";
    more_failed = "The next titles could not be loaded." | "Die nächsten Titel konnten nicht geladen werden.";
    request_failed_title = "Your request was not made." | "Deine Anfrage wurde nicht gestellt.";
    open_title = "Open the title" | "Titel öffnen";
    request_named(title) = "Request {title}" | "{title} anfragen";
    choose_seasons_of(title) = "Choose seasons of {title}" | "Staffeln wählen: {title}";
    // Lists that nobody has to search for
    discover = "Discover" | "Entdecken";
    discover_text = "What people watch now, what is well liked, and what comes next."
        | "Was gerade gesehen wird, was gut ankommt und was als Nächstes kommt.";
    lists = "Lists" | "Listen";
    list_trending = "Trending" | "Im Trend";
    list_trending_text = "Films and series that many people look at now."
        | "Filme und Serien, die sich gerade viele ansehen.";
    list_popular_films = "Popular films" | "Beliebte Filme";
    list_popular_films_text = "The films that most people like to see." | "Die Filme, die die meisten gern sehen.";
    list_popular_series = "Popular series" | "Beliebte Serien";
    list_popular_series_text = "The series that most people like to see." | "Die Serien, die die meisten gern sehen.";
    list_upcoming = "Upcoming films" | "Kommende Filme";
    list_upcoming_text = "Films that come out soon. Ask for them now, and they are fetched when they are out."
        | "Filme, die bald erscheinen. Frag sie jetzt an, dann werden sie geholt, sobald sie da sind.";
    list_empty_text = "Nothing stands in this list at the moment. Look again later."
        | "In dieser Liste steht gerade nichts. Schau später wieder vorbei.";
    list_page_empty_text = "The list ends before it." | "Die Liste endet vorher.";
    row_empty = "Nothing is here at the moment." | "Hier ist gerade nichts.";
    row_back(name) = "{name}: back" | "{name}: zurück";
    row_on(name) = "{name}: further" | "{name}: weiter";
    see_all = "See all" | "Alle ansehen";
    see_all_of(name) = "See all: {name}" | "Alle ansehen: {name}";
    // People
    person = "Person" | "Person";
    craft_acting = "Acting" | "Schauspiel";
    craft_directing = "Directing" | "Regie";
    craft_writing = "Writing" | "Drehbuch";
    craft_producing = "Producing" | "Produktion";
    craft_other = "Other work" | "Weitere Mitwirkung";
    as_part(part) = "as {part}" | "als {part}";
    born(day) = "Born {day}" | "Geboren am {day}";
    born_in(day, place) = "Born {day} in {place}" | "Geboren am {day} in {place}";
    from_place(place) = "From {place}" | "Aus {place}";
    died(day) = "Died {day}" | "Gestorben am {day}";
    died_aged(day, age) = "Died {day}, aged {age}" | "Gestorben am {day} mit {age} Jahren";
    years_old(age) = "{age} years old" | "{age} Jahre alt";
    no_biography(name) = "Nobody has written about {name} yet." | "Über {name} hat noch niemand etwas geschrieben.";
    read_more = "Read more" | "Weiterlesen";
    on_tmdb = "More on TMDB" | "Mehr bei TMDB";
    no_work_title = "No titles are known" | "Keine Titel bekannt";
    no_work_text(name) = "TMDB does not tell what {name} worked on."
        | "TMDB verrät nicht, woran {name} mitgewirkt hat.";
    // One title
    one_season_count = "1 season" | "1 Staffel";
    seasons_count(count) = "{count} seasons" | "{count} Staffeln";
    years_range(first, last) = "{first}–{last}" | "{first}–{last}";
    years_since(first) = "{first}–" | "{first}–";
    runtime_hours(hours, minutes) = "{hours} h {minutes} min" | "{hours} Std. {minutes} Min.";
    runtime_full_hours(hours) = "{hours} h" | "{hours} Std.";
    runtime_minutes(minutes) = "{minutes} min" | "{minutes} Min.";
    rating(whole, tenths) = "{whole}.{tenths}" | "{whole},{tenths}";
    rating_of_ten = "of 10" | "von 10";
    rating_name = "Rating" | "Bewertung";
    not_requested = "Not requested" | "Nicht angefragt";
    watch_in_plex = "Watch in Plex" | "In Plex ansehen";
    cast = "Cast" | "Besetzung";
    original_title(title) = "Original title: {title}" | "Originaltitel: {title}";
}

//! What is said of titles and people.

crate::catalogue! {
    no_such_title = "There is no such title." | "Diesen Titel gibt es nicht.";
    no_such_person = "There is no such person." | "Diese Person gibt es nicht.";
    search_needs_a_source = "Search needs Overseerr or TMDB. An admin can connect one under Admin → Services."
        | "Die Suche braucht Overseerr oder TMDB. Ein Admin kann eines davon unter Admin → Dienste verbinden.";
    unnamed_film(number) = "Film {number}" | "Film {number}";
    unnamed_series(number) = "Series {number}" | "Serie {number}";
}

//! What is said of titles and people.

crate::catalogue! {
    no_such_title = "There is no such title.";
    no_such_person = "There is no such person.";
    search_needs_a_source = "Search needs Overseerr or TMDB. An admin can connect one under Admin → Services.";
    unnamed_film(number) = "Film {number}";
    unnamed_series(number) = "Series {number}";
}

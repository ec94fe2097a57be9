//! TMDB's genres: films and series have lists of their own.

use super::Kind;

/// TMDB's genres of films.
pub(crate) const MOVIE_GENRES: [(u32, &str); 12] = [
    (28, "Action"),
    (12, "Adventure"),
    (16, "Animation"),
    (35, "Comedy"),
    (80, "Crime"),
    (99, "Documentary"),
    (18, "Drama"),
    (10751, "Family"),
    (9648, "Mystery"),
    (10749, "Romance"),
    (878, "Science Fiction"),
    (53, "Thriller"),
];

/// TMDB's genres of series.
pub(crate) const TV_GENRES: [(u32, &str); 9] = [
    (10759, "Action & Adventure"),
    (16, "Animation"),
    (35, "Comedy"),
    (80, "Crime"),
    (99, "Documentary"),
    (18, "Drama"),
    (9648, "Mystery"),
    (10765, "Sci-Fi & Fantasy"),
    (37, "Western"),
];

/// The genres of one kind.
pub(crate) fn genres(kind: Kind) -> &'static [(u32, &'static str)] {
    match kind {
        Kind::Movie => &MOVIE_GENRES,
        Kind::Tv => &TV_GENRES,
    }
}

/// A genre's name.
pub(crate) fn genre_name(kind: Kind, id: u32) -> &'static str {
    genres(kind).iter().find(|(genre, _)| *genre == id).map_or("Unknown", |(_, name)| name)
}

//! View logic of requests, tested on the host: what a call asks for, what the form offers, what a list and a story say.

mod form;
mod list;
mod story;

pub use form::{
    FilmForm, Pick, SeasonRow, SeriesForm, Standing, choice_of_flash, film_form, is_spent, quota_words, season_rows,
    series_form,
};
pub use list::{ListQuery, list_href, parse_scope, request_note, seasons_words};
pub use story::{Advice, advice, coming, told_to};

//! The invented films, series, people and collections: what TMDB would know.

mod generate;
mod genres;
mod index;
mod notable;
mod people;
mod title;
mod words;

pub(crate) use genres::{MOVIE_GENRES, TV_GENRES, genre_name, genres};
pub(crate) use index::{Catalogue, Found};
pub(crate) use people::Person;
pub(crate) use title::{Collection, Episode, Kind, Presence, Season, Title};

//! TMDB's API v3: search, lists, details and people, out of the same catalogue that Overseerr passes on.
//!
//! Facts are from TMDB's `OpenAPI` description. The key is checked before everything else, then the page, then the id.
//! Answers are in English whatever language is asked for.

mod details;
mod errors;
mod gate;
mod json;
mod lists;
mod people;
mod router;

pub(crate) use errors::refusal;
pub(crate) use router::router;

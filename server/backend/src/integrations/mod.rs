//! The world outside: one folder per system with its trait, its client and its foreign JSON; what they share is `http`,
//! `guard`, `cache` and `lenient`.

pub mod cache;
pub mod connections;
pub mod guard;
pub mod http;
pub(crate) mod lenient;
pub mod overseerr;
pub mod picture;
pub mod plex;
pub mod plex_tv;
pub mod tmdb;

pub use connections::Connections;

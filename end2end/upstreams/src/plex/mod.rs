//! The Plex Media Server: libraries, items, search, collections and images, as each token may see them.

mod access;
mod browse;
mod collections;
mod items;
pub(crate) mod library;
mod pictures;
mod router;
mod seeded;
mod server_info;
mod shelf;

pub(crate) use router::router;

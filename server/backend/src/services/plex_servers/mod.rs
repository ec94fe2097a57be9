//! Finding the admin's own Plex server: a PIN, then the account's servers, then a try of every address.

mod places;
mod service;

pub use service::PlexServersService;

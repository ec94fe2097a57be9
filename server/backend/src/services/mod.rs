//! What MediaNest does for people: the implementations of the domain's traits.

pub mod accounts;
pub mod audit;
pub mod avatars;
pub mod devices;
pub mod discovery;
pub mod inbound;
pub mod inbox;
pub mod key_rotation;
pub mod keys;
pub mod people;
pub mod plex_access;
mod plex_pins;
pub mod plex_servers;
pub mod reconciler;
pub mod remembered;
pub mod requesters;
pub mod requests;
pub mod service_config;
pub mod titles;
pub mod users;
pub mod zones;

//! `/admin/services/plex`: finding the admin's own Plex server through the admin's Plex account.

pub mod api;
pub mod island;
pub mod page;
pub mod state;

pub use page::{FindForm, FoundNotice, PlexServerPage};

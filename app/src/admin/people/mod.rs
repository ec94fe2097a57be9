//! Accounts: making, changing and ending them.

pub mod api;
pub mod page;
mod plex;

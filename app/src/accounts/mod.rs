//! Signing in, passwords and one's own settings.

pub mod api;
pub mod island;
pub mod page;
pub mod state;
pub mod wait;

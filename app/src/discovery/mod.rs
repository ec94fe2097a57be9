//! Finding titles, and what is known of one.

pub mod api;
pub mod card;
pub mod island;
pub mod page;
pub mod state;

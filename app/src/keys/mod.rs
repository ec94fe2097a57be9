//! Personal API keys.

pub mod api;
pub mod page;

//! The home page: what I wait for, and whether everything works.

pub mod api;
pub mod page;
pub mod state;

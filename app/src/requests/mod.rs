//! Asking for titles, and following what became of it.

pub mod api;
pub mod decide;
pub mod island;
pub mod page;
pub mod row;
pub mod state;
pub mod terms;

//! The inbox: what became of what somebody asked for.

pub mod api;
pub mod page;

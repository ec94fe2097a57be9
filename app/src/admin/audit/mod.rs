//! Who changed what.

pub mod api;
pub mod page;

//! `/admin/settings`: what is set for the whole installation, section by section of the table of settings.

pub mod api;
pub mod page;

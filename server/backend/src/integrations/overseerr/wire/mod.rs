//! Overseerr's JSON, private to this integration, and how it becomes ours.

pub mod media;
pub mod requests;
pub mod titles;
pub mod users;
pub mod webhook;

//! What MediaNest is about: its types, its rules and one trait per capability.
//!
//! This crate does no I/O and compiles for the browser too. Pages (`app`) ask a context for `Arc<dyn Trait>`; the crate
//! `backend` implements the traits. Everything foreign is parsed into these types at the edge: a value of one of them
//! has been checked.

pub mod accounts;
pub mod actor;
pub mod audit;
pub mod devices;
pub mod discovery;
pub mod error;
pub mod ids;
pub mod inbox;
pub mod keys;
pub mod language;
pub mod live;
pub mod page;
pub mod people;
pub mod plex_access;
pub mod plex_servers;
pub mod policy;
pub mod requests;
pub mod services;
pub mod settings;
pub mod text;
pub mod time;
pub mod users;
pub mod zones;

pub use actor::{Actor, Admin, Role};
pub use error::{Error, Result};
pub use ids::{RequestId, SeasonNumber, TmdbId, UserId};
pub use page::{Page, PageNumber};
pub use time::{Day, Timestamp};

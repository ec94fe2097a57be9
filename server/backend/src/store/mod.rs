//! The database: how it is reached, and functions over its tables.
//!
//! Functions take any `impl ConnectionTrait`, so that several of them can share one transaction. Rows are parsed into
//! domain types here; reads of what belongs to a user take the user as an argument.

pub mod api_keys;
pub mod audit;
mod database;
pub mod devices;
pub mod entity;
mod failure;
mod kept;
pub mod leases;
pub mod notifications;
pub mod people;
pub mod plex_access;
pub mod plex_sign_ins;
pub mod request_events;
pub mod requests;
mod schema;
pub mod sealed;
pub mod service_config;
pub mod service_status;
pub mod session_tokens;
pub mod sessions;
pub mod settings;
pub mod users;
pub(crate) mod values;

pub use database::{Database, StoreError};
pub use failure::failure;
pub use kept::Kept;

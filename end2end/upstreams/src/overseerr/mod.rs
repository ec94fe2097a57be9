//! Overseerr 1.34, or Seerr 3 in its place ([`flavour`]): search and details, requests with their rules, users and quotas.
//!
//! The order of checks is the real one: `OpenAPI` validator (unknown path, missing credentials, content type, query,
//! body), then the key and `X-API-User`, then the route.

pub(crate) mod advance;
mod create;
mod details;
mod discover;
mod errors;
pub(crate) mod flavour;
mod gate;
mod json;
mod media;
mod people;
mod requests;
mod results;
mod router;
mod search;
mod seeded;
mod settings;
mod spec;
pub(crate) mod status;
pub(crate) mod store;
mod users;
pub(crate) mod webhook;

pub(crate) use router::router;

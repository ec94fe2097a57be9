//! The pages, the server functions and what comes alive in the browser.
//!
//! `routes` says which pages there are, `shell` what surrounds them; every feature has its folder: `api` the server
//! functions, `page` the view rendered on the server, `island` what reacts, `state` view logic tested on the host.

#![recursion_limit = "512"]

pub mod accounts;
pub mod admin;
pub mod arguments;
pub mod browser;
pub mod context;
pub mod dashboard;
pub mod discovery;
pub mod error;
pub mod inbox;
pub mod keys;
pub mod live;
pub mod requests;
pub mod routes;
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod text;
pub mod ui;

pub use error::AppError;

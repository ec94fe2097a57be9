//! The backend on real databases and against the simulators.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests may fail the test, and tell why")]

#[macro_use]
mod support;

mod accounts;
mod announcing;
mod cache;
mod cancelling;
mod database;
mod delivery;
mod discovery;
mod http;
mod images;
mod live;
mod plex;
mod queue;
mod requests;
mod secrets;
mod service_config;
mod store;
mod worker;

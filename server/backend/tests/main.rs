//! The backend on real databases and against the simulators.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests may fail the test, and tell why")]

#[macro_use]
mod support;

mod accounts;
mod announcing;
mod cache;
mod cancelling;
mod database;
mod deciding;
mod delivery;
mod devices;
mod discovery;
mod following;
mod http;
mod images;
mod kept;
mod key_rotation;
mod leader;
mod linking;
mod lists;
mod live;
mod open_web;
mod people;
mod plex;
mod plex_access;
mod queue;
mod remembered;
mod requests;
mod secrets;
mod sentences;
mod service_config;
mod shared;
mod states;
mod store;
mod tmdb;
mod webhooks;
mod worker;

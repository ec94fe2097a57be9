//! The simulators over real HTTP: every trap they exist for, told as sentences.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accidents;
mod control;
mod overseerr;
mod pictures;
mod plex_server;
mod plex_tv;
mod requests;
mod seerr;
mod support;
mod webhooks;

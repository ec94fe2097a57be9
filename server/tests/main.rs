//! Over real HTTP against the program itself: wire, sign-in, permissions, the main job. The services around it are the
//! simulators of `upstreams`, in this process.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test says what it expects")]

mod accounts;
mod avatars;
mod canaries;
mod devices;
mod discovery;
mod elsewhere;
mod following;
mod forms;
mod hostile;
mod keys;
mod language;
mod limits;
mod linking;
mod live;
mod main_job;
mod observatory;
mod outage;
mod people;
mod plex_access;
mod plex_server;
mod policy;
mod remember;
mod replicas;
mod services;
mod sessions;
mod startup;
mod support;
mod users;
mod wire;

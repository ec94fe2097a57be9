//! The backend on real databases and against the simulators.

#[macro_use]
mod support;

mod accounts;
mod database;
mod delivery;
mod queue;
mod secrets;
mod store;
mod worker;

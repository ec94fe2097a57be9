//! Background work: a queue in our own table (`docs/decisions/0001-own-job-table.md`), and the worker that empties it.

mod backoff;
mod cancel_in_overseerr;
pub mod check_plex_access;
pub mod leader;
mod lease;
mod look_in_overseerr;
pub mod queue;
pub mod registry;
mod send_to_overseerr;
pub mod worker;

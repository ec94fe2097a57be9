//! Takes a request to Overseerr, as the user it belongs to, once and only once.
//!
//! An answer may get lost after Overseerr has taken the request, so every attempt looks before it posts. What Overseerr
//! cannot do now waits; what it refuses fails, in words that say what to do.

mod attempt;
mod handler;
mod record;

pub use handler::SendToOverseerrHandler;

//! `GET /events`: live events as a stream that lasts as long as the page is looked at.

mod streams;
mod wire;

pub use streams::{Line, Streams, StreamsOptions};
pub use wire::events;

//! What several processes share beside the database: in this process by default, in Redis where `REDIS_URL` is set.
//!
//! One trait for each need with both implementations, and one suite of tests for both. Nothing here has to survive: a
//! Redis that is lost is gone on without, with what this process knows.

mod limits;
mod redis;
mod shelf;

pub use limits::{EmbeddedLimits, Limit, RateLimits, RedisLimits};
pub use redis::Redis;
pub use shelf::{EmbeddedShelf, Found, RedisShelf, Shelf, Shelves};

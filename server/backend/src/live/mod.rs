//! Live events: told by whoever changed something, heard by open pages, on this replica and the others.
//!
//! Every process keeps a log of the last minutes ([`Hub`]). A page knows how far the log was when it was rendered, its
//! [`Cursor`], and hears everything since. Where that cannot be said any more it hears [`Heard::Missed`] instead, and
//! loads its data again. So events are never promised to arrive one by one; what is promised is that nobody goes on
//! showing what is no longer true.

mod cursor;
mod embedded;
mod hub;
mod log;
mod redis;
mod subscription;

pub use cursor::Cursor;
pub use embedded::EmbeddedHub;
pub use hub::{Bounds, Hub, Sharing};
pub use redis::{RedisHub, RedisOptions};
pub use subscription::{Heard, Listener, Subscription};

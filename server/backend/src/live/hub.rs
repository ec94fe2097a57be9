//! What every hub can do, whatever it is made of.

use super::{
    cursor::Cursor,
    subscription::{Listener, Subscription},
};
use async_trait::async_trait;
use domain::live::Live;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How much is kept for those who come back.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub keep: Duration,
    pub most: usize,
    pub bytes: usize,
    /// How many events a listener may be behind before it has missed some.
    pub behind: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { keep: Duration::from_mins(5), most: 2_000, bytes: 2 * 1024 * 1024, behind: 256 }
    }
}

/// With whom events are shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sharing {
    /// This is the only process.
    Embedded,
    /// All processes at this Redis; not while it is lost.
    Redis { connected: bool },
}

/// Tells and hears live events.
#[async_trait]
pub trait Hub: Live {
    /// How far this process is. What is read from the database after this was taken is not older than it.
    fn cursor(&self) -> Cursor;

    /// Hears what this listener may hear: what came after `after`, or from now on.
    fn subscribe(&self, after: Option<&str>, listener: Listener) -> Subscription;

    fn sharing(&self) -> Sharing;

    /// What goes on in the background, until it is told to stop.
    async fn run(&self, stop: CancellationToken);
}

//! The hub of a single process.

use super::{
    cursor::Cursor,
    hub::{Bounds, Hub, Sharing},
    log::Log,
    subscription::{Listener, Subscription},
};
use crate::clock::Clock;
use async_trait::async_trait;
use domain::live::{Audience, Live, LiveEvent};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Keeps everything in memory.
pub struct EmbeddedHub(Arc<Log>);

impl EmbeddedHub {
    pub fn new(clock: Arc<dyn Clock>, bounds: Bounds) -> Self {
        Self(Arc::new(Log::new(clock, bounds)))
    }
}

#[async_trait]
impl Live for EmbeddedHub {
    async fn publish(&self, audience: Audience, event: LiveEvent) {
        self.0.tell_alone(audience, event);
    }
}

#[async_trait]
impl Hub for EmbeddedHub {
    fn cursor(&self) -> Cursor {
        self.0.cursor()
    }

    fn subscribe(&self, after: Option<&str>, listener: Listener) -> Subscription {
        Log::subscribe(&self.0, after, listener)
    }

    fn sharing(&self) -> Sharing {
        Sharing::Embedded
    }

    async fn run(&self, stop: CancellationToken) {
        stop.cancelled().await;
    }
}

//! The hub of several processes: one Redis stream, written by all and read by all.
//!
//! Every process reads the stream into its own log, so that a page may be rendered by one and listen to another. When
//! Redis is lost, each goes on alone; when it is back, everybody who listens is told to load again, also at the other
//! processes if this one has told something alone.

mod link;

use self::link::{Link, Wire};
use super::{
    cursor::Cursor,
    hub::{Bounds, Hub, Sharing},
    log::Log,
    subscription::{Listener, Subscription},
};
use crate::clock::Clock;
use async_trait::async_trait;
use domain::{
    accounts::Secret,
    live::{Audience, Live, LiveEvent},
};
use fred::error::Error;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// Where the stream is, and how patient we are.
#[derive(Clone, Debug)]
pub struct RedisOptions {
    pub url: Secret,
    /// The key of the stream; tests have one each.
    pub key: String,
    /// How many entries the stream keeps, about.
    pub most: usize,
    /// How long connecting may take, and writing.
    pub patience: Duration,
    /// How long one read waits for news.
    pub wait: Duration,
    /// Between two tries to get it back.
    pub pause: Duration,
}

impl RedisOptions {
    pub fn new(url: Secret) -> Self {
        Self {
            url,
            key: "medianest:events".into(),
            most: 1_000,
            patience: Duration::from_secs(1),
            wait: Duration::from_secs(2),
            pause: Duration::from_secs(1),
        }
    }
}

/// Shares events through Redis.
pub struct RedisHub {
    log: Arc<Log>,
    options: RedisOptions,
    /// The connection while there is one.
    link: Mutex<Option<Arc<Link>>>,
    /// Something was told alone that the others should have heard.
    owes: AtomicBool,
}

impl RedisHub {
    /// Connects; where that fails it goes on alone until [`Hub::run`] gets through.
    pub async fn open(options: RedisOptions, clock: Arc<dyn Clock>, bounds: Bounds) -> Self {
        let log = Arc::new(Log::new(clock, bounds));
        let hub = Self { log, options, link: Mutex::default(), owes: AtomicBool::default() };
        if let Err(error) = hub.join().await {
            tracing::warn!(%error, "Redis cannot be reached; live events stay in this process until it can");
        }
        hub
    }

    fn link(&self) -> Option<Arc<Link>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_link(&self, link: Option<Arc<Link>>) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }

    /// Connects and takes over what the stream holds.
    async fn join(&self) -> Result<Arc<Link>, Error> {
        let link = Arc::new(Link::open(&self.options).await?);
        let name = link.name().await?;
        let kept = link.history().await?;
        // What stood before the oldest entry may have been trimmed.
        let floor = kept.first().map(|(position, _)| *position).unwrap_or_default();
        self.log.join(name.into(), floor, kept);
        self.set_link(Some(link.clone()));
        if self.owes.swap(false, Ordering::SeqCst)
            && let Err(error) = link.add(&Wire::Missed).await
        {
            self.owes.store(true, Ordering::SeqCst);
            return Err(error);
        }
        Ok(link)
    }

    /// Reads the stream until it breaks.
    async fn follow(&self, link: &Link) -> Result<(), Error> {
        while self.log.is_shared() {
            for (position, told) in link.read(self.log.last()).await? {
                self.log.tell_shared(position, told);
            }
        }
        Ok(())
    }

    async fn keep_following(&self) {
        let mut link = self.link();
        loop {
            let ended = match &link {
                Some(link) => self.follow(link).await,
                None => Ok(()),
            };
            if link.take().is_some() {
                let error = ended.err().map(|error| error.to_string()).unwrap_or_default();
                tracing::warn!(error, "Redis is lost; live events stay in this process until it is back");
            }
            self.set_link(None);
            self.log.go_alone();
            tokio::time::sleep(self.options.pause).await;
            match self.join().await {
                Ok(joined) => {
                    tracing::info!("Redis is back; live events are shared again");
                    link = Some(joined);
                }
                Err(error) => tracing::debug!(%error, "Redis is still lost"),
            }
        }
    }
}

#[async_trait]
impl Live for RedisHub {
    async fn publish(&self, audience: Audience, event: LiveEvent) {
        if self.log.is_shared()
            && let Some(link) = self.link()
        {
            let wire = Wire::Event { audience: audience.clone(), event: event.clone() };
            match link.add(&wire).await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, "an event could not be shared"),
            }
        }
        self.owes.store(true, Ordering::SeqCst);
        self.log.tell_alone(audience, event);
    }
}

#[async_trait]
impl Hub for RedisHub {
    fn cursor(&self) -> Cursor {
        self.log.cursor()
    }

    fn subscribe(&self, after: Option<&str>, listener: Listener) -> Subscription {
        Log::subscribe(&self.log, after, listener)
    }

    fn sharing(&self) -> Sharing {
        Sharing::Redis { connected: self.log.is_shared() }
    }

    async fn run(&self, stop: CancellationToken) {
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.keep_following() => {}
        }
        self.set_link(None);
    }
}

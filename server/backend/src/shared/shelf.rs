//! Where answers of other services are kept, as text: in this process, bounded by bytes; or at Redis for all processes, and
//! here for when it is lost.

use super::redis::Redis;
use async_trait::async_trait;
use fred::prelude::{Expiration, KeysInterface};
use std::{
    collections::BTreeSet,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What there is under a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Here(Arc<str>),
    /// Kept by this process only; another one may have taken it away meanwhile. Better than nothing.
    Old(Arc<str>),
    Nothing,
}

/// Keeps texts for a while. Never fails: what cannot be kept is asked for again.
#[async_trait]
pub trait Shelf: Send + Sync {
    async fn read(&self, key: &str) -> Found;

    /// `good_for` is when it may be thrown away; it may be sooner.
    async fn write(&self, key: &str, text: &str, good_for: Duration);

    /// From here on no process finds it.
    async fn remove(&self, key: &str);
}

/// Makes shelves.
#[derive(Clone, Default)]
pub struct Shelves(Option<Arc<Redis>>);

impl Shelves {
    pub fn embedded() -> Self {
        Self(None)
    }

    pub fn at(redis: Arc<Redis>) -> Self {
        Self(Some(redis))
    }

    /// One with a name of its own, holding so many bytes in this process.
    pub fn shelf(&self, name: &'static str, most_bytes: u64) -> Arc<dyn Shelf> {
        let here = EmbeddedShelf::new(most_bytes);
        match &self.0 {
            None => Arc::new(here),
            Some(redis) => Arc::new(RedisShelf::new(Arc::clone(redis), name, here)),
        }
    }
}

/// In this process.
pub struct EmbeddedShelf(moka::future::Cache<String, Arc<str>>);

impl EmbeddedShelf {
    /// What is used least goes first when it is full.
    pub fn new(most_bytes: u64) -> Self {
        let weigh = |key: &String, text: &Arc<str>| u32::try_from(key.len() + text.len() + 64).unwrap_or(u32::MAX);
        Self(moka::future::Cache::builder().weigher(weigh).max_capacity(most_bytes).build())
    }
}

#[async_trait]
impl Shelf for EmbeddedShelf {
    async fn read(&self, key: &str) -> Found {
        self.0.get(key).await.map_or(Found::Nothing, Found::Here)
    }

    async fn write(&self, key: &str, text: &str, _good_for: Duration) {
        self.0.insert(key.to_owned(), text.into()).await;
    }

    async fn remove(&self, key: &str) {
        self.0.invalidate(key).await;
    }
}

/// At Redis.
pub struct RedisShelf {
    redis: Arc<Redis>,
    name: &'static str,
    here: EmbeddedShelf,
    /// What was taken away here while Redis was lost.
    owed: Mutex<BTreeSet<String>>,
}

impl RedisShelf {
    pub fn new(redis: Arc<Redis>, name: &'static str, here: EmbeddedShelf) -> Self {
        Self { redis, name, here, owed: Mutex::default() }
    }

    fn key(&self, key: &str) -> String {
        self.redis.key(&format!("cache:{}:{key}", self.name))
    }

    fn owed(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes away there what was taken away here; `false` while that is not possible.
    async fn settle(&self) -> bool {
        let owed = mem::take(&mut *self.owed());
        if owed.is_empty() {
            return true;
        }
        let keys: Vec<String> = owed.iter().cloned().collect();
        if self.redis.ask(|client| async move { client.del::<(), _>(keys).await }).await.is_some() {
            return true;
        }
        self.owed().extend(owed);
        false
    }
}

#[async_trait]
impl Shelf for RedisShelf {
    async fn read(&self, key: &str) -> Found {
        let path = self.key(key);
        let shared = if self.settle().await {
            self.redis.ask(|client| async move { client.get::<Option<String>, _>(path).await }).await
        } else {
            None
        };
        match shared {
            Some(Some(text)) => {
                // For when Redis is lost.
                self.here.write(key, &text, Duration::ZERO).await;
                Found::Here(text.into())
            }
            Some(None) => match self.here.read(key).await {
                Found::Here(text) => Found::Old(text),
                other => other,
            },
            None => self.here.read(key).await,
        }
    }

    async fn write(&self, key: &str, text: &str, good_for: Duration) {
        self.here.write(key, text, good_for).await;
        let (path, text) = (self.key(key), text.to_owned());
        let expires = Expiration::PX(i64::try_from(good_for.as_millis()).unwrap_or(i64::MAX).max(1));
        if self.settle().await {
            let set = |client: fred::prelude::Client| async move {
                client.set::<(), _, _>(path, text, Some(expires), None, false).await
            };
            // Lost: then it is kept here.
            let _ = self.redis.ask(set).await;
        }
    }

    async fn remove(&self, key: &str) {
        self.here.remove(key).await;
        self.owed().insert(self.key(key));
        self.settle().await;
    }
}

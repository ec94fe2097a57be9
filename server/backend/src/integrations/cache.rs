//! Answers of other systems, kept: fresh ones are served as they are, older ones are served while they are renewed
//! behind, and a failed renewal never takes away what is there. One fetch at a time per key.

use super::http::{Failure, Patience};
use crate::clock::{Clock, after};
use domain::{Timestamp, discovery::Fetched};
use std::{
    collections::HashSet,
    hash::Hash,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How long an answer is good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Freshness {
    /// Until then it is served as it is.
    pub soft: Duration,
    /// Until then it is served while it is renewed behind; after that only a new answer will do.
    pub hard: Duration,
}

impl Freshness {
    /// Search and details: 5 minutes and 7 days.
    pub const TITLES: Self = Self { soft: Duration::from_mins(5), hard: Duration::from_hours(7 * 24) };

    /// The same on both sides: nothing older is ever served.
    pub const fn exactly(seconds: u64) -> Self {
        Self { soft: Duration::from_secs(seconds), hard: Duration::from_secs(seconds) }
    }
}

/// What can be kept.
pub trait Cacheable: Send + Sync + 'static {
    fn freshness(&self) -> Freshness;

    /// Roughly, in bytes.
    fn weight(&self) -> usize;

    /// It proves nothing, and must not replace an answer that does.
    fn is_doubtful(&self) -> bool {
        false
    }
}

/// After a renewal that failed or proved nothing, the next one waits this long.
const COOL_DOWN: Duration = Duration::from_secs(15);

/// What is so many times older than its soft limit says its age, even if nobody knows yet whether it can be renewed.
const VERY_OLD: u32 = 3;

/// A cache bounded by bytes. Cheap to clone; clones share it.
pub struct Cached<K, V> {
    entries: moka::future::Cache<K, Entry<V>>,
    renewing: Arc<Mutex<HashSet<K>>>,
    /// The last fetch of any key failed: what is not fresh is marked at once.
    is_down: Arc<AtomicBool>,
    clock: Arc<dyn Clock>,
}

struct Entry<V> {
    value: Arc<V>,
    fetched_at: Timestamp,
    /// When it may be renewed again, after a renewal that did not help.
    renew_after: Option<Timestamp>,
    failed: bool,
}

impl<K, V> Clone for Cached<K, V> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            renewing: Arc::clone(&self.renewing),
            is_down: Arc::clone(&self.is_down),
            clock: Arc::clone(&self.clock),
        }
    }
}

impl<V> Clone for Entry<V> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), ..*self }
    }
}

impl<K: Hash + Eq + Clone + Send + Sync + 'static, V: Cacheable> Cached<K, V> {
    pub fn new(most_bytes: u64, clock: Arc<dyn Clock>) -> Self {
        let entries = moka::future::Cache::builder()
            .weigher(|_, entry: &Entry<V>| u32::try_from(entry.value.weight() + 128).unwrap_or(u32::MAX))
            .max_capacity(most_bytes)
            .build();
        Self { entries, renewing: Arc::default(), is_down: Arc::default(), clock }
    }

    /// The answer for this key. `fetch` is told whether a page waits for it. `stale_since` is the moment of the last good
    /// answer, when it could not be renewed since or is very old.
    ///
    /// # Errors
    /// Why it could not be fetched, when nothing is kept that may be served.
    pub async fn get<F, A>(&self, key: K, fetch: F) -> Result<Fetched<Arc<V>>, Failure>
    where
        F: FnOnce(Patience) -> A + Send + 'static,
        A: Future<Output = Result<V, Failure>> + Send + 'static,
    {
        if let Some(entry) = self.entries.get(&key).await {
            let now = self.clock.now();
            let age = Duration::from_secs(entry.fetched_at.seconds_until(now));
            let Freshness { soft, hard } = entry.value.freshness();
            if age < soft {
                return Ok(Fetched::fresh(entry.value));
            }
            if age < hard {
                if entry.renew_after.is_none_or(|moment| moment <= now) {
                    self.renew_behind(key, fetch);
                }
                let is_old = age >= soft * VERY_OLD;
                let is_stale = is_old || entry.failed || self.is_down.load(Ordering::Relaxed);
                return Ok(Fetched { value: entry.value, stale_since: is_stale.then_some(entry.fetched_at) });
            }
            self.entries.invalidate(&key).await;
        }
        let fetched = self.entries.try_get_with(key, async { self.fetch(fetch, Patience::Page).await }).await;
        fetched.map(|entry| Fetched::fresh(entry.value)).map_err(|failure| Failure::clone(&failure))
    }

    /// What is kept, however old, without asking anybody.
    pub async fn peek(&self, key: &K) -> Option<Arc<V>> {
        self.entries.get(key).await.map(|entry| entry.value)
    }

    /// Forgets one answer, because something was changed that it told of.
    pub async fn forget(&self, key: &K) {
        self.entries.invalidate(key).await;
    }

    async fn fetch<F, A>(&self, fetch: F, patience: Patience) -> Result<Entry<V>, Failure>
    where
        F: FnOnce(Patience) -> A,
        A: Future<Output = Result<V, Failure>>,
    {
        let result = fetch(patience).await;
        self.is_down.store(result.as_ref().is_err_and(Failure::is_passing), Ordering::Relaxed);
        let value = Arc::new(result?);
        Ok(Entry { value, fetched_at: self.clock.now(), renew_after: None, failed: false })
    }

    fn renew_behind<F, A>(&self, key: K, fetch: F)
    where
        F: FnOnce(Patience) -> A + Send + 'static,
        A: Future<Output = Result<V, Failure>> + Send + 'static,
    {
        if !self.renewing.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone()) {
            return;
        }
        let cache = self.clone();
        tokio::spawn(async move {
            let claim = Claim { renewing: Arc::clone(&cache.renewing), key: key.clone() };
            let new = cache.fetch(fetch, Patience::Background).await;
            if let Some(entry) = cache.replacement(&key, new).await {
                cache.entries.insert(key, entry).await;
            }
            drop(claim);
        });
    }

    /// What the cache shall hold after a renewal; `None` leaves it as it is.
    async fn replacement(&self, key: &K, new: Result<Entry<V>, Failure>) -> Option<Entry<V>> {
        let old = self.entries.get(key).await;
        let again = || Some(after(self.clock.now(), COOL_DOWN));
        match (new, old) {
            (Ok(new), Some(old)) if new.value.is_doubtful() && !old.value.is_doubtful() => {
                Some(Entry { renew_after: again(), ..old })
            }
            (Ok(new), _) => Some(new),
            (Err(failure), Some(old)) => {
                tracing::warn!(%failure, "an answer could not be renewed; the last good one is kept");
                Some(Entry { renew_after: again(), failed: true, ..old })
            }
            (Err(_), None) => None,
        }
    }
}

/// Lets go of a key also when the renewal panics.
struct Claim<K: Hash + Eq> {
    renewing: Arc<Mutex<HashSet<K>>>,
    key: K,
}

impl<K: Hash + Eq> Drop for Claim<K> {
    fn drop(&mut self) {
        self.renewing.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

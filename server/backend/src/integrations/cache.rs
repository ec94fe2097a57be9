//! Answers of other systems, kept: fresh ones are served as they are, older ones are served while they are renewed
//! behind, and a failed renewal never takes away what is there. One fetch at a time per key.

use super::http::{Failure, Patience};
use crate::{
    clock::{Clock, after},
    secrets::sha256_hex,
    shared::{Found, Shelf},
};
use domain::{Timestamp, discovery::Fetched};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::{
    collections::{HashMap, HashSet},
    marker::PhantomData,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::OnceCell;

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
pub trait Cacheable: Serialize + DeserializeOwned + Send + Sync + 'static {
    fn freshness(&self) -> Freshness;

    /// It proves nothing, and must not replace an answer that does.
    fn is_doubtful(&self) -> bool {
        false
    }
}

/// After a renewal that failed or proved nothing, the next one waits this long.
const COOL_DOWN: Duration = Duration::from_secs(15);

/// What is so many times older than its soft limit says its age, even if nobody knows yet whether it can be renewed.
const VERY_OLD: u32 = 3;

/// So many bytes of text are held once more beside what was read from them: the same pages are opened again and again.
const READ_BYTES: u64 = 1024 * 1024;

/// Answers on a shelf, found by keys that mean the same in every process. Cheap to clone; clones share it.
pub struct Cached<K, V> {
    shelf: Arc<dyn Shelf>,
    shared: Arc<Shared<V>>,
    clock: Arc<dyn Clock>,
    keys: PhantomData<fn(K)>,
}

struct Shared<V> {
    /// What pages wait for.
    fetching: Mutex<HashMap<String, Flight<V>>>,
    renewing: Mutex<HashSet<String>>,
    /// The last fetch of any key failed: what is not fresh is marked at once.
    is_down: AtomicBool,
    /// What was read last, beside the text it was read from.
    known: moka::future::Cache<String, (Arc<str>, Entry<V>)>,
}

type Flight<V> = Arc<OnceCell<Result<Arc<V>, Failure>>>;

#[derive(Serialize, Deserialize)]
#[serde(bound(serialize = "V: Serialize", deserialize = "V: Deserialize<'de>"))]
struct Entry<V> {
    fetched_at: Timestamp,
    /// When it may be renewed again, after a renewal that did not help.
    renew_after: Option<Timestamp>,
    failed: bool,
    /// Something was changed that it tells of: who reads it next asks first.
    #[serde(default)]
    due: bool,
    #[serde(serialize_with = "whole", deserialize_with = "shared")]
    value: Arc<V>,
}

fn whole<V: Serialize, S: Serializer>(value: &Arc<V>, to: S) -> Result<S::Ok, S::Error> {
    value.serialize(to)
}

fn shared<'de, V: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<V>, D::Error> {
    V::deserialize(from).map(Arc::new)
}

impl<V> Clone for Entry<V> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), ..*self }
    }
}

impl<K, V> Clone for Cached<K, V> {
    fn clone(&self) -> Self {
        Self {
            shelf: Arc::clone(&self.shelf),
            shared: Arc::clone(&self.shared),
            clock: Arc::clone(&self.clock),
            keys: PhantomData,
        }
    }
}

impl<K: Serialize + Send, V: Cacheable> Cached<K, V> {
    pub fn new(shelf: Arc<dyn Shelf>, clock: Arc<dyn Clock>) -> Self {
        let shared = Shared {
            fetching: Mutex::default(),
            renewing: Mutex::default(),
            is_down: AtomicBool::default(),
            known: moka::future::Cache::builder()
                .weigher(|key: &String, (text, _): &(Arc<str>, Entry<V>)| {
                    u32::try_from(key.len() + text.len()).unwrap_or(u32::MAX)
                })
                .max_capacity(READ_BYTES)
                .build(),
        };
        Self { shelf, shared: Arc::new(shared), clock, keys: PhantomData }
    }

    /// The answer for this key. `fetch` is told whether a page waits for it. `stale_since` is the moment of the last good
    /// answer, when it could not be renewed since or is very old.
    ///
    /// # Errors
    /// Why it could not be fetched, when nothing is kept that may be served.
    pub async fn get<F, A>(&self, key: K, fetch: F) -> Result<Fetched<Arc<V>>, Failure>
    where
        K: 'static,
        F: FnOnce(Patience) -> A + Send + 'static,
        A: Future<Output = Result<V, Failure>> + Send + 'static,
    {
        let key = address(&key);
        let now = self.clock.now();
        let (entry, is_current) = match self.shelf.read(&key).await {
            Found::Here(text) => (self.read(&key, text).await, true),
            Found::Old(text) => (self.read(&key, text).await, false),
            Found::Nothing => (None, true),
        };
        let age = |entry: &Entry<V>| Duration::from_secs(entry.fetched_at.seconds_until(now));
        let Some(entry) = entry.filter(|entry| age(entry) < entry.value.freshness().hard) else {
            return self.fetch_once(&key, fetch).await.map(Fetched::fresh);
        };
        let may_renew = entry.renew_after.is_none_or(|moment| moment <= now);
        if entry.due && may_renew {
            return Ok(match self.fetch_once(&key, fetch).await {
                Ok(value) => Fetched::fresh(value),
                Err(failure) => {
                    self.settle(&key, Err(failure)).await;
                    Fetched { stale_since: Some(entry.fetched_at), value: entry.value }
                }
            });
        }
        let soft = entry.value.freshness().soft;
        let age = age(&entry);
        if is_current && !entry.due && age < soft {
            return Ok(Fetched::fresh(entry.value));
        }
        if may_renew {
            self.renew_behind(key, fetch);
        }
        let is_stale =
            entry.due || age >= soft * VERY_OLD || entry.failed || self.shared.is_down.load(Ordering::Relaxed);
        Ok(Fetched { stale_since: is_stale.then_some(entry.fetched_at), value: entry.value })
    }

    /// Something was changed that this answer tells of: who asks next hears a new one, or the old one as such where there
    /// is none.
    pub async fn forget(&self, key: &K) {
        let key = address(key);
        let kept = self.kept(&key).await;
        // Where another process would look while the shelf they share cannot be written.
        self.shelf.remove(&key).await;
        self.shared.fetching().remove(&key);
        if let Some(entry) = kept {
            self.write(&key, &Entry { due: true, renew_after: None, ..entry }).await;
        }
    }

    async fn kept(&self, key: &str) -> Option<Entry<V>> {
        match self.shelf.read(key).await {
            Found::Here(text) | Found::Old(text) => self.read(key, text).await,
            Found::Nothing => None,
        }
    }

    /// The entry of this text. What another version has written may not be understood.
    async fn read(&self, key: &str, text: Arc<str>) -> Option<Entry<V>> {
        if let Some((of, entry)) = self.shared.known.get(key).await
            && (Arc::ptr_eq(&of, &text) || of == text)
        {
            return Some(entry);
        }
        let entry: Entry<V> = serde_json::from_str(&text).ok()?;
        self.shared.known.insert(key.to_owned(), (text, entry.clone())).await;
        Some(entry)
    }

    /// For all who ask for it now.
    async fn fetch_once<F, A>(&self, key: &str, fetch: F) -> Result<Arc<V>, Failure>
    where
        F: FnOnce(Patience) -> A,
        A: Future<Output = Result<V, Failure>>,
    {
        let flight = Arc::clone(self.shared.fetching().entry(key.to_owned()).or_default());
        let seat = Seat { shared: &self.shared, key, flight };
        let ask = async {
            let entry = self.fetch(fetch, Patience::Page).await?;
            self.write(key, &entry).await;
            Ok(entry.value)
        };
        seat.flight.get_or_init(|| ask).await.clone()
    }

    async fn fetch<F, A>(&self, fetch: F, patience: Patience) -> Result<Entry<V>, Failure>
    where
        F: FnOnce(Patience) -> A,
        A: Future<Output = Result<V, Failure>>,
    {
        let result = fetch(patience).await;
        self.shared.is_down.store(result.as_ref().is_err_and(Failure::is_passing), Ordering::Relaxed);
        Ok(Entry {
            value: Arc::new(result?),
            fetched_at: self.clock.now(),
            renew_after: None,
            failed: false,
            due: false,
        })
    }

    async fn write(&self, key: &str, entry: &Entry<V>) {
        match serde_json::to_string(entry) {
            Ok(text) => self.shelf.write(key, &text, entry.value.freshness().hard).await,
            Err(error) => tracing::error!(%error, "an answer cannot be kept"),
        }
    }

    fn renew_behind<F, A>(&self, key: String, fetch: F)
    where
        K: 'static,
        F: FnOnce(Patience) -> A + Send + 'static,
        A: Future<Output = Result<V, Failure>> + Send + 'static,
    {
        if !self.shared.renewing.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone()) {
            return;
        }
        let cache = self.clone();
        tokio::spawn(async move {
            let claim = Claim { shared: Arc::clone(&cache.shared), key };
            let new = cache.fetch(fetch, Patience::Background).await;
            cache.settle(&claim.key, new).await;
        });
    }

    /// Keeps what came of a renewal.
    async fn settle(&self, key: &str, new: Result<Entry<V>, Failure>) {
        if let Some(entry) = self.replacement(key, new).await {
            self.write(key, &entry).await;
        }
    }

    /// What the cache shall hold after a renewal; `None` leaves it as it is.
    async fn replacement(&self, key: &str, new: Result<Entry<V>, Failure>) -> Option<Entry<V>> {
        let old = self.kept(key).await;
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

/// Where the answer for this key stands, in every process.
fn address(key: &impl Serialize) -> String {
    let text = serde_json::to_vec(key).unwrap_or_default();
    sha256_hex(&text).chars().take(32).collect()
}

impl<V> Shared<V> {
    fn fetching(&self) -> MutexGuard<'_, HashMap<String, Flight<V>>> {
        self.fetching.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who waits for a fetch; the last one to go clears it away, also without having heard the answer.
struct Seat<'a, V> {
    shared: &'a Shared<V>,
    key: &'a str,
    flight: Flight<V>,
}

impl<V> Drop for Seat<'_, V> {
    fn drop(&mut self) {
        let mut fetching = self.shared.fetching();
        let is_known = fetching.get(self.key).is_some_and(|known| Arc::ptr_eq(known, &self.flight));
        // Beside this one, only the map holds it.
        let is_last = Arc::strong_count(&self.flight) <= 2;
        if is_known && (is_last || self.flight.initialized()) {
            fetching.remove(self.key);
        }
    }
}

/// Lets go of a key also when the renewal panics.
struct Claim<V> {
    shared: Arc<Shared<V>>,
    key: String,
}

impl<V> Drop for Claim<V> {
    fn drop(&mut self) {
        self.shared.renewing.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::SystemClock, shared::EmbeddedShelf};
    use std::future::pending;

    #[derive(Serialize, Deserialize)]
    struct Word(String);

    impl Cacheable for Word {
        fn freshness(&self) -> Freshness {
            Freshness::exactly(60)
        }
    }

    #[tokio::test]
    async fn who_goes_away_while_waiting_leaves_nothing_behind() {
        let cache: Cached<&str, Word> = Cached::new(Arc::new(EmbeddedShelf::new(1_000)), Arc::new(SystemClock));
        let waiting = cache.get("key", |_| pending());
        assert!(tokio::time::timeout(Duration::from_millis(1), waiting).await.is_err());
        assert!(cache.shared.fetching().is_empty());
        let word = cache.get("key", |_| async { Ok(Word("new".into())) }).await.expect("fetched");
        assert_eq!(word.value.0, "new");
        assert!(cache.shared.fetching().is_empty());
    }
}

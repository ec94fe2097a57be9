//! What is kept of other systems' answers, for how long, and what happens when they cannot be renewed.

use crate::support::{START, clock, places::Places};
use async_trait::async_trait;
use backend::{
    clock::ManualClock,
    integrations::{
        cache::{Cacheable, Cached, Freshness},
        http::{Failure, Patience, Unreachable, Upstream, Why},
    },
    shared::{EmbeddedShelf, Found},
};
use domain::discovery::Fetched;
use serde::{Deserialize, Serialize};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// A number; 0 proves nothing.
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Number(u32);

impl Cacheable for Number {
    fn freshness(&self) -> Freshness {
        if self.is_doubtful() {
            Freshness::exactly(30)
        } else {
            Freshness { soft: Duration::from_mins(5), hard: Duration::from_hours(1) }
        }
    }

    fn is_doubtful(&self) -> bool {
        self.0 == 0
    }
}

/// As after a restart of Redis that lost everything.
struct Emptied(EmbeddedShelf);

#[async_trait]
impl backend::shared::Shelf for Emptied {
    async fn read(&self, key: &str) -> Found {
        match self.0.read(key).await {
            Found::Here(text) => Found::Old(text),
            other => other,
        }
    }

    async fn write(&self, key: &str, text: &str, good_for: Duration) {
        self.0.write(key, text, good_for).await;
    }

    async fn remove(&self, key: &str) {
        self.0.remove(key).await;
    }
}

struct Shelf {
    cache: Cached<&'static str, Number>,
    clock: Arc<ManualClock>,
    fetches: Arc<AtomicU32>,
}

impl Shelf {
    async fn new(places: &Places) -> Self {
        Self::on(places.shelves().await.shelf("numbers", 10_000))
    }

    fn on(shelf: Arc<dyn backend::shared::Shelf>) -> Self {
        let clock = clock();
        Self { cache: Cached::new(shelf, clock.clone()), clock, fetches: Arc::default() }
    }

    /// Asks for "key"; the service would answer this.
    async fn get(&self, answer: Result<u32, Why>) -> Result<Fetched<u32>, Failure> {
        let fetches = self.fetches.clone();
        let fetch = move |_| async move {
            fetches.fetch_add(1, Ordering::SeqCst);
            answer.map(Number).map_err(|why| Failure { upstream: Upstream::OVERSEERR, why })
        };
        self.cache.get("key", fetch).await.map(|got| got.map(|number| number.0))
    }

    fn fetches(&self) -> u32 {
        self.fetches.load(Ordering::SeqCst)
    }

    async fn until_fetched(&self, times: u32) {
        while self.fetches() < times {
            tokio::task::yield_now().await;
        }
        // The renewal still has to put it on the shelf.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn down() -> Result<u32, Why> {
    Err(Why::Unreachable(Unreachable::Refused))
}

on_places! {
    async fn fresh_answers_are_served_without_asking(places) {
        let shelf = Shelf::new(places).await;
        assert_eq!(shelf.get(Ok(1)).await.expect("1"), Fetched::fresh(1));
        shelf.clock.advance(Duration::from_secs(299));
        assert_eq!(shelf.get(Ok(2)).await.expect("1"), Fetched::fresh(1));
        assert_eq!(shelf.fetches(), 1);
    }

    async fn older_ones_are_served_and_renewed_behind(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.clock.advance(Duration::from_mins(6));
        assert_eq!(shelf.get(Ok(2)).await.expect("1"), Fetched::fresh(1));
        shelf.until_fetched(2).await;
        assert_eq!(shelf.get(Ok(3)).await.expect("2"), Fetched::fresh(2));
    }

    async fn a_renewal_that_fails_keeps_what_is_there_and_says_since_when(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.clock.advance(Duration::from_mins(6));
        shelf.get(down()).await.expect("1");
        shelf.until_fetched(2).await;
        let stale = Fetched { value: 1, stale_since: Some(START) };
        assert_eq!(shelf.get(down()).await.expect("1"), stale);
        assert_eq!(shelf.fetches(), 2, "not asked again at once");
        shelf.clock.advance(Duration::from_secs(16));
        assert_eq!(shelf.get(Ok(2)).await.expect("1"), stale);
        shelf.until_fetched(3).await;
        assert_eq!(shelf.get(Ok(3)).await.expect("2"), Fetched::fresh(2));
    }

    async fn what_is_too_old_is_served_never(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.clock.advance(Duration::from_mins(61));
        assert_eq!(shelf.get(down()).await.expect_err("too old").why, Why::Unreachable(Unreachable::Refused));
        assert_eq!(shelf.get(Ok(2)).await.expect("2"), Fetched::fresh(2));
    }

    async fn what_is_very_old_says_so_even_before_the_renewal(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.clock.advance(Duration::from_mins(30));
        assert_eq!(shelf.get(Ok(2)).await.expect("1"), Fetched { value: 1, stale_since: Some(START) });
    }

    async fn an_answer_that_proves_nothing_replaces_none_that_does(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.clock.advance(Duration::from_mins(6));
        shelf.get(Ok(0)).await.expect("1");
        shelf.until_fetched(2).await;
        assert_eq!(shelf.get(Ok(2)).await.expect("1").value, 1);
        let empty = Shelf::new(places).await;
        assert_eq!(empty.get(Ok(0)).await.expect("nothing").value, 0);
        empty.clock.advance(Duration::from_secs(29));
        assert_eq!(empty.get(Ok(7)).await.expect("nothing").value, 0);
        empty.clock.advance(Duration::from_secs(1));
        assert_eq!(empty.get(Ok(7)).await.expect("7").value, 7);
    }

    async fn a_failure_is_not_kept(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(down()).await.expect_err("down");
        assert_eq!(shelf.get(Ok(1)).await.expect("1"), Fetched::fresh(1));
    }

    async fn pages_are_impatient_and_renewals_are_not(places) {
        let shelf = Shelf::new(places).await;
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        for _ in 0..2 {
            let told = told.clone();
            let fetch = move |patience| async move {
                told.send(patience).expect("heard");
                Ok(Number(1))
            };
            shelf.cache.get("key", fetch).await.expect("1");
            shelf.clock.advance(Duration::from_mins(6));
        }
        assert_eq!(heard.recv().await, Some(Patience::Page));
        assert_eq!(heard.recv().await, Some(Patience::Background));
    }

    async fn what_was_forgotten_is_asked_for_first_and_kept_for_when_that_fails(places) {
        let shelf = Shelf::new(places).await;
        shelf.get(Ok(1)).await.expect("1");
        shelf.cache.forget(&"key").await;
        let stale = Fetched { value: 1, stale_since: Some(START) };
        assert_eq!(shelf.get(down()).await.expect("1"), stale);
        assert_eq!(shelf.get(Ok(2)).await.expect("1"), stale);
        assert_eq!(shelf.fetches(), 2, "not asked again at once");
        shelf.clock.advance(Duration::from_secs(16));
        assert_eq!(shelf.get(Ok(2)).await.expect("2"), Fetched::fresh(2));
        shelf.cache.forget(&"key").await;
        assert_eq!(shelf.get(Ok(3)).await.expect("3"), Fetched::fresh(3), "an own change is seen at once");
        assert_eq!(shelf.get(Ok(4)).await.expect("3"), Fetched::fresh(3));
    }

    async fn nobody_waits_for_what_only_this_process_still_has(_places) {
        let shelf = Shelf::on(Arc::new(Emptied(EmbeddedShelf::new(10_000))));
        shelf.get(Ok(1)).await.expect("1");
        let never = |_| std::future::pending::<Result<Number, Failure>>();
        let got = tokio::time::timeout(Duration::from_secs(5), shelf.cache.get("key", never)).await;
        assert_eq!(got.expect("at once").expect("1").map(|number| number.0), Fetched::fresh(1));
    }
}

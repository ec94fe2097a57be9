//! What is read from the database is kept for as long as nobody writes to it, and not a moment longer.

use crate::support::TestStore;
use backend::store::{Database, Kept};
use domain::Result;
use sea_orm::ConnectionTrait;
use std::sync::atomic::{AtomicU32, Ordering};

/// A question to a table of numbers, and how often it was asked.
struct Question<'a> {
    store: &'a TestStore,
    kept: Kept<(), i64>,
    asked: AtomicU32,
}

impl<'a> Question<'a> {
    async fn of(store: &'a TestStore) -> Self {
        store.execute("CREATE TABLE numbers (number INTEGER NOT NULL)").await;
        Self { store, kept: Kept::new(10), asked: AtomicU32::new(0) }
    }

    async fn answer(&self) -> i64 {
        let ask = async {
            self.asked.fetch_add(1, Ordering::Relaxed);
            Ok(self.store.count("SELECT COUNT(*) FROM numbers").await)
        };
        let answer: Result<i64> = self.kept.get(&self.store.db, (), ask).await;
        answer.expect("an answer")
    }

    fn times_asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

const ONE_MORE: &str = "INSERT INTO numbers VALUES (1)";

on_both! {
    async fn an_answer_is_never_older_than_what_was_written_last(store) {
        let question = Question::of(store).await;
        assert_eq!(question.answer().await, 0);
        for count in 1..200 {
            store.execute(ONE_MORE).await;
            assert_eq!(question.answer().await, count);
        }
    }

    async fn what_another_process_writes_counts_at_once(store) {
        let question = Question::of(store).await;
        let other = Database::connect(&store.url).await.expect("connected");
        for count in 0..50 {
            assert_eq!(question.answer().await, count);
            other.write().execute_unprepared(ONE_MORE).await.expect("written");
        }
        other.close().await;
        assert_eq!(question.answer().await, 50, "and its end changes nothing");
    }

    async fn what_is_not_committed_is_not_there_yet(store) {
        let question = Question::of(store).await;
        let transaction = store.db.begin().await.expect("begun");
        transaction.execute_unprepared(ONE_MORE).await.expect("written");
        assert_eq!(question.answer().await, 0);
        transaction.commit().await.expect("committed");
        assert_eq!(question.answer().await, 1);
    }
}

#[tokio::test]
async fn nothing_is_asked_twice_while_nobody_writes_on_sqlite() {
    let store = TestStore::sqlite().await;
    let question = Question::of(&store).await;
    for _ in 0..100 {
        assert_eq!(question.answer().await, 0);
    }
    assert!(question.times_asked() < 5, "asked {} times", question.times_asked());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_while_somebody_writes_never_keeps_what_was_before_on_sqlite() {
    let store = TestStore::sqlite().await;
    let question = Question::of(&store).await;
    let readers = async {
        let mut last = 0;
        while last < 300 {
            let now = question.answer().await;
            assert!(now >= last, "{now} after {last}");
            last = now;
            // What is kept is there at once, and the writer shall have its turn.
            tokio::task::yield_now().await;
        }
    };
    let writer = async {
        for written in 1..=300 {
            store.execute(ONE_MORE).await;
            // What has been committed is what the next one reads.
            assert!(question.answer().await >= written);
        }
    };
    tokio::join!(readers, writer);
}

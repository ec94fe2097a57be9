//! The queue's promises: one job for one wish, no commit by whoever lost the job, nothing lost when a worker is.

use crate::support::{TestStore, clock};
use backend::{
    clock::{Clock, ManualClock},
    jobs::queue::{Claimed, Commit, Owner, Payload, Queue, QueueOptions},
};
use domain::UserId;
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
struct Errand {
    about: Option<String>,
    user: Option<UserId>,
}

impl Payload for Errand {
    const KIND: &'static str = "errand";

    fn subject(&self) -> Option<String> {
        self.about.clone()
    }

    fn user(&self) -> Option<UserId> {
        self.user
    }
}

#[derive(Serialize, Deserialize)]
struct Urgent;

impl Payload for Urgent {
    const KIND: &'static str = "urgent";
    const PRIORITY: i32 = 10;
}

const LEASE: Duration = Duration::from_secs(30);
const KINDS: &[&str] = &[Errand::KIND, Urgent::KIND];

fn about(subject: &str) -> Errand {
    Errand { about: Some(subject.to_owned()), user: None }
}

/// A process called `instance`, with leases judged by the test's clock.
fn process(store: &TestStore, clock: &Arc<ManualClock>, instance: &str) -> Queue {
    let options = QueueOptions { lease: LEASE, database_time: false, ..Default::default() };
    Queue::new(store.db.clone(), clock.clone(), Owner::new(instance), options)
}

async fn put(store: &TestStore, queue: &Queue, payload: &impl Payload) {
    assert!(queue.enqueue(store.db.write(), payload).await.expect("queued").new);
}

async fn take(queue: &Queue) -> Option<Claimed> {
    queue.claim(KINDS, &CancellationToken::new()).await.expect("claimed")
}

async fn take_one(queue: &Queue) -> Claimed {
    take(queue).await.expect("a job")
}

async fn column(store: &TestStore, job: &Claimed, column: &str) -> i64 {
    let id = if store.db.is_postgres() { format!("'{}'", job.id) } else { format!("x'{}'", job.id.0.simple()) };
    store.count(&format!("SELECT CAST({column} AS BIGINT) FROM jobs WHERE id = {id}")).await
}

async fn in_state(store: &TestStore, state: &str) -> i64 {
    store.count(&format!("SELECT COUNT(*) FROM jobs WHERE state = '{state}'")).await
}

on_both! {
    async fn sixty_four_identical_wishes_at_once_are_one_job(store) {
        let rounds = std::env::var("SOAK_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(10);
        let queue = Arc::new(process(store, &clock(), "a"));
        for round in 0..rounds {
            let mut wishes = Vec::new();
            for _ in 0..64 {
                let (queue, db) = (queue.clone(), store.db.clone());
                wishes.push(tokio::spawn(async move {
                    let transaction = db.begin().await.expect("begun");
                    let queued = queue.enqueue(&transaction, &about(&format!("film {round}"))).await.expect("queued");
                    transaction.commit().await.expect("committed");
                    queued
                }));
            }
            let mut ids = HashSet::new();
            let mut new = 0;
            for wish in wishes {
                let queued = wish.await.expect("ran");
                ids.insert(queued.id);
                new += usize::from(queued.new);
            }
            assert_eq!((ids.len(), new), (1, 1), "round {round}");
            assert_eq!(queue.active().await.expect("counted"), round + 1);
        }
    }

    async fn the_same_wish_is_a_new_job_once_the_first_is_done(store) {
        let queue = process(store, &clock(), "a");
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        assert!(!queue.enqueue(store.db.write(), &about("film")).await.expect("queued").new, "while it runs");
        assert_eq!(queue.complete(store.db.write(), &job).await.expect("completed"), Commit::Done);
        put(store, &queue, &about("film")).await;
    }

    async fn jobs_without_a_subject_are_all_kept(store) {
        let queue = process(store, &clock(), "a");
        for _ in 0..3 {
            put(store, &queue, &Errand::default()).await;
        }
        assert_eq!(queue.active().await.expect("counted"), 3);
    }

    async fn a_wish_that_is_rolled_back_leaves_no_job(store) {
        let queue = process(store, &clock(), "a");
        let transaction = store.db.begin().await.expect("begun");
        queue.enqueue(&transaction, &about("film")).await.expect("queued");
        transaction.rollback().await.expect("rolled back");
        assert_eq!(take(&queue).await.map(|job| job.id), None);
    }

    async fn a_job_comes_back_as_it_was_given(store) {
        let queue = process(store, &clock(), "a");
        let errand = Errand { about: Some("\"'; DROP TABLE jobs; -- ✓".into()), user: None };
        put(store, &queue, &errand).await;
        let job = take_one(&queue).await;
        assert_eq!(job.payload::<Errand>().expect("readable"), errand);
        assert_eq!((job.kind.as_str(), job.attempt), ("errand", 1));
    }

    async fn many_workers_never_hold_the_same_job(store) {
        let clock = clock();
        for number in 0..40 {
            put(store, &process(store, &clock, "a"), &about(&format!("film {number}"))).await;
        }
        let mut workers = Vec::new();
        for worker in 0..8 {
            let queue = process(store, &clock, &format!("worker {worker}"));
            workers.push(tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(job) = take(&queue).await {
                    taken.push(job.id);
                }
                taken
            }));
        }
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.expect("ran"));
        }
        assert_eq!(all.len(), 40);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 40);
    }

    async fn who_was_away_longer_than_the_lease_cannot_commit(store) {
        let clock = clock();
        let (sleeper, other) = (process(store, &clock, "sleeper"), process(store, &clock, "other"));
        put(store, &sleeper, &about("film")).await;
        let old = take_one(&sleeper).await;
        clock.advance(LEASE + Duration::from_secs(1));
        assert_eq!(other.free_lost().await.expect("freed"), 1);
        let new = take_one(&other).await;
        assert_eq!(new.id, old.id);

        let db = store.db.write();
        assert!(!sleeper.renew(&old).await.expect("asked"));
        assert_eq!(sleeper.complete(db, &old).await.expect("asked"), Commit::Stale);
        assert_eq!(sleeper.retry(db, &old, Duration::ZERO, "late").await.expect("asked"), Commit::Stale);
        assert_eq!(sleeper.fail(db, &old, "late").await.expect("asked"), Commit::Stale);
        assert_eq!(sleeper.crash(&old, "late").await.expect("asked"), Commit::Stale);
        assert_eq!(in_state(store, "running").await, 1, "the other still has it");
        assert_eq!(other.complete(db, &new).await.expect("asked"), Commit::Done);
        assert_eq!(sleeper.complete(db, &old).await.expect("asked"), Commit::Stale);
    }

    async fn effects_of_a_stale_worker_are_rolled_back(store) {
        let clock = clock();
        let (sleeper, other) = (process(store, &clock, "sleeper"), process(store, &clock, "other"));
        put(store, &sleeper, &about("film")).await;
        let old = take_one(&sleeper).await;
        clock.advance(LEASE + Duration::from_secs(1));
        other.free_lost().await.expect("freed");
        let transaction = store.db.begin().await.expect("begun");
        backend::store::settings::put(&transaction, "site_name", &"late".into(), None, clock.now()).await.expect("put");
        if sleeper.complete(&transaction, &old).await.expect("asked") == Commit::Done {
            transaction.commit().await.expect("committed");
        } else {
            transaction.rollback().await.expect("rolled back");
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM settings").await, 0);
    }

    async fn a_lease_that_is_renewed_is_not_taken(store) {
        let clock = clock();
        let (holder, other) = (process(store, &clock, "holder"), process(store, &clock, "other"));
        put(store, &holder, &about("film")).await;
        let job = take_one(&holder).await;
        for _ in 0..10 {
            clock.advance(Duration::from_secs(10));
            assert!(holder.renew(&job).await.expect("renewed"));
            assert_eq!(other.free_lost().await.expect("looked"), 0);
            assert!(take(&other).await.is_none());
        }
        assert_eq!(holder.complete(store.db.write(), &job).await.expect("completed"), Commit::Done);
    }

    async fn a_process_never_takes_its_own_jobs_for_lost_when_the_clock_jumps(store) {
        let clock = clock();
        let queue = process(store, &clock, "a");
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        clock.advance(Duration::from_hours(24));
        assert_eq!(queue.free_lost().await.expect("looked"), 0);
        assert!(queue.renew(&job).await.expect("renewed"));
        assert_eq!(queue.complete(store.db.write(), &job).await.expect("completed"), Commit::Done);
    }

    async fn a_restarted_process_frees_what_it_held(store) {
        let clock = clock();
        let (before, neighbour) = (process(store, &clock, "here"), process(store, &clock, "there"));
        put(store, &before, &about("mine")).await;
        let mine = take_one(&before).await;
        put(store, &before, &about("theirs")).await;
        let theirs = take_one(&neighbour).await;
        let after = process(store, &clock, "here");
        assert_eq!(after.free_own().await.expect("freed"), 1);
        assert_eq!(take_one(&after).await.id, mine.id, "at once, without waiting for the lease");
        assert!(neighbour.renew(&theirs).await.expect("asked"), "the neighbour keeps its own");
    }

    async fn a_job_that_takes_its_worker_down_three_times_has_failed(store) {
        let clock = clock();
        put(store, &process(store, &clock, "a"), &about("poison")).await;
        put(store, &process(store, &clock, "a"), &about("harmless")).await;
        for crash in 1..=3 {
            let victim = process(store, &clock, "victim");
            let job = take_one(&victim).await;
            assert_eq!(job.payload::<Errand>().expect("readable"), about("poison"));
            clock.advance(LEASE + Duration::from_secs(1));
            process(store, &clock, "b").free_lost().await.expect("freed");
            assert_eq!(column(store, &job, "crashes").await, crash);
            // What crashed goes to the end of the line, so bring it to the front again.
            store.execute("UPDATE jobs SET run_at = created_at WHERE state = 'queued' AND subject = 'poison'").await;
        }
        assert_eq!(in_state(store, "failed").await, 1);
        let job = take_one(&process(store, &clock, "b")).await;
        assert_eq!(job.payload::<Errand>().expect("readable"), about("harmless"), "the others are unaffected");
        assert_eq!(column(store, &job, "attempts").await, 0);
    }

    async fn a_retry_waits_and_counts(store) {
        let clock = clock();
        let queue = process(store, &clock, "a");
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        let retried = queue.retry(store.db.write(), &job, Duration::from_mins(1), "Overseerr is not reachable.").await;
        assert_eq!(retried.expect("retried"), Commit::Done);
        clock.advance(Duration::from_secs(59));
        assert!(take(&queue).await.is_none());
        assert_eq!(queue.next_due(KINDS).await.expect("asked"), Some(Duration::from_secs(1)));
        clock.advance(Duration::from_secs(1));
        assert_eq!(take_one(&queue).await.attempt, 2);
    }

    async fn giving_a_job_back_spends_no_attempt(store) {
        let queue = process(store, &clock(), "a");
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        assert_eq!(queue.release(store.db.write(), &job).await.expect("released"), Commit::Done);
        let again = take_one(&queue).await;
        assert_eq!((again.id, again.attempt), (job.id, 1));
    }

    async fn a_handler_may_complete_its_job_itself(store) {
        let queue = process(store, &clock(), "a");
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        for _ in 0..2 {
            assert_eq!(queue.complete(store.db.write(), &job).await.expect("completed"), Commit::Done);
        }
        assert_eq!(column(store, &job, "attempts").await, 1, "and is counted once");
    }

    async fn users_take_turns_however_much_one_of_them_wants(store) {
        let clock = clock();
        let queue = process(store, &clock, "a");
        let (greedy, modest) = (UserId(Uuid::now_v7()), UserId(Uuid::now_v7()));
        for number in 0..20 {
            put(store, &queue, &Errand { about: Some(format!("g{number}")), user: Some(greedy) }).await;
            clock.advance(Duration::from_millis(10));
        }
        for number in 0..2 {
            put(store, &queue, &Errand { about: Some(format!("m{number}")), user: Some(modest) }).await;
        }
        let mut order = Vec::new();
        for _ in 0..6 {
            clock.advance(Duration::from_millis(10));
            let job = take_one(&queue).await;
            order.push(job.payload::<Errand>().expect("readable").about.expect("a subject"));
            let _ = queue.complete(store.db.write(), &job).await.expect("completed");
        }
        assert_eq!(order, ["g0", "m0", "g1", "m1", "g2", "g3"]);
    }

    async fn what_is_urgent_goes_first(store) {
        let queue = process(store, &clock(), "a");
        put(store, &queue, &about("film")).await;
        put(store, &queue, &Urgent).await;
        assert_eq!(take_one(&queue).await.kind, "urgent");
    }

    async fn other_kinds_are_left_to_other_workers(store) {
        let queue = process(store, &clock(), "a");
        put(store, &queue, &Urgent).await;
        let taken = queue.claim(&[Errand::KIND], &CancellationToken::new()).await.expect("claimed");
        assert!(taken.is_none());
    }

    async fn what_is_done_and_old_is_removed_and_what_waits_is_not(store) {
        let clock = clock();
        let queue = process(store, &clock, "a");
        for number in 0..103 {
            put(store, &queue, &about(&format!("done {number}"))).await;
            let job = take_one(&queue).await;
            let _ = queue.complete(store.db.write(), &job).await.expect("completed");
        }
        put(store, &queue, &about("bad")).await;
        let bad = take_one(&queue).await;
        let _ = queue.fail(store.db.write(), &bad, "It cannot be done.").await.expect("failed");
        put(store, &queue, &about("waits")).await;
        assert_eq!(queue.remove_old().await.expect("tidied"), 3, "a hundred are kept");
        clock.advance(Duration::from_secs(3601));
        assert_eq!(queue.remove_old().await.expect("tidied"), 100, "for an hour");
        assert_eq!(in_state(store, "failed").await, 1);
        clock.advance(Duration::from_hours(24));
        assert_eq!(queue.remove_old().await.expect("tidied"), 1, "failed ones for a day");
        assert_eq!(in_state(store, "queued").await, 1);
    }

    async fn a_database_with_a_clock_of_its_own_judges_leases(store) {
        // Only PostgreSQL has one; on SQLite the process's clock is the only one.
        let ours = clock();
        let options = QueueOptions::default();
        let queue = Queue::new(store.db.clone(), ours.clone(), Owner::new("a"), options);
        let other = Queue::new(store.db.clone(), ours.clone(), Owner::new("b"), options);
        put(store, &queue, &about("film")).await;
        let job = take_one(&queue).await;
        ours.advance(Duration::from_hours(1));
        let stolen = other.free_lost().await.expect("looked");
        assert_eq!(stolen, u64::from(!store.db.is_postgres()));
        assert_eq!(queue.renew(&job).await.expect("asked"), store.db.is_postgres());
    }
}

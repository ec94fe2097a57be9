//! The schedules run on one replica at a time.

use crate::support::{START, TestStore, clock};
use backend::{
    clock::Clock,
    jobs::{
        leader::Leader,
        queue::{Owner, Queue, QueueOptions},
    },
    store::leases,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const LEASE: Duration = Duration::from_secs(30);

on_both! {
    async fn one_leads_until_it_falls_silent(store) {
        let clock = clock();
        let options = QueueOptions { database_time: false, ..QueueOptions::default() };
        let leader = |name: &str| {
            let clock: Arc<dyn Clock> = clock.clone();
            Leader::new(Arc::new(Queue::new(store.db.clone(), clock, Owner::new(name), options)), LEASE)
        };
        let (first, second) = (leader("a"), leader("b"));
        assert!(first.take().await.expect("asked"));
        assert!(!second.take().await.expect("asked"));
        for _ in 0..5 {
            clock.advance(Duration::from_secs(20));
            assert!(first.take().await.expect("asked"), "who renews keeps it");
            assert!(!second.take().await.expect("asked"));
        }
        clock.advance(Duration::from_secs(31));
        assert!(second.take().await.expect("asked"), "taken over within 45 seconds");
        assert!(!first.take().await.expect("asked") && !first.leads());
    }

    async fn of_many_that_start_at_once_one_leads(store) {
        for round in 0..10 {
            let name = format!("round {round}");
            let mut takes = Vec::new();
            for replica in 0..8 {
                let (db, name) = (store.db.clone(), name.clone());
                takes.push(tokio::spawn(async move {
                    leases::take(&db, &name, &format!("replica {replica}"), LEASE, START).await.expect("asked")
                }));
            }
            let mut leads = 0;
            for take in takes {
                leads += usize::from(take.await.expect("ran"));
            }
            assert_eq!(leads, 1, "round {round}");
        }
    }

    async fn a_restarted_process_does_not_wait_for_its_own_lease(store) {
        let clock = clock();
        let options = QueueOptions { database_time: false, ..QueueOptions::default() };
        let leader = |name: &str| {
            let clock: Arc<dyn Clock> = clock.clone();
            Leader::new(Arc::new(Queue::new(store.db.clone(), clock, Owner::new(name), options)), LEASE)
        };
        assert!(leader("a").take().await.expect("asked"), "and is killed");
        let restarted = leader("a");
        assert!(!restarted.take().await.expect("asked"));
        assert!(restarted.inherit().await.expect("asked"));
        assert!(restarted.take().await.expect("asked"));
        assert!(!restarted.inherit().await.expect("asked"), "what it has now is no inheritance");
        // Only a database that several processes may share knows other ones.
        let other = leader("b");
        assert_eq!(other.inherit().await.expect("asked"), !store.db.is_postgres());
        assert_eq!(other.take().await.expect("asked"), !store.db.is_postgres());
    }

    async fn who_lets_go_is_followed_at_once(store) {
        assert!(leases::take(&store.db, "x", "a", LEASE, START).await.expect("asked"));
        leases::release(&store.db, "x", "b").await.expect("nothing to let go");
        assert!(!leases::take(&store.db, "x", "b", LEASE, START).await.expect("asked"));
        leases::release(&store.db, "x", "a").await.expect("let go");
        assert!(leases::take(&store.db, "x", "b", LEASE, START).await.expect("asked"));
    }
}

#[tokio::test]
async fn a_schedule_begins_as_soon_as_this_replica_leads() {
    let store = TestStore::sqlite().await;
    let options = QueueOptions { database_time: false, ..QueueOptions::default() };
    let queue = Arc::new(Queue::new(store.db.clone(), clock(), Owner::new("a"), options));
    let leader = Arc::new(Leader::new(queue.clone(), LEASE));
    let (stop, (done, mut runs)) = (CancellationToken::new(), mpsc::unbounded_channel());
    let schedule = tokio::spawn({
        let (leader, stop) = (leader.clone(), stop.clone());
        async move {
            leader.every(Duration::from_hours(1), &stop, || async { done.send(()).expect("somebody counts") }).await;
        }
    });
    leases::take(&store.db, "schedules", "b", LEASE, START).await.expect("asked");
    assert!(!leader.take().await.expect("asked"));
    tokio::task::yield_now().await;
    assert!(runs.try_recv().is_err(), "nothing is done before");
    leases::release(&store.db, "schedules", "b").await.expect("let go");
    assert!(leader.take().await.expect("asked"));
    runs.recv().await.expect("it begins");
    stop.cancel();
    schedule.await.expect("it ends with the program");
    assert!(runs.try_recv().is_err(), "once in an hour");
}

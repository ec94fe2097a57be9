//! The schedules run on one replica at a time.

use crate::support::{START, clock};
use backend::{
    clock::Clock,
    jobs::{
        leader::Leader,
        queue::{Owner, Queue, QueueOptions},
    },
    store::leases,
};
use std::{sync::Arc, time::Duration};

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

    async fn who_lets_go_is_followed_at_once(store) {
        assert!(leases::take(&store.db, "x", "a", LEASE, START).await.expect("asked"));
        leases::release(&store.db, "x", "b").await.expect("nothing to let go");
        assert!(!leases::take(&store.db, "x", "b", LEASE, START).await.expect("asked"));
        leases::release(&store.db, "x", "a").await.expect("let go");
        assert!(leases::take(&store.db, "x", "b", LEASE, START).await.expect("asked"));
    }
}

//! The worker: what becomes of jobs that succeed, fail, crash, hang, or are under way when the program stops.

use crate::support::{TestStore, clock};
use async_trait::async_trait;
use backend::jobs::{
    queue::{Claimed, Owner, Payload, Queue, QueueOptions},
    worker::{Handler, Handlers, Outcome, Worker, WorkerOptions},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Notify, mpsc},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

#[derive(Serialize, Deserialize)]
struct Errand(String);

impl Payload for Errand {
    const KIND: &'static str = "errand";

    fn subject(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// Does what its payload says, and tells that it was called.
#[derive(Clone)]
struct Obedient {
    called: mpsc::UnboundedSender<String>,
    finish: Arc<Notify>,
    dropped: Arc<AtomicUsize>,
}

struct OnDrop(Arc<AtomicUsize>);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Handler for Obedient {
    async fn run(&self, job: &Claimed) -> Outcome {
        let Errand(order) = job.payload().expect("readable");
        self.called.send(order.clone()).expect("somebody listens");
        match order.as_str() {
            "panic" => panic!("as ordered"),
            "fail" => Outcome::Fail { reason: "It cannot be done.".into() },
            "retry" => Outcome::Retry { after: Duration::from_hours(1), reason: "Not now.".into() },
            "wait" => {
                let _guard = OnDrop(self.dropped.clone());
                self.finish.notified().await;
                Outcome::Done
            }
            "until stopped" => {
                job.stop.cancelled().await;
                Outcome::Done
            }
            "for ever" => {
                let _guard = OnDrop(self.dropped.clone());
                std::future::pending().await
            }
            _ => Outcome::Done,
        }
    }

    fn longest(&self) -> Duration {
        Duration::from_secs(20)
    }
}

struct Shop {
    queue: Arc<Queue>,
    worker: Worker,
    handler: Obedient,
    calls: mpsc::UnboundedReceiver<String>,
    stop: CancellationToken,
}

const BRIEF: Duration = Duration::from_millis(50);

impl Shop {
    fn open(store: &TestStore) -> Self {
        let options = QueueOptions { lease: Duration::from_secs(2), database_time: false, ..Default::default() };
        let queue = Arc::new(Queue::new(store.db.clone(), clock(), Owner::new("shop"), options));
        let (called, calls) = mpsc::unbounded_channel();
        let handler = Obedient { called, finish: Arc::default(), dropped: Arc::default() };
        let handlers = Handlers::default().with::<Errand>(handler.clone());
        let options = WorkerOptions { concurrency: 2, heartbeat: BRIEF, poll: Duration::from_mins(1), grace: BRIEF };
        let worker = Worker::new(queue.clone(), handlers, options);
        Self { queue, worker, handler, calls, stop: CancellationToken::new() }
    }

    fn run(&self) -> JoinHandle<()> {
        let (worker, stop) = (self.worker.clone(), self.stop.clone());
        tokio::spawn(async move { worker.run(stop).await })
    }

    async fn order(&self, store: &TestStore, order: &str) {
        self.queue.enqueue(store.db.write(), &Errand(order.into())).await.expect("queued");
        self.queue.wake();
    }

    async fn called(&mut self) -> String {
        timeout(Duration::from_secs(20), self.calls.recv()).await.expect("in time").expect("a call")
    }

    async fn close(self, running: JoinHandle<()>) {
        self.stop.cancel();
        timeout(Duration::from_secs(10), running).await.expect("out within ten seconds").expect("cleanly");
    }
}

async fn state(store: &TestStore, order: &str) -> (i64, i64, i64) {
    let state = |name: &str| format!("SELECT COUNT(*) FROM jobs WHERE subject = '{order}' AND state = '{name}'");
    (store.count(&state("queued")).await, store.count(&state("running")).await, store.count(&state("succeeded")).await)
}

async fn spent(store: &TestStore, column: &str) -> i64 {
    store.count(&format!("SELECT CAST(SUM({column}) AS BIGINT) FROM jobs")).await
}

on_both! {
    async fn does_what_is_ordered_as_soon_as_it_is(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        for order in ["one", "two", "three"] {
            shop.order(store, order).await;
            assert_eq!(shop.called().await, order, "without waiting for the next look");
        }
        shop.close(running).await;
        assert_eq!(store.count("SELECT COUNT(*) FROM jobs WHERE state = 'succeeded'").await, 3);
    }

    async fn says_why_a_job_failed_or_has_to_wait(store) {
        let shop = Shop::open(store);
        shop.order(store, "fail").await;
        shop.order(store, "retry").await;
        assert_eq!(shop.worker.run_due().await.expect("ran"), 2);
        let told = "SELECT COUNT(*) FROM jobs WHERE (state = 'failed' AND last_error = 'It cannot be done.')
                    OR (state = 'queued' AND last_error = 'Not now.')";
        assert_eq!(store.count(told).await, 2);
    }

    async fn a_handler_that_panics_counts_as_a_crash_and_spares_the_rest(store) {
        let shop = Shop::open(store);
        shop.order(store, "panic").await;
        shop.order(store, "harmless").await;
        assert_eq!(shop.worker.run_due().await.expect("ran"), 4, "three crashes and one success");
        assert_eq!(store.count("SELECT COUNT(*) FROM jobs WHERE state = 'failed' AND crashes = 3").await, 1);
        assert_eq!(state(store, "harmless").await, (0, 0, 1));
    }

    async fn what_runs_when_the_program_stops_is_given_back_unspent(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        shop.order(store, "for ever").await;
        shop.called().await;
        let dropped = shop.handler.dropped.clone();
        shop.close(running).await;
        assert_eq!(dropped.load(Ordering::SeqCst), 1, "its work was ended");
        assert_eq!(state(store, "for ever").await, (1, 0, 0));
        assert_eq!((spent(store, "attempts").await, spent(store, "crashes").await), (0, 0));
    }

    async fn what_can_end_in_time_may_end(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        shop.order(store, "until stopped").await;
        shop.called().await;
        shop.close(running).await;
        assert_eq!(state(store, "until stopped").await, (0, 0, 1));
    }

    async fn nothing_new_is_begun_while_stopping(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        shop.order(store, "for ever").await;
        shop.called().await;
        shop.stop.cancel();
        shop.order(store, "late").await;
        running.await.expect("cleanly");
        assert_eq!(state(store, "late").await, (1, 0, 0));
    }

    async fn leases_are_renewed_while_a_job_runs(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        shop.order(store, "wait").await;
        shop.called().await;
        let renewals = "SELECT COUNT(*) FROM jobs WHERE state = 'running' AND lease_until IS NOT NULL";
        store.execute("UPDATE jobs SET lease_until = NULL WHERE state = 'running'").await;
        timeout(Duration::from_secs(10), async {
            while store.count(renewals).await == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await
        .expect("the heartbeat put it back");
        shop.handler.finish.notify_one();
        shop.close(running).await;
        assert_eq!(state(store, "wait").await, (0, 0, 1));
    }

    async fn work_is_ended_when_the_job_was_given_to_somebody_else(store) {
        let mut shop = Shop::open(store);
        let running = shop.run();
        shop.order(store, "for ever").await;
        shop.called().await;
        store.execute("UPDATE jobs SET fence = fence + 1, lease_owner = 'somebody else' WHERE state = 'running'").await;
        let dropped = shop.handler.dropped.clone();
        timeout(Duration::from_secs(10), async {
            while dropped.load(Ordering::SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await
        .expect("its work was ended");
        shop.close(running).await;
        assert_eq!(state(store, "for ever").await, (0, 1, 0), "and the job was left to the other");
    }
}

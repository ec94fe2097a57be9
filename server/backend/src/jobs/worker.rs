//! The worker: takes jobs from the queue, has them done, and says what became of them.

use super::queue::{Claimed, Commit, Payload, Queue};
use async_trait::async_trait;
use domain::{Result, text};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    task::{JoinError, JoinSet},
    time::{Instant, MissedTickBehavior, interval_at, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, debug, error, info, info_span, warn};

/// What became of a job, with a reason a person can read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A handler that commits its effects together with [`Queue::complete`] says this too.
    Done,
    Retry {
        after: Duration,
        reason: String,
    },
    Fail {
        reason: String,
    },
}

/// Does one kind of job.
#[async_trait]
pub trait Handler: Send + Sync {
    /// May be called again for a job that was done but not seen to be: look before you act.
    async fn run(&self, job: &Claimed) -> Outcome;

    /// How long one attempt may take; then it is tried again.
    fn longest(&self) -> Duration {
        Duration::from_mins(5)
    }
}

/// Who does what.
#[derive(Clone, Default)]
pub struct Handlers(BTreeMap<&'static str, Arc<dyn Handler>>);

impl Handlers {
    #[must_use]
    pub fn with<P: Payload>(mut self, handler: impl Handler + 'static) -> Self {
        self.0.insert(P::KIND, Arc::new(handler));
        self
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.0.keys().copied().collect()
    }
}

/// How the worker behaves.
#[derive(Clone, Copy, Debug)]
pub struct WorkerOptions {
    /// Jobs at once.
    pub concurrency: usize,
    /// How often leases are renewed; a third of the lease.
    pub heartbeat: Duration,
    /// How often the queue is looked at even when nobody said there is something new.
    pub poll: Duration,
    /// How long running jobs have to end when the program stops.
    pub grace: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            concurrency: 4,
            heartbeat: Duration::from_secs(10),
            poll: Duration::from_secs(5),
            grace: Duration::from_secs(8),
        }
    }
}

/// How often what is done and old is removed.
const TIDY_EVERY: Duration = Duration::from_mins(5);

/// Empties the queue.
#[derive(Clone)]
pub struct Worker {
    queue: Arc<Queue>,
    handlers: Handlers,
    options: WorkerOptions,
}

impl Worker {
    pub fn new(queue: Arc<Queue>, handlers: Handlers, options: WorkerOptions) -> Self {
        Self { queue, handlers, options }
    }

    /// Works until `stop`; then takes nothing new, lets running jobs end within the grace, and gives the rest back.
    pub async fn run(&self, stop: CancellationToken) {
        match self.queue.free_own().await {
            Ok(0) => {}
            Ok(count) => info!(count, "took up jobs of the last run"),
            Err(error) => warn!(%error, "jobs of the last run wait until their leases end"),
        }
        let abandon = CancellationToken::new();
        let mut running = JoinSet::new();
        let mut tidied: Option<Instant> = None;
        while !stop.is_cancelled() {
            if tidied.is_none_or(|at| at.elapsed() >= TIDY_EVERY) {
                tidied = Some(Instant::now());
                if let Err(error) = self.queue.remove_old().await {
                    warn!(%error, "old jobs could not be removed");
                }
            }
            let wait = match self.fill(&mut running, &stop, &abandon).await {
                Ok(wait) => wait,
                Err(error) => {
                    warn!(%error, "the queue cannot be read");
                    self.options.poll
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.queue.news.notified() => {}
                Some(_) = running.join_next() => {}
                () = sleep(wait) => {}
            }
        }
        if timeout(self.options.grace, async { while running.join_next().await.is_some() {} }).await.is_err() {
            abandon.cancel();
            while running.join_next().await.is_some() {}
        }
    }

    /// Starts what is due while there are hands free; says how long to wait for more.
    async fn fill(
        &self,
        running: &mut JoinSet<()>,
        stop: &CancellationToken,
        abandon: &CancellationToken,
    ) -> Result<Duration> {
        self.queue.free_lost().await?;
        let kinds = self.handlers.kinds();
        while running.len() < self.options.concurrency && !stop.is_cancelled() {
            let Some(job) = self.queue.claim(&kinds, stop).await? else {
                let due = self.queue.next_due(&kinds).await?.unwrap_or(self.options.poll);
                // Something that is due but could not be claimed is being claimed by somebody else.
                return Ok(due.clamp(Duration::from_millis(10), self.options.poll));
            };
            if stop.is_cancelled() {
                let _ = self.queue.release(self.queue.db.write(), &job).await?;
                break;
            }
            let (worker, abandon) = (self.clone(), abandon.clone());
            running.spawn(async move { worker.perform(job, &abandon).await });
        }
        Ok(self.options.poll)
    }

    /// Does what is due now, one after the other, until nothing is; says how many there were. For commands and tests.
    pub async fn run_due(&self) -> Result<usize> {
        let (kinds, stop) = (self.handlers.kinds(), CancellationToken::new());
        let mut count = 0;
        self.queue.free_lost().await?;
        while let Some(job) = self.queue.claim(&kinds, &stop).await? {
            self.perform(job, &CancellationToken::new()).await;
            count += 1;
        }
        Ok(count)
    }

    /// From claim to end.
    async fn perform(&self, job: Claimed, abandon: &CancellationToken) {
        let span = info_span!("job", id = %job.id, kind = %job.kind, attempt = job.attempt);
        async {
            let ended = self.attempt(&job, abandon).await;
            self.settle(&job, ended).await;
        }
        .instrument(span)
        .await;
    }

    async fn attempt(&self, job: &Claimed, abandon: &CancellationToken) -> Ended {
        let Some(handler) = self.handlers.0.get(job.kind.as_str()).cloned() else { return Ended::Abandoned };
        let longest = handler.longest();
        let mut task = JoinSet::new();
        let given = job.clone();
        task.spawn(async move { handler.run(&given).await }.in_current_span());
        let started = Instant::now();
        let mut heartbeat = interval_at(started + self.options.heartbeat, self.options.heartbeat);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut renewed = started;
        loop {
            tokio::select! {
                biased;
                Some(ended) = task.join_next() => return Ended::from(ended),
                () = abandon.cancelled() => {
                    task.shutdown().await;
                    return Ended::Abandoned;
                }
                () = sleep(longest.saturating_sub(started.elapsed())) => {
                    task.shutdown().await;
                    let reason = text::job_took_too_long(longest.as_secs());
                    return Ended::With(Outcome::Retry { after: Duration::from_secs(30), reason });
                }
                _ = heartbeat.tick() => {
                    match self.queue.renew(job).await {
                        Ok(true) => renewed = Instant::now(),
                        Ok(false) => {
                            task.shutdown().await;
                            return Ended::Lost;
                        }
                        Err(error) => warn!(%error, "the lease could not be renewed"),
                    }
                    if renewed.elapsed() >= self.queue.options.lease {
                        task.shutdown().await;
                        return Ended::Lost;
                    }
                }
            }
        }
    }

    async fn settle(&self, job: &Claimed, ended: Ended) {
        // A lease's worth of patience with the database; after that the job is taken up by somebody else anyway.
        for patience in [1, 3, 9] {
            match self.say(job, &ended).await {
                Ok(Commit::Done) => return,
                Ok(Commit::Stale) => return info!("somebody else has taken this job over"),
                Err(error) => {
                    warn!(%error, "what became of the job could not be saved");
                    sleep(Duration::from_secs(patience)).await;
                }
            }
        }
    }

    async fn say(&self, job: &Claimed, ended: &Ended) -> Result<Commit> {
        let db = self.queue.db.write();
        match ended {
            Ended::With(Outcome::Done) => {
                debug!("done");
                self.queue.complete(db, job).await
            }
            Ended::With(Outcome::Retry { after, reason }) => {
                info!(reason, seconds = after.as_secs(), "to be tried again");
                self.queue.retry(db, job, *after, reason).await
            }
            Ended::With(Outcome::Fail { reason }) => {
                warn!(reason, "failed");
                self.queue.fail(db, job, reason).await
            }
            Ended::Panicked(message) => {
                error!(message, "crashed");
                self.queue.crash(job, text::job_crashed()).await
            }
            Ended::Abandoned => self.queue.release(db, job).await,
            Ended::Lost => Ok(Commit::Stale),
        }
    }
}

/// How an attempt ended.
enum Ended {
    With(Outcome),
    Panicked(String),
    /// The program stops.
    Abandoned,
    /// Somebody else has it.
    Lost,
}

impl From<std::result::Result<Outcome, JoinError>> for Ended {
    fn from(ended: std::result::Result<Outcome, JoinError>) -> Self {
        match ended.map_err(JoinError::try_into_panic) {
            Ok(outcome) => Self::With(outcome),
            Err(Ok(cause)) => Self::Panicked(panic_message(cause.as_ref())),
            Err(Err(_cancelled)) => Self::Abandoned,
        }
    }
}

fn panic_message(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".into())
}

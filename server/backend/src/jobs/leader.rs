//! Which replica runs the schedules: the one that holds the lease.

use super::queue::Queue;
use crate::store::leases;
use domain::Result;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

/// The name of the lease.
const NAME: &str = "schedules";

/// Takes the lease, keeps it, and knows whether this replica has it.
pub struct Leader {
    queue: Arc<Queue>,
    lease: Duration,
    leads: watch::Sender<bool>,
}

impl Leader {
    /// `lease` is how long a replica that fell silent is waited for; the next one has the schedules after a third more.
    pub fn new(queue: Arc<Queue>, lease: Duration) -> Self {
        Self { queue, lease, leads: watch::Sender::new(false) }
    }

    pub fn leads(&self) -> bool {
        *self.leads.borrow()
    }

    /// Ends, at start, the lease of the process this one follows: its own from before a restart; on SQLite anybody's,
    /// because such a database has one process. Says whether there was one.
    pub async fn inherit(&self) -> Result<bool> {
        let owner = &self.queue.owner;
        let of = if self.queue.db.is_postgres() { owner.prefix() } else { String::new() };
        leases::inherit(&self.queue.db, NAME, &owner.to_string(), &of).await
    }

    /// Takes or renews the lease once; says whether this replica has it.
    pub async fn take(&self) -> Result<bool> {
        let db = &self.queue.db;
        let now = self.queue.now(db.write()).await?;
        let leads = leases::take(db, NAME, &self.queue.owner.to_string(), self.lease, now).await?;
        self.set(leads);
        Ok(leads)
    }

    /// Keeps at it until `stop`; then lets go at once.
    pub async fn run(&self, stop: CancellationToken) {
        if let Err(error) = self.inherit().await {
            tracing::warn!(%error, "the lease of the last run ends by itself");
        }
        let mut renewed = Instant::now();
        while !stop.is_cancelled() {
            match self.take().await {
                Ok(_) => renewed = Instant::now(),
                Err(error) => {
                    tracing::warn!(%error, "the lease on the schedules could not be renewed");
                    if renewed.elapsed() >= self.lease {
                        self.set(false);
                    }
                }
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = sleep(self.lease / 3) => {}
            }
        }
        if self.leads.send_replace(false)
            && let Err(error) = leases::release(&self.queue.db, NAME, &self.queue.owner.to_string()).await
        {
            tracing::warn!(%error, "the lease on the schedules ends by itself");
        }
    }

    /// Does it while this replica leads, until `stop`: as soon as it does, and then again every so often.
    pub async fn every<F: Future<Output = ()>>(
        &self,
        period: Duration,
        stop: &CancellationToken,
        mut work: impl FnMut() -> F,
    ) {
        let mut leads = self.leads.subscribe();
        let while_leading = async {
            // The sender is `self`: waiting for it does not fail.
            while leads.wait_for(|leads| *leads).await.is_ok() {
                work().await;
                tokio::select! {
                    () = sleep(period) => {}
                    _ = leads.wait_for(|leads| !leads) => {}
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = while_leading => {}
        }
    }

    fn set(&self, leads: bool) {
        let changed = self.leads.send_if_modified(|known| std::mem::replace(known, leads) != leads);
        if changed {
            tracing::info!(leads, "the schedules changed hands");
        }
    }
}

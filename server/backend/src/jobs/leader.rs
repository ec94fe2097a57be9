//! Which replica runs the schedules: the one that holds the lease.

use super::queue::Queue;
use crate::store::leases;
use domain::Result;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// The name of the lease.
const NAME: &str = "schedules";

/// Takes the lease, keeps it, and knows whether this replica has it.
pub struct Leader {
    queue: Arc<Queue>,
    lease: Duration,
    leads: AtomicBool,
}

impl Leader {
    /// `lease` is how long a replica that fell silent is waited for.
    pub fn new(queue: Arc<Queue>, lease: Duration) -> Self {
        Self { queue, lease, leads: AtomicBool::new(false) }
    }

    pub fn leads(&self) -> bool {
        self.leads.load(Ordering::Acquire)
    }

    /// Takes or renews the lease once; says whether this replica has it.
    pub async fn take(&self) -> Result<bool> {
        let db = &self.queue.db;
        let now = self.queue.now(db.write()).await?;
        let leads = leases::take(db, NAME, &self.queue.owner.to_string(), self.lease, now).await?;
        if self.leads.swap(leads, Ordering::AcqRel) != leads {
            tracing::info!(leads, "the schedules changed hands");
        }
        Ok(leads)
    }

    /// Keeps at it until `stop`; then lets go at once.
    pub async fn run(&self, stop: CancellationToken) {
        let mut renewed = Instant::now();
        while !stop.is_cancelled() {
            match self.take().await {
                Ok(_) => renewed = Instant::now(),
                Err(error) => {
                    tracing::warn!(%error, "the lease on the schedules could not be renewed");
                    if renewed.elapsed() >= self.lease {
                        self.leads.store(false, Ordering::Release);
                    }
                }
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = sleep(self.lease / 3) => {}
            }
        }
        if self.leads.swap(false, Ordering::AcqRel)
            && let Err(error) = leases::release(&self.queue.db, NAME, &self.queue.owner.to_string()).await
        {
            tracing::warn!(%error, "the lease on the schedules ends by itself");
        }
    }
}

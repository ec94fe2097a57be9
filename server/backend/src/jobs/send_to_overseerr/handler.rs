//! The job itself.

use super::{
    attempt::{Attempt, attempt},
    record::{Record, Recorded},
};
use crate::{
    clock::Clock,
    integrations::Connections,
    jobs::{
        backoff::pause,
        queue::{Claimed, Queue, SendToOverseerr},
        worker::{Handler, Outcome},
    },
    services::{requesters::Requesters, requests::announce},
    store::{Database, requests, users},
};
use async_trait::async_trait;
use domain::{Result, live::Live, requests::Delivery};
use std::sync::Arc;

/// Delivers requests.
pub struct SendToOverseerrHandler {
    db: Database,
    queue: Arc<Queue>,
    connections: Arc<Connections>,
    requesters: Arc<Requesters>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
}

impl SendToOverseerrHandler {
    pub fn new(
        db: Database,
        queue: Arc<Queue>,
        connections: Arc<Connections>,
        requesters: Arc<Requesters>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, queue, connections, requesters, live, clock }
    }

    async fn deliver(&self, job: &Claimed) -> Result<Outcome> {
        let SendToOverseerr { request, .. } = job.payload()?;
        let Some(saved) = requests::find_for_job(self.db.read(), request).await? else { return Ok(Outcome::Done) };
        let request = saved.request;
        if request.status.is_final() || request.delivery == Delivery::Delivered {
            return Ok(Outcome::Done);
        }
        let Some(owner) = users::find(self.db.read(), request.user_id).await? else { return Ok(Outcome::Done) };
        let overseerr = self.connections.overseerr();
        let attempt = match &overseerr {
            Ok(overseerr) => attempt(overseerr.as_ref(), &self.requesters, &request, &owner).await,
            Err(error) => Attempt::Waits { reason: error.to_string(), retry_after: None },
        };
        if let Attempt::Delivered(..) = attempt {
            self.requesters.forget(owner.id).await;
        }
        let record = Record { db: &self.db, queue: &self.queue, job, request: &request, now: self.clock.now() };
        match record.write(attempt).await? {
            Recorded::As(outcome) => {
                announce(self.live.as_ref(), &self.db, request.id).await;
                Ok(outcome)
            }
            // The worker finds out by itself.
            Recorded::Stale => Ok(Outcome::Done),
        }
    }
}

#[async_trait]
impl Handler for SendToOverseerrHandler {
    async fn run(&self, job: &Claimed) -> Outcome {
        self.deliver(job).await.unwrap_or_else(|error| {
            let reason = error.to_string();
            Outcome::Retry { after: pause(job.attempt, None), reason }
        })
    }
}

//! The job itself.

use super::{
    attempt::{Attempt, attempt, left_behind},
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
    services::{
        requesters::Requesters,
        requests::announce,
        titles::{TitleName, Titles},
    },
    store::{
        Database, requests,
        users::{self, User},
    },
};
use async_trait::async_trait;
use domain::{
    Result,
    discovery::Fetched,
    live::Live,
    requests::{Delivery, Request, RequestStatus},
};
use std::sync::Arc;

/// Delivers requests.
pub struct SendToOverseerrHandler {
    db: Database,
    queue: Arc<Queue>,
    connections: Arc<Connections>,
    requesters: Arc<Requesters>,
    titles: Arc<Titles>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
}

impl SendToOverseerrHandler {
    pub fn new(
        db: Database,
        queue: Arc<Queue>,
        connections: Arc<Connections>,
        requesters: Arc<Requesters>,
        titles: Arc<Titles>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, queue, connections, requesters, titles, live, clock }
    }

    async fn deliver(&self, job: &Claimed) -> Result<Outcome> {
        let SendToOverseerr { request, .. } = job.payload()?;
        let Some(saved) = requests::find_for_job(self.db.read(), request).await? else { return Ok(Outcome::Done) };
        let request = saved.request;
        if request.delivery == Delivery::Delivered {
            return Ok(Outcome::Done);
        }
        let Some(owner) = users::find(self.db.read(), request.user_id).await? else { return Ok(Outcome::Done) };
        if request.status == RequestStatus::Cancelled && saved.overseerr_id.is_none() && job.is_repeated() {
            return self.clear_up(job, &request, &owner).await;
        }
        if request.status.is_final() {
            return Ok(Outcome::Done);
        }
        let overseerr = self.connections.overseerr();
        let request = self.named(request).await?;
        let attempt = match &overseerr {
            Ok(overseerr) => attempt(overseerr.as_ref(), &self.requesters, &request, &owner).await,
            Err(error) => Attempt::Waits { reason: error.to_string(), retry_after: None, away: false },
        };
        if let Attempt::Delivered(..) = attempt {
            self.requesters.forget(owner.id).await;
            self.titles.forget(request.media_type, request.tmdb_id).await;
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

impl SendToOverseerrHandler {
    /// With the name of its title, if that was not known when it was kept and is known now.
    async fn named(&self, request: Request) -> Result<Request> {
        if !TitleName::is_unknown(&request.title, request.media_type, request.tmdb_id) {
            return Ok(request);
        }
        let Ok(Fetched { value: Some(details), .. }) = self.titles.details(request.media_type, request.tmdb_id).await
        else {
            return Ok(request);
        };
        let TitleName { title, year, poster_path } = TitleName::of(&details.title);
        requests::rename(self.db.write(), request.id, &title, year, poster_path.as_deref()).await?;
        Ok(Request { title, year, poster_path, ..request })
    }

    /// The answer to an earlier attempt may have been lost: what that left over there is taken back.
    async fn clear_up(&self, job: &Claimed, request: &Request, owner: &User) -> Result<Outcome> {
        let overseerr = self.connections.overseerr()?;
        let Some(found) = left_behind(overseerr.as_ref(), &self.requesters, request, owner).await? else {
            return Ok(Outcome::Done);
        };
        let record = Record { db: &self.db, queue: &self.queue, job, request, now: self.clock.now() };
        match record.take_back(found).await? {
            Recorded::As(outcome) => Ok(outcome),
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

//! Takes a cancelled request back from Overseerr, as soon as Overseerr can be asked.

use super::{
    backoff::{GIVE_UP_AFTER_ATTEMPTS, pause},
    queue::{CancelInOverseerr, Claimed},
    worker::{Handler, Outcome},
};
use crate::{
    integrations::{Connections, overseerr::OverseerrRequestId},
    services::{requesters::Requesters, requests::delete_in_overseerr},
    store::{Database, requests, users},
};
use async_trait::async_trait;
use domain::{Error, Result};
use std::sync::Arc;

/// Does it.
pub struct CancelInOverseerrHandler {
    db: Database,
    connections: Arc<Connections>,
    requesters: Arc<Requesters>,
}

impl CancelInOverseerrHandler {
    pub fn new(db: Database, connections: Arc<Connections>, requesters: Arc<Requesters>) -> Self {
        Self { db, connections, requesters }
    }

    async fn cancel(&self, job: &Claimed) -> Result<()> {
        let CancelInOverseerr { request } = job.payload()?;
        let Some(saved) = requests::find_for_job(self.db.read(), request).await? else { return Ok(()) };
        let Some(id) = saved.overseerr_id else { return Ok(()) };
        // The same was asked for again meanwhile, and the new request found this one over there.
        if requests::is_wanted(self.db.read(), id).await? {
            return Ok(());
        }
        let owner =
            users::find(self.db.read(), saved.request.user_id).await?.ok_or_else(|| Error::not_found("user"))?;
        let overseerr = self.connections.overseerr()?;
        // Whether it may be cancelled was decided when it was; what Overseerr did since does not count.
        delete_in_overseerr(overseerr.as_ref(), &self.requesters, &owner, OverseerrRequestId(id), true).await?;
        Ok(())
    }
}

#[async_trait]
impl Handler for CancelInOverseerrHandler {
    async fn run(&self, job: &Claimed) -> Outcome {
        match self.cancel(job).await {
            Ok(()) => Outcome::Done,
            Err(error) if job.attempt >= GIVE_UP_AFTER_ATTEMPTS => Outcome::Fail { reason: error.to_string() },
            Err(error) => Outcome::Retry { after: pause(job.attempt, None), reason: error.to_string() },
        }
    }
}

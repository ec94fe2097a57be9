//! Takes a cancelled request back from Overseerr, as soon as Overseerr can be asked.

use super::{
    backoff::{GIVE_UP_AFTER_ATTEMPTS, pause},
    queue::{CancelInOverseerr, Claimed},
    worker::{Handler, Outcome},
};
use crate::{
    clock::Clock,
    integrations::{
        Connections,
        overseerr::{ForeignRequest, OverseerrRequestId},
    },
    services::{
        requesters::Requesters,
        requests::{
            announce_to, delete_in_overseerr,
            progress::{Progress, advance},
        },
    },
    store::{
        Database, failure,
        requests::{self, Change, SavedRequest},
        users,
    },
};
use async_trait::async_trait;
use domain::{Error, Result, error::Thing, live::Live, text};
use std::sync::Arc;

/// Does it.
pub struct CancelInOverseerrHandler {
    db: Database,
    connections: Arc<Connections>,
    requesters: Arc<Requesters>,
    live: Arc<dyn Live>,
    clock: Arc<dyn Clock>,
}

impl CancelInOverseerrHandler {
    pub fn new(
        db: Database,
        connections: Arc<Connections>,
        requesters: Arc<Requesters>,
        live: Arc<dyn Live>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { db, connections, requesters, live, clock }
    }

    async fn cancel(&self, job: &Claimed) -> Result<()> {
        let CancelInOverseerr { request, by_admin } = job.payload()?;
        let Some(saved) = requests::find_for_job(self.db.read(), request).await? else { return Ok(()) };
        let Some(id) = saved.overseerr_id else { return Ok(()) };
        // The same was asked for again meanwhile, and the new request found this one over there.
        if requests::is_wanted(self.db.read(), id).await? {
            return Ok(());
        }
        let owner =
            users::find(self.db.read(), saved.request.user_id).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        let overseerr = self.connections.overseerr()?;
        let id = OverseerrRequestId(id);
        if !delete_in_overseerr(overseerr.as_ref(), &self.requesters, &owner, id, by_admin).await?
            && let Some(theirs) = overseerr.request(id).await?
        {
            self.stays(&saved, &theirs).await?;
        }
        Ok(())
    }

    /// It was approved before it could be taken back: it is told as it is.
    async fn stays(&self, saved: &SavedRequest, theirs: &ForeignRequest) -> Result<()> {
        let Some(status) = theirs.status else { return Ok(()) };
        let transaction = self.db.begin().await.map_err(failure)?;
        let reason = Some(text::approved_before_taken_back());
        let progress = Progress { status, actor: None, reason };
        match advance(&transaction, &saved.request, progress, Change::default(), self.clock.now()).await {
            // It was asked for again meanwhile.
            Err(Error::Conflict(_)) | Ok(None) => Ok(()),
            Err(error) => Err(error),
            Ok(Some(told)) => {
                transaction.commit().await.map_err(failure)?;
                announce_to(self.live.as_ref(), &self.db, saved.request.id, told).await;
                Ok(())
            }
        }
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

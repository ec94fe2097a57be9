//! Looks in Overseerr how far a request is, because it hinted that something has changed.

use super::{
    backoff::pause,
    queue::{Claimed, LookInOverseerr},
    worker::{Handler, Outcome},
};
use crate::services::reconciler::Reconciler;
use async_trait::async_trait;
use domain::Result;
use std::sync::Arc;

/// The sweep finds what is not found by then.
const MOST_ATTEMPTS: u32 = 4;

/// Does it.
pub struct LookInOverseerrHandler {
    reconciler: Arc<Reconciler>,
}

impl LookInOverseerrHandler {
    pub fn new(reconciler: Arc<Reconciler>) -> Self {
        Self { reconciler }
    }

    async fn look(&self, job: &Claimed) -> Result<()> {
        let hint: LookInOverseerr = job.payload()?;
        let swept = match (hint.overseerr_id, hint.title) {
            (Some(id), _) => self.reconciler.look_at_request(id).await?,
            (None, Some((media_type, id))) => self.reconciler.look_at_title(media_type, id).await?,
            (None, None) => self.reconciler.sweep().await?,
        };
        tracing::debug!(?swept, "looked in Overseerr");
        Ok(())
    }
}

#[async_trait]
impl Handler for LookInOverseerrHandler {
    async fn run(&self, job: &Claimed) -> Outcome {
        match self.look(job).await {
            Ok(()) => Outcome::Done,
            Err(error) if job.attempt >= MOST_ATTEMPTS => Outcome::Fail { reason: error.to_string() },
            Err(error) => Outcome::Retry { after: pause(job.attempt, None), reason: error.to_string() },
        }
    }
}

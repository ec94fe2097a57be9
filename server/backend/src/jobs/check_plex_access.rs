//! Asks plex.tv whether somebody who comes back may still use the Plex server.

use super::{
    queue::{CheckPlexAccess, Claimed},
    worker::{Handler, Outcome},
};
use crate::services::plex_access::AccessChecks;
use async_trait::async_trait;
use domain::Result;
use std::sync::Arc;

/// Does it.
pub struct CheckPlexAccessHandler {
    checks: Arc<AccessChecks>,
}

impl CheckPlexAccessHandler {
    pub fn new(checks: Arc<AccessChecks>) -> Self {
        Self { checks }
    }

    async fn check(&self, job: &Claimed) -> Result<()> {
        let CheckPlexAccess { user } = job.payload()?;
        let looked = self.checks.check_soon(user).await?;
        tracing::debug!(%user, ?looked, "asked plex.tv about somebody who came back");
        Ok(())
    }
}

/// One attempt: while plex.tv does not answer, nobody loses anything, and the sweep asks again later.
#[async_trait]
impl Handler for CheckPlexAccessHandler {
    async fn run(&self, job: &Claimed) -> Outcome {
        match self.check(job).await {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::Fail { reason: error.to_string() },
        }
    }
}

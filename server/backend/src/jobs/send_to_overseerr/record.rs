//! What an attempt came to, written down in one transaction with the job's own end; a worker that lost its job to another
//! writes nothing.

use super::attempt::Attempt;
use crate::{
    integrations::overseerr::{ForeignRequest, OverseerrRequestId},
    jobs::{
        backoff::pause,
        queue::{CancelInOverseerr, Claimed, Commit, Queue},
        worker::Outcome,
    },
    services::requests::progress::{Progress, happened, tell},
    store::{
        Database, failure, request_events,
        requests::{Change, set_seasons, update},
    },
};
use domain::{
    Result, Timestamp,
    requests::{Delivery, Request, RequestStatus, TimelineKind},
    text,
};
use sea_orm::ConnectionTrait;
use std::time::Duration;

/// Longer than this nobody waits for a service.
const GIVE_UP_AFTER: Duration = Duration::from_hours(7 * 24);

/// What was recorded.
pub(super) enum Recorded {
    As(Outcome),
    /// Somebody else has the job now.
    Stale,
}

pub(super) struct Record<'a> {
    pub db: &'a Database,
    pub queue: &'a Queue,
    pub job: &'a Claimed,
    pub request: &'a Request,
    pub now: Timestamp,
}

impl Record<'_> {
    pub async fn write(&self, attempt: Attempt) -> Result<Recorded> {
        match attempt {
            Attempt::Delivered(foreign, text) => self.delivered(foreign, &text).await,
            Attempt::AlreadyThere => self.already_there().await,
            Attempt::Refused(reason) => self.refused(reason).await,
            Attempt::Waits { away: true, .. } if self.is_too_old() => {
                self.refused(text::overseerr_away_for_a_week().into()).await
            }
            Attempt::Waits { reason, retry_after, away } => {
                self.waits(reason, pause(self.job.attempt, retry_after), away).await
            }
        }
    }

    fn is_too_old(&self) -> bool {
        self.job.since.seconds_until(self.now) > GIVE_UP_AFTER.as_secs()
    }

    async fn delivered(&self, foreign: ForeignRequest, text: &str) -> Result<Recorded> {
        let status = foreign.status.unwrap_or(RequestStatus::Pending);
        let failed = (status == RequestStatus::Failed).then(|| text::overseerr_has_it_but_failed().to_owned());
        let transaction = self.db.begin().await.map_err(failure)?;
        let change = Change {
            status: Some(status),
            delivery: Some(Delivery::Delivered),
            overseerr_id: Some(foreign.id.0),
            last_error: Some(failed.clone()),
            ..Change::default()
        };
        if update(&transaction, self.request.id, &[self.request.status], change, self.now).await? {
            self.say(&transaction, TimelineKind::Sent, text).await?;
            if let Some((kind, words)) = happened(status).filter(|_| status != self.request.status) {
                self.say(&transaction, kind, failed.as_deref().unwrap_or(words)).await?;
            }
            set_seasons(&transaction, self.request.id, &foreign.season_states).await?;
            self.tell(&transaction, status, failed.as_deref()).await?;
        } else if update(&transaction, self.request.id, &OPEN, Change::default(), self.now).await? {
            // It was approved while it was delivered: the next attempt finds it over there, and says so.
            let (after, reason) = (Duration::ZERO, text::request_changed_meanwhile().to_owned());
            if self.queue.retry(&transaction, self.job, after, &reason).await? == Commit::Stale {
                return Ok(Recorded::Stale);
            }
            transaction.commit().await.map_err(failure)?;
            return Ok(Recorded::As(Outcome::Retry { after, reason }));
        } else {
            // It was cancelled while it was delivered.
            let change = Change { overseerr_id: Some(foreign.id.0), ..Change::default() };
            if update(&transaction, self.request.id, &[], change, self.now).await? {
                self.queue
                    .enqueue(&transaction, &CancelInOverseerr { request: self.request.id, by_admin: false })
                    .await?;
            }
        }
        if self.queue.complete(&transaction, self.job).await? == Commit::Stale {
            return Ok(Recorded::Stale);
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Recorded::As(Outcome::Done))
    }

    async fn already_there(&self) -> Result<Recorded> {
        let transaction = self.db.begin().await.map_err(failure)?;
        let change = Change {
            status: Some(RequestStatus::Available),
            delivery: Some(Delivery::Delivered),
            last_error: Some(None),
            ..Change::default()
        };
        if update(&transaction, self.request.id, &OPEN, change, self.now).await? {
            self.say(&transaction, TimelineKind::Available, text::is_on_the_server_already()).await?;
            self.tell(&transaction, RequestStatus::Available, None).await?;
        }
        if self.queue.complete(&transaction, self.job).await? == Commit::Stale {
            return Ok(Recorded::Stale);
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Recorded::As(Outcome::Done))
    }

    /// It was cancelled while nobody knew that Overseerr has it.
    pub async fn take_back(&self, foreign: OverseerrRequestId) -> Result<Recorded> {
        let transaction = self.db.begin().await.map_err(failure)?;
        let change = Change { overseerr_id: Some(foreign.0), ..Change::default() };
        if update(&transaction, self.request.id, &[RequestStatus::Cancelled], change, self.now).await? {
            let job = CancelInOverseerr { request: self.request.id, by_admin: false };
            self.queue.enqueue(&transaction, &job).await?;
        }
        if self.queue.complete(&transaction, self.job).await? == Commit::Stale {
            return Ok(Recorded::Stale);
        }
        transaction.commit().await.map_err(failure)?;
        self.queue.wake();
        Ok(Recorded::As(Outcome::Done))
    }

    async fn refused(&self, reason: String) -> Result<Recorded> {
        let transaction = self.db.begin().await.map_err(failure)?;
        let change =
            Change { status: Some(RequestStatus::Failed), last_error: Some(Some(reason.clone())), ..Change::default() };
        if update(&transaction, self.request.id, &OPEN, change, self.now).await? {
            self.say(&transaction, TimelineKind::Failed, &reason).await?;
            self.tell(&transaction, RequestStatus::Failed, Some(&reason)).await?;
        }
        if self.queue.fail(&transaction, self.job, &reason).await? == Commit::Stale {
            return Ok(Recorded::Stale);
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Recorded::As(Outcome::Fail { reason }))
    }

    /// The timeline says so once; why, and that it is still so, is in the request itself.
    async fn waits(&self, reason: String, after: Duration, away: bool) -> Result<Recorded> {
        let transaction = self.db.begin().await.map_err(failure)?;
        if self.request.last_error.as_ref() != Some(&reason) {
            let change = Change { last_error: Some(Some(reason.clone())), ..Change::default() };
            let is_open = update(&transaction, self.request.id, &OPEN, change, self.now).await?;
            if is_open && self.request.last_error.is_none() {
                self.say(&transaction, TimelineKind::Waiting, &text::waiting_for_overseerr_because(&reason)).await?;
            }
        }
        let settled = if away {
            self.queue.retry(&transaction, self.job, after, &reason).await?
        } else {
            self.queue.wait(&transaction, self.job, after, &reason).await?
        };
        if settled == Commit::Stale {
            return Ok(Recorded::Stale);
        }
        transaction.commit().await.map_err(failure)?;
        Ok(Recorded::As(Outcome::Retry { after, reason }))
    }

    /// That it was approved at once is no news to who reads that it was sent.
    async fn tell(&self, db: &impl ConnectionTrait, status: RequestStatus, reason: Option<&str>) -> Result<()> {
        if status == RequestStatus::Approved {
            return Ok(());
        }
        tell(db, self.request, Progress { status, actor: None, reason }, self.now).await.map(drop)
    }

    async fn say(&self, db: &impl ConnectionTrait, kind: TimelineKind, text: &str) -> Result<()> {
        request_events::append(db, self.request.id, kind, None, text, self.now).await
    }
}

/// What has not ended.
const OPEN: [RequestStatus; 4] =
    [RequestStatus::Pending, RequestStatus::Approved, RequestStatus::Processing, RequestStatus::PartiallyAvailable];

//! The queue: what is to be done, kept in the same transaction as the wish for it.
//!
//! A worker holds a job by a lease that it renews, and commits with the number (fence) it was given at its claim. Who
//! was away for longer than the lease finds that the fence has moved, and commits nothing.

use super::lease;
use crate::{
    clock::Clock,
    secrets::sha256_hex,
    store::{
        Database,
        entity::jobs::{ActiveModel, Column, Entity, Model},
        values::{column, failure, moment, new_id, number},
    },
};
use domain::{Error, RequestId, Result, Timestamp, TmdbId, UserId, discovery::MediaType, ids::JobId, text};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What a kind of job is given.
pub trait Payload: Serialize + DeserializeOwned + Send + Sync {
    /// As in the table; never reuse one for something else.
    const KIND: &'static str;
    /// Higher ones go first.
    const PRIORITY: i32 = 0;

    /// What it is about: while one is waiting or running, the same wish makes no second one.
    fn subject(&self) -> Option<String> {
        None
    }

    /// For whom it is: users take turns. Jobs that are for nobody in particular go before those.
    fn user(&self) -> Option<UserId> {
        None
    }
}

/// Takes a request to Overseerr.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SendToOverseerr {
    pub request: RequestId,
    /// Whose request it is.
    pub user: UserId,
}

impl Payload for SendToOverseerr {
    const KIND: &'static str = "send_to_overseerr";

    fn subject(&self) -> Option<String> {
        Some(self.request.to_string())
    }

    fn user(&self) -> Option<UserId> {
        Some(self.user)
    }
}

/// Takes a cancelled request back from Overseerr, which could not be asked at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CancelInOverseerr {
    pub request: RequestId,
    /// An admin did; others can take back only what is still pending over there.
    #[serde(default)]
    pub by_admin: bool,
}

impl Payload for CancelInOverseerr {
    const KIND: &'static str = "cancel_in_overseerr";

    fn subject(&self) -> Option<String> {
        Some(self.request.to_string())
    }
}

/// Looks in Overseerr how far a request is: a webhook hinted at it. Without a request or a title, how far all are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LookInOverseerr {
    /// As Overseerr counts.
    pub overseerr_id: Option<i64>,
    pub title: Option<(MediaType, TmdbId)>,
}

impl Payload for LookInOverseerr {
    const KIND: &'static str = "look_in_overseerr";

    fn subject(&self) -> Option<String> {
        Some(match (self.overseerr_id, self.title) {
            (Some(id), _) => format!("request {id}"),
            (None, Some((media_type, id))) => format!("{} {id}", media_type.as_str()),
            (None, None) => "all".into(),
        })
    }
}

/// Asks plex.tv whether somebody may still use the Plex server, because they come back after a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckPlexAccess {
    pub user: UserId,
}

impl Payload for CheckPlexAccess {
    const KIND: &'static str = "check_plex_access";

    fn subject(&self) -> Option<String> {
        Some(self.user.to_string())
    }

    fn user(&self) -> Option<UserId> {
        Some(self.user)
    }
}

/// Which process holds a lease.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// The same after a restart.
    instance: String,
    /// New at every start.
    boot: Uuid,
}

impl Owner {
    /// A process that starts now. `instance` is what stays the same when it is restarted (machine and data folder).
    pub fn new(instance: &str) -> Self {
        Self { instance: sha256_hex(instance.as_bytes()).chars().take(16).collect(), boot: Uuid::new_v4() }
    }

    /// What the names of all processes of this instance begin with.
    pub(super) fn prefix(&self) -> String {
        format!("{}:", self.instance)
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.instance, self.boot)
    }
}

/// How the queue behaves.
#[derive(Clone, Copy, Debug)]
pub struct QueueOptions {
    /// How long a worker may be silent before its job is given to another.
    pub lease: Duration,
    /// A job that took its worker down so often has failed.
    pub most_crashes: u32,
    /// Leases are judged by the clock of the database where it has one that all replicas share (PostgreSQL).
    pub database_time: bool,
}

impl Default for QueueOptions {
    fn default() -> Self {
        Self { lease: Duration::from_secs(30), most_crashes: 3, database_time: true }
    }
}

/// What became of a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Enqueued {
    pub id: JobId,
    /// `false`: the same was already waiting or running.
    pub new: bool,
}

/// A job in the hands of a worker.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: JobId,
    pub kind: String,
    payload: Value,
    /// When it was queued, or last found to wait for what only people can do.
    pub since: Timestamp,
    /// From 1; crashes and clean shutdowns do not count.
    pub attempt: u32,
    pub(super) fence: i64,
    /// Set when the program is shutting down: stop at the next good place.
    pub stop: CancellationToken,
}

impl Claimed {
    pub(super) fn from_row(row: Model, stop: CancellationToken) -> Result<Self> {
        let attempts: u32 = number("jobs.attempts", row.attempts)?;
        Ok(Self {
            id: JobId(row.id),
            kind: row.kind,
            payload: row.payload,
            since: moment(row.created_at),
            attempt: attempts + 1,
            fence: row.fence,
            stop,
        })
    }

    /// Somebody had it before: some of it may be done.
    pub fn is_repeated(&self) -> bool {
        self.fence > 1
    }

    /// # Errors
    /// [`Error::Internal`] when it is no such payload.
    pub fn payload<P: Payload>(&self) -> Result<P> {
        serde_json::from_value(self.payload.clone()).map_err(Error::internal)
    }
}

/// Whether a worker's word still counts.
#[must_use]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Commit {
    Done,
    /// The job was given to somebody else meanwhile: roll back.
    Stale,
}

/// The one queue.
pub struct Queue {
    pub(super) db: Database,
    clock: Arc<dyn Clock>,
    pub(super) owner: Owner,
    pub(super) options: QueueOptions,
    pub(super) news: Notify,
}

impl Queue {
    pub fn new(db: Database, clock: Arc<dyn Clock>, owner: Owner, options: QueueOptions) -> Self {
        Self { db, clock, owner, options, news: Notify::new() }
    }

    /// By which leases and due times are judged.
    pub(crate) async fn now(&self, db: &impl ConnectionTrait) -> Result<Timestamp> {
        if !(self.options.database_time && self.db.is_postgres()) {
            return Ok(self.clock.now());
        }
        let ask = Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp()");
        let row = db.query_one_raw(ask).await.map_err(failure)?;
        let row = row.ok_or_else(|| Error::internal("the database does not tell the time"))?;
        let now: sea_orm::prelude::TimeDateTimeWithTimeZone = row.try_get_by_index(0).map_err(failure)?;
        Ok(crate::clock::stored(now.into()))
    }

    /// Keeps the wish in the caller's transaction; call [`Self::wake`] after its commit.
    pub async fn enqueue<P: Payload>(&self, transaction: &impl ConnectionTrait, payload: &P) -> Result<Enqueued> {
        self.enqueue_after(transaction, payload, Duration::ZERO).await
    }

    /// As [`Self::enqueue`], to be done when that much time has passed.
    pub async fn enqueue_after<P: Payload>(
        &self,
        transaction: &impl ConnectionTrait,
        payload: &P,
        delay: Duration,
    ) -> Result<Enqueued> {
        let now = self.now(transaction).await?;
        let subject = payload.subject();
        // The one in the way may end before it is looked up; then there is room for ours.
        for _ in 0..8 {
            let id = new_id();
            let row = new_row(id, payload, subject.clone(), now, delay)?;
            let inserted = Entity::insert(row)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(transaction)
                .await
                .map_err(failure)?;
            if inserted == 1 {
                return Ok(Enqueued { id: JobId(id), new: true });
            }
            if let Some(id) = active::<P>(transaction, subject.as_deref()).await? {
                return Ok(Enqueued { id, new: false });
            }
        }
        Err(Error::internal("a job could not be queued: the same one came and went again and again"))
    }

    /// Tells this process's worker that there is something new. After the commit, not before.
    pub fn wake(&self) {
        self.news.notify_one();
    }

    /// Done, in the same transaction as what was done.
    pub async fn complete(&self, db: &impl ConnectionTrait, job: &Claimed) -> Result<Commit> {
        let now = self.now(db).await?;
        lease::settle(db, job, lease::Fate::Succeeded, now).await
    }

    /// To be tried again when `after` has passed; this attempt counts.
    pub async fn retry(
        &self,
        db: &impl ConnectionTrait,
        job: &Claimed,
        after: Duration,
        reason: &str,
    ) -> Result<Commit> {
        let now = self.now(db).await?;
        lease::settle(db, job, lease::Fate::Again { after, reason, counts: true, anew: false }, now).await
    }

    /// As [`Self::retry`], but its age counts from now: it waits for what only people can do.
    pub async fn wait(
        &self,
        db: &impl ConnectionTrait,
        job: &Claimed,
        after: Duration,
        reason: &str,
    ) -> Result<Commit> {
        let now = self.now(db).await?;
        lease::settle(db, job, lease::Fate::Again { after, reason, counts: true, anew: true }, now).await
    }

    /// Will never work; `reason` is for people.
    pub async fn fail(&self, db: &impl ConnectionTrait, job: &Claimed, reason: &str) -> Result<Commit> {
        let now = self.now(db).await?;
        lease::settle(db, job, lease::Fate::Failed { reason }, now).await
    }

    /// Given back unfinished, without spending an attempt.
    pub async fn release(&self, db: &impl ConnectionTrait, job: &Claimed) -> Result<Commit> {
        let now = self.now(db).await?;
        let reason = text::program_stopped();
        lease::settle(db, job, lease::Fate::Again { after: Duration::ZERO, reason, counts: false, anew: false }, now)
            .await
    }
}

fn new_row<P: Payload>(
    id: Uuid,
    payload: &P,
    subject: Option<String>,
    now: Timestamp,
    delay: Duration,
) -> Result<ActiveModel> {
    Ok(ActiveModel {
        id: Set(id),
        created_at: Set(column(now)),
        kind: Set(P::KIND.to_owned()),
        payload: Set(serde_json::to_value(payload).map_err(Error::internal)?),
        subject: Set(subject),
        state: Set(lease::QUEUED.to_owned()),
        priority: Set(P::PRIORITY),
        fairness_key: Set(payload.user().map(|user| user.0)),
        attempts: Set(0),
        crashes: Set(0),
        fence: Set(0),
        run_at: Set(column(crate::clock::after(now, delay))),
        ..Default::default()
    })
}

async fn active<P: Payload>(db: &impl ConnectionTrait, subject: Option<&str>) -> Result<Option<JobId>> {
    let found = Entity::find()
        .filter(Column::Kind.eq(P::KIND))
        .filter(Column::Subject.eq(subject))
        .filter(Column::State.is_in([lease::QUEUED, lease::RUNNING]))
        .one(db)
        .await;
    Ok(found.map_err(failure)?.map(|row| JobId(row.id)))
}

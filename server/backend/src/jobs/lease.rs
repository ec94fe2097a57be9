//! Who holds which job: claims, renewals, ends, and taking over from workers that fell silent.

use super::queue::{Claimed, Commit, Queue};
use crate::{
    clock,
    store::{
        entity::jobs::{Column, Entity, Model},
        values::{column, failure, moment},
    },
};
use domain::{Result, Timestamp, UserId, text};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
    prelude::TimeDateTimeWithTimeZone,
    sea_query::{CaseStatement, Expr},
};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(super) const QUEUED: &str = "queued";
pub(super) const RUNNING: &str = "running";
const SUCCEEDED: &str = "succeeded";
const FAILED: &str = "failed";

/// How long what is done can still be looked at, and how much of it.
const KEEP_SUCCEEDED: Duration = Duration::from_hours(1);
const KEEP_SUCCEEDED_MOST: u64 = 100;
const KEEP_FAILED: Duration = Duration::from_hours(24);

/// How a worker is done with a job.
pub(super) enum Fate<'a> {
    Succeeded,
    /// `anew`: its age counts from now.
    Again {
        after: Duration,
        reason: &'a str,
        counts: bool,
        anew: bool,
    },
    Failed {
        reason: &'a str,
    },
}

/// Ends a claim, if it still holds.
pub(super) async fn settle(db: &impl ConnectionTrait, job: &Claimed, fate: Fate<'_>, now: Timestamp) -> Result<Commit> {
    let update = unleased(Entity::update_many());
    let finished = Expr::value(column(now));
    let update = match fate {
        Fate::Succeeded => update
            .col_expr(Column::State, Expr::value(SUCCEEDED))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .col_expr(Column::LastError, Expr::value(None::<String>))
            .col_expr(Column::FinishedAt, finished),
        Fate::Again { after, reason, counts, anew } => update
            .col_expr(Column::CreatedAt, if anew { Expr::value(column(now)) } else { Expr::col(Column::CreatedAt) })
            .col_expr(Column::State, Expr::value(QUEUED))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(i32::from(counts)))
            .col_expr(Column::LastError, Expr::value(reason))
            .col_expr(Column::RunAt, Expr::value(column(clock::after(now, after)))),
        Fate::Failed { reason } => update
            .col_expr(Column::State, Expr::value(FAILED))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .col_expr(Column::LastError, Expr::value(reason))
            .col_expr(Column::FinishedAt, finished),
    };
    let settled = update
        .filter(Column::Id.eq(job.id.0))
        .filter(Column::Fence.eq(job.fence))
        .filter(Column::State.eq(RUNNING))
        .exec(db)
        .await;
    if settled.map_err(failure)?.rows_affected == 1 {
        return Ok(Commit::Done);
    }
    // The handler may have ended it itself, together with what it did.
    let same_claim = Entity::find_by_id(job.id.0).filter(Column::Fence.eq(job.fence)).one(db).await;
    Ok(if same_claim.map_err(failure)?.is_some() { Commit::Done } else { Commit::Stale })
}

type Update = sea_orm::UpdateMany<Entity>;

fn unleased(update: Update) -> Update {
    update
        .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<TimeDateTimeWithTimeZone>))
}

/// What a crash does to a job: it waits again, or it has failed when that happened too often. The fence moves, so that
/// a worker that was only asleep finds out.
fn crashed(most: u32, reason: &str, now: Timestamp) -> Update {
    let too_often = || Expr::col(Column::Crashes).add(1).gte(most);
    let or_failed = |failed: Expr, waits: Expr| CaseStatement::new().case(too_often(), failed).finally(waits);
    unleased(Entity::update_many())
        .col_expr(Column::State, or_failed(Expr::value(FAILED), Expr::value(QUEUED)).into())
        .col_expr(Column::FinishedAt, or_failed(Expr::value(column(now)), Expr::col(Column::FinishedAt)).into())
        .col_expr(Column::Crashes, Expr::col(Column::Crashes).add(1))
        .col_expr(Column::Fence, Expr::col(Column::Fence).add(1))
        .col_expr(Column::RunAt, Expr::value(column(now)))
        .col_expr(Column::LastError, Expr::value(reason))
        .filter(Column::State.eq(RUNNING))
}

impl Queue {
    /// The next job of these kinds that is due, with a lease on it.
    ///
    /// First by priority; then users take turns: who has fewest running, then who was served longest ago; then by age.
    pub async fn claim(&self, kinds: &[&str], stop: &CancellationToken) -> Result<Option<Claimed>> {
        if kinds.is_empty() {
            return Ok(None);
        }
        let db = self.db.write();
        let now = self.now(db).await?;
        let until = clock::after(now, self.options.lease);
        let mut values: Vec<Value> = vec![
            self.owner.to_string().into(),
            column(until).into(),
            column(now).into(),
            RUNNING.into(),
            QUEUED.into(),
        ];
        let first_kind = values.len() + 1;
        let places: Vec<_> = (first_kind..first_kind + kinds.len()).map(|number| format!("${number}")).collect();
        values.extend(kinds.iter().map(|kind| Value::from(*kind)));
        let others_skip = if self.db.is_postgres() { "FOR UPDATE OF j SKIP LOCKED" } else { "" };
        let sql = format!(
            "UPDATE jobs SET state = $4, fence = fence + 1, lease_owner = $1, lease_until = $2, started_at = $3
             WHERE state = $5 AND id = (
                SELECT j.id FROM jobs j
                WHERE j.state = $5 AND j.run_at <= $3 AND j.kind IN ({})
                ORDER BY j.priority DESC,
                    (SELECT COUNT(*) FROM jobs r WHERE r.fairness_key = j.fairness_key AND r.state = $4) ASC,
                    (SELECT MAX(r.started_at) FROM jobs r WHERE r.fairness_key = j.fairness_key) ASC NULLS FIRST,
                    j.run_at ASC, j.id ASC
                LIMIT 1 {others_skip})
             RETURNING *",
            places.join(", ")
        );
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        let row: Option<Model> = Entity::find().from_raw_sql(statement).one(db).await.map_err(failure)?;
        row.map(|row| Claimed::from_row(row, stop.child_token())).transpose()
    }

    /// Still there; `false` when somebody else has the job.
    pub async fn renew(&self, job: &Claimed) -> Result<bool> {
        let db = self.db.write();
        let until = clock::after(self.now(db).await?, self.options.lease);
        let renewed = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(column(until)))
            .filter(Column::Id.eq(job.id.0))
            .filter(Column::Fence.eq(job.fence))
            .filter(Column::State.eq(RUNNING))
            .exec(db)
            .await;
        Ok(renewed.map_err(failure)?.rows_affected == 1)
    }

    /// The worker did not survive this one.
    pub async fn crash(&self, job: &Claimed, reason: &str) -> Result<Commit> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let crashed = crashed(self.options.most_crashes, reason, now)
            .filter(Column::Id.eq(job.id.0))
            .filter(Column::Fence.eq(job.fence))
            .exec(db)
            .await;
        Ok(if crashed.map_err(failure)?.rows_affected == 1 { Commit::Done } else { Commit::Stale })
    }

    /// Frees what other processes hold and have not renewed in time; says how many there were. What this process holds
    /// is never taken for lost, whatever the clock says.
    pub async fn free_lost(&self) -> Result<u64> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let freed = crashed(self.options.most_crashes, text::worker_fell_silent(), now)
            .filter(Column::LeaseUntil.lt(column(now)))
            .filter(Column::LeaseOwner.ne(self.owner.to_string()))
            .exec(db)
            .await;
        Ok(freed.map_err(failure)?.rows_affected)
    }

    /// Frees, at start, what this instance held before it was restarted; says how many there were.
    pub async fn free_own(&self) -> Result<u64> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let freed = crashed(self.options.most_crashes, text::program_restarted(), now)
            .filter(Column::LeaseOwner.starts_with(self.owner.prefix()))
            .filter(Column::LeaseOwner.ne(self.owner.to_string()))
            .exec(db)
            .await;
        Ok(freed.map_err(failure)?.rows_affected)
    }

    /// What it was waited for is there again: what waits for a later try of these kinds is due now. Says how much that is.
    pub async fn hurry(&self, kinds: &[&str]) -> Result<u64> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let hurried = Entity::update_many()
            .col_expr(Column::RunAt, Expr::value(column(now)))
            .filter(Column::State.eq(QUEUED))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .filter(Column::RunAt.gt(column(now)))
            .exec(db)
            .await;
        self.wake();
        Ok(hurried.map_err(failure)?.rows_affected)
    }

    /// What waits for one user's sake is due now; says how many there were.
    pub async fn hurry_for(&self, user: UserId, kinds: &[&str]) -> Result<u64> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let hurried = Entity::update_many()
            .col_expr(Column::RunAt, Expr::value(column(now)))
            .filter(Column::State.eq(QUEUED))
            .filter(Column::FairnessKey.eq(user.0))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .filter(Column::RunAt.gt(column(now)))
            .exec(db)
            .await;
        self.wake();
        Ok(hurried.map_err(failure)?.rows_affected)
    }

    /// How long until there may be something to do; `None` when nothing is known to come.
    pub async fn next_due(&self, kinds: &[&str]) -> Result<Option<Duration>> {
        let db = self.db.read();
        let now = self.now(db).await?;
        let waiting = Entity::find()
            .filter(Column::State.eq(QUEUED))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .order_by_asc(Column::RunAt)
            .select_only()
            .column(Column::RunAt);
        let held = Entity::find()
            .filter(Column::State.eq(RUNNING))
            .filter(Column::LeaseOwner.ne(self.owner.to_string()))
            .order_by_asc(Column::LeaseUntil)
            .select_only()
            .column(Column::LeaseUntil);
        let mut next = None;
        for select in [waiting, held] {
            let at: Option<TimeDateTimeWithTimeZone> = select.limit(1).into_tuple().one(db).await.map_err(failure)?;
            next = next.into_iter().chain(at.map(moment)).min();
        }
        Ok(next.map(|at| Duration::try_from(at.0 - now.0).unwrap_or_default()))
    }

    /// Removes what is done and old; says how much.
    pub async fn remove_old(&self) -> Result<u64> {
        let db = self.db.write();
        let now = self.now(db).await?;
        let old = |state: &str, keep| {
            Entity::delete_many()
                .filter(Column::State.eq(state))
                .filter(Column::FinishedAt.lt(column(clock::before(now, keep))))
        };
        let mut removed = old(SUCCEEDED, KEEP_SUCCEEDED).exec(db).await.map_err(failure)?.rows_affected;
        removed += old(FAILED, KEEP_FAILED).exec(db).await.map_err(failure)?.rows_affected;
        let newest: Vec<uuid::Uuid> = Entity::find()
            .filter(Column::State.eq(SUCCEEDED))
            .order_by_desc(Column::FinishedAt)
            .order_by_desc(Column::Id)
            .limit(KEEP_SUCCEEDED_MOST)
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(db)
            .await
            .map_err(failure)?;
        let surplus = Entity::delete_many()
            .filter(Column::State.eq(SUCCEEDED))
            .filter(Column::FinishedAt.lte(column(now)))
            .filter(Column::Id.is_not_in(newest))
            .exec(db)
            .await
            .map_err(failure)?;
        Ok(removed + surplus.rows_affected)
    }

    /// How many jobs wait or run.
    pub async fn active(&self) -> Result<u64> {
        use sea_orm::PaginatorTrait;
        Entity::find().filter(Column::State.is_in([QUEUED, RUNNING])).count(self.db.read()).await.map_err(failure)
    }
}

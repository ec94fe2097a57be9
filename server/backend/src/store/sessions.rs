//! Sessions. The table knows them by a hash of what the cookie holds.
//!
//! A session lasts 24 hours from its last use and 30 days in all (`SESSION_IDLE`, `SESSION_LONGEST`).

use super::{
    entity::{
        sessions::{ActiveModel, Column, Entity, Model},
        users,
    },
    values::{column, failure, is_duplicate, moment, parsed},
};
use crate::{clock, secrets::sha256_hex};
use domain::{Result, Role, Timestamp, UserId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use std::{collections::HashMap, time::Duration};

/// How long a session lasts unused.
pub const SESSION_IDLE: Duration = Duration::from_hours(24);
/// How long a session lasts at most.
pub const SESSION_LONGEST: Duration = Duration::from_hours(30 * 24);
/// How often a session that is only used is saved at most.
pub const TOUCH_EVERY: Duration = Duration::from_mins(5);

/// A session to be started.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// What the cookie holds.
    pub id: &'a str,
    pub user: UserId,
    pub auth_epoch: i64,
    /// A name from the user agent.
    pub device: Option<&'a str>,
    pub ip: Option<&'a str>,
    pub data: &'a Value,
    /// The device, which ends as a whole.
    pub family: Option<uuid::Uuid>,
}

/// A session that is not over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub user: UserId,
    pub auth_epoch: i64,
    pub device: Option<String>,
    pub ip: Option<String>,
    pub data: Value,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            user: UserId(row.user_id),
            auth_epoch: row.auth_epoch,
            device: row.device,
            ip: row.ip,
            data: row.data,
            created_at: moment(row.created_at),
            last_seen_at: moment(row.last_seen_at),
            expires_at: moment(row.expires_at),
        }
    }
}

/// When a session that was started at `created_at` and is used at `now` ends.
pub fn expiry(created_at: Timestamp, now: Timestamp) -> Timestamp {
    clock::after(now, SESSION_IDLE).min(clock::after(created_at, SESSION_LONGEST))
}

/// `false` when this id is taken: take another.
pub async fn create(db: &impl ConnectionTrait, new: &NewSession<'_>, now: Timestamp) -> Result<bool> {
    let row = ActiveModel {
        id_hash: Set(hash(new.id)),
        created_at: Set(column(now)),
        user_id: Set(new.user.0),
        device: Set(new.device.map(str::to_owned)),
        ip: Set(new.ip.map(str::to_owned)),
        auth_epoch: Set(new.auth_epoch),
        data: Set(new.data.clone()),
        last_seen_at: Set(column(now)),
        expires_at: Set(column(expiry(now, now))),
        family: Set(new.family),
    };
    match Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(true),
        Err(error) if is_duplicate(&error) => Ok(false),
        Err(error) => Err(failure(error)),
    }
}

pub async fn load(db: &impl ConnectionTrait, id: &str, now: Timestamp) -> Result<Option<Session>> {
    let found = Entity::find_by_id(hash(id)).filter(Column::ExpiresAt.gt(column(now))).one(db).await;
    Ok(found.map_err(failure)?.map(Session::from))
}

/// The most ids in one question.
const MOST_ASKED: usize = 500;

/// Which of these sessions still open anything, with the role they open it in: not over, of an active user, and of that
/// user's present epoch.
pub async fn living(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = &str>,
    now: Timestamp,
) -> Result<HashMap<String, Role>> {
    let by_hash: HashMap<String, &str> = ids.into_iter().map(|id| (hash(id), id)).collect();
    let hashes: Vec<&String> = by_hash.keys().collect();
    let mut living = HashMap::new();
    for some in hashes.chunks(MOST_ASKED) {
        let found: Vec<(String, String)> = Entity::find()
            .filter(Column::IdHash.is_in(some.iter().copied()))
            .filter(Column::ExpiresAt.gt(column(now)))
            .join(JoinType::InnerJoin, to_user())
            .filter(users::Column::Status.eq("active"))
            .filter(Expr::col((Entity, Column::AuthEpoch)).equals((users::Entity, users::Column::AuthEpoch)))
            .select_only()
            .column(Column::IdHash)
            .column(users::Column::Role)
            .into_tuple()
            .all(db)
            .await
            .map_err(failure)?;
        for (hash, role) in found {
            if let Some(id) = by_hash.get(&hash) {
                living.insert((*id).to_owned(), parsed("users.role", &role)?);
            }
        }
    }
    Ok(living)
}

fn to_user() -> RelationDef {
    Entity::belongs_to(users::Entity).from(Column::UserId).to(users::Column::Id).into()
}

/// Keeps the session's data, notes that it is used and moves its end; `false` when there is no such session any more.
pub async fn save(db: &impl ConnectionTrait, id: &str, data: &Value, now: Timestamp) -> Result<bool> {
    // When it was started never changes, so that it may be read before.
    let Some(session) = load(db, id, now).await? else { return Ok(false) };
    let saved = Entity::update_many()
        .col_expr(Column::Data, Expr::value(data.clone()))
        .col_expr(Column::LastSeenAt, Expr::value(column(now)))
        .col_expr(Column::ExpiresAt, Expr::value(column(expiry(session.created_at, now))))
        .filter(Column::IdHash.eq(hash(id)))
        .filter(Column::ExpiresAt.gt(column(now)))
        .exec(db)
        .await;
    Ok(saved.map_err(failure)?.rows_affected == 1)
}

pub async fn delete(db: &impl ConnectionTrait, id: &str) -> Result<()> {
    Entity::delete_by_id(hash(id)).exec(db).await.map_err(failure)?;
    Ok(())
}

/// Ends all sessions of a user; says how many there were.
pub async fn delete_for_user(db: &impl ConnectionTrait, user: UserId) -> Result<u64> {
    let ended = Entity::delete_many().filter(Column::UserId.eq(user.0)).exec(db).await;
    Ok(ended.map_err(failure)?.rows_affected)
}

/// Removes what is over; says how many there were.
pub async fn purge_expired(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    let purged = Entity::delete_many().filter(Column::ExpiresAt.lte(column(now))).exec(db).await;
    Ok(purged.map_err(failure)?.rows_affected)
}

fn hash(id: &str) -> String {
    sha256_hex(id.as_bytes())
}

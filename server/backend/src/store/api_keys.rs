//! Personal API keys. The table knows them by a hash.

use super::{
    entity::api_keys::{ActiveModel, Column, Entity, Model},
    values::{column, failure, moment, new_id},
};
use crate::{clock::before, secrets::sha256_hex};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::Secret,
    ids::ApiKeyId,
    keys::{ApiKey, KeyName},
    policy::Permission,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use std::time::Duration;

/// How often it is noted at most that a key is used.
pub const TOUCH_EVERY: Duration = Duration::from_mins(5);

/// A key as it is looked up.
#[derive(Clone, Debug)]
pub struct SavedKey {
    pub user: UserId,
    pub about: ApiKey,
    pub revoked: bool,
}

impl SavedKey {
    fn from_row(row: Model) -> Result<Self> {
        // What this version does not know gives nothing.
        let scopes: Vec<String> = serde_json::from_value(row.scopes).map_err(Error::internal)?;
        let about = ApiKey {
            id: ApiKeyId(row.id),
            name: row.name,
            prefix: row.prefix,
            scopes: scopes.iter().filter_map(|scope| scope.parse().ok()).collect(),
            created_at: moment(row.created_at),
            expires_at: row.expires_at.map(moment),
            last_used_at: row.last_used_at.map(moment),
        };
        Ok(Self { user: UserId(row.user_id), about, revoked: row.revoked_at.is_some() })
    }
}

/// A key to be kept.
#[derive(Debug)]
pub struct NewRow<'a> {
    pub user: UserId,
    pub key: &'a Secret,
    pub prefix: &'a str,
    pub name: &'a KeyName,
    pub scopes: &'a [Permission],
    pub expires_at: Option<Timestamp>,
}

pub async fn insert(db: &impl ConnectionTrait, new: &NewRow<'_>, now: Timestamp) -> Result<ApiKey> {
    let row = Model {
        id: new_id(),
        created_at: column(now),
        user_id: new.user.0,
        name: new.name.as_str().to_owned(),
        prefix: new.prefix.to_owned(),
        key_hash: hash(new.key),
        scopes: serde_json::to_value(new.scopes).map_err(Error::internal)?,
        expires_at: new.expires_at.map(column),
        last_used_at: None,
        revoked_at: None,
    };
    let insert = ActiveModel {
        id: Set(row.id),
        created_at: Set(row.created_at),
        user_id: Set(row.user_id),
        name: Set(row.name.clone()),
        prefix: Set(row.prefix.clone()),
        key_hash: Set(row.key_hash.clone()),
        scopes: Set(row.scopes.clone()),
        expires_at: Set(row.expires_at),
        ..Default::default()
    };
    Entity::insert(insert).exec_without_returning(db).await.map_err(failure)?;
    Ok(SavedKey::from_row(row)?.about)
}

/// A user's keys that were not revoked, newest first.
pub async fn list(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<ApiKey>> {
    let rows = Entity::find()
        .filter(kept_of(user))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
        .map_err(failure)?;
    rows.into_iter().map(|row| SavedKey::from_row(row).map(|key| key.about)).collect()
}

pub async fn count(db: &impl ConnectionTrait, user: UserId) -> Result<u64> {
    Entity::find().filter(kept_of(user)).count(db).await.map_err(failure)
}

/// Whatever has become of it.
pub async fn find(db: &impl ConnectionTrait, key: &Secret) -> Result<Option<SavedKey>> {
    let row = Entity::find().filter(Column::KeyHash.eq(hash(key))).one(db).await.map_err(failure)?;
    row.map(SavedKey::from_row).transpose()
}

/// Notes that it is used, unless that was noted a moment ago.
pub async fn touch(db: &impl ConnectionTrait, key: ApiKeyId, now: Timestamp) -> Result<()> {
    let long_ago = Condition::any()
        .add(Column::LastUsedAt.is_null())
        .add(Column::LastUsedAt.lte(column(before(now, TOUCH_EVERY))));
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(column(now)))
        .filter(Column::Id.eq(key.0))
        .filter(long_ago)
        .exec(db)
        .await
        .map_err(failure)?;
    Ok(())
}

/// Ends a user's own key; `false` when there is none of this id.
pub async fn revoke(db: &impl ConnectionTrait, user: UserId, key: ApiKeyId, now: Timestamp) -> Result<bool> {
    Ok(revoke_where(db, kept_of(user).add(Column::Id.eq(key.0)), now).await? == 1)
}

/// Ends all keys of a user; says how many there were. Belongs into every transaction that ends all their sessions.
pub async fn revoke_all(db: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<u64> {
    revoke_where(db, kept_of(user), now).await
}

async fn revoke_where(db: &impl ConnectionTrait, which: Condition, now: Timestamp) -> Result<u64> {
    let revoked =
        Entity::update_many().col_expr(Column::RevokedAt, Expr::value(column(now))).filter(which).exec(db).await;
    Ok(revoked.map_err(failure)?.rows_affected)
}

/// How long a key that is over is still told apart from one that never was.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// Removes keys that were revoked, or have ended, a month ago; says how many there were.
pub async fn purge(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    let before = column(before(now, KEPT));
    let over = Condition::any().add(Column::RevokedAt.lte(before)).add(Column::ExpiresAt.lte(before));
    Ok(Entity::delete_many().filter(over).exec(db).await.map_err(failure)?.rows_affected)
}

fn kept_of(user: UserId) -> Condition {
    Condition::all().add(Column::UserId.eq(user.0)).add(Expr::col(Column::RevokedAt).is_null())
}

fn hash(key: &Secret) -> String {
    sha256_hex(key.reveal().as_bytes())
}

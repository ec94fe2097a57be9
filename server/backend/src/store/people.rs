//! Changing accounts. What changes who is an admin belongs into a transaction that begins with [`lock_admins`].

use super::{
    api_keys,
    entity::{media_requests, request_followers, users},
    session_tokens::{self, Which},
    sessions,
    users::{ACTIVE, User},
    values::failure,
};
use domain::{Actor, Error, Result, Role, Timestamp, UserId, error::Thing, people::Quotas};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::json;
use users::{ActiveModel, Column, Entity};

/// An admin who can act now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActingAdmin {
    pub id: UserId,
    /// Signs in with a password here.
    pub is_local: bool,
}

/// Every active admin. Until the end of the transaction nobody else changes who is one: of two admins who demote each
/// other, the second finds the first one's work done.
pub async fn lock_admins(db: &impl ConnectionTrait) -> Result<Vec<ActingAdmin>> {
    let rows = Entity::find()
        .filter(Column::Role.eq(Role::Admin.as_str()))
        .filter(Column::Status.eq(ACTIVE))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.iter().map(|row| ActingAdmin { id: UserId(row.id), is_local: row.password_hash.is_some() }).collect())
}

/// The user, as nobody else changes them until the end of the transaction.
pub async fn lock(db: &impl ConnectionTrait, user: UserId) -> Result<User> {
    let row = Entity::find_by_id(user.0).lock_exclusive().one(db).await.map_err(failure)?;
    row.map(User::from_row).transpose()?.ok_or_else(|| Error::not_found(Thing::User))
}

/// What was ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Ended {
    pub sessions: u64,
    pub devices: u64,
    pub keys: u64,
}

/// Ends every session, remembered device, API key and live stream of a user at once.
pub async fn end_sign_ins(db: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<Ended> {
    let raise = Query::update()
        .table(Entity)
        .value(Column::AuthEpoch, Expr::col(Column::AuthEpoch).add(1))
        .and_where(Expr::col(Column::Id).eq(user.0))
        .to_owned();
    db.execute(&raise).await.map_err(failure)?;
    let (devices, begun) = session_tokens::revoke(db, user, Which::All, now).await?;
    Ok(Ended {
        sessions: begun + sessions::delete_for_user(db, user).await?,
        devices,
        keys: api_keys::revoke_all(db, user, now).await?,
    })
}

pub async fn set_role(db: &impl ConnectionTrait, user: UserId, role: Role) -> Result<()> {
    set(db, user, ActiveModel { role: Set(role.as_str().to_owned()), ..Default::default() }).await
}

pub async fn set_active(db: &impl ConnectionTrait, user: UserId, active: bool) -> Result<()> {
    let status = if active { ACTIVE } else { "disabled" };
    set(db, user, ActiveModel { status: Set(status.to_owned()), ..Default::default() }).await
}

pub async fn set_quotas(db: &impl ConnectionTrait, user: UserId, quotas: Quotas) -> Result<()> {
    let quotas = (quotas != Quotas::default()).then(|| json!(quotas));
    set(db, user, ActiveModel { quotas: Set(quotas), ..Default::default() }).await
}

async fn set(db: &impl ConnectionTrait, user: UserId, row: ActiveModel) -> Result<()> {
    Entity::update_many().set(row).filter(Column::Id.eq(user.0)).exec(db).await.map_err(failure)?;
    Ok(())
}

/// Makes the requests of one user those of another; says how many.
pub async fn give_requests(db: &impl ConnectionTrait, from: UserId, to: &Actor) -> Result<u64> {
    let given = media_requests::Entity::update_many()
        .col_expr(media_requests::Column::UserId, Expr::value(to.id.0))
        .filter(media_requests::Column::UserId.eq(from.0))
        .exec(db)
        .await
        .map_err(failure)?;
    // Nobody follows a request of their own.
    let own = Query::select()
        .column(media_requests::Column::Id)
        .from(media_requests::Entity)
        .and_where(Expr::col(media_requests::Column::UserId).eq(to.id.0))
        .to_owned();
    request_followers::Entity::delete_many()
        .filter(request_followers::Column::UserId.eq(to.id.0))
        .filter(request_followers::Column::RequestId.in_subquery(own))
        .exec(db)
        .await
        .map_err(failure)?;
    Ok(given.rows_affected)
}

/// Deletes all requests of a user with their timelines; says how many.
pub async fn delete_requests(db: &impl ConnectionTrait, user: UserId) -> Result<u64> {
    let deleted =
        media_requests::Entity::delete_many().filter(media_requests::Column::UserId.eq(user.0)).exec(db).await;
    Ok(deleted.map_err(failure)?.rows_affected)
}

/// Deletes the account, with all that ends with it: sign-ins, keys, inbox.
pub async fn delete(db: &impl ConnectionTrait, user: UserId) -> Result<()> {
    Entity::delete_by_id(user.0).exec(db).await.map_err(failure)?;
    Ok(())
}

//! Whether Plex users may still use the Plex server: who is to be looked at, and what was found.

use super::{
    entity::users::{Column, Entity, Model},
    users::{ACTIVE, User, change, server_token_place, token_place},
    values::{column, failure, moment},
};
use crate::{
    clock,
    secrets::{Keyring, Place},
};
use domain::{Result, Timestamp, UserId, accounts::Secret};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::TimeDateTimeWithTimeZone,
    sea_query::{ExprTrait, NullOrdering, Order, Query},
};
use std::time::Duration;

/// How old an answer of plex.tv may get.
const GOOD_FOR: Duration = Duration::from_hours(24);
/// The same for a "no": who has it back should not have to wait.
const NO_IS_GOOD_FOR: Duration = Duration::from_hours(1);

/// Active users whose answer is too old, the oldest first. Who has no token cannot be asked about.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp, most: u64) -> Result<Vec<UserId>> {
    let old = column(clock::before(now, GOOD_FOR));
    let old_no =
        Column::PlexLostAt.is_not_null().and(Column::PlexCheckedAt.lte(column(clock::before(now, NO_IS_GOOD_FOR))));
    let rows: Vec<uuid::Uuid> = Entity::find()
        .filter(Column::Status.eq(ACTIVE))
        .filter(Column::PlexId.is_not_null())
        .filter(Column::PlexToken.is_not_null())
        .filter(Column::PlexCheckedAt.is_null().or(Column::PlexCheckedAt.lte(old)).or(old_no))
        .order_by_with_nulls(Column::PlexCheckedAt, Order::Asc, NullOrdering::First)
        .order_by_asc(Column::Id)
        .limit(most)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// Whether [`due`] would name this user.
pub fn is_due(user: &User, now: Timestamp) -> bool {
    let good_for = if user.plex_lost_at.is_some() { NO_IS_GOOD_FOR } else { GOOD_FOR };
    let is_old = user.plex_checked_at.is_none_or(|at| at <= clock::before(now, good_for));
    user.active && user.plex_id.is_some() && user.has_plex_token && is_old
}

/// Somebody as they were when plex.tv was asked.
pub struct Asked {
    pub user: UserId,
    pub plex_id: i64,
    pub token: Secret,
    /// What they had for the Plex server.
    pub server_token: Option<Secret>,
    /// By which it is known again.
    sealed: String,
}

/// With what to ask about this user; `None` when there is nothing, or they are disabled.
pub async fn to_ask(db: &impl ConnectionTrait, keyring: &Keyring, user: UserId) -> Result<Option<Asked>> {
    let row = Entity::find_by_id(user.0).one(db).await.map_err(failure)?.filter(|row| row.status == ACTIVE);
    let Some(Model { plex_id: Some(plex_id), plex_token: Some(sealed), plex_server_token, .. }) = row else {
        return Ok(None);
    };
    let open = |place: Place, sealed: &String| keyring.open_text(&place, sealed);
    let token = open(token_place(user.0), &sealed)?;
    let server_token = plex_server_token.map(|sealed| open(server_token_place(user.0), &sealed)).transpose()?;
    Ok(Some(Asked { user, plex_id, token, server_token, sealed }))
}

/// Since when access was lost, as nobody else changes it until the end of the transaction; `None` when the answer is about
/// somebody who has signed in anew meanwhile, was unlinked, disabled or is gone.
pub async fn lock(db: &impl ConnectionTrait, asked: &Asked) -> Result<Option<Option<Timestamp>>> {
    let row = Entity::find_by_id(asked.user.0)
        .filter(Column::Status.eq(ACTIVE))
        .filter(Column::PlexId.eq(asked.plex_id))
        .filter(Column::PlexToken.eq(&asked.sealed))
        .lock_exclusive()
        .one(db)
        .await
        .map_err(failure)?;
    Ok(row.map(|row| row.plex_lost_at.map(moment)))
}

/// They may use it.
pub async fn stands(db: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<()> {
    change(db, user, |update| {
        update.value(Column::PlexCheckedAt, column(now)).value(Column::PlexLostAt, None::<TimeDateTimeWithTimeZone>);
    })
    .await
}

/// They may not, since `since`; what MediaNest could do at the Plex server as them is forgotten.
pub async fn lost(db: &impl ConnectionTrait, user: UserId, since: Timestamp, now: Timestamp) -> Result<()> {
    change(db, user, |update| {
        update
            .value(Column::PlexCheckedAt, column(now))
            .value(Column::PlexLostAt, column(since))
            .value(Column::PlexServerToken, None::<String>);
    })
    .await
}

/// Plex has taken the token back: there is nothing to ask with any more.
pub async fn forget_token(db: &impl ConnectionTrait, user: UserId) -> Result<()> {
    change(db, user, |update| {
        update.value(Column::PlexToken, None::<String>);
    })
    .await
}

/// Everybody is to be looked at again: what decides has changed.
pub async fn look_again(db: &impl ConnectionTrait) -> Result<()> {
    let update = Query::update()
        .table(Entity)
        .value(Column::PlexCheckedAt, None::<TimeDateTimeWithTimeZone>)
        .and_where(Column::PlexId.is_not_null())
        .to_owned();
    db.execute(&update).await.map_err(failure)?;
    Ok(())
}

/// Seals and keeps the token for our Plex server, or forgets it.
pub async fn set_server_token(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    user: UserId,
    token: Option<&Secret>,
) -> Result<()> {
    let sealed = token.map(|token| keyring.seal_text(&server_token_place(user.0), token)).transpose()?;
    change(db, user, |update| {
        update.value(Column::PlexServerToken, sealed);
    })
    .await
}

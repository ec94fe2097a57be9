//! What of a user is Plex's: the account, and the tokens.

use super::{ACTIVE, User, change, find_by_plex_id};
use crate::{
    secrets::{Keyring, Place},
    store::{
        entity::users::{ActiveModel, Column, Entity},
        values::{column, failure, is_duplicate, new_id},
    },
};
use domain::{Error, Result, Role, Timestamp, UserId, accounts::Secret};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    prelude::TimeDateTimeWithTimeZone,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

/// What plex.tv says of an account.
#[derive(Clone, Copy, Debug)]
pub struct PlexProfile<'a> {
    pub plex_id: i64,
    pub username: &'a str,
    pub email: Option<&'a str>,
    pub avatar_url: Option<&'a str>,
}

/// The user of this Plex account, made as an ordinary user when new, else brought up to date. A local account that is
/// linked keeps its own name.
pub async fn upsert_plex(db: &impl ConnectionTrait, profile: &PlexProfile<'_>, now: Timestamp) -> Result<User> {
    let row = ActiveModel {
        id: Set(new_id()),
        created_at: Set(column(now)),
        plex_id: Set(Some(profile.plex_id)),
        username: Set(profile.username.to_owned()),
        username_key: Set(profile.username.to_lowercase()),
        email: Set(profile.email.map(str::to_owned)),
        avatar_url: Set(profile.avatar_url.map(str::to_owned)),
        role: Set(Role::User.as_str().to_owned()),
        status: Set(ACTIVE.to_owned()),
        last_login_at: Set(Some(column(now))),
        ..Default::default()
    };
    let update = OnConflict::column(Column::PlexId)
        .update_columns([Column::Email, Column::AvatarUrl, Column::LastLoginAt])
        .to_owned();
    Entity::insert(row).on_conflict(update).exec_without_returning(db).await.map_err(failure)?;
    Entity::update_many()
        .col_expr(Column::Username, Expr::value(profile.username))
        .col_expr(Column::UsernameKey, Expr::value(profile.username.to_lowercase()))
        .filter(Column::PlexId.eq(profile.plex_id))
        .filter(Column::PasswordHash.is_null())
        .exec(db)
        .await
        .map_err(failure)?;
    find_by_plex_id(db, profile.plex_id).await?.ok_or_else(|| Error::internal("a user vanished while signing in"))
}

/// Links a local account that has no Plex account yet; `false` when it has, or the Plex account is somebody's. Who they
/// are at Overseerr is looked up anew.
pub async fn link_plex(db: &impl ConnectionTrait, id: UserId, profile: &PlexProfile<'_>) -> Result<bool> {
    let linked = Entity::update_many()
        .col_expr(Column::PlexId, Expr::value(profile.plex_id))
        .col_expr(Column::Email, Expr::value(profile.email.map(str::to_owned)))
        .col_expr(Column::AvatarUrl, Expr::value(profile.avatar_url.map(str::to_owned)))
        .col_expr(Column::OverseerrUserId, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PlexId.is_null())
        .filter(Column::PasswordHash.is_not_null())
        .exec(db)
        .await;
    match linked {
        Ok(result) => Ok(result.rows_affected == 1),
        Err(error) if is_duplicate(&error) => Ok(false),
        Err(error) => Err(failure(error)),
    }
}

/// Takes the Plex account away from a local account, with all that came with it; who they are at Overseerr is looked up
/// anew.
pub async fn unlink_plex(db: &impl ConnectionTrait, id: UserId) -> Result<()> {
    change(db, id, |update| {
        for column in [Column::Email, Column::AvatarUrl, Column::PlexToken, Column::PlexServerToken] {
            update.value(column, None::<String>);
        }
        for column in [Column::PlexId, Column::OverseerrUserId] {
            update.value(column, None::<i64>);
        }
        for column in [Column::PlexCheckedAt, Column::PlexLostAt] {
            update.value(column, None::<TimeDateTimeWithTimeZone>);
        }
        update.and_where(Expr::col(Column::PasswordHash).is_not_null());
    })
    .await
}

/// Seals and keeps this user's token at plex.tv, and the one for our Plex server where there is one.
pub async fn set_plex_tokens(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: UserId,
    token: &Secret,
    server_token: Option<&Secret>,
) -> Result<()> {
    let token = keyring.seal_text(&token_place(id.0), token)?;
    let server_token = server_token.map(|token| keyring.seal_text(&server_token_place(id.0), token)).transpose()?;
    change(db, id, |update| {
        update.value(Column::PlexToken, token).value(Column::PlexServerToken, server_token);
    })
    .await
}

/// This user's token at plex.tv.
pub async fn plex_token(db: &impl ConnectionTrait, keyring: &Keyring, id: UserId) -> Result<Option<Secret>> {
    let row = Entity::find_by_id(id.0).one(db).await.map_err(failure)?;
    let sealed = row.and_then(|row| row.plex_token);
    Ok(sealed.map(|sealed| keyring.open_text(&token_place(id.0), &sealed)).transpose()?)
}

/// This user's own token for our Plex server: what it lists is what this user may see.
pub async fn plex_server_token(db: &impl ConnectionTrait, keyring: &Keyring, id: UserId) -> Result<Option<Secret>> {
    let row = Entity::find_by_id(id.0).one(db).await.map_err(failure)?;
    let sealed = row.and_then(|row| row.plex_server_token);
    Ok(sealed.map(|sealed| keyring.open_text(&server_token_place(id.0), &sealed)).transpose()?)
}

pub(in crate::store) fn token_place(id: Uuid) -> Place {
    Place::new("users", "plex_token", id)
}

pub(in crate::store) fn server_token_place(id: Uuid) -> Place {
    Place::new("users", "plex_server_token", id)
}

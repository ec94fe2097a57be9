//! Tokens of remembered devices. The table knows them by a hash; each is used once and followed by another of the same
//! family, which is one device.

use super::{
    entity::{
        session_tokens::{ActiveModel, Column, Entity, Model},
        sessions, users,
    },
    values::{column, failure, moment},
};
use crate::{
    clock,
    secrets::{Keyring, Place, sha256_hex},
};
use domain::{Result, Timestamp, UserId, accounts::Secret};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, LockType},
};
use std::time::Duration;
use uuid::Uuid;

/// How long a token lasts unused.
pub const TOKEN_LASTS: Duration = Duration::from_hours(90 * 24);
/// How long a used token is answered with its successor: two tabs of one browser show the same one.
pub const GRACE: Duration = Duration::from_mins(1);
/// How long a token that was taken back is kept.
const REVOKED_KEPT: Duration = Duration::from_hours(24);

/// A token that is handed out.
#[derive(Debug)]
pub struct NewToken<'a> {
    pub id: Uuid,
    pub user: UserId,
    pub selector: &'a str,
    pub secret: &'a Secret,
    pub family: Uuid,
    pub device: Option<&'a str>,
    pub ip: Option<&'a str>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Token {
    pub id: Uuid,
    pub user: UserId,
    pub family: Uuid,
    pub hash: String,
    pub device: Option<String>,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub revoked: bool,
    /// Sealed.
    successor: Option<String>,
}

impl Token {
    /// The cookie that replaced it, while it may still be handed out again.
    pub fn successor(&self, keyring: &Keyring) -> Result<Option<Secret>> {
        let opened = self.successor.as_ref().map(|sealed| keyring.open_text(&successor_place(self.id), sealed));
        Ok(opened.transpose()?)
    }
}

impl From<Model> for Token {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            user: UserId(row.user_id),
            family: row.family,
            hash: row.token_hash,
            device: row.device,
            expires_at: moment(row.expires_at),
            used_at: row.used_at.map(moment),
            revoked: row.revoked_at.is_some(),
            successor: row.successor,
        }
    }
}

/// As the column keeps it.
pub fn hash(secret: &Secret) -> String {
    sha256_hex(secret.reveal().as_bytes())
}

/// Keeps a new token; says until when it is good.
pub async fn insert(db: &impl ConnectionTrait, new: &NewToken<'_>, now: Timestamp) -> Result<Timestamp> {
    let expires_at = clock::after(now, TOKEN_LASTS);
    let row = ActiveModel {
        id: Set(new.id),
        created_at: Set(column(now)),
        user_id: Set(new.user.0),
        selector: Set(new.selector.to_owned()),
        token_hash: Set(hash(new.secret)),
        family: Set(new.family),
        device: Set(new.device.map(str::to_owned)),
        ip: Set(new.ip.map(str::to_owned)),
        expires_at: Set(column(expires_at)),
        used_at: Set(None),
        successor: Set(None),
        revoked_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(db).await.map_err(failure)?;
    Ok(expires_at)
}

pub async fn find(db: &impl ConnectionTrait, selector: &str) -> Result<Option<Token>> {
    let found = Entity::find().filter(Column::Selector.eq(selector)).one(db).await;
    Ok(found.map_err(failure)?.map(Token::from))
}

/// Uses a token, once: `false` when it is used, taken back or over. `successor` is the cookie that replaces it.
pub async fn spend(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: Uuid,
    successor: &Secret,
    now: Timestamp,
) -> Result<bool> {
    let spent = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(column(now)))
        .col_expr(Column::Successor, Expr::value(keyring.seal_text(&successor_place(id), successor)?))
        .filter(Column::Id.eq(id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(column(now)))
        .exec(db)
        .await;
    Ok(spent.map_err(failure)?.rows_affected == 1)
}

/// Waits for whoever else changes the sign-ins of this user, and keeps the others waiting until the transaction ends: a
/// device that is signed out must not be handed a new token meanwhile. On SQLite transactions wait anyway. Says of which
/// epoch the user is; `None` when disabled or gone.
pub async fn lock(transaction: &impl ConnectionTrait, user: UserId) -> Result<Option<i64>> {
    let found = users::Entity::find_by_id(user.0).lock(LockType::NoKeyUpdate).one(transaction).await;
    Ok(found.map_err(failure)?.filter(|user| user.status == "active").map(|user| user.auth_epoch))
}

/// Whether this device is still remembered.
pub async fn stands(db: &impl ConnectionTrait, user: UserId, family: Uuid, now: Timestamp) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::UserId.eq(user.0))
        .filter(Column::Family.eq(family))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(column(now)))
        .limit(1)
        .one(db)
        .await;
    Ok(found.map_err(failure)?.is_some())
}

/// Which devices of a user.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    All,
    One(Uuid),
    AllBut(Uuid),
}

/// Takes the tokens of these devices back, and ends the sessions they began; says how many tokens and sessions that were.
pub async fn revoke(db: &impl ConnectionTrait, user: UserId, which: Which, now: Timestamp) -> Result<(u64, u64)> {
    let tokens = match which {
        Which::All => Condition::all(),
        Which::One(family) => Condition::all().add(Column::Family.eq(family)),
        Which::AllBut(family) => Condition::all().add(Column::Family.ne(family)),
    };
    let begun = match which {
        Which::All => Condition::all().add(sessions::Column::Family.is_not_null()),
        Which::One(family) => Condition::all().add(sessions::Column::Family.eq(family)),
        Which::AllBut(family) => Condition::all().add(sessions::Column::Family.ne(family)),
    };
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(column(now)))
        .col_expr(Column::Successor, Expr::value(None::<String>))
        .filter(Column::UserId.eq(user.0))
        .filter(Column::RevokedAt.is_null())
        .filter(tokens)
        .exec(db)
        .await
        .map_err(failure)?;
    let ended = sessions::Entity::delete_many()
        .filter(sessions::Column::UserId.eq(user.0))
        .filter(begun)
        .exec(db)
        .await
        .map_err(failure)?;
    Ok((revoked.rows_affected, ended.rows_affected))
}

/// Takes back one token whose time is over, so that it stays over whatever the clock says later.
pub async fn bury(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await.map_err(failure)?;
    Ok(())
}

/// Removes what is over, and forgets the successors that are no longer handed out; says how many tokens were removed. What
/// was used is kept as long as it would have lasted: shown again, it tells of a theft.
pub async fn purge(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    let over = Condition::any()
        .add(Column::ExpiresAt.lte(column(now)))
        .add(Column::RevokedAt.lte(column(clock::before(now, REVOKED_KEPT))));
    let purged = Entity::delete_many().filter(over).exec(db).await.map_err(failure)?;
    Entity::update_many()
        .col_expr(Column::Successor, Expr::value(None::<String>))
        .filter(Column::Successor.is_not_null())
        .filter(Column::UsedAt.lte(column(clock::before(now, GRACE))))
        .exec(db)
        .await
        .map_err(failure)?;
    Ok(purged.rows_affected)
}

/// Whether two moments are near enough to be two tabs of one browser, whichever replica's clock goes ahead.
pub fn within_grace(used_at: Timestamp, now: Timestamp) -> bool {
    used_at.seconds_until(now).max(now.seconds_until(used_at)) < GRACE.as_secs()
}

fn successor_place(id: Uuid) -> Place {
    Place::new("session_tokens", "successor", id)
}

//! Attempts to sign in with a Plex PIN, each bound to the browser that started it; an admin's search for the own Plex
//! server is one too, and never signs anybody in.

use super::{
    entity::plex_sign_ins::{ActiveModel, Column, Entity, Model},
    values::{column, failure, moment, new_id, number, parsed},
};
use crate::{
    clock,
    secrets::{Keyring, Place, sha256_hex},
};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::{BrowserKey, Secret},
    ids::PlexSignInId,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use std::time::Duration;

/// What became of an attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Waiting,
    Authorized,
    Denied,
    Expired,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Authorized => "authorized",
            Self::Denied => "denied",
            Self::Expired => "expired",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        [Self::Waiting, Self::Authorized, Self::Denied, Self::Expired]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("unknown state {text}"))
    }
}

/// What a PIN is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    SignIn,
    /// This admin looks for the own Plex server.
    FindServers(UserId),
    /// This local account is to be linked.
    Link(UserId),
}

impl Purpose {
    fn admin(self) -> Option<uuid::Uuid> {
        match self {
            Self::SignIn | Self::Link(_) => None,
            Self::FindServers(admin) => Some(admin.0),
        }
    }

    fn link(self) -> Option<uuid::Uuid> {
        match self {
            Self::Link(user) => Some(user.0),
            Self::SignIn | Self::FindServers(_) => None,
        }
    }

    fn rows(self) -> Condition {
        let is = |column: Column, id: Option<uuid::Uuid>| id.map_or_else(|| column.is_null(), |id| column.eq(id));
        Condition::all().add(is(Column::AdminId, self.admin())).add(is(Column::LinkUserId, self.link()))
    }
}

/// A PIN a browser is to wait for.
#[derive(Debug)]
pub struct NewSignIn<'a> {
    pub purpose: Purpose,
    /// As plex.tv knows the PIN.
    pub pin_id: i64,
    /// To be typed at plex.tv/link; none for the PIN that the browser made itself.
    pub code: Option<&'a str>,
    pub remember: bool,
    pub expires_at: Timestamp,
}

/// An attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignIn {
    pub id: PlexSignInId,
    pub state: State,
    pub pin_id: i64,
    pub code: Option<String>,
    pub remember: bool,
    pub expires_at: Timestamp,
    /// How often plex.tv was asked.
    pub polls: u32,
    /// What an admin's search found.
    pub found: Option<Secret>,
}

impl SignIn {
    fn open(row: Model, keyring: &Keyring) -> Result<Self> {
        let pin = keyring.open_text(&pin_place(row.id), &row.pin_id)?;
        Ok(Self {
            id: PlexSignInId(row.id),
            state: parsed("plex_sign_ins.state", &row.state)?,
            pin_id: pin.reveal().parse().map_err(|_| Error::internal("plex_sign_ins.pin_id is no number"))?,
            code: row.code,
            remember: row.remember,
            expires_at: moment(row.expires_at),
            polls: number("plex_sign_ins.polls", row.polls)?,
            found: row.found.map(|sealed| keyring.open_text(&found_place(row.id), &sealed)).transpose()?,
        })
    }
}

pub async fn create(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    browser: &BrowserKey,
    new: &NewSignIn<'_>,
    now: Timestamp,
) -> Result<PlexSignInId> {
    let id = new_id();
    let row = ActiveModel {
        id: Set(id),
        created_at: Set(column(now)),
        browser_hash: Set(hash(browser)),
        pin_id: Set(keyring.seal_text(&pin_place(id), &Secret::new(new.pin_id.to_string()))?),
        code: Set(new.code.map(str::to_owned)),
        remember: Set(new.remember),
        state: Set(State::Waiting.as_str().to_owned()),
        expires_at: Set(column(new.expires_at)),
        polls: Set(0),
        next_poll_at: Set(column(now)),
        lease_until: Set(None),
        admin_id: Set(new.purpose.admin()),
        link_user_id: Set(new.purpose.link()),
        found: Set(None),
    };
    Entity::insert(row).exec_without_returning(db).await.map_err(failure)?;
    Ok(PlexSignInId(id))
}

/// This browser's attempt; another browser's is not found.
pub async fn find(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    browser: &BrowserKey,
    purpose: Purpose,
    id: PlexSignInId,
) -> Result<Option<SignIn>> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::BrowserHash.eq(hash(browser)))
        .filter(purpose.rows())
        .one(db)
        .await
        .map_err(failure)?;
    found.map(|row| SignIn::open(row, keyring)).transpose()
}

/// This browser's newest attempt that is not over.
pub async fn newest(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    browser: &BrowserKey,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<SignIn>> {
    let going_on = match purpose {
        Purpose::SignIn | Purpose::Link(_) => vec![State::Waiting.as_str()],
        // What was found is still to be chosen from.
        Purpose::FindServers(_) => vec![State::Waiting.as_str(), State::Authorized.as_str()],
    };
    let found = Entity::find()
        .filter(Column::BrowserHash.eq(hash(browser)))
        .filter(purpose.rows())
        .filter(Column::State.is_in(going_on))
        .filter(Column::ExpiresAt.gt(column(now)))
        .order_by_desc(Column::Id)
        .limit(1)
        .one(db)
        .await
        .map_err(failure)?;
    found.map(|row| SignIn::open(row, keyring)).transpose()
}

/// Whether this caller may ask plex.tv now: nobody else does or has since `attempt` was read, and it was not asked too
/// recently. Lasts until [`release`], [`finish`] or for `lease`.
pub async fn lease(db: &impl ConnectionTrait, attempt: &SignIn, now: Timestamp, lease: Duration) -> Result<bool> {
    let free = Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lte(column(now)));
    let leased = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(column(clock::after(now, lease))))
        .col_expr(Column::Polls, Expr::col(Column::Polls).add(1))
        .filter(Column::Id.eq(attempt.id.0))
        .filter(Column::Polls.eq(attempt.polls))
        .filter(Column::State.eq(State::Waiting.as_str()))
        .filter(Column::NextPollAt.lte(column(now)))
        .filter(free)
        .exec(db)
        .await;
    Ok(leased.map_err(failure)?.rows_affected == 1)
}

/// Gives the lease back that was taken on `attempt`, if it still holds; plex.tv is not asked before `next`.
pub async fn release(db: &impl ConnectionTrait, attempt: &SignIn, next: Timestamp) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(None::<sea_orm::prelude::TimeDateTimeWithTimeZone>))
        .col_expr(Column::NextPollAt, Expr::value(column(next)))
        .filter(Column::Id.eq(attempt.id.0))
        .filter(Column::Polls.eq(attempt.polls + 1))
        .exec(db)
        .await
        .map_err(failure)?;
    Ok(())
}

/// Ends an attempt, once: `false` when it had ended before.
pub async fn finish(db: &impl ConnectionTrait, id: PlexSignInId, state: State) -> Result<bool> {
    let finished = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(State::Waiting.as_str()))
        .exec(db)
        .await;
    Ok(finished.map_err(failure)?.rows_affected == 1)
}

/// Seals and keeps what a search found, for who chooses until `expires_at`.
pub async fn keep_found(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: PlexSignInId,
    found: &Secret,
    expires_at: Timestamp,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Authorized.as_str()))
        .col_expr(Column::Found, Expr::value(keyring.seal_text(&found_place(id.0), found)?))
        .col_expr(Column::ExpiresAt, Expr::value(column(expires_at)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AdminId.is_not_null())
        .filter(Column::State.is_in([State::Waiting.as_str(), State::Authorized.as_str()]))
        .exec(db)
        .await
        .map_err(failure)?;
    Ok(())
}

/// Forgets a search with all it found.
pub async fn forget(db: &impl ConnectionTrait, id: PlexSignInId) -> Result<()> {
    Entity::delete_by_id(id.0).exec(db).await.map_err(failure)?;
    Ok(())
}

/// Removes what expired an hour ago (until then the browser that waits is told so); says how many there were.
pub async fn purge_expired(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    let old = clock::before(now, Duration::from_hours(1));
    let purged = Entity::delete_many().filter(Column::ExpiresAt.lte(column(old))).exec(db).await;
    Ok(purged.map_err(failure)?.rows_affected)
}

fn pin_place(id: uuid::Uuid) -> Place {
    Place::new("plex_sign_ins", "pin_id", id)
}

fn found_place(id: uuid::Uuid) -> Place {
    Place::new("plex_sign_ins", "found", id)
}

fn hash(browser: &BrowserKey) -> String {
    sha256_hex(browser.0.reveal().as_bytes())
}

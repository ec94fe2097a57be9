//! Devices: what sessions and tokens of one family have in common. A session from before there were families is a device
//! of its own.

use super::{
    entity::{session_tokens as tokens, sessions, users},
    notifications::Notice,
    session_tokens::{self, Which},
    values::{column, failure, moment},
};
use crate::secrets::sha256_hex;
use domain::{Result, Timestamp, UserId, devices::Device, ids::DeviceId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The device of a session without a family; `id` is what the cookie holds. It tells nothing of that.
pub fn of_session(id: &str) -> DeviceId {
    of_hash(&sha256_hex(id.as_bytes()))
}

fn of_hash(id_hash: &str) -> DeviceId {
    let hash = sha256_hex(format!("device {id_hash}").as_bytes());
    let half = hash.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok());
    DeviceId(Uuid::from_u128(half.unwrap_or_default()))
}

fn of(session: &sessions::Model) -> DeviceId {
    session.family.map_or_else(|| of_hash(&session.id_hash), DeviceId)
}

/// The sessions of a user that still open something.
async fn living(db: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<Vec<sessions::Model>> {
    let Some(user) = users::Entity::find_by_id(user.0).one(db).await.map_err(failure)? else { return Ok(Vec::new()) };
    let found = sessions::Entity::find()
        .filter(sessions::Column::UserId.eq(user.id))
        .filter(sessions::Column::AuthEpoch.eq(user.auth_epoch))
        .filter(sessions::Column::ExpiresAt.gt(column(now)))
        .all(db)
        .await;
    found.map_err(failure)
}

/// All devices of a user, the one that was seen last first.
pub async fn list(
    db: &impl ConnectionTrait,
    user: UserId,
    here: Option<DeviceId>,
    now: Timestamp,
) -> Result<Vec<Device>> {
    let mut devices: BTreeMap<DeviceId, Device> = BTreeMap::new();
    let mut seen = |id, first, last, name: Option<String>, ip: Option<String>| {
        let (first, last) = (moment(first), moment(last));
        let device = devices.entry(id).or_insert_with(|| Device {
            id,
            name: None,
            ip: None,
            first_seen_at: first,
            last_seen_at: first,
            remembered: false,
            current: here == Some(id),
        });
        device.first_seen_at = device.first_seen_at.min(first);
        if last >= device.last_seen_at {
            device.last_seen_at = last;
            device.name = name.or_else(|| device.name.take());
            device.ip = ip.or_else(|| device.ip.take());
        }
    };
    let kept = tokens::Entity::find()
        .filter(tokens::Column::UserId.eq(user.0))
        .filter(tokens::Column::RevokedAt.is_null())
        .filter(tokens::Column::ExpiresAt.gt(column(now)))
        .all(db)
        .await
        .map_err(failure)?;
    // A family whose last token is over is remembered no more.
    let remembered: Vec<Uuid> = kept.iter().filter(|token| token.used_at.is_none()).map(|token| token.family).collect();
    for token in kept.into_iter().filter(|token| remembered.contains(&token.family)) {
        seen(DeviceId(token.family), token.created_at, token.created_at, token.device, token.ip);
    }
    for session in living(db, user, now).await? {
        seen(of(&session), session.created_at, session.last_seen_at, session.device, session.ip);
    }
    for family in remembered {
        if let Some(device) = devices.get_mut(&DeviceId(family)) {
            device.remembered = true;
        }
    }
    let mut devices: Vec<Device> = devices.into_values().collect();
    devices.sort_by_key(|device| (!device.current, std::cmp::Reverse(device.last_seen_at), device.id));
    Ok(devices)
}

/// Ends one device of this user; `false` when there is none of this id.
pub async fn end_one(db: &impl ConnectionTrait, user: UserId, id: DeviceId, now: Timestamp) -> Result<bool> {
    let (tokens, sessions) = session_tokens::revoke(db, user, Which::One(id.0), now).await?;
    if tokens + sessions > 0 {
        return Ok(true);
    }
    let own = living(db, user, now).await?;
    let Some(session) = own.into_iter().find(|session| of(session) == id) else { return Ok(false) };
    let ended = sessions::Entity::delete_by_id(session.id_hash).exec(db).await.map_err(failure)?;
    Ok(ended.rows_affected > 0)
}

/// Ends all devices of this user but one.
pub async fn end_others(db: &impl ConnectionTrait, user: UserId, kept: DeviceId, now: Timestamp) -> Result<()> {
    session_tokens::revoke(db, user, Which::AllBut(kept.0), now).await?;
    let own = sessions::Entity::find().filter(sessions::Column::UserId.eq(user.0)).all(db).await.map_err(failure)?;
    let others = own.iter().filter(|session| of(session) != kept).map(|session| session.id_hash.clone());
    let ended = sessions::Entity::delete_many().filter(sessions::Column::IdHash.is_in(others)).exec(db).await;
    ended.map_err(failure)?;
    Ok(())
}

/// Whether a sign-in from here is news to its user: it is signed in somewhere, and was not from here, nor was told of it.
pub async fn is_new(
    db: &impl ConnectionTrait,
    user: UserId,
    device: Option<&str>,
    ip: Option<&str>,
    notice: &Notice,
    now: Timestamp,
) -> Result<bool> {
    use super::entity::notifications;
    if list(db, user, None, now).await?.is_empty() {
        return Ok(false);
    }
    let of_sessions = Condition::all().add(same(sessions::Column::Device, device)).add(same(sessions::Column::Ip, ip));
    let of_tokens = Condition::all().add(same(tokens::Column::Device, device)).add(same(tokens::Column::Ip, ip));
    let session = sessions::Entity::find().filter(sessions::Column::UserId.eq(user.0)).filter(of_sessions).one(db);
    if session.await.map_err(failure)?.is_some() {
        return Ok(false);
    }
    let token = tokens::Entity::find().filter(tokens::Column::UserId.eq(user.0)).filter(of_tokens).one(db);
    if token.await.map_err(failure)?.is_some() {
        return Ok(false);
    }
    let told = notifications::Entity::find()
        .filter(notifications::Column::UserId.eq(user.0))
        .filter(notifications::Column::Kind.eq(notice.kind.as_str()))
        .filter(notifications::Column::Title.eq(&*notice.title))
        .filter(notifications::Column::Body.eq(&*notice.body))
        .one(db);
    Ok(told.await.map_err(failure)?.is_none())
}

fn same(column: impl ColumnTrait, value: Option<&str>) -> Expr {
    value.map_or_else(|| column.is_null(), |value| column.eq(value))
}

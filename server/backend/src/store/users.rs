//! People: local accounts with a password, and those who come from Plex (`plex`).

mod plex;

pub use plex::{PlexProfile, link_plex, plex_server_token, plex_token, set_plex_tokens, unlink_plex, upsert_plex};
pub(super) use plex::{server_token_place, token_place};

use super::{
    entity::users::{ActiveModel, Column, Entity, Model},
    values::{column, failure, is_duplicate, moment, new_id, parsed},
};
use domain::{
    Actor, Error, PageNumber, Result, Role, Timestamp, UserId,
    accounts::{ProfileChange, Secret, Theme, Username},
    error::Thing,
    language::Language,
    people::Quotas,
    text,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, UpdateStatement},
};
use serde_json::Value;
use uuid::Uuid;

pub(super) const ACTIVE: &str = "active";

/// A row, without what is sealed.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub username: String,
    pub email: Option<String>,
    pub role: Role,
    /// Not disabled.
    pub active: bool,
    pub auth_epoch: i64,
    pub must_change_password: bool,
    /// Local accounts only.
    pub password_hash: Option<Secret>,
    pub theme: Theme,
    pub language: Option<Language>,
    pub time_zone: Option<String>,
    pub avatar_url: Option<String>,
    /// The account at plex.tv.
    pub plex_id: Option<i64>,
    /// There is a token of theirs to ask plex.tv with.
    pub has_plex_token: bool,
    /// When plex.tv last said clearly whether they may use the Plex server.
    pub plex_checked_at: Option<Timestamp>,
    /// Since when they may not.
    pub plex_lost_at: Option<Timestamp>,
    /// The user at Overseerr as whom requests are sent.
    pub overseerr_user_id: Option<i64>,
    pub quotas: Quotas,
    pub created_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
}

impl User {
    pub(super) fn from_row(row: Model) -> Result<Self> {
        Ok(Self {
            id: UserId(row.id),
            username: row.username,
            email: row.email,
            role: parsed("users.role", &row.role)?,
            active: row.status == ACTIVE,
            auth_epoch: row.auth_epoch,
            must_change_password: row.must_change_password,
            password_hash: row.password_hash.map(Secret::new),
            theme: parsed("users.theme", &row.theme)?,
            // One that an older version of MediaNest does not speak is none.
            language: row.language.and_then(|tag| tag.parse().ok()),
            time_zone: row.time_zone,
            avatar_url: row.avatar_url,
            plex_id: row.plex_id,
            has_plex_token: row.plex_token.is_some(),
            plex_checked_at: row.plex_checked_at.map(moment),
            plex_lost_at: row.plex_lost_at.map(moment),
            overseerr_user_id: row.overseerr_user_id,
            quotas: row.quotas.as_ref().map(quotas).unwrap_or_default(),
            created_at: moment(row.created_at),
            last_login_at: row.last_login_at.map(moment),
        })
    }

    /// Came in with Plex alone, and that is over: they stay, without what was Plex's.
    pub fn is_without_plex(&self) -> bool {
        self.plex_lost_at.is_some() && self.password_hash.is_none()
    }

    /// As the one who acts.
    pub fn into_actor(self) -> Actor {
        Actor {
            id: self.id,
            name: self.username,
            role: self.role,
            auth_epoch: self.auth_epoch,
            must_change_password: self.must_change_password,
            is_local: self.password_hash.is_some(),
            avatar_url: self.avatar_url,
            theme: self.theme,
            language: self.language,
            time_zone: self.time_zone,
            plex_id: self.plex_id,
            scopes: None,
        }
    }
}

/// Each by itself: one that is odd takes no other away.
fn quotas(row: &Value) -> Quotas {
    let number = |name: &str| row.get(name)?.as_u64().and_then(|most| u32::try_from(most).ok());
    Quotas {
        requests_per_hour: number("requests_per_hour"),
        downloads_per_hour: number("downloads_per_hour"),
        disk_gb: number("disk_gb"),
    }
}

fn one(row: Option<Model>) -> Result<Option<User>> {
    row.map(User::from_row).transpose()
}

pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<User>> {
    one(Entity::find_by_id(id.0).one(db).await.map_err(failure)?)
}

/// Plex users are known by their number at plex.tv and by nothing else.
pub async fn find_by_plex_id(db: &impl ConnectionTrait, plex_id: i64) -> Result<Option<User>> {
    one(Entity::find().filter(Column::PlexId.eq(plex_id)).one(db).await.map_err(failure)?)
}

/// The local account of this name, however it is capitalised.
pub async fn find_local(db: &impl ConnectionTrait, name: &Username) -> Result<Option<User>> {
    let found = Entity::find()
        .filter(Column::UsernameKey.eq(name.normalised()))
        .filter(Column::PasswordHash.is_not_null())
        .one(db)
        .await;
    one(found.map_err(failure)?)
}

/// Whether there is any local admin, disabled or not.
pub async fn has_local_admin(db: &impl ConnectionTrait) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::Role.eq(Role::Admin.as_str()))
        .filter(Column::PasswordHash.is_not_null())
        .limit(1)
        .one(db)
        .await;
    Ok(found.map_err(failure)?.is_some())
}

/// Who acts in a session of this epoch: active users only, one query by primary key.
pub async fn actor(db: &impl ConnectionTrait, id: UserId, auth_epoch: i64) -> Result<Option<Actor>> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::AuthEpoch.eq(auth_epoch))
        .filter(Column::Status.eq(ACTIVE))
        .one(db)
        .await;
    Ok(one(found.map_err(failure)?)?.map(User::into_actor))
}

/// Whether this sign-in still stands, and until the end of the transaction nobody ends it.
pub async fn holds(db: &impl ConnectionTrait, by: &Actor) -> Result<bool> {
    let found = Entity::find_by_id(by.id.0)
        .filter(Column::AuthEpoch.eq(by.auth_epoch))
        .filter(Column::Status.eq(ACTIVE))
        .lock_exclusive()
        .one(db)
        .await;
    Ok(found.map_err(failure)?.is_some())
}

/// One page of everybody, by name, and how many there are.
pub async fn page(db: &impl ConnectionTrait, page: PageNumber) -> Result<(Vec<User>, u64)> {
    let total = Entity::find().count(db).await.map_err(failure)?;
    let rows = Entity::find()
        .order_by_asc(Column::UsernameKey)
        .order_by_asc(Column::Id)
        .offset(page.offset())
        .limit(u64::from(page.per_page))
        .all(db)
        .await
        .map_err(failure)?;
    Ok((rows.into_iter().map(User::from_row).collect::<Result<_>>()?, total))
}

/// Every active admin.
pub async fn admins(db: &impl ConnectionTrait) -> Result<Vec<UserId>> {
    let rows: Vec<uuid::Uuid> = Entity::find()
        .filter(Column::Role.eq(Role::Admin.as_str()))
        .filter(Column::Status.eq(ACTIVE))
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// A local account to be made.
#[derive(Debug)]
pub struct NewLocal<'a> {
    pub username: &'a Username,
    /// In PHC format.
    pub password_hash: &'a Secret,
    pub role: Role,
    pub must_change_password: bool,
}

/// # Errors
/// [`Error::Conflict`] when there is a local account of that name.
pub async fn create_local(db: &impl ConnectionTrait, new: &NewLocal<'_>, now: Timestamp) -> Result<UserId> {
    let id = new_id();
    let row = ActiveModel {
        id: Set(id),
        created_at: Set(column(now)),
        username: Set(new.username.as_str().to_owned()),
        username_key: Set(new.username.normalised()),
        role: Set(new.role.as_str().to_owned()),
        status: Set(ACTIVE.to_owned()),
        password_hash: Set(Some(new.password_hash.reveal().to_owned())),
        must_change_password: Set(new.must_change_password),
        ..Default::default()
    };
    match Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(UserId(id)),
        Err(error) if is_duplicate(&error) => Err(Error::Conflict(text::name_taken().into())),
        Err(error) => Err(failure(error)),
    }
}

/// Sets the password and ends every session by a new epoch, which is returned.
pub async fn set_password(db: &impl ConnectionTrait, id: UserId, hash: &Secret, must_change: bool) -> Result<i64> {
    change(db, id, |update| {
        update
            .value(Column::PasswordHash, hash.reveal())
            .value(Column::MustChangePassword, must_change)
            .value(Column::AuthEpoch, Expr::col(Column::AuthEpoch).add(1));
    })
    .await?;
    let user = find(db, id).await?.ok_or_else(|| Error::not_found(Thing::User))?;
    Ok(user.auth_epoch)
}

pub async fn update_profile(db: &impl ConnectionTrait, id: UserId, profile: &ProfileChange) -> Result<()> {
    change(db, id, |update| {
        // Something has to be set, also when nothing changes.
        update.value(Column::Id, id.0);
        if let Some(theme) = profile.theme {
            update.value(Column::Theme, theme.as_str());
        }
        if let Some(language) = profile.language {
            update.value(Column::Language, language.map(Language::tag));
        }
        if let Some(zone) = &profile.time_zone {
            update.value(Column::TimeZone, zone.clone());
        }
    })
    .await
}

/// Which language each of these has chosen.
pub async fn languages(db: &impl ConnectionTrait, users: &[UserId]) -> Result<Vec<(UserId, Option<Language>)>> {
    let rows: Vec<(Uuid, Option<String>)> = Entity::find()
        .filter(Column::Id.is_in(users.iter().map(|user| user.0)))
        .select_only()
        .columns([Column::Id, Column::Language])
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.into_iter().map(|(id, tag)| (UserId(id), tag.and_then(|tag| tag.parse().ok()))).collect())
}

pub async fn set_last_login(db: &impl ConnectionTrait, id: UserId, now: Timestamp) -> Result<()> {
    change(db, id, |update| {
        update.value(Column::LastLoginAt, column(now));
    })
    .await
}

/// As whom this user's requests are sent; `None` when the admin has to say.
pub async fn set_overseerr_user_id(db: &impl ConnectionTrait, id: UserId, overseerr: Option<i64>) -> Result<()> {
    change(db, id, |update| {
        update.value(Column::OverseerrUserId, overseerr);
    })
    .await
}

pub(super) async fn change(
    db: &impl ConnectionTrait,
    id: UserId,
    set: impl FnOnce(&mut UpdateStatement),
) -> Result<()> {
    let mut update = Query::update().table(Entity).and_where(Expr::col(Column::Id).eq(id.0)).to_owned();
    set(&mut update);
    match db.execute(&update).await.map_err(failure)?.rows_affected() {
        0 => Err(Error::not_found(Thing::User)),
        _ => Ok(()),
    }
}

//! Making and changing requests.

use super::seasons;
use crate::store::{
    entity::{media_requests, request_followers, request_seasons},
    values::{column, failure, is_duplicate, new_id},
};
use domain::{
    Error, RequestId, Result, SeasonNumber, Timestamp, TmdbId, UserId,
    discovery::MediaType,
    requests::{Delivery, RequestStatus},
    text,
};
use media_requests::{ActiveModel, Column, Entity};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

/// A request to be kept.
#[derive(Clone, Debug)]
pub struct NewRow<'a> {
    pub user: UserId,
    pub media_type: MediaType,
    pub tmdb_id: TmdbId,
    pub title: &'a str,
    pub year: Option<u16>,
    pub poster_path: Option<&'a str>,
    /// Empty for films.
    pub seasons: &'a [SeasonNumber],
    pub is_4k: bool,
    pub status: RequestStatus,
    pub delivery: Delivery,
}

/// Whether a request could be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inserted {
    Created(RequestId),
    /// Some of it is asked for already, see [`super::open_duplicates`]; nothing was kept.
    Taken,
}

/// Keeps a request with its seasons, in the caller's transaction. Of two that ask for the same at once, the second
/// waits for the first and is told that it is taken.
pub async fn insert(db: &impl ConnectionTrait, new: &NewRow<'_>, now: Timestamp) -> Result<Inserted> {
    let id = new_id();
    let row = ActiveModel {
        id: Set(id),
        created_at: Set(column(now)),
        user_id: Set(new.user.0),
        title: Set(new.title.to_owned()),
        year: Set(new.year.map(i32::from)),
        poster_path: Set(new.poster_path.map(str::to_owned)),
        media_type: Set(new.media_type.as_str().to_owned()),
        tmdb_id: Set(tmdb_column(new.tmdb_id)),
        seasons: Set(serde_json::to_value(new.seasons).map_err(Error::internal)?),
        is_4k: Set(new.is_4k),
        status: Set(new.status.as_str().to_owned()),
        delivery: Set(new.delivery.as_str().to_owned()),
        updated_at: Set(column(now)),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(db).await.map_err(failure)?;
    if seasons::claim(db, id, new.media_type, new.tmdb_id, new.is_4k, new.seasons).await? {
        return Ok(Inserted::Created(RequestId(id)));
    }
    // Its seasons go with it.
    Entity::delete_by_id(id).exec(db).await.map_err(failure)?;
    Ok(Inserted::Taken)
}

/// What changes; what is `None` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    pub status: Option<RequestStatus>,
    pub delivery: Option<Delivery>,
    pub overseerr_id: Option<i64>,
    pub decline_reason: Option<String>,
    /// `Some(None)` removes it.
    pub last_error: Option<Option<String>>,
}

/// Changes a request if its status is one of `from` (empty: whatever it is); `false` when it is not, or is gone.
/// A final status lets others ask again; leaving it claims the seasons anew.
///
/// # Errors
/// [`Error::Conflict`] when it should be opened again, but somebody else has asked for the same meanwhile.
pub async fn update(
    db: &impl ConnectionTrait,
    id: RequestId,
    from: &[RequestStatus],
    change: Change,
    now: Timestamp,
) -> Result<bool> {
    let mut row = ActiveModel { updated_at: Set(column(now)), ..Default::default() };
    if let Some(status) = change.status {
        row.status = Set(status.as_str().to_owned());
        row.completed_at = Set(status.is_final().then(|| column(now)));
    }
    if let Some(delivery) = change.delivery {
        row.delivery = Set(delivery.as_str().to_owned());
    }
    if let Some(overseerr_id) = change.overseerr_id {
        row.overseerr_id = Set(Some(overseerr_id));
    }
    if let Some(reason) = change.decline_reason {
        row.decline_reason = Set(Some(reason));
    }
    if let Some(last_error) = change.last_error {
        row.last_error = Set(last_error);
    }
    let mut update = Entity::update_many().set(row).filter(Column::Id.eq(id.0));
    if !from.is_empty() {
        update = update.filter(Column::Status.is_in(from.iter().map(|status| status.as_str())));
    }
    if update.exec(db).await.map_err(failure)?.rows_affected == 0 {
        return Ok(false);
    }
    if let Some(status) = change.status {
        set_open(db, id, !status.is_final()).await?;
    }
    Ok(true)
}

/// Gives a request the name of its title, which was not known when it was kept.
pub async fn rename(
    db: &impl ConnectionTrait,
    id: RequestId,
    title: &str,
    year: Option<u16>,
    poster_path: Option<&str>,
) -> Result<()> {
    let row = ActiveModel {
        title: Set(title.to_owned()),
        year: Set(year.map(i32::from)),
        poster_path: Set(poster_path.map(str::to_owned)),
        ..Default::default()
    };
    Entity::update_many().set(row).filter(Column::Id.eq(id.0)).exec(db).await.map_err(failure)?;
    Ok(())
}

async fn set_open(db: &impl ConnectionTrait, id: RequestId, open: bool) -> Result<()> {
    let set = request_seasons::Entity::update_many()
        .col_expr(request_seasons::Column::Open, Expr::value(open))
        .filter(request_seasons::Column::RequestId.eq(id.0))
        .filter(request_seasons::Column::Open.ne(open))
        .exec(db)
        .await;
    match set {
        Ok(_) => Ok(()),
        Err(error) if is_duplicate(&error) => Err(Error::Conflict(text::requested_again_meanwhile().into())),
        Err(error) => Err(failure(error)),
    }
}

/// Tells this user too when it is there; once is enough.
pub async fn follow(db: &impl ConnectionTrait, request: RequestId, user: UserId, now: Timestamp) -> Result<()> {
    let row = request_followers::ActiveModel {
        request_id: Set(request.0),
        user_id: Set(user.0),
        created_at: Set(column(now)),
        notified_at: Set(None),
    };
    request_followers::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .map_err(failure)?;
    Ok(())
}

pub(super) fn tmdb_column(id: TmdbId) -> i32 {
    i32::try_from(id.get()).unwrap_or(i32::MAX)
}

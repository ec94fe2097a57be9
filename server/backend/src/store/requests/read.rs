//! Reading requests. What a user may read takes the user as an argument.

use super::{SavedRequest, saved};
use crate::store::{
    entity::{media_requests, request_followers, request_seasons, users},
    values::{column, failure, number, parsed},
};
use domain::{
    Admin, Error, Page, PageNumber, RequestId, Result, SeasonNumber, Timestamp, TmdbId, UserId,
    discovery::MediaType,
    requests::{Delivery, Request, RequestBrief, RequestStatus},
};
use media_requests::{Column, Entity};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;

/// Whose requests are listed.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    User(UserId),
    Everybody(&'a Admin),
}

/// A user's own request; somebody else's is not found.
pub async fn find_for_user(db: &impl ConnectionTrait, id: RequestId, user: UserId) -> Result<Option<SavedRequest>> {
    one(db, Entity::find_by_id(id.0).filter(Column::UserId.eq(user.0))).await
}

/// A request that this user follows; of whose it is, nothing may be told.
pub async fn find_for_follower(db: &impl ConnectionTrait, id: RequestId, user: UserId) -> Result<Option<SavedRequest>> {
    let follows = request_followers::Entity::find_by_id((id.0, user.0)).one(db).await.map_err(failure)?;
    match follows {
        Some(_) => one(db, Entity::find_by_id(id.0)).await,
        None => Ok(None),
    }
}

/// Anybody's request.
pub async fn find_for_admin(db: &impl ConnectionTrait, id: RequestId, _by: &Admin) -> Result<Option<SavedRequest>> {
    one(db, Entity::find_by_id(id.0)).await
}

/// For work that nobody asked for in person; never for an answer to somebody.
pub async fn find_for_job(db: &impl ConnectionTrait, id: RequestId) -> Result<Option<SavedRequest>> {
    one(db, Entity::find_by_id(id.0)).await
}

async fn one(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Option<SavedRequest>> {
    let found = select.find_also_related(users::Entity).one(db).await.map_err(failure)?;
    found.map(|(row, user)| saved(row, user)).transpose()
}

/// Whether an open request here stands for this one over there.
pub async fn is_wanted(db: &impl ConnectionTrait, overseerr_id: i64) -> Result<bool> {
    let over = RequestStatus::ALL.into_iter().filter(|status| status.is_final()).map(RequestStatus::as_str);
    let found = Entity::find()
        .filter(Column::OverseerrId.eq(overseerr_id))
        .filter(Column::Status.is_not_in(over))
        .limit(1)
        .one(db)
        .await;
    Ok(found.map_err(failure)?.is_some())
}

/// Newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    whose: Whose<'_>,
    status: Option<RequestStatus>,
    page: PageNumber,
) -> Result<Page<Request>> {
    let mut select = Entity::find();
    if let Whose::User(user) = whose {
        select = select.filter(Column::UserId.eq(user.0));
    }
    if let Some(status) = status {
        select = select.filter(Column::Status.eq(status.as_str()));
    }
    let total = select.clone().count(db).await.map_err(failure)?;
    let rows = select
        .find_also_related(users::Entity)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(page.offset())
        .limit(u64::from(page.per_page))
        .all(db)
        .await
        .map_err(failure)?;
    let items = rows.into_iter().map(|(row, user)| saved(row, user).map(|saved| saved.request));
    Ok(Page { items: items.collect::<Result<_>>()?, page: page.page, per_page: page.per_page, total })
}

/// This user's newest request for each of these titles, where there is one.
pub async fn briefs(
    db: &impl ConnectionTrait,
    user: UserId,
    titles: &[(MediaType, TmdbId)],
) -> Result<HashMap<(MediaType, TmdbId), RequestBrief>> {
    if titles.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(Column::UserId.eq(user.0))
        .filter(Column::TmdbId.is_in(titles.iter().map(|(_, id)| id.get())))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(failure)?;
    let mut briefs = HashMap::new();
    for row in rows {
        let SavedRequest { request, .. } = saved(row, None)?;
        let title = (request.media_type, request.tmdb_id);
        if titles.contains(&title) {
            let Request { id, status, delivery, is_4k, .. } = request;
            briefs.insert(title, RequestBrief { id, status, delivery, is_4k });
        }
    }
    Ok(briefs)
}

/// How many requests this user has made since then.
pub async fn count_since(db: &impl ConnectionTrait, user: UserId, since: Timestamp) -> Result<u32> {
    let count = Entity::find()
        .filter(Column::UserId.eq(user.0))
        .filter(Column::CreatedAt.gt(column(since)))
        .count(db)
        .await
        .map_err(failure)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What of a title is asked for now, by anybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskedSeason {
    /// `None` for a film.
    pub season: Option<SeasonNumber>,
    pub is_4k: bool,
    pub status: RequestStatus,
}

/// What of a title is asked for now, by anybody; says nothing of who.
pub async fn asked_seasons(
    db: &impl ConnectionTrait,
    media_type: MediaType,
    tmdb_id: TmdbId,
) -> Result<Vec<AskedSeason>> {
    let rows: Vec<(i32, bool, String)> = request_seasons::Entity::find()
        .filter(request_seasons::Column::MediaType.eq(media_type.as_str()))
        .filter(request_seasons::Column::TmdbId.eq(tmdb_id.get()))
        .filter(request_seasons::Column::Open.eq(true))
        .join(sea_orm::JoinType::InnerJoin, super::seasons::to_request())
        .select_only()
        .columns([request_seasons::Column::Season, request_seasons::Column::Is4k])
        .column(Column::Status)
        .order_by_asc(request_seasons::Column::Season)
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    rows.into_iter()
        .map(|(season, is_4k, status)| {
            let status = parsed("media_requests.status", &status)?;
            Ok(AskedSeason { season: season_number(season)?, is_4k, status })
        })
        .collect()
}

/// The season of a row of `request_seasons`; −1 is a film.
pub(super) fn season_number(season: i32) -> Result<Option<SeasonNumber>> {
    if season == super::seasons::FILM {
        return Ok(None);
    }
    let number = number("request_seasons.season", season)?;
    SeasonNumber::new(number).map(Some).map_err(Error::internal)
}

/// Open requests that Overseerr does not have yet, oldest first, with their owners.
pub async fn waiting(db: &impl ConnectionTrait, most: u64) -> Result<Vec<(RequestId, UserId)>> {
    let open = [RequestStatus::Pending, RequestStatus::Approved].map(RequestStatus::as_str);
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = Entity::find()
        .filter(Column::Delivery.eq(Delivery::Waiting.as_str()))
        .filter(Column::Status.is_in(open))
        .order_by_asc(Column::CreatedAt)
        .limit(most)
        .select_only()
        .columns([Column::Id, Column::UserId])
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.into_iter().map(|(id, user)| (RequestId(id), UserId(user))).collect())
}

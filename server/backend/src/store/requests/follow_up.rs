//! Requests as they are followed to their end: which of them, how far each season is, and who wants to know.

use super::{SavedRequest, saved, season_number};
use crate::store::{
    entity::{media_requests, request_followers, request_seasons, users},
    values::{column, failure, parsed},
};
use domain::{
    RequestId, Result, SeasonNumber, Timestamp, TmdbId, UserId,
    discovery::MediaType,
    requests::{Delivery, RequestStatus, SeasonProgress},
};
use media_requests::{Column, Entity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use std::collections::BTreeMap;

/// What Overseerr has and may still change: what is open, and what ended badly after `since`, because an admin may have
/// retried or approved it over there. Least recently changed first.
pub async fn to_follow_up(db: &impl ConnectionTrait, since: Timestamp) -> Result<Vec<SavedRequest>> {
    let words = |wanted: fn(RequestStatus) -> bool| {
        RequestStatus::ALL.into_iter().filter(move |status| wanted(*status)).map(RequestStatus::as_str)
    };
    let open = Condition::all().add(Column::Status.is_in(words(|status| !status.is_final())));
    let ended_badly = Condition::all()
        .add(Column::Status.is_in(words(|status| matches!(status, RequestStatus::Failed | RequestStatus::Declined))))
        .add(Column::UpdatedAt.gt(column(since)));
    many(db, Entity::find().filter(Condition::any().add(open).add(ended_badly))).await
}

/// Those that stand for one request over there.
pub async fn of_overseerr(db: &impl ConnectionTrait, overseerr_id: i64) -> Result<Vec<SavedRequest>> {
    many(db, Entity::find().filter(Column::OverseerrId.eq(overseerr_id))).await
}

/// Those for one title.
pub async fn of_title(db: &impl ConnectionTrait, media_type: MediaType, id: TmdbId) -> Result<Vec<SavedRequest>> {
    let title = Entity::find().filter(Column::MediaType.eq(media_type.as_str())).filter(Column::TmdbId.eq(id.get()));
    many(db, title).await
}

async fn many(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Vec<SavedRequest>> {
    let rows = select
        .filter(Column::Delivery.eq(Delivery::Delivered.as_str()))
        .filter(Column::OverseerrId.is_not_null())
        .find_also_related(users::Entity)
        .order_by_asc(Column::UpdatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(failure)?;
    rows.into_iter().map(|(row, user)| saved(row, user)).collect()
}

/// How far each season is; nothing for a film.
pub async fn season_progress(db: &impl ConnectionTrait, request: RequestId) -> Result<Vec<SeasonProgress>> {
    let rows = request_seasons::Entity::find()
        .filter(request_seasons::Column::RequestId.eq(request.0))
        .order_by_asc(request_seasons::Column::Season)
        .all(db)
        .await
        .map_err(failure)?;
    let progress = |row: request_seasons::Model| {
        let Some(number) = season_number(row.season)? else { return Ok(None) };
        let status = row.state.map(|state| parsed("request_seasons.state", &state)).transpose()?;
        Ok(Some(SeasonProgress { number, status }))
    };
    rows.into_iter().filter_map(|row| progress(row).transpose()).collect()
}

/// Keeps how far these seasons are; what is not named stays as it was. Says whether anything changed.
pub async fn set_seasons(
    db: &impl ConnectionTrait,
    request: RequestId,
    states: &BTreeMap<SeasonNumber, RequestStatus>,
) -> Result<bool> {
    let mut changed = 0;
    for (season, state) in states {
        let updated = request_seasons::Entity::update_many()
            .col_expr(request_seasons::Column::State, Expr::value(state.as_str()))
            .filter(request_seasons::Column::RequestId.eq(request.0))
            .filter(request_seasons::Column::Season.eq(i32::from(season.get())))
            .filter(
                Condition::any()
                    .add(request_seasons::Column::State.is_null())
                    .add(request_seasons::Column::State.ne(state.as_str())),
            )
            .exec(db)
            .await;
        changed += updated.map_err(failure)?.rows_affected;
    }
    Ok(changed > 0)
}

/// Everybody who follows it.
pub async fn followers(db: &impl ConnectionTrait, request: RequestId) -> Result<Vec<UserId>> {
    followers_who(db, Condition::all().add(request_followers::Column::RequestId.eq(request.0))).await
}

async fn followers_who(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<UserId>> {
    let rows: Vec<uuid::Uuid> = request_followers::Entity::find()
        .filter(which)
        .select_only()
        .column(request_followers::Column::UserId)
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// The followers who were not told yet. They count as told from now on: each gets one notice, whatever happens later.
pub async fn followers_to_tell(db: &impl ConnectionTrait, request: RequestId, now: Timestamp) -> Result<Vec<UserId>> {
    let untold = || {
        Condition::all()
            .add(request_followers::Column::RequestId.eq(request.0))
            .add(request_followers::Column::NotifiedAt.is_null())
    };
    let mut told = Vec::new();
    for user in followers_who(db, untold()).await? {
        let marked = request_followers::Entity::update_many()
            .col_expr(request_followers::Column::NotifiedAt, Expr::value(column(now)))
            .filter(untold())
            .filter(request_followers::Column::UserId.eq(user.0))
            .exec(db)
            .await;
        if marked.map_err(failure)?.rows_affected == 1 {
            told.push(user);
        }
    }
    Ok(told)
}

/// Whether this user follows it.
pub async fn is_followed(db: &impl ConnectionTrait, request: RequestId, user: UserId) -> Result<bool> {
    let row = request_followers::Entity::find_by_id((request.0, user.0)).one(db).await;
    Ok(row.map_err(failure)?.is_some())
}

/// Tells this user no more.
pub async fn unfollow(db: &impl ConnectionTrait, request: RequestId, user: UserId) -> Result<()> {
    request_followers::Entity::delete_by_id((request.0, user.0)).exec(db).await.map_err(failure)?;
    Ok(())
}

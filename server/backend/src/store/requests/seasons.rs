//! What is asked for, season by season. A film is kept as season −1, so that one unique index serves both.

use crate::store::{
    entity::{
        media_requests,
        request_seasons::{ActiveModel, Column, Entity},
    },
    failure,
};
use domain::{RequestId, Result, SeasonNumber, TmdbId, UserId, discovery::MediaType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, sea_query::OnConflict,
};

/// Stands for a film where seasons are counted.
pub(super) const FILM: i32 = -1;

/// An open request for the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenRequest {
    pub request: RequestId,
    pub user: UserId,
    /// Which of the seasons asked for it has; `None` for a film.
    pub season: Option<SeasonNumber>,
}

/// As rows of this table name them.
pub(super) fn numbers(seasons: &[SeasonNumber]) -> Vec<i32> {
    if seasons.is_empty() { vec![FILM] } else { seasons.iter().map(|season| i32::from(season.get())).collect() }
}

pub(super) fn to_request() -> RelationDef {
    Entity::belongs_to(media_requests::Entity).from(Column::RequestId).to(media_requests::Column::Id).into()
}

/// Who has asked for this already, season by season; no seasons mean a film.
pub async fn open_duplicates(
    db: &impl ConnectionTrait,
    media_type: MediaType,
    tmdb_id: TmdbId,
    is_4k: bool,
    seasons: &[SeasonNumber],
) -> Result<Vec<OpenRequest>> {
    let rows: Vec<(uuid::Uuid, uuid::Uuid, i32)> = Entity::find()
        .filter(Column::MediaType.eq(media_type.as_str()))
        .filter(Column::TmdbId.eq(tmdb_id.get()))
        .filter(Column::Is4k.eq(is_4k))
        .filter(Column::Open.eq(true))
        .filter(Column::Season.is_in(numbers(seasons)))
        .join(JoinType::InnerJoin, to_request())
        .select_only()
        .column(Column::RequestId)
        .column(media_requests::Column::UserId)
        .column(Column::Season)
        .order_by_asc(Column::Season)
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    rows.into_iter()
        .map(|(request, user, season)| {
            let season = super::read::season_number(season)?;
            Ok(OpenRequest { request: RequestId(request), user: UserId(user), season })
        })
        .collect()
}

/// Whether all of it could be taken; when somebody else has some of it, only the rest was.
pub(super) async fn claim(
    db: &impl ConnectionTrait,
    request: uuid::Uuid,
    media_type: MediaType,
    tmdb_id: TmdbId,
    is_4k: bool,
    seasons: &[SeasonNumber],
) -> Result<bool> {
    let rows: Vec<_> = numbers(seasons)
        .into_iter()
        .map(|season| ActiveModel {
            request_id: Set(request),
            season: Set(season),
            media_type: Set(media_type.as_str().to_owned()),
            tmdb_id: Set(super::write::tmdb_column(tmdb_id)),
            is_4k: Set(is_4k),
            open: Set(true),
            state: Set(None),
        })
        .collect();
    let wanted = rows.len() as u64;
    let taken = Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .map_err(failure)?;
    Ok(taken == wanted)
}

//! Requests. While one is open, nobody can ask for the same title, quality and season again: an index sees to it.

mod follow_up;
mod read;
mod seasons;
mod write;

pub use follow_up::{
    followers, followers_to_tell, is_followed, of_overseerr, of_title, season_progress, set_seasons, to_follow_up,
    unfollow,
};
use read::season_number;
pub use read::{
    AskedSeason, Whose, asked_seasons, briefs, count_since, find_for_admin, find_for_follower, find_for_job,
    find_for_user, is_wanted, list, waiting,
};
pub use seasons::{OpenRequest, open_duplicates};
pub use write::{Change, Inserted, NewRow, follow, insert, rename, update};

use super::{
    entity::{media_requests, users},
    values::{moment, number, parsed},
};
use domain::{Error, RequestId, Result, TmdbId, UserId, requests::Request};

/// A request as jobs need it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedRequest {
    pub request: Request,
    /// As Overseerr knows it.
    pub overseerr_id: Option<i64>,
}

fn saved(row: media_requests::Model, user: Option<users::Model>) -> Result<SavedRequest> {
    let tmdb_id = TmdbId::new(number("media_requests.tmdb_id", row.tmdb_id)?).map_err(Error::internal)?;
    let request = Request {
        id: RequestId(row.id),
        user_id: UserId(row.user_id),
        user_name: user.map(|user| user.username).unwrap_or_default(),
        media_type: parsed("media_requests.media_type", &row.media_type)?,
        tmdb_id,
        title: row.title,
        year: row.year.map(|year| number("media_requests.year", year)).transpose()?,
        poster_path: row.poster_path,
        seasons: serde_json::from_value(row.seasons).map_err(Error::internal)?,
        is_4k: row.is_4k,
        status: parsed("media_requests.status", &row.status)?,
        delivery: parsed("media_requests.delivery", &row.delivery)?,
        decline_reason: row.decline_reason,
        last_error: row.last_error,
        created_at: moment(row.created_at),
        updated_at: moment(row.updated_at),
    };
    Ok(SavedRequest { request, overseerr_id: row.overseerr_id })
}

//! Titles Overseerr has seen, and marking them by hand.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{
    errors,
    gate::Asked,
    requests::paged,
    status::{may, media as state},
    store::Media,
};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::Kind,
};

/// `GET /media`: ids and states only, no names.
pub(super) async fn list(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    let guard = world.state();
    let overseerr = &guard.overseerr;
    let keep = |media: &&Media| match asked.text("filter").unwrap_or("all") {
        "available" => media.status[0] == state::AVAILABLE,
        "partial" => media.status[0] == state::PARTIALLY_AVAILABLE,
        "allavailable" => matches!(media.status[0], state::AVAILABLE | state::PARTIALLY_AVAILABLE),
        "processing" => media.status[0] == state::PROCESSING,
        "pending" => media.status[0] == state::PENDING,
        _ => true,
    };
    let mut found: Vec<&Media> = overseerr.media.iter().filter(keep).collect();
    match asked.text("sort") {
        Some("modified") => found.sort_by_key(|media| std::cmp::Reverse((media.updated, media.id))),
        Some("mediaAdded") => found.sort_by_key(|media| std::cmp::Reverse((media.added, media.id))),
        _ => found.sort_by_key(|media| std::cmp::Reverse(media.id)),
    }
    let list: Vec<Value> = found.into_iter().map(Media::json).collect();
    answers::json(200, paged(&list, asked.number("take", 20), asked.number("skip", 0)))
}

/// `POST /media/{id}/available|partial|processing|pending|unknown`.
///
/// Marking something available approves the requests that were pending for it.
pub(super) async fn set_status(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path((id, verb)): Path<(u64, String)>,
) -> Answer {
    if !asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_REQUESTS])) {
        return Err(errors::forbidden());
    }
    let now = world.now_ms();
    let mut guard = world.state();
    let overseerr = &mut guard.overseerr;
    let Some(media) = overseerr.media_mut(id) else { return Err(errors::refusal(404, "Media does not exist.")) };
    let which = usize::from(asked.body["is4k"].as_bool().unwrap_or(false));
    let was_available = media.status[which] == state::AVAILABLE;
    let was_pending = media.status[which] == state::PENDING;
    media.updated = now;
    match verb.as_str() {
        "available" => {
            media.status[which] = state::AVAILABLE;
            for season in &mut media.seasons {
                season.status[which] = state::AVAILABLE;
                season.updated = now;
            }
        }
        "partial" if media.kind == Kind::Movie => {
            return Err(errors::refusal(400, "Only series can be set to be partially available"));
        }
        "partial" => media.status[0] = state::PARTIALLY_AVAILABLE,
        "processing" => media.status[0] = state::PROCESSING,
        "pending" => media.status[0] = state::PENDING,
        _ => media.status[0] = state::UNKNOWN,
    }
    if verb == "available" && was_pending {
        overseerr.approve_pending(id, which == 1, now);
    }
    if verb == "available" && !was_available {
        overseerr.notify_available(id, which == 1);
    }
    overseerr.complete(id, which == 1, now);
    Ok(answers::json(200, overseerr.media(id).map_or(Value::Null, Media::json)))
}

/// `DELETE /media/{id}`: forgets the title and its requests.
pub(super) async fn delete(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    if !asked.caller().is_ok_and(|caller| caller.may_any(&[may::MANAGE_REQUESTS])) {
        return Err(errors::forbidden());
    }
    let mut guard = world.state();
    let overseerr = &mut guard.overseerr;
    if overseerr.media(id).is_none() {
        return Err(errors::refusal(404, "Media not found"));
    }
    overseerr.media.retain(|media| media.id != id);
    overseerr.requests.retain(|request| request.media != id);
    Ok(StatusCode::NO_CONTENT.into_response())
}

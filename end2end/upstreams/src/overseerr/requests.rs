//! Requests that exist: listed, read, changed, decided, withdrawn.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    errors,
    gate::Asked,
    status::{self, may, media as state, request as decided},
    store::{MediaRequest, Overseerr, SeasonRequest, User},
    webhook::Event,
};
use crate::{
    World,
    answers::{self, Answer, Refusal},
    catalogue::Kind,
};

const SEE_ALL: [u64; 2] = [may::MANAGE_REQUESTS, may::REQUEST_VIEW];

/// The title's state on the side (normal or 4K) the request is about.
fn media_state(overseerr: &Overseerr, request: &MediaRequest) -> u8 {
    overseerr.media(request.media).map_or(state::UNKNOWN, |media| media.status[usize::from(request.is4k)])
}

fn kept_by(overseerr: &Overseerr, filter: &str, request: &MediaRequest) -> bool {
    let media = media_state(overseerr, request);
    let there = media == state::AVAILABLE;
    match filter {
        "approved" => request.status == decided::APPROVED,
        "processing" => request.status == decided::APPROVED && !there,
        "available" => matches!(request.status, decided::APPROVED | decided::COMPLETED) && there,
        "completed" => request.status == decided::COMPLETED,
        "deleted" => media == state::DELETED,
        "pending" => request.status == decided::PENDING,
        "unavailable" => matches!(request.status, decided::PENDING | decided::APPROVED) && !there,
        "failed" => request.status == decided::FAILED,
        _ => true,
    }
}

/// A page in the shape all lists but TMDB's have.
pub(super) fn paged(list: &[Value], take: usize, skip: usize) -> Value {
    let take = take.max(1);
    let shown: Vec<&Value> = list.iter().skip(skip).take(take).collect();
    json!({
        "pageInfo": {
            "pages": list.len().div_ceil(take), "pageSize": take, "results": list.len(),
            "page": skip.div_ceil(take) + 1,
        },
        "results": shown,
    })
}

/// `GET /request`: the newest first; without the right to see all, only one's own.
pub(super) async fn list(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    let caller = asked.caller()?;
    let state = world.state();
    let overseerr = &state.overseerr;
    let wanted = asked.text("requestedBy").and_then(|id| id.parse::<u64>().ok()).filter(|id| *id > 0);
    let whose = if caller.may_any(&SEE_ALL) {
        wanted
    } else if wanted.is_some_and(|id| id != caller.id) {
        return Err(errors::refusal(403, "You do not have permission to view this user's requests."));
    } else {
        Some(caller.id)
    };
    let filter = asked.text("filter").unwrap_or("all");
    if matches!(filter, "completed" | "deleted") && !overseerr.flavour.is_seerr() {
        let problem = "should be equal to one of the allowed values: all, approved, available, pending, processing, unavailable, failed";
        return Err(errors::wrong(".query.filter", problem, "enum"));
    }
    let mut found: Vec<&MediaRequest> = overseerr
        .requests
        .iter()
        .filter(|request| whose.is_none_or(|id| request.user == id) && kept_by(overseerr, filter, request))
        .collect();
    if asked.text("sort") == Some("modified") {
        found.sort_by_key(|request| std::cmp::Reverse((request.updated, request.id)));
    } else {
        found.sort_by_key(|request| std::cmp::Reverse(request.id));
    }
    let is_seerr = overseerr.flavour.is_seerr();
    let shown = |request: &MediaRequest| {
        let mut body = overseerr.request_json(request);
        if is_seerr {
            body["profileName"] = Value::Null;
            body["canRemove"] = json!(false);
        }
        body
    };
    let list: Vec<Value> = found.into_iter().map(shown).collect();
    let mut page = paged(&list, asked.number("take", 10), asked.number("skip", 0));
    if is_seerr {
        page["serviceErrors"] = json!({"radarr": [], "sonarr": []});
    }
    Ok(answers::json(200, page))
}

/// `GET /request/count`: over everybody's requests, for anybody.
pub(super) async fn count(State(world): State<World>, Extension(_asked): Extension<Asked>) -> Response {
    let state = world.state();
    let overseerr = &state.overseerr;
    let those = |keep: &dyn Fn(&MediaRequest) -> bool| overseerr.requests.iter().filter(|one| keep(one)).count();
    let there = |one: &MediaRequest| media_state(overseerr, one) == state::AVAILABLE;
    answers::json(
        200,
        json!({
            "total": overseerr.requests.len(),
            "movie": those(&|one| one.kind == Kind::Movie),
            "tv": those(&|one| one.kind == Kind::Tv),
            "pending": those(&|one| one.status == decided::PENDING),
            "approved": those(&|one| one.status == decided::APPROVED),
            "declined": those(&|one| one.status == decided::DECLINED),
            "processing": those(&|one| one.status == decided::APPROVED && !there(one)),
            "available": those(&|one| one.status == decided::APPROVED && there(one)),
        }),
    )
}

/// `GET /request/{id}`.
pub(super) async fn one(State(world): State<World>, Extension(asked): Extension<Asked>, Path(id): Path<u64>) -> Answer {
    let caller = asked.caller()?;
    let state = world.state();
    match state.overseerr.request(id) {
        None => Err(errors::refusal(404, "Request not found.")),
        Some(request) if request.user != caller.id && !caller.may_any(&SEE_ALL) => {
            Err(errors::refusal(403, "You do not have permission to view this request."))
        }
        Some(request) => Ok(answers::json(200, state.overseerr.request_json(request))),
    }
}

/// `PUT /request/{id}`: other seasons, or another server.
pub(super) async fn change(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    let caller = asked.caller()?;
    let now = world.now_ms();
    let mut state = world.state();
    let overseerr = &mut state.overseerr;
    let Some(request) = overseerr.request(id).cloned() else { return Err(errors::refusal(404, "Request not found.")) };
    let series = asked.body["mediaType"] == "tv";
    let own = request.user == caller.id && (series || caller.may_any(&[may::REQUEST_ADVANCED]));
    if !own && !caller.may_any(&[may::MANAGE_REQUESTS]) {
        return Err(errors::refusal(403, "You do not have permission to modify this request."));
    }
    let seasons = if series { seasons_after(overseerr, &request, &asked.body, now) } else { Ok(None) };
    let seasons = seasons?;
    if let Some(request) = overseerr.request_mut(id) {
        if let Some(seasons) = seasons {
            request.seasons = seasons;
        }
        request.server = asked.body["serverId"].as_i64();
        request.profile = asked.body["profileId"].as_i64();
        request.root_folder = asked.body["rootFolder"].as_str().map(str::to_owned);
        request.updated = now;
    }
    Ok(answers::json(200, overseerr.request(id).map_or(Value::Null, |request| overseerr.request_json(request))))
}

/// The seasons a changed series request has.
fn seasons_after(
    overseerr: &mut Overseerr,
    request: &MediaRequest,
    body: &Value,
    now: i64,
) -> Result<Option<Vec<SeasonRequest>>, Refusal> {
    let asked: Vec<u16> = body["seasons"]
        .as_array()
        .map(|list| list.iter().filter_map(|one| one.as_u64().and_then(|one| u16::try_from(one).ok())).collect())
        .unwrap_or_default();
    if asked.is_empty() {
        let message = "Missing seasons. If you want to cancel a series request, use the DELETE method.";
        return Err(errors::refusal(500, message));
    }
    let elsewhere: Vec<u16> = overseerr
        .requests_for(request.media)
        .filter(|other| other.id != request.id && other.is4k == request.is4k && other.status != decided::DECLINED)
        .flat_map(|other| other.seasons.iter().map(|season| season.number))
        .collect();
    let left: Vec<u16> = asked.iter().copied().filter(|number| !elsewhere.contains(number)).collect();
    if left.is_empty() {
        return Err(errors::refusal(202, "No seasons available to request"));
    }
    let mut seasons: Vec<SeasonRequest> =
        request.seasons.iter().filter(|season| left.contains(&season.number)).cloned().collect();
    for number in asked {
        if !request.seasons.iter().any(|season| season.number == number) {
            let id = overseerr.fresh_id();
            seasons.push(SeasonRequest { id, number, status: decided::PENDING, created: now });
        }
    }
    Ok(Some(seasons))
}

/// `DELETE /request/{id}`: 204; one's own only while it is pending, otherwise 401 (sic).
pub(super) async fn delete(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u64>,
) -> Answer {
    let caller = asked.caller()?;
    let now = world.now_ms();
    let mut state = world.state();
    let overseerr = &mut state.overseerr;
    let Some(request) = overseerr.request(id).cloned() else { return Err(errors::refusal(404, "Request not found.")) };
    let own_pending = request.user == caller.id && request.status == decided::PENDING;
    if !own_pending && !caller.may_any(&[may::MANAGE_REQUESTS]) {
        return Err(errors::refusal(401, "You do not have permission to delete this request."));
    }
    overseerr.requests.retain(|other| other.id != id);
    status::removed(overseerr, &request, now);
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /request/{id}/approve|decline|pending|retry`: for those who manage requests.
pub(super) async fn decide(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path((id, verb)): Path<(u64, String)>,
) -> Answer {
    let caller = match asked.caller() {
        Ok(caller) if caller.may_any(&[may::MANAGE_REQUESTS]) => caller,
        _ => return Err(errors::forbidden()),
    };
    let now = world.now_ms();
    let mut state = world.state();
    match set_status(&mut state.overseerr, id, &verb, caller, now) {
        Some(request) => Ok(answers::json(200, request)),
        None => Err(errors::refusal(404, "Request not found.")),
    }
}

/// Saves a decision and what follows from it.
pub(super) fn set_status(overseerr: &mut Overseerr, id: u64, verb: &str, by: &User, now: i64) -> Option<Value> {
    let request = overseerr.request_mut(id)?;
    request.status = match verb {
        "pending" => decided::PENDING,
        "decline" => decided::DECLINED,
        _ => decided::APPROVED,
    };
    if verb != "retry" {
        request.modified_by = Some(by.id);
    }
    request.updated = now;
    let request = request.clone();
    let media = overseerr.media(request.media)?;
    let event = match request.status {
        decided::APPROVED => Some(Event::Approved),
        decided::DECLINED => Some(Event::Declined),
        _ => None,
    };
    if let Some(event) = event.filter(|_| media.status[usize::from(request.is4k)] != state::AVAILABLE) {
        overseerr.notify(event, &request, media);
    }
    status::saved(overseerr, id, now);
    overseerr.request(id).map(|request| overseerr.request_json(request))
}

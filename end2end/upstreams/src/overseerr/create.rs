//! `POST /request`: permissions, quotas, duplicates and automatic approval, in the order of Overseerr's source.

use axum::{Extension, extract::State};
use serde_json::{Value, json};

use super::{
    errors,
    gate::Asked,
    spec::Body,
    status::{self, may, media as state, request as decided},
    store::{NewRequest, Overseerr, User},
    users::Quotas,
    webhook::Event,
};
use crate::{
    World,
    answers::{self, Answer, Refusal},
    catalogue::{Catalogue, Kind, Title},
};

/// What the validator demands of a body.
pub(super) fn validate(rule: Body, body: &Value) -> Result<(), Refusal> {
    let place = |field: &str| format!(".body.{field}");
    let number = |field: &str| match body.get(field) {
        None | Some(Value::Null | Value::Number(_)) => Ok(()),
        Some(_) => Err(errors::wrong(&place(field), "should be number", "type")),
    };
    match rule {
        Body::Any | Body::Webhook => Ok(()),
        Body::Is4k => match body.get("is4k") {
            None | Some(Value::Bool(_)) => Ok(()),
            Some(_) => Err(errors::wrong(&place("is4k"), "should be boolean", "type")),
        },
        Body::Import => match body.get("plexIds") {
            None => Ok(()),
            Some(Value::Array(ids)) => match ids.iter().position(|id| !id.is_string()) {
                Some(at) => Err(errors::wrong(&format!(".body.plexIds[{at}]"), "should be string", "type")),
                None => Ok(()),
            },
            Some(_) => Err(errors::wrong(&place("plexIds"), "should be array", "type")),
        },
        Body::Request | Body::RequestChange => {
            if !body.is_object() {
                return Err(errors::wrong(".body", "should be object", "type"));
            }
            let required: &[&str] = if rule == Body::Request { &["mediaType", "mediaId"] } else { &["mediaType"] };
            if let Some(field) = required.iter().find(|field| body.get(**field).is_none()) {
                let problem = format!("should have required property '{field}'");
                return Err(errors::wrong(&place(field), &problem, "required"));
            }
            if body["mediaId"].is_null() && rule == Body::Request {
                return Err(errors::wrong(&place("mediaId"), "should be number", "type"));
            }
            if !matches!(body["mediaType"].as_str(), Some("movie" | "tv")) {
                let problem = "should be equal to one of the allowed values: movie, tv";
                return Err(errors::wrong(&place("mediaType"), problem, "enum"));
            }
            for field in ["mediaId", "tvdbId", "serverId", "profileId", "languageProfileId", "userId"] {
                number(field)?;
            }
            if body.get("is4k").is_some_and(|is4k| !is4k.is_boolean()) {
                return Err(errors::wrong(&place("is4k"), "should be boolean", "type"));
            }
            let seasons_fit = match body.get("seasons") {
                None => true,
                Some(Value::Array(list)) => list.iter().all(|one| one.as_f64().is_some_and(|number| number >= 0.0)),
                Some(other) => other == "all",
            };
            if seasons_fit {
                Ok(())
            } else {
                Err(errors::wrong(&place("seasons"), "should match exactly one schema in oneOf", "oneOf"))
            }
        }
    }
}

/// Makes a request.
pub(super) async fn create(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    let caller = asked.caller()?.clone();
    let now = world.now_ms();
    let mut state = world.state();
    match attempt(&mut state.overseerr, world.catalogue(), &caller, &asked.body, now) {
        Ok(request) => Ok(answers::json(201, request)),
        Err(refused) => Err(refused),
    }
}

fn attempt(
    overseerr: &mut Overseerr,
    catalogue: &Catalogue,
    caller: &User,
    body: &Value,
    now: i64,
) -> Result<Value, Refusal> {
    let kind = if body["mediaType"] == "tv" { Kind::Tv } else { Kind::Movie };
    // Absent is not the same as false here: it compares equal to nothing, so no duplicate is ever found.
    let asked_4k = body.get("is4k").and_then(Value::as_bool);
    let is4k = asked_4k == Some(true);
    let requester = requester(overseerr, caller, body)?;
    permitted(&requester, kind, is4k)?;
    let quotas = Quotas::of(overseerr, &requester, now);
    match kind {
        Kind::Movie if quotas.movie.restricted() => return Err(errors::refusal(403, "Movie Quota exceeded.")),
        Kind::Tv if quotas.tv.restricted() => return Err(errors::refusal(403, "Series Quota exceeded.")),
        _ => {}
    }
    let tmdb = body["mediaId"].as_u64().and_then(|id| u32::try_from(id).ok()).unwrap_or_default();
    let title = catalogue
        .title(kind, tmdb)
        .filter(|_| !overseerr.tmdb_down)
        .ok_or_else(|| errors::refusal(500, "[TMDB] Failed to fetch details: Request failed with status code 404"))?;
    let known = overseerr.media_of(kind, tmdb).map(|media| media.id);
    let first_like_it = known
        .and_then(|media| overseerr.requests_for(media).find(|request| Some(request.is4k) == asked_4k))
        .map(|request| request.status);
    if known.and_then(|id| overseerr.media(id)).is_some_and(|media| media.status[0] == state::BLOCKLISTED) {
        return Err(errors::refusal(403, "This media is blocklisted."));
    }
    if kind == Kind::Movie && first_like_it.is_some_and(|status| overseerr.flavour.is_in_the_way(status)) {
        return Err(errors::refusal(409, "Request for this media already exists."));
    }
    let seasons = match kind {
        Kind::Movie => Vec::new(),
        Kind::Tv => {
            let seasons = wanted_seasons(overseerr, title, body, asked_4k)?;
            if quotas.tv.limit > 0 && seasons.len() as u64 > quotas.tv.remaining() {
                return Err(errors::refusal(403, "Series Quota exceeded."));
            }
            seasons
        }
    };
    let media = known.unwrap_or_else(|| overseerr.insert_media(kind, tmdb, title.tvdb_id(), now));
    if let Some(media) = overseerr.media_mut(media) {
        let state_now = &mut media.status[usize::from(is4k)];
        if matches!(*state_now, state::UNKNOWN | state::DELETED) {
            *state_now = state::PENDING;
        }
        media.updated = now;
    }
    // The trap: the caller's permissions decide, not the requester's.
    let approved = caller.may_any(&automatic(kind, is4k));
    let status = if approved { decided::APPROVED } else { decided::PENDING };
    let new = NewRequest { kind, media, user: requester.id, status, is4k, seasons: &seasons, now };
    let id = overseerr.insert_request(&new);
    if let Some(request) = overseerr.request_mut(id) {
        request.modified_by = approved.then_some(caller.id);
        request.server = body["serverId"].as_i64();
        request.profile = body["profileId"].as_i64();
        request.root_folder = body["rootFolder"].as_str().map(str::to_owned);
        request.language_profile = body["languageProfileId"].as_i64();
        request.tags = body["tags"].as_array().map(|tags| tags.iter().filter_map(Value::as_i64).collect());
    }
    let event = if approved { Event::AutoApproved } else { Event::Pending };
    if let (Some(request), Some(media)) = (overseerr.request(id), overseerr.media(media)) {
        overseerr.notify(event, request, media);
    }
    status::saved(overseerr, id, now);
    Ok(overseerr.request(id).map_or(Value::Null, |request| overseerr.request_json(request)))
}

fn requester(overseerr: &Overseerr, caller: &User, body: &Value) -> Result<User, Refusal> {
    let Some(id) = body.get("userId").and_then(Value::as_u64).filter(|id| *id > 0) else { return Ok(caller.clone()) };
    if !caller.may_all(&[may::MANAGE_USERS, may::MANAGE_REQUESTS]) {
        return Err(errors::refusal(403, "You do not have permission to modify the request user."));
    }
    overseerr.user(id).cloned().ok_or_else(|| {
        let criteria = json!({"where": {"id": id}});
        let criteria = serde_json::to_string_pretty(&criteria).unwrap_or_default();
        errors::refusal(500, &format!("Could not find any entity of type \"User\" matching: {criteria}"))
    })
}

fn permitted(user: &User, kind: Kind, is4k: bool) -> Result<(), Refusal> {
    let (bits, what) = match (kind, is4k) {
        (Kind::Movie, false) => ([may::REQUEST, may::REQUEST_MOVIE], "movie"),
        (Kind::Movie, true) => ([may::REQUEST_4K, may::REQUEST_4K_MOVIE], "4K movie"),
        (Kind::Tv, false) => ([may::REQUEST, may::REQUEST_TV], "series"),
        (Kind::Tv, true) => ([may::REQUEST_4K, may::REQUEST_4K_TV], "4K series"),
    };
    if user.may_any(&bits) {
        return Ok(());
    }
    Err(errors::refusal(403, &format!("You do not have permission to make {what} requests.")))
}

fn automatic(kind: Kind, is4k: bool) -> [u64; 3] {
    match (kind, is4k) {
        (Kind::Movie, false) => [may::AUTO_APPROVE, may::AUTO_APPROVE_MOVIE, may::MANAGE_REQUESTS],
        (Kind::Movie, true) => [may::AUTO_APPROVE_4K, may::AUTO_APPROVE_4K_MOVIE, may::MANAGE_REQUESTS],
        (Kind::Tv, false) => [may::AUTO_APPROVE, may::AUTO_APPROVE_TV, may::MANAGE_REQUESTS],
        (Kind::Tv, true) => [may::AUTO_APPROVE_4K, may::AUTO_APPROVE_4K_TV, may::MANAGE_REQUESTS],
    }
}

/// The seasons that are left when those already asked for or there are dropped.
fn wanted_seasons(
    overseerr: &Overseerr,
    title: &Title,
    body: &Value,
    asked_4k: Option<bool>,
) -> Result<Vec<u16>, Refusal> {
    let asked: Vec<u16> = match body.get("seasons") {
        // "all" has the specials in it, but not at Seerr.
        Some(Value::String(_)) => {
            let regular = title.seasons.iter().filter(|season| season.number > 0 || !overseerr.flavour.is_seerr());
            regular.map(|season| season.number).collect()
        }
        Some(Value::Array(list)) => {
            list.iter().filter_map(|one| one.as_u64().and_then(|number| u16::try_from(number).ok())).collect()
        }
        _ => return Err(errors::refusal(500, "Cannot read properties of undefined (reading 'filter')")),
    };
    let media = overseerr.media_of(Kind::Tv, title.id);
    let requested: Vec<u16> = media
        .into_iter()
        .flat_map(|media| overseerr.requests_for(media.id))
        .filter(|request| Some(request.is4k) == asked_4k && overseerr.flavour.is_in_the_way(request.status))
        .flat_map(|request| request.seasons.iter().map(|season| season.number))
        .collect();
    let which = usize::from(asked_4k == Some(true));
    let there = |number: u16| {
        let seasons = media.map(|media| media.seasons.as_slice()).unwrap_or_default();
        seasons.iter().any(|season| season.number == number && overseerr.flavour.is_taken(season.status[which]))
    };
    let left: Vec<u16> = asked.into_iter().filter(|number| !requested.contains(number) && !there(*number)).collect();
    if left.is_empty() { Err(errors::refusal(202, "No seasons available to request")) } else { Ok(left) }
}

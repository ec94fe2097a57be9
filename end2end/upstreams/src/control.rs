//! The control API: plays the people and orders the accidents; and, under `/t/p`, the TMDB image host.

use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Advance, Fault, Flavour, Service, World, answers,
    answers::{pairs, value_of},
    fixed, images,
};

/// Control and images.
pub(crate) fn router(world: &World) -> Router {
    Router::new()
        .route("/control/state", get(state))
        .route("/control/reset", post(reset))
        .route("/control/clock/advance", post(advance_clock))
        .route("/control/plex/authorise", post(authorise))
        .route("/control/plex/deny", post(deny))
        .route("/control/plex/expire", post(expire))
        .route("/control/plex/creator", post(creator))
        .route("/control/plex/revoke", post(revoke))
        .route("/control/plex/share", post(share))
        .route("/control/plex/restrict", post(restrict))
        .route("/control/plex/items", post(add_item))
        .route("/control/plex/folder", post(folder))
        .route("/control/plex/scan-delay", post(scan_delay))
        .route("/control/overseerr/requests", get(requests))
        .route("/control/overseerr/requests/{id}/advance", post(advance))
        .route("/control/overseerr/user", post(user))
        .route("/control/overseerr/tmdb", post(tmdb))
        .route("/control/overseerr/flavour", post(flavour))
        .route("/control/overseerr/webhook", post(webhook))
        .route("/control/overseerr/webhooks", get(webhooks))
        .route("/control/faults", get(faults).post(fault).delete(no_faults))
        .route("/control/calls", get(calls).delete(no_calls))
        .route("/t/p/{size}/{file}", get(images::host::image))
        .with_state(world.clone())
}

/// Whether there was something to do it to.
fn done(found: bool) -> Response {
    answers::json(if found { 200 } else { 404 }, json!({"ok": found}))
}

/// Everything another process needs to know to use the simulators.
pub(crate) fn description(world: &World) -> Value {
    let mut body = world.addresses().as_json();
    body["overseerrApiKey"] = json!(fixed::OVERSEERR_API_KEY);
    body["tmdbApiKey"] = json!(fixed::TMDB_API_KEY);
    body["tmdbReadToken"] = json!(fixed::TMDB_READ_TOKEN);
    body["adminPlexToken"] = json!(fixed::ADMIN_PLEX_TOKEN);
    body["machineIdentifier"] = json!(fixed::MACHINE_IDENTIFIER);
    body
}

async fn state(State(world): State<World>) -> Response {
    let mut body = description(&world);
    body["accounts"] = json!(world.accounts());
    body["pins"] = json!(world.pins());
    body["faults"] = json!(world.faults());
    body["now"] = json!(world.now_ms());
    answers::json(200, body)
}

async fn reset(State(world): State<World>) -> Response {
    world.reset();
    done(true)
}

#[derive(Deserialize)]
struct Passing {
    seconds: u64,
}

async fn advance_clock(State(world): State<World>, Json(passing): Json<Passing>) -> Response {
    world.advance_clock(std::time::Duration::from_secs(passing.seconds));
    done(true)
}

#[derive(Deserialize)]
struct Pin {
    code: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    address: String,
}

async fn authorise(State(world): State<World>, Json(pin): Json<Pin>) -> Response {
    done(world.authorise_pin(&pin.code, &pin.account))
}

async fn deny(State(world): State<World>, Json(pin): Json<Pin>) -> Response {
    done(world.deny_pin(&pin.code))
}

async fn expire(State(world): State<World>, Json(pin): Json<Pin>) -> Response {
    done(world.expire_pin(&pin.code))
}

async fn creator(State(world): State<World>, Json(pin): Json<Pin>) -> Response {
    done(world.set_pin_creator(&pin.code, &pin.address))
}

#[derive(Deserialize)]
struct Sharing {
    account: String,
    #[serde(default)]
    shared: bool,
    #[serde(default)]
    sections: Vec<String>,
    #[serde(default)]
    hidden_ratings: Vec<String>,
}

async fn revoke(State(world): State<World>, Json(sharing): Json<Sharing>) -> Response {
    done(world.revoke_tokens(&sharing.account))
}

async fn share(State(world): State<World>, Json(sharing): Json<Sharing>) -> Response {
    done(world.share_server(&sharing.account, sharing.shared))
}

async fn restrict(State(world): State<World>, Json(sharing): Json<Sharing>) -> Response {
    let sections: Vec<&str> = sharing.sections.iter().map(String::as_str).collect();
    let ratings: Vec<&str> = sharing.hidden_ratings.iter().map(String::as_str).collect();
    done(world.restrict(&sharing.account, &sections, &ratings))
}

/// Either a title by TMDB id, or a video by section and file.
#[derive(Deserialize)]
struct NewItem {
    #[serde(default)]
    tmdb: Option<u32>,
    #[serde(default)]
    media_type: String,
    #[serde(default)]
    seasons: Vec<u16>,
    #[serde(default)]
    section: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    file: String,
}

async fn add_item(State(world): State<World>, Json(item): Json<NewItem>) -> Response {
    let key = match item.tmdb {
        Some(tmdb) => world.add_to_plex(&item.media_type, tmdb, &item.seasons),
        None => world.add_video(&item.section, &item.title, &item.file),
    };
    match key {
        Some(key) => answers::json(201, json!({"ok": true, "ratingKey": key.to_string()})),
        None => done(false),
    }
}

#[derive(Deserialize)]
struct Folder {
    section: String,
    folder: String,
}

async fn folder(State(world): State<World>, Json(folder): Json<Folder>) -> Response {
    done(world.set_library_folder(&folder.section, &folder.folder))
}

#[derive(Deserialize)]
struct Delay {
    ms: u64,
}

async fn scan_delay(State(world): State<World>, Json(delay): Json<Delay>) -> Response {
    world.set_scan_delay(std::time::Duration::from_millis(delay.ms));
    done(true)
}

async fn requests(State(world): State<World>) -> Response {
    answers::json(200, Value::Array(world.overseerr_requests()))
}

async fn advance(State(world): State<World>, Path(id): Path<u64>, Json(step): Json<Advance>) -> Response {
    match world.advance_request(id, &step) {
        Ok(request) => answers::json(200, request),
        Err(problem) => answers::json(404, json!({"ok": false, "problem": problem})),
    }
}

#[derive(Deserialize)]
struct UserChange {
    id: u64,
    #[serde(default)]
    permissions: Option<u64>,
    #[serde(default)]
    movie_quota: Option<(u64, u64)>,
    #[serde(default)]
    tv_quota: Option<(u64, u64)>,
}

async fn user(State(world): State<World>, Json(change): Json<UserChange>) -> Response {
    let mut found = change.permissions.is_none_or(|bits| world.set_permissions(change.id, bits));
    if change.movie_quota.is_some() || change.tv_quota.is_some() {
        let (movie, tv) = (change.movie_quota.unwrap_or_default(), change.tv_quota.unwrap_or_default());
        found &= world.set_quota(change.id, movie, tv);
    }
    done(found)
}

#[derive(Deserialize)]
struct Tmdb {
    down: bool,
}

async fn tmdb(State(world): State<World>, Json(tmdb): Json<Tmdb>) -> Response {
    world.set_tmdb_down(tmdb.down);
    done(true)
}

#[derive(Deserialize)]
struct Which {
    flavour: Flavour,
}

async fn flavour(State(world): State<World>, Json(which): Json<Which>) -> Response {
    world.set_flavour(which.flavour);
    done(true)
}

#[derive(Deserialize)]
struct Hook {
    url: String,
    #[serde(default)]
    authorization: Option<String>,
}

async fn webhook(State(world): State<World>, Json(hook): Json<Hook>) -> Response {
    world.set_webhook(&hook.url, hook.authorization.as_deref());
    done(true)
}

async fn webhooks(State(world): State<World>) -> Response {
    answers::json(200, json!(world.webhooks()))
}

async fn faults(State(world): State<World>) -> Response {
    answers::json(200, json!(world.faults()))
}

async fn fault(State(world): State<World>, Json(fault): Json<Fault>) -> Response {
    world.set_fault(fault);
    done(true)
}

async fn no_faults(State(world): State<World>) -> Response {
    world.clear_faults();
    done(true)
}

async fn calls(State(world): State<World>, RawQuery(query): RawQuery) -> Response {
    let asked = pairs(query.as_deref().unwrap_or_default());
    let list = match value_of(&asked, "service") {
        None => world.all_calls(),
        Some(name) => match serde_json::from_value::<Service>(json!(name)) {
            Ok(service) => world.calls(service),
            Err(_) => return done(false),
        },
    };
    answers::json(200, json!({"count": list.len(), "calls": list}))
}

async fn no_calls(State(world): State<World>) -> Response {
    world.clear_calls();
    done(true)
}

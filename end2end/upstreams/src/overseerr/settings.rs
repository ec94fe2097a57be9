//! Version, public settings, genres, and the Radarr and Sonarr servers behind Overseerr.

use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{errors, gate::Asked, status::may};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::{MOVIE_GENRES, TV_GENRES},
    fixed,
};

/// `GET /`.
pub(super) async fn hello(State(world): State<World>) -> Response {
    let name = if world.flavour().is_seerr() { "Seerr API" } else { "Overseerr API" };
    answers::json(200, json!({"api": name, "version": "1.0"}))
}

/// `GET /status`: needs no key.
pub(super) async fn status(State(world): State<World>) -> Response {
    answers::json(
        200,
        json!({
            "version": world.flavour().version(), "commitTag": "46a9b244", "updateAvailable": false, "commitsBehind": 0,
            "restartRequired": false,
        }),
    )
}

/// `GET /status/appdata`.
pub(super) async fn appdata() -> Response {
    answers::json(200, json!({"appData": true, "appDataPath": "/app/config"}))
}

/// `GET /settings/public`: needs no key; no `mediaServerType`, which is how Overseerr is told from its successors.
pub(super) async fn public(State(world): State<World>) -> Response {
    answers::json(
        200,
        world.flavour().public(json!({
            "initialized": true, "applicationTitle": "Overseerr", "applicationUrl": "", "hideAvailable": false,
            "localLogin": true, "movie4kEnabled": true, "series4kEnabled": true, "region": "", "originalLanguage": "",
            "partialRequestsEnabled": true, "cacheImages": false, "vapidPublic": "", "enablePushRegistration": false,
            "locale": "en", "emailEnabled": false, "newPlexLogin": true,
        })),
    )
}

/// `GET /settings/main`: administrators only; it contains the key.
pub(super) async fn main(Extension(asked): Extension<Asked>) -> Answer {
    if !asked.caller()?.may_any(&[may::ADMIN]) {
        return Err(errors::forbidden());
    }
    Ok(answers::json(
        200,
        json!({
            "apiKey": fixed::OVERSEERR_API_KEY, "applicationTitle": "Overseerr", "applicationUrl": "",
            "csrfProtection": false, "cacheImages": false, "defaultPermissions": may::REQUEST,
            "defaultQuotas": {"movie": {}, "tv": {}}, "hideAvailable": false, "localLogin": true,
            "newPlexLogin": true, "region": "", "originalLanguage": "", "trustProxy": false,
            "partialRequestsEnabled": true, "locale": "en",
        }),
    ))
}

fn genres(world: &World, list: &[(u32, &str)], failure: &str) -> Answer {
    if world.state().overseerr.tmdb_down {
        return Err(errors::refusal(500, failure));
    }
    let list: Vec<Value> = list.iter().map(|(id, name)| json!({"id": id, "name": name})).collect();
    Ok(answers::json(200, Value::Array(list)))
}

/// `GET /genres/movie`.
pub(super) async fn movie_genres(State(world): State<World>, Extension(_asked): Extension<Asked>) -> Answer {
    genres(&world, &MOVIE_GENRES, "Unable to retrieve movie genres.")
}

/// `GET /genres/tv`.
pub(super) async fn tv_genres(State(world): State<World>, Extension(_asked): Extension<Asked>) -> Answer {
    genres(&world, &TV_GENRES, "Unable to retrieve series genres.")
}

fn server(name: &str, id: u64, folder: &str) -> Value {
    json!({
        "id": id, "name": format!("{name}{}", if id == 1 { " 4K" } else { "" }), "is4k": id == 1, "isDefault": true,
        "activeDirectory": folder, "activeProfileId": 4, "activeTags": [],
    })
}

fn details(name: &str, id: u64, folder: &str, missing: &str) -> Answer {
    if id > 1 {
        return Err(errors::refusal(404, missing));
    }
    let mut body = json!({
        "server": server(name, id, folder),
        "profiles": [{"id": 1, "name": "Any"}, {"id": 4, "name": "HD-1080p"}, {"id": 5, "name": "Ultra-HD"}],
        "rootFolders": [{"id": 1, "freeSpace": 812_000_000_000_u64, "path": folder, "totalSpace": 4_000_000_000_000_u64}],
        "tags": [{"id": 3, "label": "family"}],
    });
    if name == "Sonarr" {
        body["languageProfiles"] = json!([{"id": 1, "name": "English"}]);
    }
    Ok(answers::json(200, body))
}

/// `GET /service/radarr`.
pub(super) async fn radarr(Extension(_asked): Extension<Asked>) -> Response {
    answers::json(200, json!([server("Radarr", 0, "/media/films"), server("Radarr", 1, "/media/films-4k")]))
}

/// `GET /service/radarr/{id}`.
pub(super) async fn radarr_one(Extension(_asked): Extension<Asked>, Path(id): Path<u64>) -> Answer {
    details("Radarr", id, "/media/films", "Radarr server with provided ID  does not exist.")
}

/// `GET /service/sonarr`.
pub(super) async fn sonarr(Extension(_asked): Extension<Asked>) -> Response {
    answers::json(200, json!([server("Sonarr", 0, "/media/series"), server("Sonarr", 1, "/media/series-4k")]))
}

/// `GET /service/sonarr/{id}`.
pub(super) async fn sonarr_one(Extension(_asked): Extension<Asked>, Path(id): Path<u64>) -> Answer {
    details("Sonarr", id, "/media/series", "Sonarr server with provided ID does not exist.")
}

//! Which server this is.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::json;

use super::access;
use crate::{
    World,
    answers::{self, Answer},
    fixed,
};

/// `GET /identity`: needs no token.
pub(super) async fn identity(headers: HeaderMap) -> Response {
    let body = json!({"MediaContainer": {
        "size": 0, "apiVersion": "1.2.0", "claimed": true, "machineIdentifier": fixed::MACHINE_IDENTIFIER,
        "version": fixed::PLEX_VERSION,
    }});
    answers::plex(&headers, 200, "MediaContainer", body)
}

/// `GET /`: who and what the server is; 401 proves that a token is bad.
pub(super) async fn root(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let (account, _) = access::account(&world, &headers, query.as_deref())?;
    let body = json!({"MediaContainer": {
        "size": 1,
        "allowCameraUpload": false,
        "allowSync": account.owner,
        "countryCode": "can",
        "friendlyName": fixed::SERVER_NAME,
        "machineIdentifier": fixed::MACHINE_IDENTIFIER,
        "multiuser": "1",
        "myPlex": true,
        "myPlexMappingState": "mapped",
        "myPlexSigninState": "ok",
        "myPlexSubscription": true,
        "myPlexUsername": if account.owner { account.email.as_str() } else { "" },
        "platform": "Linux",
        "platformVersion": "12",
        "transcoderActiveVideoSessions": 0,
        "updatedAt": 1_793_534_400,
        "version": fixed::PLEX_VERSION,
        "Directory": [{"count": 1, "key": "library", "title": "library"}],
    }});
    Ok(answers::plex(&headers, 200, "MediaContainer", body))
}

/// `GET /status/sessions`: the owner's; nobody is watching.
pub(super) async fn sessions(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    match access::owner(&world, &headers, query.as_deref()) {
        Ok(_) => Ok(answers::plex(&headers, 200, "MediaContainer", json!({"MediaContainer": {"size": 0}}))),
        Err(refused) => Err(refused),
    }
}

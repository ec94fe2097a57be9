//! The PIN endpoints of plex.tv.

use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Value, json};

use super::{errors, pins::Pin};
use crate::{
    World,
    answers::{self, header_text, pairs, value_of},
    clock, images,
    server::Peer,
};

/// Where a call comes from: the connection, unless a proxy in front of the simulator says otherwise.
pub(super) fn caller_address(headers: &HeaderMap, peer: Peer) -> String {
    header_text(headers, "x-forwarded-for")
        .and_then(|list| list.split(',').next().map(|first| first.trim().to_owned()))
        .unwrap_or_else(|| peer.0.ip().to_string())
}

/// A parameter that Plex takes from a header, the query or a form.
fn parameter(headers: &HeaderMap, asked: &[(String, String)], name: &str) -> Option<String> {
    header_text(headers, name)
        .or_else(|| value_of(asked, name).map(str::to_owned))
        .filter(|value| !value.trim().is_empty())
}

/// `POST /api/v2/pins`: 201 with a code to type or to follow.
pub(super) async fn create(
    State(world): State<World>,
    Extension(peer): Extension<Peer>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let mut asked = pairs(query.as_deref().unwrap_or_default());
    match serde_json::from_str::<Value>(&body) {
        Ok(Value::Object(fields)) => asked.extend(fields.into_iter().map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name, text)
        })),
        _ => asked.extend(pairs(&body)),
    }
    let Some(client) = parameter(&headers, &asked, "x-plex-client-identifier") else {
        return errors::no_client(&headers);
    };
    let strong = value_of(&asked, "strong").is_some_and(|value| matches!(value, "true" | "1"));
    let product = parameter(&headers, &asked, "x-plex-product").unwrap_or_default();
    let creator = caller_address(&headers, peer);
    let now = world.now_ms();
    let body = {
        let mut state = world.state();
        let pin = state.pins.create(strong, &client, &product, &creator, now);
        as_json(pin, now, &world)
    };
    answers::plex(&headers, 201, "pin", body)
}

/// `GET /api/v2/pins/{id}`: pending while `authToken` is null.
pub(super) async fn poll(
    State(world): State<World>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let asked = pairs(query.as_deref().unwrap_or_default());
    let Some(client) = parameter(&headers, &asked, "x-plex-client-identifier") else {
        return errors::no_client(&headers);
    };
    let now = world.now_ms();
    let found = {
        let state = world.state();
        id.parse().ok().and_then(|id| state.pins.of_client(id, &client, now)).map(|pin| as_json(pin, now, &world))
    };
    match found {
        Some(body) => answers::plex(&headers, 200, "pin", body),
        None => errors::no_pin(&headers),
    }
}

/// `GET /api/v2/pins/info?code=`: what the sign-in page shows before anybody signs in.
pub(super) async fn info(
    State(world): State<World>,
    Extension(peer): Extension<Peer>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let asked = pairs(query.as_deref().unwrap_or_default());
    let address = caller_address(&headers, peer);
    let now = world.now_ms();
    let found = {
        let state = world.state();
        value_of(&asked, "code").and_then(|code| state.pins.waiting(code, now)).map(|pin| {
            json!({
                "code": pin.code,
                "product": pin.product,
                "trusted": false,
                "clientIdentifier": pin.client,
                "ipMatches": pin.creator == address,
                "ipAddress": pin.creator,
                "location": location(),
            })
        })
    };
    match found {
        Some(body) => answers::plex(&headers, 200, "pin", body),
        None => errors::no_pin(&headers),
    }
}

/// `GET /api/v2/pins/qr/{code}`: the code as a picture.
pub(super) async fn qr(State(world): State<World>, Path(code): Path<String>) -> Response {
    let picture = world.image(&format!("qr {code}"), move || images::qr_like(&code)).await;
    answers::bytes("image/png", picture)
}

fn as_json(pin: &Pin, now: i64, world: &World) -> Value {
    json!({
        "id": pin.id,
        "code": pin.code,
        "product": pin.product,
        "trusted": false,
        "qr": format!("{}/api/v2/pins/qr/{}", world.addresses().plex_tv_url(), pin.code),
        "clientIdentifier": pin.client,
        "location": location(),
        "expiresIn": (pin.expires_ms - now).max(0) / 1000,
        "createdAt": clock::to_seconds(pin.created_ms),
        "expiresAt": clock::to_seconds(pin.expires_ms),
        "authToken": pin.token,
        "newRegistration": null,
    })
}

/// Where plex.tv believes the creator to be.
fn location() -> Value {
    json!({
        "code": "CA", "european_union_member": false, "continent_code": "NA", "country": "Canada", "city": "Toronto",
        "time_zone": "America/Toronto", "postal_code": "M5J", "in_privacy_restricted_country": false,
        "in_privacy_restricted_region": false, "subdivisions": "Ontario", "coordinates": "43.6227, -79.3892",
    })
}

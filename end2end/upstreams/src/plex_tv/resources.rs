//! `GET /api/v2/resources`: the servers and players an account can reach.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Value, json};

use super::{errors, users::signed_in};
use crate::{Account, World, answers, fixed};

/// An array; somebody without access simply does not find the server in it.
pub(super) async fn resources(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(account) = signed_in(&world, &headers, query.as_deref()) else { return errors::no_user(&headers) };
    let mut list = vec![player(&account)];
    if account.shared || account.owner {
        list.push(server(&world, &account));
    }
    if answers::wants_json(&headers) {
        answers::json(200, Value::Array(list))
    } else {
        answers::plex(&headers, 200, "resources", json!({"resource": list}))
    }
}

fn server(world: &World, account: &Account) -> Value {
    let address = world.addresses().plex;
    let owner = world.account("ben");
    let (owner_id, source) = match owner.filter(|owner| owner.id != account.id) {
        Some(owner) => (json!(owner.id), json!(owner.username)),
        None => (Value::Null, Value::Null),
    };
    json!({
        "name": fixed::SERVER_NAME,
        "product": "Plex Media Server",
        "productVersion": fixed::PLEX_VERSION,
        "platform": "Linux",
        "platformVersion": "12",
        "device": "PC",
        "clientIdentifier": fixed::MACHINE_IDENTIFIER,
        "createdAt": "2021-01-01T00:00:00Z",
        "lastSeenAt": "2026-11-01T12:00:00Z",
        "provides": "server",
        "ownerId": owner_id,
        "sourceTitle": source,
        "publicAddress": "203.0.113.7",
        "accessToken": account.server_token,
        "owned": account.owner,
        "home": false,
        "synced": false,
        "relay": true,
        "presence": true,
        "httpsRequired": false,
        "publicAddressMatches": true,
        "dnsRebindingProtection": false,
        "natLoopbackSupported": true,
        "connections": [{
            "protocol": "http",
            "address": address.ip().to_string(),
            "port": address.port(),
            "uri": world.addresses().plex_url(),
            "local": true,
            "relay": false,
            "IPv6": address.is_ipv6(),
        }],
    })
}

/// A player: proves that a client looks at `provides`.
fn player(account: &Account) -> Value {
    json!({
        "name": format!("{}'s phone", account.title),
        "product": "Plex for Android (Mobile)",
        "productVersion": "10.26.0",
        "platform": "Android",
        "platformVersion": "15",
        "device": "Pixel",
        "clientIdentifier": format!("{}-phone", account.uuid()),
        "createdAt": "2024-01-01T00:00:00Z",
        "lastSeenAt": "2026-10-31T20:00:00Z",
        "provides": "client,player,pubsub-player",
        "ownerId": null,
        "sourceTitle": null,
        "publicAddress": "203.0.113.9",
        "accessToken": null,
        "owned": true,
        "home": false,
        "synced": false,
        "relay": false,
        "presence": false,
        "httpsRequired": false,
        "publicAddressMatches": false,
        "dnsRebindingProtection": false,
        "natLoopbackSupported": false,
        "connections": [],
    })
}

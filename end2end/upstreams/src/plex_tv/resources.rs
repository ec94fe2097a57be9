//! `GET /api/v2/resources`: the servers and players an account can reach.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Value, json};

use super::{errors, users::signed_in};
use crate::{Account, World, answers, fixed, seed};

/// An array; somebody without access simply does not find the server in it.
pub(super) async fn resources(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(account) = signed_in(&world, &headers, query.as_deref()) else { return errors::no_user(&headers) };
    let mut list = vec![player(&account), forgotten(&account)];
    if world.state().nameless_servers {
        list.push(json!({"name": fixed::SERVER_NAME, "product": "Plex Media Server", "provides": null}));
    } else if account.shared || account.owner {
        list.push(server(&world, &account));
    }
    if account.owner {
        list.push(switched_off(&world));
        list.push(foreign());
    }
    if answers::wants_json(&headers) {
        answers::json(200, Value::Array(list))
    } else {
        answers::plex(&headers, 200, "resources", json!({"resource": list}))
    }
}

fn server(world: &World, account: &Account) -> Value {
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
        "connections": connections(world),
    })
}

/// As a server at home tells them: by number, by the name its certificate is for (here nothing speaks https), over the
/// internet (nothing listens there), through a relay; and one that no client may call, because a server may tell anything.
fn connections(world: &World) -> Value {
    let address = world.addresses().plex;
    let (ip, port) = (address.ip().to_string(), address.port());
    let one = |uri: String, local: bool, relay: bool| {
        let protocol = uri.split(':').next().unwrap_or_default().to_owned();
        json!({
            "protocol": protocol, "address": ip, "port": port, "uri": uri, "local": local, "relay": relay,
            "IPv6": address.is_ipv6(),
        })
    };
    json!([
        one(world.addresses().plex_url(), true, false),
        one(format!("https://{address}"), true, false),
        one("http://169.254.169.254:32400".to_owned(), false, false),
        one("http://127.0.0.1:1".to_owned(), false, false),
        one("https://127.0.0.1:1".to_owned(), false, true),
    ])
}

/// Another server of the owner's: off, and its address has been given to the first one since.
fn switched_off(world: &World) -> Value {
    let address = world.addresses().plex;
    other(
        fixed::OFF_SERVER_NAME,
        true,
        "attic",
        &json!([{
            "protocol": "http", "address": address.ip().to_string(), "port": address.port(),
            "uri": world.addresses().plex_url(), "local": true, "relay": false, "IPv6": address.is_ipv6(),
        }]),
    )
}

/// Somebody else's server, which is shared with the owner of ours.
fn foreign() -> Value {
    other(
        fixed::FOREIGN_SERVER_NAME,
        false,
        "riverside",
        &json!([{
            "protocol": "http", "address": "198.51.100.20", "port": 32400, "uri": "http://198.51.100.20:32400",
            "local": false, "relay": false, "IPv6": false,
        }]),
    )
}

fn other(name: &str, owned: bool, machine: &str, connections: &Value) -> Value {
    json!({
        "name": name,
        "product": "Plex Media Server",
        "productVersion": fixed::PLEX_VERSION,
        "platform": "Linux",
        "device": "PC",
        "clientIdentifier": seed::text(&["machine", machine], 40),
        "createdAt": "2022-01-01T00:00:00Z",
        "lastSeenAt": "2026-06-01T12:00:00Z",
        // A server may be a player too.
        "provides": "server,player",
        "ownerId": if owned { Value::Null } else { json!(2001) },
        "sourceTitle": if owned { Value::Null } else { json!("riverside-owner") },
        "publicAddress": "198.51.100.20",
        "accessToken": seed::text(&["server token", machine], 20),
        "owned": owned,
        "home": false,
        "synced": false,
        "relay": false,
        "presence": !owned,
        "httpsRequired": false,
        "publicAddressMatches": false,
        "dnsRebindingProtection": false,
        "natLoopbackSupported": false,
        "connections": connections,
    })
}

/// A device of long ago, which provides nothing any more: that is no list without servers.
fn forgotten(account: &Account) -> Value {
    let mut device = player(account);
    device["name"] = json!("Old television");
    device["clientIdentifier"] = json!(format!("{}-television", account.uuid()));
    device["provides"] = json!("");
    device
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

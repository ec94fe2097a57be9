//! Who somebody is at plex.tv, and with whom the owner shares the server.

use std::fmt::Write;

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::errors;
use crate::{
    Account, World,
    answers::{self, escaped, header_text, pairs, value_of},
    fixed, images,
};

/// The account behind the token of a call.
pub(super) fn signed_in(world: &World, headers: &HeaderMap, query: Option<&str>) -> Option<Account> {
    let asked = pairs(query.unwrap_or_default());
    let token = header_text(headers, "x-plex-token").or_else(|| value_of(&asked, "x-plex-token").map(str::to_owned))?;
    let state = world.state();
    state.pins.owner(&token, &state.accounts).cloned().map(|account| Account { token, ..account })
}

fn avatar_url(world: &World, account: &Account) -> String {
    format!("{}/users/{}/avatar?c=1700000000", world.addresses().plex_tv_url(), account.uuid())
}

/// `GET /api/v2/user`: 401 code 1001 without a valid token.
pub(super) async fn user(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match signed_in(&world, &headers, query.as_deref()) {
        Some(account) => answers::plex(&headers, 200, "user", as_json(&world, &account)),
        None => errors::no_user(&headers),
    }
}

/// `GET /users/account.json`: the older shape of the same.
pub(super) async fn legacy_account(
    State(world): State<World>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    match signed_in(&world, &headers, query.as_deref()) {
        Some(account) => answers::json(200, json!({"user": as_json(&world, &account)})),
        None => answers::json(401, json!({"error": "You must be logged in."})),
    }
}

/// `GET /api/v2/ping`: keeps a token alive.
pub(super) async fn ping(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match signed_in(&world, &headers, query.as_deref()) {
        Some(_) => answers::plex(&headers, 200, "ping", json!({"pong": true})),
        None => errors::no_user(&headers),
    }
}

/// `GET /api/v2/friends`: for the owner, those the server is shared with.
pub(super) async fn friends(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(account) = signed_in(&world, &headers, query.as_deref()) else { return errors::no_user(&headers) };
    let list: Vec<Value> = guests(&world, &account)
        .iter()
        .map(|guest| {
            json!({
                "id": guest.id, "uuid": guest.uuid(), "username": guest.username, "title": guest.title,
                "email": guest.email, "friendlyName": guest.title, "thumb": avatar_url(&world, guest), "home": false,
                "restricted": false, "status": "accepted", "sharedServers": [], "sharedSources": [],
            })
        })
        .collect();
    answers::json(200, Value::Array(list))
}

/// `GET /api/users`: always XML, and never with the owner in it.
pub(super) async fn shared_with(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(account) = signed_in(&world, &headers, query.as_deref()) else {
        return errors::no_user(&HeaderMap::new());
    };
    let guests = guests(&world, &account);
    let mut body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MediaContainer friendlyName=\"myPlex\" identifier=\"com.plexapp.\
         plugins.myplex\" machineIdentifier=\"{}\" totalSize=\"{count}\" size=\"{count}\">\n",
        fixed::MACHINE_IDENTIFIER,
        count = guests.len()
    );
    for guest in guests {
        let all = guest.sections.len() == 3;
        let _ = write!(
            body,
            "  <User id=\"{id}\" title=\"{title}\" username=\"{name}\" email=\"{email}\" recommendationsPlaylistId=\"\" \
             thumb=\"{thumb}\" protected=\"0\" home=\"0\" allowTuners=\"0\" allowSync=\"0\" restricted=\"0\">\n    \
             <Server id=\"{server}\" serverId=\"4711\" machineIdentifier=\"{machine}\" name=\"{server_name}\" \
             lastSeenAt=\"1793534400\" numLibraries=\"{libraries}\" allLibraries=\"{all}\" owned=\"1\" \
             pending=\"0\"/>\n  </User>\n",
            id = guest.id,
            title = escaped(&guest.title),
            name = escaped(&guest.username),
            email = escaped(&guest.email),
            thumb = escaped(&avatar_url(&world, &guest)),
            server = 9000 + guest.id,
            machine = fixed::MACHINE_IDENTIFIER,
            server_name = escaped(fixed::SERVER_NAME),
            libraries = guest.sections.len(),
            all = u8::from(all),
        );
    }
    body.push_str("</MediaContainer>\n");
    ([(header::CONTENT_TYPE, "application/xml;charset=utf-8")], body).into_response()
}

/// Those the owner shares the server with; nobody for anybody else.
fn guests(world: &World, account: &Account) -> Vec<Account> {
    if !account.owner {
        return Vec::new();
    }
    world.accounts().into_iter().filter(|guest| guest.shared && !guest.owner).collect()
}

/// `GET /users/{uuid}/avatar`: public, as at plex.tv.
pub(super) async fn avatar(State(world): State<World>, Path(id): Path<String>) -> Response {
    let found = world.accounts().into_iter().find(|account| account.uuid() == id || account.username == id);
    match found {
        Some(account) => {
            let picture =
                world.image(&format!("avatar {id}"), move || images::avatar(&account.title, account.id)).await;
            answers::bytes("image/png", picture)
        }
        None => answers::html(404, "<h1>404 Not Found</h1>".to_owned()),
    }
}

fn as_json(world: &World, account: &Account) -> Value {
    json!({
        "id": account.id,
        "uuid": account.uuid(),
        "username": account.username,
        "title": account.title,
        "friendlyName": account.title,
        "email": account.email,
        "locale": null,
        "confirmed": true,
        "joinedAt": 1_420_070_400,
        "emailOnlyAuth": false,
        "hasPassword": true,
        "protected": false,
        "thumb": avatar_url(world, account),
        "authToken": account.token,
        "mailingListStatus": null,
        "mailingListActive": false,
        "country": "CA",
        "subscription": {
            "active": account.owner, "subscribedAt": null, "status": if account.owner { "Active" } else { "Inactive" },
            "paymentService": null, "plan": if account.owner { json!("lifetime") } else { Value::Null },
            "features": if account.owner { json!(["webhooks", "trailers"]) } else { json!([]) },
        },
        "subscriptionDescription": null,
        "restricted": false,
        "anonymous": null,
        "home": false,
        "guest": false,
        "homeSize": 1,
        "homeAdmin": false,
        "maxHomeSize": 15,
        "rememberExpiresAt": 1_893_456_000,
        "profile": {"autoSelectAudio": true, "defaultAudioLanguage": null, "defaultSubtitleLanguage": null},
        "entitlements": [],
        "roles": if account.owner { json!(["plexpass"]) } else { json!([]) },
        "services": [],
        "adsConsent": null,
        "experimentalFeatures": false,
        "twoFactorEnabled": false,
        "backupCodesCreated": false,
    })
}

//! The control API, as other processes use it.

use serde_json::json;
use upstreams::{Service, fixed};

use crate::support::town;

#[tokio::test]
async fn state_tells_everything_another_process_needs() {
    let town = town().await;
    let state = town.control("GET", "/control/state", json!(null)).await.json();
    assert_eq!(state["overseerrUrl"], town.upstreams.overseerr_url());
    assert_eq!(state["overseerrApiKey"], fixed::OVERSEERR_API_KEY);
    assert_eq!(state["accounts"][1]["username"], "ann");
    assert_eq!(town.world.description()["plexUrl"], town.upstreams.plex_url());
}

#[tokio::test]
async fn people_and_accidents_can_be_played_over_http() {
    let town = town().await;
    let code = town.plex_tv("POST", "/api/v2/pins", None).await.json()["code"].clone();
    let linked = town.control("POST", "/control/plex/authorise", json!({"code": code, "account": "ann"})).await;
    assert_eq!(linked.status, 200);
    let twice = town.control("POST", "/control/plex/authorise", json!({"code": code, "account": "ann"})).await;
    assert_eq!(twice.status, 404);
    let fault = json!({"service": "overseerr", "mode": "status", "status": 502, "path": "/api/v1/status", "times": 1});
    town.control("POST", "/control/faults", fault).await;
    assert_eq!(town.overseerr("GET", "/status", None).await.status, 502);
    assert_eq!(town.overseerr("GET", "/status", None).await.status, 200);
    let list = town.control("GET", "/control/overseerr/requests", json!(null)).await.json();
    let id = list[0]["id"].as_u64().unwrap();
    let step = json!({"to": "processing", "percent": 10});
    let moved = town.control("POST", &format!("/control/overseerr/requests/{id}/advance"), step).await;
    assert_eq!(moved.json()["status"], 2);
    let video = json!({"section": "3", "title": "Kite", "file": "/media/home-videos/kite.mp4"});
    assert_eq!(town.control("POST", "/control/plex/items", video).await.status, 201);
}

#[tokio::test]
async fn calls_are_counted_with_what_they_carried() {
    let town = town().await;
    let body = json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN, "is4k": false});
    town.overseerr_as(Some(2), "POST", "/request", Some(body.clone())).await;
    town.overseerr("GET", "/search?query=low%20sun", None).await;
    let calls = town.control("GET", "/control/calls?service=overseerr", json!(null)).await.json();
    assert_eq!(calls["count"], 2);
    let first = &calls["calls"][0];
    assert_eq!((first["apiUser"].as_str(), &first["body"], first["status"].as_u64()), (Some("2"), &body, Some(201)));
    assert_eq!(calls["calls"][1]["query"], "query=low%20sun");
    assert_eq!(town.world.count(Service::Overseerr, "POST", "/api/v1/request"), 1);
    town.control("DELETE", "/control/calls", json!(null)).await;
    assert!(town.world.calls(Service::Overseerr).is_empty());
}

#[tokio::test]
async fn reset_takes_the_world_back_to_its_beginning() {
    let town = town().await;
    let before = town.world.overseerr_requests();
    town.plex_tv("POST", "/api/v2/pins", None).await;
    town.world.revoke_tokens("ben");
    let body = json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN, "is4k": false});
    town.overseerr("POST", "/request", Some(body)).await;
    assert_eq!(town.control("POST", "/control/reset", json!(null)).await.status, 200);
    assert_eq!(town.world.overseerr_requests(), before);
    assert!(town.world.pins().is_empty());
    assert_eq!(town.plex_tv("GET", "/api/v2/user", Some(fixed::ADMIN_PLEX_TOKEN)).await.status, 200);
}

#[tokio::test]
async fn two_worlds_are_the_same_world() {
    let (one, other) = (town().await, town().await);
    assert_eq!(one.world.overseerr_requests(), other.world.overseerr_requests());
    let code = |reply: crate::support::Reply| reply.json()["code"].clone();
    let pins = [one.plex_tv("POST", "/api/v2/pins", None).await, other.plex_tv("POST", "/api/v2/pins", None).await];
    let [first, second] = pins.map(code);
    assert_eq!(first, second);
    let path = "/search?query=light&page=2";
    let (first, second) = (one.overseerr("GET", path, None).await, other.overseerr("GET", path, None).await);
    assert_eq!(first.json(), second.json());
}

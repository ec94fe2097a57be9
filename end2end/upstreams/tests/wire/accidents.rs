//! What goes wrong on demand.

use std::time::{Duration, Instant};

use serde_json::json;
use upstreams::{Fault, Mode, Service, fixed};

use crate::support::{send, town};

#[tokio::test]
async fn a_dropped_connection_has_no_answer_and_no_effect() {
    let town = town().await;
    town.world.set_fault(Fault::new(Service::PlexTv, Mode::Drop).times(1));
    let url = format!("{}/api/v2/pins", town.upstreams.plex_tv_url());
    let headers = [("x-plex-client-identifier", "me")];
    assert!(send("POST", &url, &headers, "").await.is_err());
    assert!(town.world.pins().is_empty());
    assert_eq!(send("POST", &url, &headers, "").await.unwrap().status, 201);
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_deed_is_done() {
    let town = town().await;
    town.world.set_fault(Fault::new(Service::Overseerr, Mode::DropAfter).on_method("POST").times(1));
    let url = format!("{}/api/v1/request", town.upstreams.overseerr_url());
    let headers = [("x-api-key", fixed::OVERSEERR_API_KEY), ("content-type", "application/json")];
    let body = json!({"mediaType": "movie", "mediaId": fixed::LOW_SUN, "is4k": false}).to_string();
    let before = town.world.overseerr_requests().len();
    assert!(send("POST", &url, &headers, &body).await.is_err());
    assert_eq!(town.world.overseerr_requests().len(), before + 1);
    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 409);
}

#[tokio::test]
async fn every_kind_of_wrong_answer_is_on_offer() {
    let town = town().await;
    let url = format!("{}/api/v1/status", town.upstreams.overseerr_url());
    let ask = || send("GET", &url, &[], "");
    let set = |mode| town.world.set_fault(Fault::new(Service::Overseerr, mode));
    set(Mode::Html);
    assert!(ask().await.unwrap().text().contains("Sign in"));
    set(Mode::Garbage);
    let garbage = ask().await.unwrap();
    assert_eq!(garbage.header("content-type"), "application/json");
    assert!(serde_json::from_slice::<serde_json::Value>(&garbage.body).is_err());
    set(Mode::Accepted);
    assert_eq!((ask().await.unwrap().status, ask().await.unwrap().json()), (202, json!({})));
    set(Mode::Redirect);
    assert_eq!((ask().await.unwrap().status, ask().await.unwrap().header("location").as_str()), (302, "/login"));
    set(Mode::Huge);
    assert_eq!(ask().await.unwrap().body.len(), 20 * 1024 * 1024);
    set(Mode::Truncate);
    assert!(ask().await.is_err());
    set(Mode::Down);
    assert!(ask().await.is_err());
    set(Mode::Hang);
    assert!(tokio::time::timeout(Duration::from_millis(100), ask()).await.is_err());
    town.world.clear_faults();
    assert_eq!(ask().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_status_has_the_services_own_shape_and_may_ask_to_wait() {
    let town = town().await;
    town.world.set_fault(Fault::status(Service::PlexTv, 429).retry_after(7));
    let limited = town.plex_tv("GET", "/api/v2/user", None).await;
    assert_eq!((limited.status, limited.header("retry-after").as_str()), (429, "7"));
    assert!(limited.json()["errors"][0]["status"] == 429);
    town.world.set_fault(Fault::status(Service::Plex, 503));
    assert!(town.plex("ben", "GET", "/identity").await.text().starts_with("<html>"));
}

#[tokio::test]
async fn a_fault_can_be_slow_limited_to_a_path_and_used_up() {
    let town = town().await;
    town.world.set_fault(Fault::slow(Service::Overseerr, 150).on_path("/api/v1/status").times(1));
    let timed = async |path: &str| {
        let start = Instant::now();
        assert_eq!(town.overseerr("GET", path, None).await.status, 200);
        start.elapsed()
    };
    assert!(timed("/settings/public").await < Duration::from_millis(140));
    assert!(timed("/status").await >= Duration::from_millis(150));
    assert!(timed("/status").await < Duration::from_millis(140));
}

#[tokio::test]
async fn dropping_the_simulators_frees_their_ports() {
    let town = town().await;
    let address = town.world.addresses().overseerr;
    drop(town);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(tokio::net::TcpListener::bind(address).await.is_ok());
}

//! What Overseerr sends to whoever asked for it.

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Mutex};
use tower::ServiceExt;
use upstreams::{Advance, Stage, fixed};

use crate::support::{Town, town};

type Post = (String, Value);
type Box = Arc<Mutex<Vec<Post>>>;

/// Something that takes webhooks. Answers where it listens.
async fn letter_box() -> (String, Box) {
    let posts = Box::default();
    let take = async |State(posts): State<Box>, headers: HeaderMap, body: Bytes| {
        let secret = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        posts.lock().await.push((secret, serde_json::from_slice(&body).unwrap()));
    };
    let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&posts));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let router = router.clone();
            let answer = service_fn(move |request| router.clone().oneshot(request));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    (url, posts)
}

async fn arrived(town: &Town, count: usize) {
    for _ in 0..200 {
        if town.world.webhooks().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{} webhooks, not {count}", town.world.webhooks().len());
}

#[tokio::test]
async fn a_request_is_told_in_the_default_template_with_the_state_of_a_moment_ago() {
    let town = town().await;
    let (url, posts) = letter_box().await;
    town.world.set_webhook(&url, Some("Bearer secret"));
    let body = json!({"mediaType": "tv", "mediaId": fixed::NINTH_HOUR, "is4k": false, "seasons": [1, 2]});
    let ann = Some(fixed::OVERSEERR_ANN);
    let id = town.overseerr_as(ann, "POST", "/request", Some(body)).await.json()["id"].as_u64().unwrap();
    arrived(&town, 1).await;
    town.overseerr("POST", &format!("/request/{id}/approve"), None).await;
    arrived(&town, 2).await;
    town.world.advance_request(id, &Advance::to(Stage::Available)).unwrap();
    arrived(&town, 3).await;
    let posts = posts.lock().await;
    let told: Vec<(&str, &str)> = posts
        .iter()
        .map(|(_, body)| (body["notification_type"].as_str().unwrap(), body["media"]["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [("MEDIA_PENDING", "PENDING"), ("MEDIA_APPROVED", "PENDING"), ("MEDIA_AVAILABLE", "PARTIALLY_AVAILABLE")]
    );
    let (secret, first) = &posts[0];
    assert_eq!((secret.as_str(), first["event"].as_str()), ("Bearer secret", Some("New Series Request")));
    assert_eq!(first["request"]["request_id"], id.to_string());
    assert_eq!(first["extra"], json!([{"name": "Requested Seasons", "value": "1, 2"}]));
    assert!(first["issue"].is_null() && first["comment"].is_null());
}

#[tokio::test]
async fn the_template_is_json_inside_json_and_can_be_tested() {
    let town = town().await;
    let (url, posts) = letter_box().await;
    let template = json!({"kind": "{{notification_type}}", "{{media}}": {"id": "{{media_tmdbid}}"}}).to_string();
    let settings = |payload: String| {
        json!({"enabled": true, "types": 4, "options": {
            "webhookUrl": url, "authHeader": "Bearer x", "jsonPayload": payload}})
    };
    let path = "/settings/notifications/webhook";
    let encoded = Value::from(template.clone()).to_string();
    assert_eq!(town.overseerr("POST", &format!("{path}/test"), Some(settings(encoded.clone()))).await.status, 204);
    assert_eq!(posts.lock().await[0].1, json!({"kind": "TEST_NOTIFICATION", "media": null}));
    assert_eq!(town.overseerr("POST", &format!("{path}/test"), Some(settings(template.clone()))).await.status, 500);
    assert_eq!(town.overseerr("POST", path, Some(settings(encoded))).await.status, 200);
    assert_eq!(town.overseerr("GET", path, None).await.json()["options"]["jsonPayload"], template);
    assert_eq!(town.overseerr_as(Some(2), "GET", path, None).await.status, 403);
}

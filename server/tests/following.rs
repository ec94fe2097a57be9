//! From Overseerr's word to the page of who asked: webhooks, decisions, the inbox.

use crate::support::{Browser, TestApp, until};
use serde_json::json;
use upstreams::{Advance, Stage, fixed};

async fn ask(ann: &Browser) -> String {
    let id = fixed::NORTHERN_LIGHT.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &id)]).await.data();
    let id = request["id"].as_str().expect("an id").to_owned();
    until(ann, &id, |detail| detail["request"]["delivery"] == "delivered").await;
    id
}

fn overseerr_id(app: &TestApp) -> u64 {
    let all = app.upstreams.world().overseerr_requests();
    let ours = all.iter().find(|request| request["media"]["tmdbId"] == fixed::NORTHERN_LIGHT);
    ours.and_then(|request| request["id"].as_u64()).expect("it is there")
}

#[tokio::test]
async fn one_click_makes_overseerr_tell_us_of_every_change() {
    let app = TestApp::start().await;
    let (ann, admin) = (app.plex_user("ann").await, app.admin().await);
    let set_up = admin.post("/api/admin/services/webhook", &[("address", &app.url)]).await.data();
    assert_eq!(set_up["ok"], true, "{set_up}");
    let id = ask(&ann).await;
    let world = app.upstreams.world();
    world.advance_request(overseerr_id(&app), &Advance::to(Stage::Approved)).expect("approved");
    until(&ann, &id, |detail| detail["request"]["status"] == "approved").await;
    world.advance_request(overseerr_id(&app), &Advance::to(Stage::Available)).expect("there");
    until(&ann, &id, |detail| detail["request"]["status"] == "available").await;
    let inbox = ann.get("/api/notifications").await.data();
    assert_eq!(inbox["items"][0]["title"], "Northern Light is available");
    assert!(ann.get("/notifications").await.body.contains("Northern Light is available"));
    assert_eq!(ann.post("/api/notifications/read", &[]).await.data()["count"], 2);
}

#[tokio::test]
async fn a_webhook_that_tells_somebody_else_is_only_replaced_on_demand() {
    let app = TestApp::start().await;
    let (admin, world) = (app.admin().await, app.upstreams.world());
    world.set_webhook("https://discord.test/api/webhooks/1/secret", Some("theirs"));
    let call = "/api/admin/services/webhook";
    let refused = admin.post(call, &[("address", &app.url)]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("discord.test") && !refused.body.contains("secret"), "{}", refused.body);
    assert_eq!(world.webhook_authorization().as_deref(), Some("theirs"), "nothing was changed");

    let set_up = admin.post(call, &[("address", &app.url), ("replace", "true")]).await.data();
    assert_eq!(set_up["ok"], true, "{set_up}");
    let ours = world.webhook_authorization();
    assert_ne!(ours.as_deref(), Some("theirs"));
    admin.post(call, &[("address", &app.url)]).await.ok();
    assert_eq!(world.webhook_authorization(), ours, "the same click again changes nothing");
}

#[tokio::test]
async fn without_overseerr_there_is_no_webhook_to_set_up() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let refused = admin.post("/api/admin/services/webhook", &[("address", &app.url), ("replace", "true")]).await;
    assert_eq!(refused.status, 409, "it is not there, which is not to be away: {}", refused.body);
}

#[tokio::test]
async fn a_webhook_without_the_secret_is_refused_and_its_words_are_never_believed() {
    let app = TestApp::start().await;
    let (ann, admin) = (app.plex_user("ann").await, app.admin().await);
    let outside = app.browser();
    let hook = |authorization: Option<&str>, body: String| {
        let mut request = outside.request(reqwest::Method::POST, "/webhooks/overseerr").body(body);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        outside.send(request)
    };
    let said = json!({ "notification_type": "MEDIA_AVAILABLE", "request": { "request_id": "1" } }).to_string();
    assert_eq!(hook(Some("Bearer x"), said.clone()).await.status, 404, "not set up");
    admin.post("/api/admin/services/webhook", &[("address", &app.url)]).await.ok();
    let id = ask(&ann).await;
    assert_eq!(hook(None, said.clone()).await.status, 401);
    assert_eq!(hook(Some("Bearer x"), said.clone()).await.status, 401);
    let secret = app.upstreams.world().webhook_authorization().expect("it was set up");
    for _ in 0..20 {
        let lie = json!({ "notification_type": "MEDIA_AVAILABLE", "request": { "request_id": overseerr_id(&app) } });
        assert_eq!(hook(Some(&secret), lie.to_string()).await.status, 204, "again and again");
    }
    for odd in ["", "[]", "null", "{\"request\":[1]}", "\u{0}"] {
        let status = hook(Some(&secret), odd.to_owned()).await.status;
        assert!(status == 204 || status == 400, "{odd:?}: {status}");
    }
    assert_eq!(hook(Some(&secret), "x".repeat(100_000)).await.status, 413);
    let detail = ann.get(&format!("/api/media/requests/detail?id={id}")).await.data();
    assert_eq!(detail["request"]["status"], "pending", "Overseerr itself says so: {detail}");
}

#[tokio::test]
async fn many_are_decided_at_once_and_only_by_admins() {
    let app = TestApp::start().await;
    let (ann, admin) = (app.plex_user("ann").await, app.admin().await);
    let id = ask(&ann).await;
    let page = admin.get("/admin/requests").await;
    assert!(page.body.contains(&format!("value=\"{id}\"")), "it can be ticked");
    assert_eq!(ann.get("/admin/requests").await.status, 404);
    for call in ["approve", "decline", "retry", "complete"] {
        let refused = ann.post(&format!("/api/media/requests/{call}"), &[("id", &id), ("reason", "x")]).await;
        assert_eq!(refused.status, 403, "{call}");
    }
    let nobody = "0197a000-0000-7000-8000-000000000001";
    let decided = admin.post("/api/media/requests/approve", &[("ids[]", &id), ("ids[]", nobody)]).await.data();
    assert_eq!(
        (decided["requests"][0]["status"].as_str(), decided["refused"].as_array().map(Vec::len)),
        (Some("approved"), Some(1))
    );
    assert_eq!(admin.post("/api/media/requests/decline", &[("id", &id)]).await.status, 400, "a reason is needed");
    assert_eq!(admin.post("/api/media/requests/approve", &[]).await.status, 400);
}

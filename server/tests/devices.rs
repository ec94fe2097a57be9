//! The devices somebody is signed in on: listed, told of, and signed out from afar.

use crate::support::{Browser, PASSWORD, TestApp};
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI: &str =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";

/// The admin in a browser that says what it is.
async fn signed_in(app: &TestApp, agent: &str, remember: &str) -> Browser {
    let browser = app.browser();
    let request = browser.request(Method::POST, "/api/auth/local").header("sec-fetch-site", "same-origin");
    let fields = [("username", "admin"), ("password", PASSWORD), ("remember", remember)];
    browser.send(request.header("accept", "application/json").header("user-agent", agent).form(&fields)).await.ok();
    browser
}

async fn devices(browser: &Browser) -> Vec<Value> {
    browser.get("/api/profile/devices").await.data().as_array().expect("a list").clone()
}

async fn is_in(browser: &Browser) -> bool {
    !browser.get("/api/auth/session").await.data()["user"].is_null()
}

async fn new_ones(browser: &Browser) -> usize {
    let inbox = browser.get("/api/notifications").await.data();
    inbox["items"].as_array().expect("a list").iter().filter(|one| one["kind"] == "device_new").count()
}

/// Two devices, of which the second is remembered.
async fn two(app: &TestApp) -> (Browser, Browser) {
    let admin = app.admin().await;
    admin.post("/api/auth/logout", &[]).await.ok();
    (signed_in(app, FIREFOX, "").await, signed_in(app, SAFARI, "true").await)
}

#[tokio::test]
async fn a_device_is_one_entry_however_often_its_session_was_renewed() {
    let app = TestApp::start_bare().await;
    let (desk, phone) = two(&app).await;
    let listed = devices(&desk).await;
    assert_eq!(listed.len(), 2, "{listed:?}");
    let (here, there) = (&listed[0], &listed[1]);
    assert_eq!(
        (&here["name"], &here["current"], &here["remembered"]),
        (&"Firefox on Linux".into(), &true.into(), &false.into())
    );
    assert_eq!(
        (&there["name"], &there["current"], &there["remembered"]),
        (&"Safari on iPhone".into(), &false.into(), &true.into())
    );
    assert_eq!(there["ip"], "127.0.0.1");
    app.age_sessions(Duration::from_hours(25)).await;
    assert!(is_in(&phone).await && !is_in(&desk).await);
    let listed = devices(&phone).await;
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!((&listed[0]["id"], &listed[0]["current"]), (&there["id"], &true.into()));
    let page = phone.get("/profile/devices").await;
    assert!(page.ok().body.contains("This device"), "{}", page.body);
}

#[tokio::test]
async fn a_device_that_is_signed_out_from_afar_is_out_at_once_and_hears_nothing_further() {
    let app = TestApp::start_bare().await;
    let (desk, phone) = two(&app).await;
    let mut heard = phone.listen(None).await;
    let id = devices(&desk).await[1]["id"].as_str().expect("an id").to_owned();
    let answer = desk.submit("/profile/devices", "/api/profile/devices/revoke", &[("id", &id)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/profile/devices"));
    assert!(!is_in(&phone).await, "and its cookie renews nothing");
    let ended = tokio::time::timeout(Duration::from_secs(5), heard.ended()).await;
    assert!(ended.is_ok(), "its stream went on");
    assert_eq!(devices(&desk).await.len(), 1);
    assert_eq!(desk.post("/api/profile/devices/revoke", &[("id", &id)]).await.status, 404, "it is gone");
}

#[tokio::test]
async fn all_others_or_all_are_signed_out() {
    let app = TestApp::start_bare().await;
    let (desk, phone) = two(&app).await;
    phone.post("/api/profile/devices/revoke", &[("id", "others")]).await.ok();
    assert!(!is_in(&desk).await && is_in(&phone).await);
    app.age_sessions(Duration::from_hours(25)).await;
    assert!(is_in(&phone).await, "it is remembered still");

    let desk = signed_in(&app, FIREFOX, "true").await;
    let answer = desk.post("/api/profile/devices/revoke", &[("id", "all")]).await;
    assert_eq!((&answer.data()["here"], answer.header("location")), (&true.into(), "/login"));
    assert_eq!((desk.cookie("mn_session"), desk.cookie("mn_remember")), (None, None));
    assert!(!is_in(&desk).await && !is_in(&phone).await);
    let wrong = signed_in(&app, FIREFOX, "").await.post("/api/profile/devices/revoke", &[("id", "some")]).await;
    assert_eq!(wrong.status, 400);
}

#[tokio::test]
async fn signing_this_device_out_is_signing_out() {
    let app = TestApp::start_bare().await;
    let (_, phone) = two(&app).await;
    let id = devices(&phone).await[0]["id"].as_str().expect("an id").to_owned();
    let answer = phone.submit("/profile/devices", "/api/profile/devices/revoke", &[("id", &id)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/login"));
    assert!(phone.cookie("mn_remember").is_none() && !is_in(&phone).await);
}

#[tokio::test]
async fn somebody_elses_device_is_not_there() {
    let app = TestApp::start().await;
    let (desk, phone) = two(&app).await;
    let ann = app.plex_user("ann").await;
    for device in devices(&desk).await {
        let id = device["id"].as_str().expect("an id").to_owned();
        assert_eq!(ann.post("/api/profile/devices/revoke", &[("id", &id)]).await.status, 404);
    }
    ann.post("/api/profile/devices/revoke", &[("id", "all")]).await.ok();
    assert!(is_in(&desk).await && is_in(&phone).await);
}

#[tokio::test]
async fn a_sign_in_on_a_device_that_was_not_seen_is_told_once() {
    let app = TestApp::start_bare().await;
    let (desk, phone) = two(&app).await;
    assert_eq!(new_ones(&desk).await, 1, "the phone");
    phone.post("/api/auth/logout", &[]).await.ok();
    signed_in(&app, SAFARI, "").await;
    signed_in(&app, FIREFOX, "").await;
    assert_eq!(new_ones(&desk).await, 1, "both were seen before");
}

#[tokio::test]
async fn the_profile_shows_how_one_signs_in_and_leads_to_the_password() {
    let app = TestApp::start().await;
    let page = app.admin().await.get("/profile").await;
    let body = &page.ok().body;
    assert!(
        body.contains(r#"href="/password""#)
            && body.contains("with a password")
            && body.contains(r#"value="contrast""#)
    );
    let page = app.plex_user("ann").await.get("/profile").await;
    assert!(page.ok().body.contains("with Plex") && !page.body.contains(r#"href="/password""#));
}

#[tokio::test]
async fn the_admin_links_a_plex_account_by_plain_forms() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert!(admin.get("/profile").await.ok().body.contains("/api/profile/plex/start"));
    let begun = admin.submit("/profile", "/api/profile/plex/start", &[("password", PASSWORD)]).await;
    assert_eq!((begun.status, begun.location()), (303, "/profile"));
    let pin = admin.get("/api/profile/plex").await.data();
    let (id, code) = (pin["pin"].as_str().expect("a pin"), pin["code"].as_str().expect("a code"));
    assert!(app.upstreams.world().authorise_pin(code, "ann"));
    admin.submit("/profile", "/api/profile/plex/poll", &[("pin", id)]).await;
    let page = admin.get("/profile").await;
    assert!(
        page.ok().body.contains("Your Plex account is linked") && page.body.contains("with a password or with Plex")
    );
    let by_plex = app.plex_user("ann").await;
    assert_eq!(by_plex.get("/api/auth/session").await.data()["user"]["role"], "admin");
}

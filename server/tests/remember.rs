//! Remembered devices over HTTP: signed in again without asking, until they sign out or somebody copied the cookie.

use crate::support::{Browser, PASSWORD, TestApp};
use reqwest::{Method, header::SET_COOKIE};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(25);

async fn remembered_admin(app: &TestApp) -> Browser {
    drop(app.admin().await);
    let browser = app.browser();
    let fields = [("username", "admin"), ("password", PASSWORD), ("remember", "true")];
    browser.post("/api/auth/local", &fields).await.ok();
    browser
}

async fn name(browser: &Browser) -> Option<String> {
    browser.get("/api/auth/session").await.data()["user"]["name"].as_str().map(str::to_owned)
}

fn token(browser: &Browser) -> String {
    browser.cookie("mn_remember").expect("it is remembered")
}

#[tokio::test]
async fn a_remembered_device_opens_pages_and_calls_after_its_session_is_over() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    let first = token(&browser);
    browser.get("/about").await.ok();
    assert_eq!(token(&browser), first, "while there is a session it is not used");

    app.age_sessions(DAY).await;
    let page = browser.get("/notifications").await;
    page.ok();
    let lines: Vec<_> = page.headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()).collect();
    let line = lines.iter().find(|line| line.starts_with("mn_remember=")).expect("a new one");
    let seconds =
        line.split("Max-Age=").nth(1).and_then(|rest| rest.split(';').next()).and_then(|age| age.parse().ok());
    assert!(
        line.contains("HttpOnly") && seconds.is_some_and(|age: u64| (7_775_900..=7_776_000).contains(&age)),
        "{line}"
    );
    assert!(lines.iter().any(|line| line.starts_with("mn_session=")), "{lines:?}");
    let second = token(&browser);
    assert_ne!(second, first);

    app.age_sessions(DAY).await;
    browser.post("/api/notifications/read", &[]).await.ok();
    assert_ne!(token(&browser), second, "a call is as good");
    assert_eq!(name(&browser).await.as_deref(), Some("admin"));
}

#[tokio::test]
async fn who_does_not_ask_for_it_is_not_remembered() {
    let app = TestApp::start_bare().await;
    let browser = app.admin().await;
    assert_eq!(browser.cookie("mn_remember"), None);
    app.age_sessions(DAY).await;
    assert_eq!(name(&browser).await, None);
}

#[tokio::test]
async fn tabs_that_wake_up_together_are_all_let_in_and_get_one_successor() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    app.age_sessions(DAY).await;
    let tabs: Vec<Browser> = (0..16).map(|_| browser.at(&browser.url)).collect();
    let pages = futures_util::future::join_all(tabs.iter().map(|tab| tab.get("/notifications"))).await;
    assert!(pages.iter().all(|page| page.status == 200));
    assert!(tabs.iter().all(|tab| token(tab) == token(&tabs[0])), "the same for all");
    app.age_sessions(DAY).await;
    tabs[0].get("/notifications").await.ok();
    assert_eq!(browser_notices(&tabs[0]).await, 0);
}

/// How many notices tell of a theft.
async fn browser_notices(browser: &Browser) -> usize {
    let inbox = browser.get("/api/notifications").await.data();
    let items = inbox["items"].as_array().expect("a list");
    items.iter().filter(|one| one["kind"] == "device_stolen").count()
}

#[tokio::test]
async fn a_copied_cookie_ends_the_device_and_its_user_is_told() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    let thief = app.browser();
    thief.set_cookie("mn_remember", &token(&browser));
    app.age_sessions(DAY).await;
    browser.get("/notifications").await.ok();
    // As if it had been a while ago.
    let database = app.database().await;
    let since = "UPDATE session_tokens SET used_at = '2026-01-01T00:00:00.000001Z' WHERE used_at IS NOT NULL";
    sea_orm::ConnectionTrait::execute_unprepared(database.write(), since).await.expect("changed");
    database.close().await;

    assert_eq!(name(&thief).await, None);
    assert_eq!(thief.cookie("mn_remember"), None, "it is of no use any more");
    assert_eq!(name(&browser).await, None, "whoever is the thief, both are out");
    browser.post("/api/auth/local", &[("username", "admin"), ("password", PASSWORD)]).await.ok();
    assert_eq!(browser_notices(&browser).await, 1);
}

#[tokio::test]
async fn signing_out_forgets_the_device_even_when_the_session_was_renewed_for_it() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    app.age_sessions(DAY).await;
    let copy = app.browser();
    copy.set_cookie("mn_remember", &token(&browser));
    let answer = browser.post("/api/auth/logout", &[]).await;
    answer.ok();
    let lines = answer.headers.get_all(SET_COOKIE).iter().filter(|line| line.as_bytes().starts_with(b"mn_remember="));
    assert_eq!(lines.count(), 1, "one word on it, and that is the end");
    assert_eq!(browser.cookie("mn_remember"), None);
    assert_eq!(name(&browser).await, None);
    assert_eq!(name(&copy).await, None);
}

#[tokio::test]
async fn signing_in_as_somebody_else_forgets_who_was_here() {
    let app = TestApp::start().await;
    let browser = remembered_admin(&app).await;
    let old = token(&browser);
    let pin = browser.post("/api/auth/plex/start", &[]).await.data();
    assert!(app.upstreams.world().authorise_pin(pin["code"].as_str().expect("a code"), "ann"));
    let fields = [("pin", pin["pin"].as_str().expect("a pin"))];
    assert_eq!(browser.post("/api/auth/plex/poll", &fields).await.data()["state"], "authorized");
    assert_eq!(browser.cookie("mn_remember"), None);
    browser.set_cookie("mn_remember", &old);
    app.age_sessions(DAY).await;
    assert_eq!(name(&browser).await, None);
}

#[tokio::test]
async fn a_pin_remembers_what_was_ticked_when_it_was_begun() {
    let app = TestApp::start().await;
    let browser = app.remembered_plex_user("ann").await;
    app.age_sessions(DAY).await;
    assert_eq!(name(&browser).await.as_deref(), Some("ann"));
    let page = app.browser().get("/login").await;
    assert_eq!(page.ok().body.matches(r#"name="remember""#).count(), 2, "both ways ask");
}

#[tokio::test]
async fn changing_the_password_forgets_every_other_device_and_keeps_this_one() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    let other = app.browser();
    let fields = [("username", "admin"), ("password", PASSWORD), ("remember", "true")];
    other.post("/api/auth/local", &fields).await.ok();
    let fields = [("current", PASSWORD), ("new", "yet another good one")];
    browser.post("/api/auth/password", &fields).await.ok();
    assert_eq!(name(&other).await, None);
    app.age_sessions(DAY).await;
    assert_eq!(name(&browser).await.as_deref(), Some("admin"));
}

#[tokio::test]
async fn what_another_site_or_a_program_sends_renews_nothing() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    app.age_sessions(DAY).await;
    let program = browser.request(Method::GET, "/api/notifications").header("authorization", "Bearer nothing");
    assert_eq!(browser.send(program).await.status, 401);
    let foreign = browser.request(Method::POST, "/api/auth/logout").header("sec-fetch-site", "cross-site");
    assert_eq!(browser.send(foreign).await.status, 403);
    assert_eq!(name(&browser).await.as_deref(), Some("admin"), "it is still good");
}

#[tokio::test]
async fn a_disabled_user_is_not_signed_in_again() {
    let app = TestApp::start_bare().await;
    let browser = remembered_admin(&app).await;
    let database = app.database().await;
    let disable = "UPDATE users SET status = 'disabled'";
    sea_orm::ConnectionTrait::execute_unprepared(database.write(), disable).await.expect("changed");
    database.close().await;
    assert_eq!(name(&browser).await, None);
    assert_eq!(browser.cookie("mn_remember"), None);
}

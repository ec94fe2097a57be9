//! Access to the Plex server that was lost, over HTTP: what its user and the admins see, and what still opens.

use crate::support::{Browser, TestApp};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use std::time::Duration;

async fn change(app: &TestApp, sql: &str) {
    let database = app.database().await;
    database.write().execute_unprepared(sql).await.expect("changed");
    database.close().await;
}

async fn name(browser: &Browser) -> Value {
    browser.get("/api/auth/session").await.data()["user"]["name"].clone()
}

/// The notice, as soon as it is there.
async fn until_told(browser: &Browser) -> Value {
    // From here on nothing is missed; before that it stands in the inbox.
    let mut stream = browser.listen(None).await;
    loop {
        let inbox = browser.get("/api/notifications").await.data();
        let items = inbox["items"].as_array().expect("a list");
        if let Some(notice) = items.iter().find(|one| one["kind"] == "plex_access_lost") {
            return notice.clone();
        }
        stream.until("user:notification").await;
    }
}

#[tokio::test]
async fn who_lost_plex_stays_signed_in_and_is_told_and_the_admin_sees_it() {
    let mut app = TestApp::start().await;
    let (admin, ann, dora) = (app.admin().await, app.plex_user("ann").await, app.plex_user("dora").await);
    app.upstreams.world().share_server("ann", false);
    // The schedule begins when the program starts.
    app.kill();
    change(&app, "UPDATE users SET plex_checked_at = '2026-01-01T00:00:00.000001Z' WHERE plex_id IS NOT NULL").await;
    app.start_again();
    let notice = until_told(&ann).await;
    assert_eq!(notice["link"], "/profile");
    assert_eq!(name(&ann).await, "ann");
    let page = ann.get("/profile").await;
    for words in ["has no access to this Plex server", "Ask its owner to share it with you", "/api/auth/logout"] {
        assert!(page.ok().body.contains(words), "{words}");
    }
    assert!(!dora.get("/profile").await.ok().body.contains("has no access to"));

    let users = admin.get("/api/admin/users").await.data();
    let of = |name: &str| {
        let all = users["items"].as_array().expect("a list");
        all.iter().find(|user| user["name"] == name).expect("a user").clone()
    };
    assert_eq!(of("ann")["plex_access"]["lost"]["why"], "not_shared");
    assert!(of("dora")["plex_access"]["lost"].is_null() && of("dora")["plex_access"]["checked_at"].is_string());
    assert!(of("admin")["plex_access"].is_null());
    let id = of("ann")["id"].as_str().expect("an id").to_owned();
    let page = admin.get(&format!("/admin/users/{id}")).await;
    assert!(
        page.ok().body.contains("None: the server is not shared with them") && page.body.contains("Last looked at")
    );
    let audit = admin.get("/api/admin/audit?actor=system&action=user.plex_lost").await.data();
    assert_eq!(audit["total"], 1, "{audit}");
}

#[tokio::test]
async fn a_remembered_device_is_turned_away_with_words_until_access_is_back() {
    let app = TestApp::start().await;
    let browser = app.remembered_plex_user("ann").await;
    let kept = browser.cookie("mn_remember");
    change(&app, "UPDATE users SET plex_lost_at = plex_checked_at WHERE plex_id IS NOT NULL").await;
    assert_eq!(name(&browser).await, "ann", "the session goes on");

    app.age_sessions(Duration::from_hours(25)).await;
    let page = browser.get("/requests").await;
    assert_eq!((page.status, page.location()), (303, "/login?next=%2Frequests"));
    let page = browser.get(page.location()).await;
    assert!(page.ok().body.contains("You were not signed in again") && page.body.contains("/api/auth/plex/start"));
    let call = browser.get("/api/notifications").await;
    assert_eq!(call.status, 401);
    assert!(call.error()["message"].as_str().is_some_and(|words| words.starts_with("You were not signed in again")));
    assert_eq!(browser.cookie("mn_remember"), kept);

    change(&app, "UPDATE users SET plex_lost_at = NULL").await;
    browser.get("/requests").await.ok();
    assert_eq!(name(&browser).await, "ann");
}

//! Linking a Plex account and giving it up, over HTTP: only who knows the password does, and whose account it is hears of it.

use crate::support::{Browser, PASSWORD, TestApp, fields};
use serde_json::Value;

const START: &str = "/api/profile/plex/start";
const POLL: &str = "/api/profile/plex/poll";
const UNLINK: &str = "/api/profile/plex/unlink";

/// The admin, with the Plex account of this name.
async fn linked(app: &TestApp, account: &str) -> Browser {
    let admin = app.admin().await;
    let pin = admin.post(START, &[("password", PASSWORD)]).await.data();
    assert!(app.upstreams.world().authorise_pin(pin["code"].as_str().expect("a code"), account));
    let answer = admin.post(POLL, &[("pin", pin["pin"].as_str().expect("a pin"))]).await.data();
    assert_eq!(answer["state"], "authorized", "{answer}");
    admin
}

async fn role(browser: &Browser) -> Value {
    browser.get("/api/auth/session").await.data()["user"]["role"].clone()
}

/// What the inbox says of ways to sign in, newest first.
async fn told(browser: &Browser) -> Vec<String> {
    let inbox = browser.get("/api/notifications").await.data();
    let items = inbox["items"].as_array().expect("a list").iter();
    let changed = items.filter(|one| one["kind"] == "sign_in_changed");
    changed.map(|one| one["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test]
async fn linking_asks_for_the_present_password() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert!(admin.get("/profile").await.ok().body.contains(r#"name="password""#));
    app.upstreams.world().clear_calls();
    for fields in [&[][..], &[("password", "")], &[("password", "not the password")]] {
        let refused = admin.post(START, fields).await;
        assert_eq!(refused.error()["details"]["fields"].as_object().map(serde_json::Map::len), Some(1), "{fields:?}");
    }
    let refused = admin.submit("/profile", START, &[("password", "not the password")]).await;
    assert_eq!((refused.status, refused.location()), (303, "/profile"));
    let page = admin.get("/profile").await;
    assert!(page.ok().body.contains("This is not your current password.") && !page.body.contains("not the password"));
    assert!(admin.get("/api/profile/plex").await.data().is_null(), "nothing was begun");
    assert!(app.upstreams.world().calls(upstreams::Service::PlexTv).is_empty());
}

#[tokio::test]
async fn wrong_passwords_are_counted_together_with_those_of_a_password_change() {
    let app = TestApp::start().await;
    let admin = linked(&app, "ann").await;
    for path in [UNLINK; 3] {
        assert!(admin.post(path, &[("password", "a guess")]).await.status < 429, "{path}");
    }
    for _ in 0..2 {
        let change = [("current", "a guess"), ("new", "yet another good one")];
        assert!(admin.post("/api/auth/password", &change).await.status < 429);
    }
    for path in [UNLINK, START] {
        assert_eq!(admin.post(path, &[("password", PASSWORD)]).await.status, 429, "{path}, even with the right one");
    }
}

#[tokio::test]
async fn a_plex_account_is_unlinked_by_a_plain_form_and_who_came_in_by_it_is_out() {
    let app = TestApp::start().await;
    let admin = linked(&app, "ann").await;
    let by_plex = app.plex_user("ann").await;
    assert_eq!(role(&by_plex).await, "admin");
    let program = by_plex.program(&["users:read"]).await;
    program.get("/api/admin/users").await.ok();
    let wrong = admin.post(UNLINK, &[("password", "a guess")]).await;
    assert!(fields(&wrong).contains_key("password"), "{}", wrong.body);
    assert_eq!(role(&by_plex).await, "admin", "nothing was changed");

    assert!(admin.get("/profile").await.ok().body.contains(UNLINK));
    let done = admin.submit("/profile", UNLINK, &[("password", PASSWORD)]).await;
    assert_eq!((done.status, done.location()), (303, "/profile"));
    let page = admin.get("/profile").await;
    assert!(page.ok().body.contains("The Plex account was unlinked.") && page.body.contains(START));
    assert_eq!(role(&by_plex).await, Value::Null, "signed out");
    assert_eq!(program.get("/api/admin/users").await.status, 401, "and the key that was made meanwhile");
    assert_eq!(role(&admin).await, "admin", "who did it is not");
    assert_eq!(told(&admin).await, ["Your Plex account was unlinked", "The Plex account ann was linked to yours"]);
    for action in ["user.link", "user.unlink"] {
        let audit = admin.get(&format!("/api/admin/audit?actor=admin&action={action}")).await.data();
        assert_eq!(audit["total"], 1, "{action}");
    }
    assert_eq!(admin.post(UNLINK, &[("password", PASSWORD)]).await.status, 409, "once");
    assert_eq!(role(&app.plex_user("ann").await).await, "user", "somebody else now");
}

#[tokio::test]
async fn who_has_no_password_cannot_unlink() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    assert!(!ann.get("/profile").await.ok().body.contains(UNLINK));
    let refused = ann.post(UNLINK, &[("password", "")]).await;
    assert_eq!(refused.status, 403);
    assert_eq!(ann.get("/api/auth/session").await.data()["user"]["name"], "ann");
    assert_eq!(app.plex_user("ann").await.get("/api/notifications").await.data()["total"], 0);
}

#[tokio::test]
async fn the_operator_takes_a_strangers_plex_account_away_with_the_password() {
    let app = TestApp::start().await;
    let admin = linked(&app, "ann").await;
    let reset = app.command(&["user", "reset-password", "admin"]);
    assert!(reset.status.success());
    assert_eq!(role(&admin).await, Value::Null);
    let stranger = app.plex_user("ann").await;
    assert_eq!(role(&stranger).await, "admin", "a new password alone leaves the other way open");

    let reset = app.command(&["user", "reset-password", "admin", "--unlink-plex"]);
    let said = String::from_utf8_lossy(&reset.stdout).into_owned();
    assert!(reset.status.success() && said.contains("The Plex account was unlinked."), "{said}");
    assert_eq!(role(&stranger).await, Value::Null);
    assert_eq!(role(&app.plex_user("ann").await).await, "user");
    let password = said.split_whitespace().nth(6).expect("a password").to_owned();
    let admin = app.browser();
    admin.post("/api/auth/local", &[("username", "admin"), ("password", &password)]).await.ok();
    admin.post("/api/auth/password", &[("current", &password), ("new", PASSWORD)]).await.ok();
    assert_eq!(told(&admin).await[0], "Your Plex account was unlinked");
    let audit = admin.get("/api/admin/audit?actor=system&action=user.unlink").await.data();
    assert_eq!(audit["total"], 1, "{audit}");
    let again = app.command(&["user", "reset-password", "admin", "--unlink-plex"]);
    assert!(again.status.success() && !String::from_utf8_lossy(&again.stdout).contains("unlinked"));
}

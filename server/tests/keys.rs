//! Personal API keys over HTTP: what they open, what they never open, and what ends them.

use crate::support::{FIRST_PASSWORD, PASSWORD, Program, TestApp, fields};
use backend::{
    clock::{Clock, SystemClock, before},
    store::entity::{api_keys, audit_log, users},
};
use reqwest::{Method, header::ACCEPT};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use std::time::Duration;

/// What is said to a key that opens nothing.
async fn refusal(program: &Program) -> String {
    let answer = program.get("/api/media/requests").await;
    assert_eq!((answer.status, answer.error()["code"].as_str()), (401, Some("UNAUTHENTICATED")), "{}", answer.body);
    answer.error()["message"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_key_opens_what_it_was_given_and_nothing_else() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let made = admin.make_key("display", &["media:request", "dashboard:read"], "30").await;
    let key = made["key"].as_str().expect("a key");
    assert!(key.starts_with("mn_") && key.len() == 46, "{key}");
    assert!(key.starts_with(made["prefix"].as_str().expect("a prefix")));
    let program = Program::with(&app.url, key);
    program.get("/api/media/requests").await.ok();
    program.get("/api/dashboard/status").await.ok();
    let refused = program.get("/api/admin/users").await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("users:read"), "it says what is missing: {}", refused.body);
    let all = program.get("/api/media/requests?scope=all").await;
    assert_eq!(all.status, 403, "an admin's key is no admin: {}", all.body);

    let listed = admin.get("/api/profile/keys").await.data();
    assert_eq!(listed[0]["name"], "display");
    assert!(listed[0]["last_used_at"].is_string() && listed[0]["expires_at"].is_string(), "{listed}");
    assert!(!listed.to_string().contains(key), "it is told once");
    let database = app.database().await;
    let row = api_keys::Entity::find().one(database.read()).await.expect("read").expect("a row");
    assert!(!format!("{row:?}").contains(key) && row.key_hash.len() == 64);
    let audit = audit_log::Entity::find().all(database.read()).await.expect("the audit");
    assert!(audit.iter().any(|entry| entry.action == "key.create"));
    assert!(!format!("{audit:?}").contains(key));
}

#[tokio::test]
async fn a_key_is_shown_on_the_page_that_follows_the_form_and_never_again() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let form = [("name", "display"), ("scopes[]", "media:search"), ("expires", "90")];
    let posted = admin.submit("/profile/keys", "/api/profile/keys/create", &form).await;
    assert_eq!((posted.status, posted.location()), (303, "/profile/keys"));
    let cookie = posted.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && !cookie.contains("mn_flash=mn_"), "{cookie}");
    let page = admin.get("/profile/keys").await;
    let at = page.body.find("Bearer mn_").expect("the key is shown");
    let key = &page.body[at + 7..at + 7 + 46];
    assert_eq!(page.header("cache-control"), "no-store");
    Program::with(&app.url, key).get("/api/media/search?query=").await;
    assert!(!admin.get("/profile/keys").await.body.contains(key), "once");
    let nameless = [("name", ""), ("scopes[]", "media:search"), ("scopes[]", "media:request"), ("expires", "365")];
    admin.submit("/profile/keys", "/api/profile/keys/create", &nameless).await;
    let page = admin.get("/profile/keys").await.body;
    assert!(
        page.contains("1 to 64 characters") && page.matches(" checked").count() == 2,
        "what was ticked stays: {page}"
    );
}

#[tokio::test]
async fn a_key_is_judged_alone_whatever_cookies_come_with_it() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for key in ["mn_unknown", "", &format!("mn_{}", "A".repeat(43))] {
        let request = admin.request(Method::GET, "/api/media/requests").bearer_auth(key);
        assert_eq!(admin.send(request).await.status, 401, "{key}");
    }
    let proxy = admin.request(Method::GET, "/api/media/requests").basic_auth("proxy", Some("x"));
    admin.send(proxy).await.ok();
    let program = admin.program(&["media:request"]).await;
    let request = admin.request(Method::GET, "/api/admin/users").bearer_auth(&program.key);
    assert_eq!(admin.send(request).await.status, 403, "the session does not help it");
}

#[tokio::test]
async fn a_key_brings_its_own_proof_to_changes_and_is_answered_as_a_program() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let program = admin.program(&["profile:write", "system:manage"]).await;
    program.post("/api/notifications/read", &[]).await.ok();
    let request = admin.request(Method::POST, "/api/admin/welcome").bearer_auth(&program.key);
    let answer = admin.send(request.header("sec-fetch-site", "cross-site").header(ACCEPT, "text/html")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["success"], true);
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn no_key_opens_pages_events_pictures_or_the_own_account() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let all = domain::policy::Permission::ALL.map(domain::policy::Permission::as_str);
    let program = admin.program(&all).await;
    program.get("/api/admin/users").await.ok();
    for path in ["/", "/profile/keys", "/login", "/events", "/img/tmdb/w342/p1.jpg", "/no/such/page"] {
        let refused = program.get(path).await;
        assert_eq!((refused.status, refused.header("cache-control")), (403, "no-store"), "{path}");
        assert!(refused.body.contains("under /api"), "{path}: {}", refused.body);
    }
    assert_eq!(program.get("/api/health").await.status, 200, "that is for everybody");
    for path in ["/api/profile", "/api/profile/keys", "/api/auth/session"] {
        let refused = program.get(path).await;
        assert_eq!(refused.status, 403, "{path}");
        assert!(refused.body.contains("sign in for that"), "{path}: {}", refused.body);
    }
    for path in ["/api/profile/keys/create", "/api/profile/keys/revoke", "/api/auth/logout", "/api/auth/password"] {
        assert_eq!(program.post(path, &[]).await.status, 403, "{path}");
    }
    admin.get("/api/media/requests").await.ok();
}

#[tokio::test]
async fn a_key_ends_when_it_is_revoked_or_has_expired_and_says_so() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let made = admin.make_key("first", &["media:request"], "30").await;
    let first = Program::with(&app.url, made["key"].as_str().expect("a key"));
    first.get("/api/media/requests").await.ok();
    let id = made["id"].as_str().expect("an id");
    admin.post("/api/profile/keys/revoke", &[("id", id)]).await.ok();
    assert!(refusal(&first).await.contains("revoked"));
    assert_eq!(admin.post("/api/profile/keys/revoke", &[("id", id)]).await.status, 404, "it is gone");

    let second = admin.program(&["media:request"]).await;
    let database = app.database().await;
    let rows = api_keys::Entity::find().all(database.read()).await.expect("read");
    let mut row = rows.into_iter().find(|row| row.revoked_at.is_none()).expect("a row").into_active_model();
    row.expires_at = Set(Some(before(SystemClock.now(), Duration::from_secs(1)).0));
    row.update(database.write()).await.expect("changed");
    assert!(refusal(&second).await.contains("expired"));
    assert!(admin.get("/profile/keys").await.body.contains("Expired"), "it is listed as such");
}

#[tokio::test]
async fn what_ends_the_sign_ins_of_a_user_ends_the_keys_too() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let program = admin.program(&["media:request", "users:read"]).await;
    let database = app.database().await;
    let change = async |sql: &str| database.write().execute_unprepared(sql).await.expect("changed");
    change("UPDATE users SET role = 'user'").await;
    assert_eq!(program.get("/api/admin/users").await.status, 403, "never more than the role includes now");
    program.get("/api/media/requests").await.ok();
    change("UPDATE users SET role = 'admin', status = 'disabled'").await;
    assert!(refusal(&program).await.contains("disabled"));
    change("UPDATE users SET status = 'active', must_change_password = true").await;
    assert_eq!(program.get("/api/media/requests").await.status, 403, "not before the password is changed");
    change("UPDATE users SET must_change_password = false").await;
    program.get("/api/media/requests").await.ok();
    let new = [("current", PASSWORD), ("new", FIRST_PASSWORD)];
    admin.post("/api/auth/password", &new).await.ok();
    assert!(refusal(&program).await.contains("revoked"));
    assert_eq!(users::Entity::find().all(database.read()).await.expect("read").len(), 1);
}

#[tokio::test]
async fn nobody_sees_or_ends_the_keys_of_somebody_else() {
    let app = TestApp::start().await;
    let (admin, ann) = (app.admin().await, app.plex_user("ann").await);
    let made = ann.make_key("hers", &["media:request"], "never").await;
    let id = made["id"].as_str().expect("an id");
    assert_eq!(admin.post("/api/profile/keys/revoke", &[("id", id)]).await.status, 404);
    assert_eq!(admin.get("/api/profile/keys").await.data().as_array().map(Vec::len), Some(0));
    Program::with(&app.url, made["key"].as_str().expect("a key")).get("/api/media/requests").await.ok();
    let fields_of = async |scopes: &[&str], expires: &str| {
        let mut form = vec![("name", "x"), ("expires", expires)];
        form.extend(scopes.iter().map(|scope| ("scopes[]", *scope)));
        fields(&ann.post("/api/profile/keys/create", &form).await).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(fields_of(&["users:read"], "never").await, ["scopes"], "more than the role includes");
    assert_eq!(fields_of(&["no:such"], "never").await, ["scopes"]);
    assert_eq!(fields_of(&[], "never").await, ["scopes"]);
    assert_eq!(fields_of(&["media:search"], "31").await, ["expires"]);
}

#[tokio::test]
async fn the_log_never_holds_a_key() {
    let app = TestApp::start_in(&[("LOG_LEVEL", "trace")]).await;
    let admin = app.admin().await;
    let program = admin.program(&["media:request"]).await;
    program.get("/api/media/requests").await.ok();
    program.get("/api/admin/users").await;
    program.get("/").await;
    let form = [("name", "display"), ("scopes[]", "media:search"), ("expires", "90")];
    admin.submit("/profile/keys", "/api/profile/keys/create", &form).await;
    let page = admin.get("/profile/keys").await.body;
    let at = page.find("Bearer mn_").expect("the key is shown");
    for key in [program.key.as_str(), &page[at + 7..at + 7 + 46]] {
        assert!(!app.log().contains(key), "{key} is in the log");
    }
    assert!(app.log().contains("/api/admin/users"), "the log says what happened");
}

#[tokio::test]
async fn a_key_with_less_than_everything_makes_no_admin_and_changes_none() {
    let app = TestApp::start_bare().await;
    let admin = app.without_limits().await;
    let made = |role: &'static str, name: &'static str| {
        let admin = &admin;
        async move {
            admin.post("/api/admin/users/create", &[("name", name), ("role", role)]).await.data()["id"].to_string()
        }
    };
    let (other, guest) = (made("admin", "other").await, made("user", "guest").await);
    let (other, guest) = (other.trim_matches('"').to_owned(), guest.trim_matches('"').to_owned());
    let program = admin.program(&["users:read", "users:write", "users:delete", "system:manage"]).await;
    for (call, fields) in [
        ("/api/admin/users/create", vec![("name", "mine"), ("role", "admin")]),
        ("/api/admin/users/update", vec![("id", guest.as_str()), ("role", "admin")]),
        ("/api/admin/users/update", vec![("id", other.as_str()), ("role", "user")]),
        ("/api/admin/users/reset_password", vec![("id", other.as_str())]),
        ("/api/admin/users/delete", vec![("id", other.as_str()), ("requests", "delete")]),
    ] {
        let refused = program.call(Method::POST, call, &fields).await;
        assert_eq!(refused.status, 403, "{call} {fields:?}: {}", refused.body);
    }
    let fields = [("id", guest.as_str()), ("status", "disabled")];
    program.call(Method::POST, "/api/admin/users/update", &fields).await.ok();
    program.call(Method::POST, "/api/admin/users/create", &[("name", "theirs"), ("role", "user")]).await.ok();
}

#[tokio::test]
async fn a_key_that_asks_too_much_does_not_keep_its_owner_from_revoking_it() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let made = admin.make_key("greedy", &["media:request"], "never").await;
    let program = Program::with(&app.url, made["key"].as_str().expect("a key"));
    admin.post("/api/admin/config/limits", &[("calls_per_minute", "3")]).await.ok();
    while program.get("/api/media/requests").await.status == 200 {}
    assert_eq!(program.get("/api/media/requests").await.status, 429);
    while admin.get("/api/profile/keys").await.status == 200 {}
    let id = made["id"].as_str().expect("an id");
    admin.post("/api/profile/keys/revoke", &[("id", id)]).await.ok();
    assert_eq!(program.get("/api/media/requests").await.status, 401);
}

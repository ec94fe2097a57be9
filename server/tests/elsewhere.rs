//! What went wrong elsewhere: holes that programs of this kind had, each tried here. What is about files, addresses and
//! throttles is beside their code: `avatars`, `backend`'s `open_web` and `images`, `throttle`.

use crate::support::{Browser, FIRST_PASSWORD, PASSWORD, TestApp};
use backend::store::entity::users;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::Value;
use upstreams::fixed;

async fn people(app: &TestApp) -> u64 {
    let database = app.database().await;
    let count = users::Entity::find().count(database.read()).await.expect("counted");
    database.close().await;
    count
}

async fn own_id(browser: &Browser) -> String {
    browser.get("/api/auth/session").await.data()["user"]["id"].as_str().expect("signed in").to_owned()
}

/// Somebody with a password of this installation, who chose it.
async fn lena(app: &TestApp, admin: &Browser) -> Browser {
    let fields = [("name", "lena"), ("role", "user"), ("password", FIRST_PASSWORD)];
    admin.post("/api/admin/users/create", &fields).await.ok();
    let lena = app.browser();
    lena.post("/api/auth/local", &[("username", "lena"), ("password", FIRST_PASSWORD)]).await.ok();
    lena.post("/api/auth/password", &[("current", FIRST_PASSWORD), ("new", PASSWORD)]).await.ok();
    lena
}

#[tokio::test]
async fn overseerr_registering_at_the_endpoint_of_another_server_type_makes_nobody() {
    let app = TestApp::start().await;
    let before = people(&app).await;
    let stranger = app.browser();
    for path in ["jellyfin", "emby", "plex", "register", "signup", "oidc", "local/", "LOCAL", "../admin/users/create"] {
        let fields = [("username", "mallory"), ("password", PASSWORD), ("email", "m@example.com"), ("role", "admin")];
        let answer = stranger.post(&format!("/api/auth/{path}"), &fields).await;
        assert!(matches!(answer.status, 400..=404), "{path}: {}", answer.status);
    }
    // More than a sign-in asks for changes nothing of what it does.
    let fields = [("username", "mallory"), ("password", PASSWORD), ("role", "admin"), ("plex_id", "1")];
    assert_eq!(stranger.post("/api/auth/local", &fields).await.status, 401);
    assert_eq!(people(&app).await, before);
    assert_eq!(stranger.get("/api/auth/session").await.data()["user"], Value::Null);
}

#[tokio::test]
async fn overseerr_an_equal_email_or_name_links_no_accounts() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lena = lena(&app, &admin).await;
    let ann_at_plex = app.upstreams.world().account("ann").expect("an account");
    let database = app.database().await;
    let update = users::Entity::update_many()
        .col_expr(users::Column::Email, Expr::value(ann_at_plex.email))
        .filter(users::Column::Username.eq("lena"));
    assert_eq!(update.exec(database.write()).await.expect("written").rows_affected, 1);
    database.close().await;
    let before = people(&app).await;
    assert_ne!(own_id(&app.plex_user("ann").await).await, own_id(&lena).await);
    // And somebody at Plex who is called as the admin is here.
    app.upstreams.world().add_account("admin");
    let namesake = app.plex_user("admin").await;
    assert_ne!(own_id(&namesake).await, own_id(&admin).await);
    assert_eq!(namesake.get("/api/auth/session").await.data()["user"]["role"], "user");
    assert_eq!(people(&app).await, before + 2);
}

#[tokio::test]
async fn overseerr_nobody_reads_or_changes_the_settings_of_another() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = app.plex_user("ann").await;
    let (admin_id, ann_id) = (own_id(&admin).await, own_id(&ann).await);
    for path in [
        format!("/api/admin/users?id={admin_id}"),
        "/api/admin/users".into(),
        "/api/admin/services".into(),
        "/api/admin/config".into(),
        "/api/admin/audit".into(),
    ] {
        assert_eq!(ann.get(&path).await.status, 403, "{path}");
    }
    let own = ann.get(&format!("/api/profile?id={admin_id}&user={admin_id}&user_id={admin_id}")).await;
    assert!(matches!(own.status, 200 | 400), "{}", own.status);
    assert!(!own.body.contains("admin"), "{}", own.body);
    ann.post("/api/profile/update", &[("theme", "light"), ("id", &admin_id), ("user_id", &admin_id)]).await;
    assert_ne!(admin.get("/api/profile").await.data()["theme"], "light");
    assert_eq!(ann.post("/api/admin/users/update", &[("id", &ann_id), ("role", "admin")]).await.status, 403);
}

#[tokio::test]
async fn overseerr_settings_and_tokens_never_reach_ordinary_users() {
    let app = TestApp::start().await;
    let _admin = app.admin().await;
    let ann = app.plex_user("ann").await;
    for path in
        ["/", "/profile", "/search?q=low", "/requests", "/api/auth/session", "/api/profile", "/api/profile/devices"]
    {
        let body = ann.get(path).await.body;
        for secret in [fixed::ADMIN_PLEX_TOKEN, fixed::OVERSEERR_API_KEY, fixed::TMDB_API_KEY] {
            assert!(!body.contains(secret), "{path}");
        }
        for address in [app.upstreams.overseerr_url(), app.upstreams.plex_url()] {
            assert!(!body.contains(&address), "{path}");
        }
    }
}

#[tokio::test]
async fn vaultwarden_sessions_and_devices_do_not_outlive_a_password_change() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let lena = lena(&app, &admin).await;
    let elsewhere = app.browser();
    let fields = [("username", "lena"), ("password", PASSWORD), ("remember", "true")];
    elsewhere.post("/api/auth/local", &fields).await.ok();
    let remembered = elsewhere.cookie("mn_remember").expect("remembered");
    lena.post("/api/auth/password", &[("current", PASSWORD), ("new", "yet another good one")]).await.ok();
    let thief = app.browser();
    thief.set_cookie("mn_remember", &remembered);
    for browser in [&elsewhere, &thief] {
        assert_eq!(browser.get("/api/profile").await.status, 401);
    }
    assert_eq!(lena.get("/api/profile").await.status, 200, "whoever changed it stays");
}

#[tokio::test]
async fn vaultwarden_a_disabled_account_is_nobody_by_any_proof() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let lena = lena(&app, &admin).await;
    let program = lena.program(&["media:request"]).await;
    program.get("/api/media/requests").await.ok();
    let id = own_id(&lena).await;
    admin.post("/api/admin/users/update", &[("id", &id), ("status", "disabled")]).await.ok();
    assert_eq!(lena.get("/api/profile").await.status, 401);
    let again = app.browser().post("/api/auth/local", &[("username", "lena"), ("password", PASSWORD)]).await;
    assert_eq!(again.status, 401);
    assert_eq!(program.get("/api/media/requests").await.status, 401);
}

#[tokio::test]
async fn uptime_kuma_the_live_stream_is_for_no_other_site() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let stream = admin.request(Method::GET, "/events").header("accept", "text/event-stream").header(name, value);
        let answer = tokio::time::timeout(std::time::Duration::from_secs(5), admin.send(stream)).await;
        let answer = answer.expect("no stream is opened");
        assert_eq!(answer.status, 403, "{name}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn tautulli_no_change_by_get_and_none_from_another_site() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let before = people(&app).await;
    let by_get = admin.get("/api/admin/users/create?name=mallory&role=admin&password=a+long+password").await;
    assert!(matches!(by_get.status, 400 | 404 | 405), "{}", by_get.status);
    for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null")] {
        let post = admin.request(Method::POST, "/api/admin/users/create").header(name, value);
        let post = post.header("content-type", "application/x-www-form-urlencoded").body("name=mallory&role=admin");
        assert_eq!(admin.send(post).await.status, 403, "{name}: {value}");
    }
    assert_eq!(people(&app).await, before);
}

#[tokio::test]
async fn tautulli_no_sql_in_sort_order_page_or_filter() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for sql in
        ["name; DROP TABLE users", "(SELECT password_hash FROM users)", "1 UNION SELECT 1", "' OR '1'='1", "\\'; --"]
    {
        for name in ["sort", "order", "order_by", "page", "per_page", "status", "actor", "action", "scope"] {
            for call in ["/api/admin/users", "/api/admin/audit", "/api/media/requests", "/api/notifications"] {
                let url = reqwest::Url::parse_with_params("http://host/", [(name, sql)]).expect("a URL");
                let answer = admin.get(&format!("{call}?{}", url.query().expect("a query"))).await;
                assert!(answer.status < 500 && !answer.body.contains("argon2"), "{call} {name}={sql}: {}", answer.body);
            }
        }
    }
    assert!(people(&app).await > 0);
}

#[tokio::test]
async fn tautulli_no_open_redirect() {
    let app = TestApp::start_bare().await;
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example/",
        "/%09/evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/..//evil.example",
        ".evil.example",
        "@evil.example",
    ] {
        let browser = app.browser();
        let fields = [("username", "admin"), ("password", FIRST_PASSWORD), ("next", next)];
        let post = browser.request(Method::POST, "/api/auth/local").header("accept", "text/html");
        let post = post.header("origin", &browser.url).header("referer", format!("https://evil.example/{next}"));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let post = post.header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer = browser.send(post).await;
        let to = answer.location();
        assert!(
            to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains('\t'),
            "{next}: {to}"
        );
        let seen = reqwest::Url::parse(&browser.url).and_then(|here| here.join(to)).expect("a place");
        assert_eq!(seen.host_str(), Some("127.0.0.1"), "{next}: {to}");
    }
}

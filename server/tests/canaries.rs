//! Secrets with names, planted wherever secrets go in, and looked for wherever anything comes out: the log at its most
//! talkative, pages, the props of islands, answers of calls, live events.

use crate::support::{Browser, FIRST_PASSWORD, PASSWORD, TestApp, until};
use app::routes::PAGES;
use backend::{
    secrets::Keyring,
    store::{entity, users},
};
use domain::policy::{CALLS, Method};
use sea_orm::EntityTrait;
use upstreams::fixed;

const WRONG_PASSWORD: &str = "canary-of-a-wrong-password";
const WRONG_KEY: &str = "canary-of-a-wrong-key";

/// What must not come out, by what it is.
async fn secrets(app: &TestApp, browsers: &[&Browser]) -> Vec<(String, String)> {
    let mut secrets: Vec<(String, String)> = [
        ("the first password", FIRST_PASSWORD),
        ("the password", PASSWORD),
        ("a wrong password", WRONG_PASSWORD),
        ("a wrong key", WRONG_KEY),
        ("the Plex token", fixed::ADMIN_PLEX_TOKEN),
        ("the key of Overseerr", fixed::OVERSEERR_API_KEY),
        ("the key of TMDB", fixed::TMDB_API_KEY),
    ]
    .map(|(what, secret)| (what.to_owned(), secret.to_owned()))
    .into();
    let encryption = std::fs::read_to_string(app.data.path().join("encryption.key")).expect("the key");
    secrets.push(("the encryption key".into(), encryption.trim().to_owned()));
    secrets.extend(app.upstreams.world().webhook_authorization().map(|word| ("the webhook's word".to_owned(), word)));
    for browser in browsers {
        secrets.extend(browser.cookie("mn_session").map(|cookie| ("a session".to_owned(), cookie)));
        secrets.extend(browser.cookie("mn_signin").map(|cookie| ("a begun sign-in".to_owned(), cookie)));
        secrets.extend(browser.cookie("mn_remember").map(|cookie| ("a remembered device".to_owned(), cookie)));
    }
    let database = app.database().await;
    let keyring = Keyring::load_or_create(app.data.path()).expect("the key");
    for user in entity::users::Entity::find().all(database.read()).await.expect("people") {
        let id = domain::UserId(user.id);
        for token in [
            users::plex_token(database.read(), &keyring, id).await.expect("read"),
            users::plex_server_token(database.read(), &keyring, id).await.expect("read"),
        ] {
            secrets.extend(token.map(|token| (format!("a token of {}", user.username), token.reveal().to_owned())));
        }
        secrets.extend(user.password_hash.map(|hash| ("a hash".to_owned(), hash)));
    }
    secrets
}

#[tokio::test]
async fn no_secret_comes_out_anywhere() {
    let app = TestApp::start_in(&[("LOG_LEVEL", "debug")]).await;
    let admin = app.without_limits().await;
    let ann = app.plex_user("ann").await;
    let nobody = app.browser();
    let mut events = admin.listen(None).await;

    // Everything that takes a secret, rightly and wrongly.
    let wrong = [("username", "admin"), ("password", WRONG_PASSWORD)];
    nobody.post("/api/auth/local", &wrong).await;
    nobody.submit("/login", "/api/auth/local", &wrong).await;
    nobody.get("/login").await;
    admin.post("/api/auth/password", &[("current", WRONG_PASSWORD), ("new", WRONG_PASSWORD)]).await;
    let (overseerr, tmdb) = (app.upstreams.overseerr_url(), app.upstreams.tmdb_url());
    for key in [WRONG_KEY, fixed::OVERSEERR_API_KEY] {
        for call in ["/api/admin/services/test", "/api/admin/services/update"] {
            let form = [("name", "overseerr"), ("url", overseerr.as_str()), ("key", key), ("enabled", "true")];
            admin.post(call, &form).await;
            admin.submit("/admin/services", call, &form).await;
            admin.get("/admin/services").await;
        }
    }
    let form = [("name", "tmdb"), ("url", tmdb.as_str()), ("key", fixed::TMDB_API_KEY), ("enabled", "true")];
    admin.post("/api/admin/services/update", &form).await;
    admin.post("/api/admin/services/webhook", &[("address", &app.url)]).await;
    let film = fixed::NORTHERN_LIGHT.to_string();
    let request = ann.post("/api/media/request", &[("media_type", "movie"), ("tmdb_id", &film)]).await.data();
    let id = request["id"].as_str().expect("an id");
    until(&ann, id, |detail| detail["request"]["delivery"] == "delivered").await;
    nobody.post("/api/auth/plex/start", &[]).await;

    // Everything that says something.
    for browser in [&nobody, &ann, &admin] {
        for page in PAGES {
            let path = page.path.replace("{tmdb}", "1003").replace("{list}", "trending").replace("{id}", id);
            browser.get(&path).await;
        }
        for call in CALLS.iter().filter(|call| call.method == Method::Get) {
            browser.get(call.path).await;
            browser
                .get(&format!("{}?query=light&media_type=movie&tmdb_id=1003&id={id}&list=trending", call.path))
                .await;
        }
    }
    let event = events.next().await.expect("something was told");
    let heard = format!("{event:?}");

    let secrets = secrets(&app, &[&nobody, &ann, &admin]).await;
    assert!(secrets.len() >= 14, "all kinds are there: {}", secrets.len());
    let log = app.log();
    assert!(log.contains("DEBUG") && log.len() > 2_000, "the log says a lot");
    for (what, secret) in &secrets {
        assert!(secret.len() > 8, "{what} can be told from other words");
        assert!(!log.contains(secret.as_str()), "{what} is in the log");
        assert!(!heard.contains(secret.as_str()), "{what} is in an event");
        for browser in [&nobody, &ann, &admin] {
            for body in browser.seen() {
                assert!(!body.contains(secret.as_str()), "{what} came back in: {body}");
            }
        }
    }
}

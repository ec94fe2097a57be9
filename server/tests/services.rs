//! The configuration of services.

use crate::support::{TestApp, fields};
use upstreams::{Fault, Mode, Service, fixed};

#[tokio::test]
async fn a_key_that_is_wrong_is_said_in_the_form_and_nothing_is_saved() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let url = app.upstreams.overseerr_url();
    let fields_sent = [("name", "overseerr"), ("url", url.as_str()), ("key", "wrong"), ("enabled", "on")];
    let answer = admin.post("/api/admin/services/update", &fields_sent).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(fields(&answer)["key"].contains("403"), "{}", answer.body);
    let services = admin.get("/api/admin/services").await.data();
    let overseerr = services
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["name"] == "overseerr")
        .expect("it is listed")
        .clone();
    assert_eq!((overseerr["has_key"].as_bool(), overseerr["url"].is_null()), (Some(false), true), "{overseerr}");
}

#[tokio::test]
async fn a_good_configuration_is_tested_saved_sealed_and_never_shown_again() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let url = app.upstreams.overseerr_url();
    let fields_sent =
        [("name", "overseerr"), ("url", url.as_str()), ("key", fixed::OVERSEERR_API_KEY), ("enabled", "on")];
    let saved = admin.post("/api/admin/services/update", &fields_sent).await.data();
    assert_eq!(
        (saved["ok"].as_bool(), saved["version"].as_str()),
        (Some(true), Some(fixed::OVERSEERR_VERSION)),
        "{saved}"
    );
    let list = admin.get("/api/admin/services").await;
    assert!(!list.body.contains(fixed::OVERSEERR_API_KEY), "the key is never shown");
    let page = admin.get("/admin/services").await;
    assert!(page.ok().body.contains(&url) && !page.body.contains(fixed::OVERSEERR_API_KEY));
    // On PostgreSQL there is no file to look into; the sealing is the same.
    let database = std::fs::read(app.data.path().join("medianest.db")).unwrap_or_default();
    let wal = std::fs::read(app.data.path().join("medianest.db-wal")).unwrap_or_default();
    for secret in [fixed::OVERSEERR_API_KEY, url.as_str()] {
        let found = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found(&database) && !found(&wal), "{secret} is sealed");
    }
    // An empty key keeps the saved one.
    let kept = admin
        .post("/api/admin/services/update", &[("name", "overseerr"), ("url", &url), ("key", ""), ("enabled", "on")])
        .await;
    assert_eq!(kept.data()["ok"], true);
}

#[tokio::test]
async fn what_is_no_address_or_no_overseerr_is_named() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for url in
        ["", "overseerr", "ftp://x", "http://user:pass@x", "http://169.254.169.254", "http://[fe80::1]/", "http://x/?q"]
    {
        let answer = admin.post("/api/admin/services/test", &[("name", "overseerr"), ("url", url), ("key", "x")]).await;
        let named = answer.status == 400 && fields(&answer).contains_key("url");
        let said = answer.status == 200 && answer.data()["field"] == "url";
        assert!(named || said, "{url}: {} {}", answer.status, answer.body);
    }
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Html));
    let url = app.upstreams.overseerr_url();
    let answer =
        admin.post("/api/admin/services/test", &[("name", "overseerr"), ("url", &url), ("key", "x")]).await.data();
    assert_eq!((answer["ok"].as_bool(), answer["field"].as_str()), (Some(false), Some("url")), "{answer}");
}

#[tokio::test]
async fn the_environment_seeds_the_configuration_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let outcomes = admin.post("/api/admin/services/test-all", &[]).await.data();
    let outcomes = outcomes.as_array().expect("a list");
    assert_eq!(outcomes.len(), 2);
    assert!(outcomes.iter().all(|outcome| outcome["ok"] == true), "{outcomes:?}");
    let status = admin.get("/api/dashboard/status").await.data();
    let online = status["services"].as_array().expect("a list").iter().filter(|one| one["status"] == "online").count();
    assert_eq!(online, 2, "{status}");
}

#[tokio::test]
async fn only_admins_are_told_what_exactly_is_wrong_with_a_service() {
    let app = TestApp::start().await;
    let (ann, admin) = (app.plex_user("ann").await, app.admin().await);
    app.upstreams.world().set_fault(Fault::status(Service::Overseerr, 502));
    app.upstreams.world().set_fault(Fault::new(Service::Plex, Mode::Html));
    admin.post("/api/admin/services/test-all", &[]).await.ok();
    let error = |status: &serde_json::Value, name: &str| {
        let services = status["services"].as_array().expect("a list");
        let one = services.iter().find(|one| one["name"] == name).expect("it is listed");
        one["error"].as_str().expect("something is wrong").to_owned()
    };
    let told = ann.get("/api/dashboard/status").await.data();
    assert_eq!(error(&told, "overseerr"), "Overseerr does not answer.");
    assert_eq!(error(&told, "plex"), "Plex does not answer as it should. The admin is told why.");
    let told = admin.get("/api/dashboard/status").await.data();
    assert!(error(&told, "overseerr").contains("502"), "{told}");
    assert!(error(&told, "plex").contains("web page"), "{told}");
}

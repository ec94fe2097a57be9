//! Finding the admin's own Plex server through the admin's Plex account.

use crate::support::{Browser, TestApp, fields};
use serde_json::Value;
use upstreams::{Fault, Mode, Service, fixed};

const START: &str = "/api/admin/services/plex/start";
const POLL: &str = "/api/admin/services/plex/poll";
const TRY: &str = "/api/admin/services/plex/try";
const CHOOSE: &str = "/api/admin/services/plex/choose";
const SEARCH: &str = "/api/admin/services/plex";

/// Begins a search and types its code at Plex; says the search.
async fn typed(app: &TestApp, admin: &Browser, account: &str) -> String {
    let pin = admin.post(START, &[]).await.data();
    assert!(app.upstreams.world().authorise_pin(pin["code"].as_str().expect("a code"), account));
    pin["pin"].as_str().expect("a pin").to_owned()
}

/// The same, looked at.
async fn found(app: &TestApp, admin: &Browser, account: &str) -> (String, Value) {
    let pin = typed(app, admin, account).await;
    assert_eq!(admin.post(POLL, &[("pin", &pin)]).await.data()["state"], "found");
    (pin, admin.get(SEARCH).await.data()["found"].clone())
}

/// The places of a server, by their addresses.
fn places(found: &Value, name: &str) -> Vec<Value> {
    let servers = found["servers"].as_array().expect("servers");
    let server = servers.iter().find(|server| server["name"] == name).unwrap_or_else(|| panic!("{name}: {found}"));
    server["places"].as_array().expect("places").clone()
}

async fn plex(admin: &Browser) -> Value {
    let services = admin.get("/api/admin/services").await.data();
    services.as_array().expect("a list").iter().find(|one| one["name"] == "plex").expect("plex").clone()
}

#[tokio::test]
async fn the_own_server_is_found_tried_chosen_and_saved_with_its_own_token() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let (pin, found) = found(&app, &admin, "ben").await;
    assert_eq!(found["shared"], 1, "somebody else's server is left out: {found}");
    let home = places(&found, fixed::SERVER_NAME);
    let ways: Vec<_> = home.iter().map(|place| place["way"].as_str().expect("a way")).collect();
    assert_eq!(ways, ["local", "local", "remote", "remote", "relay"], "{found}");
    let url = app.upstreams.plex_url();
    assert_eq!(home[0]["address"], url);
    assert!(home[0]["reach"]["reached"]["ms"].is_u64(), "{found}");
    let others: Vec<_> = home[1..].iter().map(|place| place["reach"].clone()).collect();
    assert_eq!(others, ["insecure", "not_allowed", "refused", "refused"], "{found}");
    assert_eq!(places(&found, fixed::OFF_SERVER_NAME)[0]["reach"], "other_server", "an old address: {found}");

    let place = home[0]["id"].as_str().expect("an id");
    let saved = admin.post(CHOOSE, &[("pin", &pin), ("place", place)]).await.data();
    assert_eq!((saved["ok"].as_bool(), saved["version"].as_str()), (Some(true), Some(fixed::PLEX_VERSION)), "{saved}");
    let plex = plex(&admin).await;
    assert_eq!((plex["url"].as_str(), plex["has_key"].as_bool()), (Some(url.as_str()), Some(true)), "{plex}");
    let token = app.upstreams.world().account("ben").expect("ben").server_token;
    let used = app.upstreams.world().calls(Service::Plex).into_iter().rev().find(|call| call.path == "/");
    assert_eq!(used.expect("it was tested").plex_token.as_deref(), Some(token.as_str()));
    assert_eq!(admin.get(SEARCH).await.data(), "nothing", "what was found is forgotten");
    app.plex_user("ann").await;
}

#[tokio::test]
async fn no_token_is_sent_before_a_server_is_chosen_and_none_leaves_the_program() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let (pin, _) = found(&app, &admin, "ben").await;
    let calls = app.upstreams.world().calls(Service::Plex);
    assert!(!calls.is_empty() && calls.iter().all(|call| call.plex_token.is_none()), "{calls:?}");
    let page = admin.get("/admin/services/plex").await;
    let seen = [page.ok().body.clone(), admin.get(SEARCH).await.body];
    admin.post(CHOOSE, &[("pin", &pin), ("place", "0.0")]).await.ok();
    let account = app.upstreams.world().account("ben").expect("ben");
    let kept =
        ["medianest.db", "medianest.db-wal"].map(|file| std::fs::read(app.data.path().join(file)).unwrap_or_default());
    for token in [&account.token, &account.server_token] {
        assert!(seen.iter().all(|text| !text.contains(token.as_str())), "no token on a page");
        assert!(!app.log().contains(token.as_str()), "no token in the log");
        let found = |bytes: &Vec<u8>| bytes.windows(token.len()).any(|window| window == token.as_bytes());
        assert!(!kept.iter().any(found), "it is sealed");
    }
}

#[tokio::test]
async fn the_token_is_for_the_server_it_belongs_to_and_for_no_other() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let (pin, found) = found(&app, &admin, "ben").await;
    let other = places(&found, fixed::OFF_SERVER_NAME)[0]["id"].as_str().expect("an id").to_owned();
    let refused = admin.post(CHOOSE, &[("pin", &pin), ("place", &other)]).await;
    assert!(refused.status == 400 && fields(&refused).contains_key("place"), "{}", refused.body);
    let calls = app.upstreams.world().calls(Service::Plex);
    assert!(calls.iter().all(|call| call.plex_token.is_none()), "{calls:?}");
}

#[tokio::test]
async fn a_search_belongs_to_its_browser_and_signs_nobody_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let pin = typed(&app, &admin, "ben").await;
    let ann = app.plex_user("ann").await;
    assert_eq!(ann.post(POLL, &[("pin", &pin)]).await.status, 403);
    let other = app.browser();
    let (name, password) = (("username", "admin"), ("password", crate::support::PASSWORD));
    other.post("/api/auth/local", &[name, password]).await.ok();
    assert_eq!(other.post(POLL, &[("pin", &pin)]).await.status, 404, "another browser of the same admin");
    assert_eq!(other.get(SEARCH).await.data(), "nothing");
    // The code of a search is not a sign-in, and the other way round.
    assert_eq!(admin.post("/api/auth/plex/poll", &[("pin", &pin)]).await.status, 404);
    let sign_in = admin.post("/api/auth/plex/start", &[]).await.data();
    assert_eq!(admin.post(POLL, &[("pin", sign_in["pin"].as_str().expect("a pin"))]).await.status, 404);
}

#[tokio::test]
async fn an_account_without_a_server_of_its_own_is_told_so() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let (pin, found) = found(&app, &admin, "ann").await;
    assert_eq!((found["servers"].as_array().map(Vec::len), found["shared"].as_u64()), (Some(0), Some(1)), "{found}");
    let page = admin.get("/admin/services/plex").await;
    assert!(page.ok().body.contains("This Plex account owns no server."), "{}", page.body);
    let refused = admin.post(CHOOSE, &[("pin", &pin), ("place", "0.0")]).await;
    assert!(refused.status == 400 && fields(&refused).contains_key("place"), "{}", refused.body);
}

#[tokio::test]
async fn a_server_that_is_down_is_said_and_tried_again() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    app.upstreams.world().set_fault(Fault::new(Service::Plex, Mode::Down));
    let (pin, found) = found(&app, &admin, "ben").await;
    assert!(places(&found, fixed::SERVER_NAME).iter().all(|place| place["reach"]["reached"].is_null()), "{found}");
    let page = admin.get("/admin/services/plex").await;
    assert!(page.ok().body.contains("at none of its addresses"), "{}", page.body);
    app.upstreams.world().clear_faults();
    let again = admin.submit("/admin/services/plex", TRY, &[("pin", &pin)]).await;
    assert_eq!((again.status, again.location()), (303, "/admin/services/plex"));
    let found = admin.get(SEARCH).await.data()["found"].clone();
    assert!(places(&found, fixed::SERVER_NAME)[0]["reach"]["reached"]["ms"].is_u64(), "{found}");
}

#[tokio::test]
async fn a_code_that_ran_out_is_over() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let pin = admin.post(START, &[]).await.data();
    assert!(app.upstreams.world().expire_pin(pin["code"].as_str().expect("a code")));
    let pin = pin["pin"].as_str().expect("a pin");
    assert_eq!(admin.post(POLL, &[("pin", pin)]).await.data()["state"], "expired");
    assert_eq!(admin.get(SEARCH).await.data(), "nothing");
    assert_eq!(admin.post(CHOOSE, &[("pin", pin), ("place", "0.0")]).await.status, 404);
}

#[tokio::test]
async fn when_plex_tv_is_down_the_address_can_still_be_typed() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let pin = typed(&app, &admin, "ben").await;
    app.upstreams.world().set_fault(Fault::new(Service::PlexTv, Mode::Down));
    for answer in [admin.post(POLL, &[("pin", &pin)]).await, admin.post(START, &[]).await] {
        assert_eq!(
            (answer.status, answer.error()["code"].as_str()),
            (503, Some("SERVICE_UNAVAILABLE")),
            "{}",
            answer.body
        );
    }
    let failed = admin.submit("/welcome", START, &[("next", "/welcome?step=overseerr")]).await;
    assert_eq!((failed.status, failed.location()), (303, "/welcome"));
    let page = admin.get("/welcome").await.ok().body.clone();
    assert!(page.contains("plex.tv cannot be reached at the moment."), "{page}");
    assert!(page.contains("id=\"plex-url\""), "the fields are still there");
}

#[tokio::test]
async fn the_wizard_goes_on_to_its_next_step_and_nowhere_else() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let next = ("next", "/welcome?step=overseerr");
    let begun = admin.submit("/welcome", START, &[next]).await;
    assert_eq!(begun.location(), "/admin/services/plex?next=%2Fwelcome%3Fstep%3Doverseerr");
    let waiting = admin.get(SEARCH).await.data()["waiting"].clone();
    let pin = waiting["pin"].as_str().expect("a pin").to_owned();
    let early = admin.submit("/admin/services/plex", POLL, &[("pin", &pin), next]).await;
    assert_eq!(early.location(), begun.location());
    let said = admin.get(begun.location()).await;
    assert!(said.ok().body.contains("Plex has not confirmed the code yet."), "{}", said.body);
    assert!(app.upstreams.world().authorise_pin(waiting["code"].as_str().expect("a code"), "ben"));
    // plex.tv is asked once a second at most.
    for _ in 0..100 {
        if admin.post(POLL, &[("pin", &pin)]).await.data()["state"] == "found" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let fields = [("pin", pin.as_str()), ("place", "0.0"), ("next", "//evil.example")];
    let away = admin.submit("/admin/services/plex", CHOOSE, &fields).await;
    assert_eq!((away.status, away.location()), (303, "/admin/services"));
    let page = admin.get("/admin/services").await.ok().body.clone();
    assert!(page.contains("Saved. Plex answers.") && page.contains(fixed::SERVER_NAME), "{page}");
}

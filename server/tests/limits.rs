//! Limits: how much one user, one address and everybody together may ask for.

use crate::support::{Answer, Browser, TestApp, fields};

/// Sets limits as the admin's form does.
async fn limit(admin: &Browser, limits: &[(&str, &str)]) {
    admin.post("/api/admin/config/limits", limits).await.ok();
}

fn seconds(refused: &Answer) -> u64 {
    assert_eq!(
        (refused.status, refused.error()["code"].as_str()),
        (429, Some("RATE_LIMIT_EXCEEDED")),
        "{}",
        refused.body
    );
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert_eq!(refused.error()["details"]["retryAfter"], seconds);
    seconds
}

#[tokio::test]
async fn calls_of_one_user_are_limited_and_nobody_elses() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ann, ben) = (app.plex_user("ann").await, app.plex_user("ben").await);
    limit(&admin, &[("calls_per_minute", "5"), ("searches_per_minute", "3")]).await;
    for _ in 0..5 {
        ann.get("/api/media/requests").await.ok();
    }
    let refused = ann.get("/api/media/requests").await;
    assert!((1..=60).contains(&seconds(&refused)));
    assert_eq!(refused.error()["details"]["limit"], 5);
    assert_eq!(refused.error()["details"]["window"], "60s");
    ben.get("/api/media/requests").await.ok();

    // Searches have room of their own, whether a page or a program searches.
    for path in ["/search?q=light", "/api/media/search?query=light", "/search?q=night"] {
        assert_eq!(ann.get(path).await.status, 200, "{path}");
    }
    let page = ann.get("/search?q=light").await;
    assert_eq!(page.status, 429);
    assert!(page.body.contains("faster than this server can look"), "{}", page.body);
    assert!((1..=60).contains(&page.header("retry-after").parse::<u64>().expect("seconds")));
    // Other pages open all the same.
    assert_eq!(ann.get("/requests").await.status, 200);
}

#[tokio::test]
async fn sixty_four_calls_at_once_at_a_limit_of_five_let_exactly_five_through() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = std::sync::Arc::new(app.plex_user("ann").await);
    limit(&admin, &[("calls_per_minute", "5")]).await;
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let ann = ann.clone();
        calls.spawn(async move { ann.get("/api/media/requests").await.status });
    }
    let statuses = calls.join_all().await;
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    // A machine that is too busy to ask the database who calls says so before or after it has counted.
    let (through, too_busy) = (count(200), count(503));
    assert_eq!(through + too_busy + count(429), 64, "{statuses:?}");
    assert!(through <= 5 && through + too_busy >= 5, "{statuses:?}");
}

#[tokio::test]
async fn who_is_signed_out_is_counted_by_address_and_pictures_and_files_are_not() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    limit(&admin, &[("visits_per_minute", "4")]).await;
    let visitor = app.browser();
    let visits = async || {
        for _ in 0..40 {
            let answer = visitor.get("/login").await;
            if answer.status != 200 {
                return answer;
            }
        }
        panic!("nothing was refused");
    };
    let refused = visits().await;
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    assert_eq!(app.browser().get("/api/auth/session").await.status, 429, "another browser, the same address");
    for free in ["/favicon.svg", "/robots.txt", "/api/health"] {
        assert_ne!(visitor.get(free).await.status, 429, "{free}");
    }
    admin.get("/").await.ok();
    limit(&admin, &[("visits_per_minute", "0")]).await;
    visitor.get("/login").await.ok();
}

#[tokio::test]
async fn sign_ins_with_plex_cannot_be_begun_without_end_and_waiting_for_one_costs_nothing() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let mut pin = String::new();
    loop {
        let answer = browser.post("/api/auth/plex/start", &[]).await;
        if answer.status == 429 {
            assert!((800..=900).contains(&seconds(&answer)));
            break;
        }
        pin = answer.data()["pin"].as_str().expect("a pin").to_owned();
    }
    assert_eq!(app.browser().post("/api/auth/plex/claim", &[("id", "1"), ("code", "abc")]).await.status, 429);
    let wait = browser.post("/api/auth/plex/poll", &[("pin", &pin)]).await;
    assert_eq!(wait.status, 200, "{}", wait.body);
}

#[tokio::test]
async fn an_admin_sets_limits_within_their_ranges_all_or_none() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let wrong = [("calls_per_minute", "7"), ("searches_per_minute", "many"), ("visits_per_minute", "-1")];
    let refused = admin.post("/api/admin/config/limits", &wrong).await;
    assert_eq!(refused.status, 400);
    assert_eq!(fields(&refused).into_keys().collect::<Vec<_>>(), ["searches_per_minute", "visits_per_minute"]);
    let value = async |key: &str| {
        let all = admin.get("/api/admin/config").await.data();
        all.as_array().expect("a list").iter().find(|one| one["key"] == key).expect("the setting")["value"].clone()
    };
    assert_eq!(value("calls_per_minute").await, 100);
    let page = admin.submit("/admin/settings", "/api/admin/config/limits", &wrong).await;
    assert_eq!((page.status, page.location()), (303, "/admin/settings"));
    let page = admin.get("/admin/settings").await;
    assert!(page.ok().body.contains("value=\"many\""), "what was typed is still there");
    admin.submit("/admin/settings", "/api/admin/config/general", &[("site_name", "Our films")]).await;
    assert_eq!(value("site_name").await, "Our films");
    assert!(admin.get("/").await.body.contains("Our films"));
    // A setting of another section does not come in by this door.
    let sneaked = [("site_name", "Sneaked in"), ("calls_per_minute", "900")];
    admin.post("/api/admin/config/limits", &sneaked).await.ok();
    assert_eq!((value("site_name").await, value("calls_per_minute").await), ("Our films".into(), 900.into()));
}

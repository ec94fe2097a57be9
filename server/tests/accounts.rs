//! Signing in and out, by PIN and by password.

use crate::support::{FIRST_PASSWORD, PASSWORD, TestApp, fields};

#[tokio::test]
async fn the_first_admin_must_change_the_password_before_anything_else_opens() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let signed_in = browser.post("/api/auth/local", &[("username", "admin"), ("password", FIRST_PASSWORD)]).await;
    assert_eq!(signed_in.data()["must_change_password"], true);
    assert_eq!(signed_in.header("location"), "/password");
    let session = browser.get("/api/auth/session").await.data();
    assert!(signed_in.data()["expires_at"].is_string(), "it says how long it lasts: {}", signed_in.body);
    assert_eq!(session["expires_at"], signed_in.data()["expires_at"]);
    let page = browser.get("/search").await;
    assert_eq!((page.status, page.location()), (303, "/password"));
    let call = browser.get("/api/media/search?query=light").await;
    assert_eq!((call.status, call.error()["code"].as_str()), (403, Some("PERMISSION_DENIED")));

    for (new, why) in [("short", "12"), ("passwordpassword", "tried first"), ("administrator", "tried first")] {
        let answer = browser.post("/api/auth/password", &[("current", FIRST_PASSWORD), ("new", new)]).await;
        assert_eq!(answer.status, 400);
        assert!(fields(&answer)["new"].contains(why), "{}", answer.body);
    }
    let wrong = browser.post("/api/auth/password", &[("current", "something else"), ("new", PASSWORD)]).await;
    assert!(fields(&wrong).contains_key("current"), "{}", wrong.body);

    browser.post("/api/auth/password", &[("current", FIRST_PASSWORD), ("new", PASSWORD)]).await.ok();
    browser.get("/api/media/search?query=light").await.ok();
    let home = browser.get("/").await;
    assert_eq!((home.status, home.location()), (303, "/welcome"));
    browser.post("/api/admin/welcome", &[]).await.ok();
    browser.get("/").await.ok();
}

#[tokio::test]
async fn changing_the_password_ends_all_other_sessions() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let other = app.browser();
    other.post("/api/auth/local", &[("username", "ADMIN"), ("password", PASSWORD)]).await.ok();
    admin.post("/api/auth/password", &[("current", PASSWORD), ("new", "yet another good one")]).await.ok();
    assert!(other.get("/api/auth/session").await.data()["user"].is_null());
    assert_eq!(admin.get("/api/auth/session").await.data()["user"]["name"], "admin");
}

#[tokio::test]
async fn unknown_names_and_wrong_passwords_get_the_same_words() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let wrong = browser.post("/api/auth/local", &[("username", "admin"), ("password", "not this one")]).await;
    let unknown = browser.post("/api/auth/local", &[("username", "nobody"), ("password", "not this one")]).await;
    assert_eq!((wrong.status, unknown.status), (401, 401));
    assert_eq!(wrong.error(), unknown.error());
}

#[tokio::test]
async fn signing_in_gives_a_new_session_id_and_signing_out_ends_it() {
    let app = TestApp::start_bare().await;
    let browser = app.admin().await;
    let before = browser.cookie("mn_session").expect("a session");
    browser.post("/api/auth/local", &[("username", "admin"), ("password", PASSWORD)]).await.ok();
    let after = browser.cookie("mn_session").expect("a session");
    assert_ne!(before, after);
    browser.post("/api/auth/logout", &[]).await.ok();
    assert_eq!(browser.cookie("mn_session"), None);
    for stolen in [before, after] {
        let thief = app.browser();
        thief.set_cookie("mn_session", &stolen);
        assert!(thief.get("/api/auth/session").await.data()["user"].is_null());
    }
}

#[tokio::test]
async fn visitors_who_do_not_sign_in_make_no_session() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    for path in ["/", "/login", "/about", "/no-such-page", "/api/auth/session"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn a_member_of_the_server_signs_in_with_the_code_of_a_pin() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let pin = browser.post("/api/auth/plex/start", &[]).await.data();
    let (id, code) = (pin["pin"].as_str().expect("a pin"), pin["code"].as_str().expect("a code"));
    assert_eq!(code.len(), 4);
    assert!(pin["link"].as_str().expect("a link").starts_with(&app.upstreams.plex_link_url()), "{pin}");
    let page = browser.get("/login/plex").await;
    assert!(page.ok().body.contains(code), "the page shows the code");

    let early = browser.post("/api/auth/plex/poll", &[("pin", id)]).await.data();
    assert_eq!(early["state"], "waiting", "{early}");
    let stranger = app.browser();
    stranger.set_cookie("mn_signin", "somebody-elses");
    assert_eq!(stranger.post("/api/auth/plex/poll", &[("pin", id)]).await.status, 404);

    assert!(app.upstreams.world().authorise_pin(code, "ann"));
    let answer = poll_until_decided(&browser, id).await;
    assert_eq!((answer["state"].as_str(), answer["go"].as_str()), (Some("authorized"), Some("/")));
    let session = browser.get("/api/auth/session").await.data();
    assert_eq!((session["user"]["name"].as_str(), session["user"]["role"].as_str()), (Some("ann"), Some("user")));
    let permissions = session["user"]["permissions"].as_array().expect("a list");
    assert!(permissions.contains(&"media:request".into()) && !permissions.contains(&"services:configure".into()));
}

#[tokio::test]
async fn somebody_without_access_to_the_server_is_told_so() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let pin = browser.post("/api/auth/plex/start", &[]).await.data();
    let id = pin["pin"].as_str().expect("a pin");
    assert!(app.upstreams.world().authorise_pin(pin["code"].as_str().expect("a code"), "carl"));
    let answer = poll_until_decided(&browser, id).await;
    assert_eq!(answer["state"], "denied");
    assert!(!answer["message"].as_str().unwrap_or_default().is_empty(), "{answer}");
    assert!(browser.get("/api/auth/session").await.data()["user"].is_null());
}

#[tokio::test]
async fn a_strong_pin_that_the_browser_made_is_taken_over() {
    let app = TestApp::start().await;
    let page = app.browser().get("/login").await;
    let client_id =
        std::fs::read_to_string(app.data.path().join("plex-client-id")).expect("the id of this installation");
    assert!(page.ok().body.contains(client_id.trim()), "the page tells the browser who this is");
    let plex = crate::support::Browser::new(&app.upstreams.plex_tv_url());
    let request = plex
        .request(reqwest::Method::POST, "/api/v2/pins?strong=true")
        .header("x-plex-client-identifier", client_id.trim())
        .header("x-plex-product", "MediaNest")
        .header("accept", "application/json");
    let made = plex.send(request).await.json();
    let (id, code) = (made["id"].to_string(), made["code"].as_str().expect("a code"));
    let browser = app.browser();
    browser.set_cookie("mn_signin", "planted-by-another-port");
    let claimed = browser.post("/api/auth/plex/claim", &[("id", &id), ("code", code)]).await.data();
    assert_ne!(browser.cookie("mn_signin").as_deref(), Some("planted-by-another-port"));
    let back = browser.get("/login/plex").await;
    assert!(back.ok().body.contains(claimed["pin"].as_str().expect("a pin")), "who comes back from Plex is waited for");
    assert!(app.upstreams.world().authorise_pin(code, "ann"));
    let answer = poll_until_decided(&browser, claimed["pin"].as_str().expect("a pin")).await;
    assert_eq!(answer["state"], "authorized", "{answer}");
    let wrong = app.browser().post("/api/auth/plex/claim", &[("id", &id), ("code", "somebodyelsescode")]).await;
    assert_eq!(wrong.status, 404, "{}", wrong.body);
}

#[tokio::test]
async fn a_sign_in_is_never_bound_to_a_secret_that_the_browser_brought() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.set_cookie("mn_signin", "planted-by-another-port");
    let pin = browser.post("/api/auth/plex/start", &[]).await.data();
    let first = browser.cookie("mn_signin").expect("a secret");
    assert_ne!(first, "planted-by-another-port");
    let thief = app.browser();
    thief.set_cookie("mn_signin", "planted-by-another-port");
    let id = pin["pin"].as_str().expect("a pin");
    assert_eq!(thief.post("/api/auth/plex/poll", &[("pin", id)]).await.status, 404);
    assert_eq!(browser.post("/api/auth/plex/poll", &[("pin", id)]).await.data()["state"], "waiting");
    browser.post("/api/auth/plex/start", &[]).await.ok();
    assert_ne!(browser.cookie("mn_signin"), Some(first), "every sign-in has its own");
}

#[tokio::test]
async fn before_plex_is_configured_only_the_local_account_opens() {
    let app = TestApp::start_bare().await;
    let answer = app.browser().post("/api/auth/plex/start", &[]).await;
    assert!(matches!(answer.status, 404 | 503), "{}", answer.body);
    app.admin().await.get("/api/admin/services").await.ok();
}

/// plex.tv is asked once a second at most, so a poll right after another may still say "waiting".
async fn poll_until_decided(browser: &crate::support::Browser, id: &str) -> serde_json::Value {
    for _ in 0..30 {
        let answer = browser.post("/api/auth/plex/poll", &[("pin", id)]).await.data();
        if answer["state"] != "waiting" {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    panic!("the PIN was never decided");
}

#[tokio::test]
async fn an_open_session_is_no_way_to_guess_its_password() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let change = |current: &'static str| {
        let fields = [("current", current), ("new", "yet another good one")];
        let admin = &admin;
        async move { admin.post("/api/auth/password", &fields).await.status }
    };
    for _ in 0..5 {
        assert_eq!(change("not this one").await, 400);
    }
    assert_eq!(change(PASSWORD).await, 429);
}

#[tokio::test]
async fn what_is_refused_for_another_reason_than_the_password_is_no_try() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    for _ in 0..7 {
        let refused = admin.post("/api/auth/password", &[("current", PASSWORD), ("new", "short")]).await;
        assert_eq!((refused.status, fields(&refused).contains_key("new")), (400, true), "{}", refused.body);
    }
    admin.post("/api/auth/password", &[("current", PASSWORD), ("new", "yet another good one")]).await.ok();
}

#[tokio::test]
async fn who_tries_too_many_passwords_is_told_when_to_come_back_and_nobody_else_is_slowed() {
    let app = TestApp::start_bare().await;
    let browser = app.browser();
    let sign_in = |name: &'static str, password: &'static str| {
        let fields = [("username", name), ("password", password)];
        let browser = &browser;
        async move { browser.post("/api/auth/local", &fields).await }
    };
    for _ in 0..5 {
        assert_eq!(sign_in("nobody", "not this one").await.status, 401);
    }
    let refused = sign_in("Nobody ", "not this one").await;
    assert_eq!(refused.status, 429, "{}", refused.body);
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((800..=900).contains(&seconds), "{seconds}");
    for _ in 0..7 {
        app.browser().post("/api/auth/local", &[("username", "admin"), ("password", FIRST_PASSWORD)]).await.ok();
    }
    for _ in 0..4 {
        assert_eq!(sign_in("admin", "not this one").await.status, 401);
    }
    assert_eq!(sign_in("somebody", "not this one").await.status, 401, "what succeeded did not count");
    assert_eq!(sign_in("admin", FIRST_PASSWORD).await.status, 429, "ten in all from one address");
}

/// The minutes past the hour of the first moment on a page: as programs read it, and as people do.
fn minutes(page: &str) -> (u32, u32) {
    let (_, time) = page.split_once("<time datetime=\"").expect("a moment");
    let (precise, time) = time.split_once('"').expect("an attribute");
    let (words, _) = time.split_once('>').and_then(|(_, words)| words.split_once('<')).expect("words");
    let minute = |text: &str, colon: usize| text.split(':').nth(colon)?.get(..2)?.parse().ok();
    (minute(precise, 1).expect("a minute"), minute(words, 1).expect("a minute"))
}

#[tokio::test]
async fn moments_are_told_in_the_time_zone_that_somebody_chose() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let page = admin.get("/profile/devices").await.ok().body.clone();
    let (utc, told) = minutes(&page);
    assert_eq!(utc, told);
    let answer = admin.post("/api/profile/update", &[("time_zone", "asia/kathmandu")]).await.data();
    assert_eq!(answer["time_zone"], "Asia/Kathmandu");
    let (utc, told) = minutes(&admin.get("/profile/devices").await.body);
    assert_eq!((utc + 45) % 60, told);
    admin.post("/api/profile/update", &[("theme", "light")]).await.ok();
    assert_eq!(admin.get("/api/profile").await.data()["time_zone"], "Asia/Kathmandu", "what is absent stays");
    let page = admin.get("/profile").await.ok().body.clone();
    assert!(page.contains("Asia / Kathmandu") && page.contains("America / Argentina / Buenos Aires"), "{page}");
    for odd in ["Nowhere", "../../etc/passwd", "UTC+3"] {
        let refused = admin.post("/api/profile/update", &[("time_zone", odd)]).await;
        assert_eq!(refused.status, 400, "{odd}");
        assert!(fields(&refused).contains_key("time_zone"), "{odd}");
    }
    admin.post("/api/profile/update", &[("time_zone", "")]).await.ok();
    let (utc, told) = minutes(&admin.get("/profile/devices").await.body);
    assert_eq!(utc, told);
}

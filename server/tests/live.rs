//! `GET /events`: who may listen, what they hear, and what ends it.

use crate::support::{Browser, PASSWORD, Redis, Stream, TestApp, redis_is};
use reqwest::Method;
use std::time::{Duration, Instant};
use upstreams::fixed;

/// From where on a page listens.
async fn cursor_of(browser: &Browser, path: &str) -> String {
    let page = browser.get(path).await;
    let (_, rest) = page.ok().body.split_once("data-after=\"").expect("the page says how far it is");
    rest.split_once('"').expect("a value").0.to_owned()
}

async fn ask(browser: &Browser, tmdb: u32) -> String {
    let fields = [("media_type", "movie"), ("tmdb_id", &tmdb.to_string())];
    browser.post("/api/media/request", &fields).await.data()["id"].as_str().expect("an id").to_owned()
}

async fn cancel(browser: &Browser, id: &str) {
    browser.post("/api/media/requests/cancel", &[("id", id)]).await.ok();
}

/// Hears until this request is where it ends.
async fn hears_cancelled(stream: &mut Stream, id: &str) {
    loop {
        let event = stream.until("request:update").await;
        if event.data["request"] == id && event.data["status"] == "cancelled" {
            return;
        }
    }
}

#[tokio::test]
async fn only_who_is_signed_in_may_listen_and_nobody_keeps_or_collects_the_stream() {
    let app = TestApp::start().await;
    assert_eq!(app.browser().get("/events").await.status, 401);
    let ann = app.plex_user("ann").await;
    let foreign = ann.request(Method::GET, "/events").header("sec-fetch-site", "same-site");
    assert_eq!(ann.send(foreign).await.status, 403);
    let stream = ann.listen(None).await;
    assert_eq!(stream.header("cache-control"), Some("no-store"));
    assert_eq!(stream.header("x-accel-buffering"), Some("no"));
    let request = ann.request(Method::GET, "/events").header("accept-encoding", "gzip, br");
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.headers().get("content-encoding"), None, "it is not compressed");
}

#[tokio::test]
async fn everybody_hears_of_their_own_requests_and_admins_of_all() {
    let app = TestApp::start().await;
    let (ann, dora, admin) = (app.plex_user("ann").await, app.plex_user("dora").await, app.admin().await);
    let page = cursor_of(&ann, "/requests").await;
    let mut anns = ann.listen(Some(&page)).await;
    let mut doras = dora.listen(None).await;
    let mut admins = admin.listen(None).await;
    let film = ask(&ann, fixed::LOW_SUN).await;
    cancel(&ann, &film).await;
    let doras_own = ask(&dora, fixed::NORTHERN_LIGHT).await;
    for stream in [&mut anns, &mut admins] {
        let first = stream.until("request:update").await;
        assert_eq!(first.data["request"], *film);
        hears_cancelled(stream, &film).await;
    }
    assert_eq!(doras.until("request:update").await.data["request"], *doras_own, "Ann's are none of Dora's business");
}

#[tokio::test]
async fn what_happens_between_the_page_and_its_stream_is_heard() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = ask(&ann, fixed::LOW_SUN).await;
    let page = cursor_of(&ann, &format!("/requests/{id}")).await;
    cancel(&ann, &id).await;
    hears_cancelled(&mut ann.listen(Some(&page)).await, &id).await;
}

#[tokio::test]
async fn who_comes_back_goes_on_after_the_last_event_not_at_the_page() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let page = cursor_of(&ann, "/").await;
    let first = ask(&ann, fixed::LOW_SUN).await;
    cancel(&ann, &first).await;
    let mut stream = ann.listen(Some(&page)).await;
    hears_cancelled(&mut stream, &first).await;
    let last = stream.last_id.clone().expect("an id");
    drop(stream);
    let second = ask(&ann, fixed::NORTHERN_LIGHT).await;
    let mut stream = ann.resume(&page, &last).await;
    let heard = stream.until("request:update").await;
    // The job of the first may have been told after its cancelling.
    assert!(heard.data["request"] == *second || heard.data["status"] == "cancelled", "{heard:?}");
}

#[tokio::test]
async fn a_cursor_of_another_time_means_to_load_again() {
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    for unknown in ["0123456789abcdef.7-0", "nonsense"] {
        let mut stream = ann.listen(Some(unknown)).await;
        assert_eq!(stream.last_id, None, "until it is told, it must not come back as if nothing had been missed");
        assert_eq!(stream.next().await.expect("an event").name, "resync");
        let here = stream.last_id.clone().expect("from where to go on");
        let id = ask(&ann, fixed::LOW_SUN).await;
        cancel(&ann, &id).await;
        hears_cancelled(&mut ann.resume(unknown, &here).await, &id).await;
    }
}

#[tokio::test]
async fn a_ninth_stream_ends_the_oldest() {
    let app = TestApp::start().await;
    let (ann, dora) = (app.plex_user("ann").await, app.plex_user("dora").await);
    let mut doras = dora.listen(None).await;
    let mut streams = Vec::new();
    for _ in 0..9 {
        streams.push(ann.listen(None).await);
    }
    assert_eq!(streams[0].ended().await, ["replaced"]);
    let id = ask(&ann, fixed::LOW_SUN).await;
    cancel(&ann, &id).await;
    for stream in &mut streams[1..] {
        hears_cancelled(stream, &id).await;
    }
    let doras_own = ask(&dora, fixed::NORTHERN_LIGHT).await;
    assert_eq!(doras.until("request:update").await.data["request"], *doras_own, "others have streams of their own");
}

#[tokio::test]
async fn a_session_that_is_over_ends_its_stream_within_five_seconds() {
    let app = TestApp::start_bare().await;
    let admin = app.admin().await;
    let other = app.browser();
    other.post("/api/auth/local", &[("username", "admin"), ("password", PASSWORD)]).await.ok();
    let (mut kept, mut revoked) = (admin.listen(None).await, other.listen(None).await);
    let begun = std::time::Instant::now();
    admin.post("/api/auth/password", &[("current", PASSWORD), ("new", "yet another good one")]).await.ok();
    revoked.ended().await;
    println!("revoked by a new password: ended after {:?}", begun.elapsed());
    assert!(begun.elapsed().as_secs() < 5);
    assert_eq!(other.get("/events").await.status, 401);

    // Its own session was renewed by the change; a stream of it ends when it is signed out.
    kept.ended().await;
    let mut stream = admin.listen(None).await;
    let begun = std::time::Instant::now();
    admin.post("/api/auth/logout", &[]).await.ok();
    stream.ended().await;
    println!("signed out: ended after {:?}", begun.elapsed());
    assert!(begun.elapsed().as_secs() < 5);
}

#[tokio::test]
async fn open_streams_do_not_hold_up_the_end() {
    let mut app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let mut streams = Vec::new();
    for _ in 0..4 {
        streams.push(ann.listen(None).await);
    }
    let begun = std::time::Instant::now();
    assert!(app.stop(), "it ends well");
    println!("stopped after {:?}", begun.elapsed());
    assert!(begun.elapsed().as_secs() < 5);
    for stream in &mut streams {
        assert_eq!(stream.ended().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn streams_that_break_in_the_middle_of_an_event_miss_no_final_state() {
    let rounds = if std::env::var_os("MEDIANEST_SOAK").is_some() { 100 } else { 5 };
    let app = TestApp::start().await;
    let ann = app.plex_user("ann").await;
    let id = ask(&ann, fixed::LOW_SUN).await;
    let page = cursor_of(&ann, &format!("/requests/{id}")).await;
    cancel(&ann, &id).await;
    let mut whole = ann.listen(Some(&page)).await;
    hears_cancelled(&mut whole, &id).await;
    let (mut broken, mut missed) = (0, 0);
    for round in 0..rounds {
        // At every place of an event: in its id, its name, its data.
        for bytes in (1..160).step_by(16).map(|bytes| bytes + round % 16) {
            let last = ann.listen(Some(&page)).await.break_after(bytes).await;
            broken += 1;
            let mut stream = ann.resume(&page, last.as_deref().unwrap_or(&page)).await;
            if !heard_to_the_end(&mut stream, &id).await {
                missed += 1;
            }
        }
    }
    println!("{broken} streams broken, {missed} final states missed");
    assert_eq!(missed, 0);
}

async fn heard_to_the_end(stream: &mut Stream, id: &str) -> bool {
    while let Some(event) = stream.next().await {
        if event.name == "resync" || (event.data["request"] == id && event.data["status"] == "cancelled") {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn redis_may_be_killed_and_come_back_and_nobody_is_signed_out() {
    let Some(mut redis) = Redis::start() else { return };
    let app = TestApp::start_in(&[("REDIS_URL", &redis.url())]).await;
    let ann = app.plex_user("ann").await;
    assert_eq!(redis_is(&ann).await, "ok");
    let page = cursor_of(&ann, "/requests").await;
    let mut stream = ann.listen(Some(&page)).await;
    for tmdb in [fixed::LOW_SUN, fixed::NORTHERN_LIGHT] {
        let id = ask(&ann, tmdb).await;
        cancel(&ann, &id).await;
        hears_cancelled(&mut stream, &id).await;

        redis.kill();
        let id = ask(&ann, tmdb).await;
        cancel(&ann, &id).await;
        hears_cancelled(&mut stream, &id).await;
        assert_eq!(redis_is(&ann).await, "lost");
        assert_eq!(ann.get("/requests").await.status, 200, "ann is still signed in");
        assert_eq!(ann.listen(Some(&page)).await.next().await.expect("an event").name, "resync");

        redis.restart();
        stream.until("resync").await;
        let patience = Instant::now() + Duration::from_secs(5);
        while redis_is(&ann).await != "ok" {
            assert!(Instant::now() < patience, "it is shared again");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn a_redis_that_is_not_there_is_told_and_changes_nothing_else() {
    // Nobody listens there.
    let app = TestApp::start_in(&[("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let ann = app.plex_user("ann").await;
    assert_eq!(redis_is(&ann).await, "lost");
    let mut stream = ann.listen(None).await;
    let id = ask(&ann, fixed::LOW_SUN).await;
    cancel(&ann, &id).await;
    hears_cancelled(&mut stream, &id).await;
}

//! Several processes on one PostgreSQL and one Redis, and what happens when one of them is killed.

use crate::support::{Browser, Redis, TestApp, redis_is, until};
use std::time::{Duration, Instant};
use upstreams::{Advance, Stage, fixed};

/// 32 bytes in base64; all replicas have the same.
const KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
/// What the log says of a sweep.
const SWEPT: &str = "asked Overseerr how far all requests are";

/// Where the schedules run, as this process says.
async fn schedules(app: &TestApp) -> String {
    let ready = app.browser().get("/api/ready").await.ok().json();
    ready["schedules"].as_str().expect("a word").to_owned()
}

/// Waits until they run here; says after how long.
async fn until_here(app: &TestApp, patience: Duration) -> Duration {
    let begun = Instant::now();
    while schedules(app).await != "here" {
        assert!(begun.elapsed() < patience, "nobody took the schedules over:\n{}", app.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

async fn ask(ann: &Browser, film: u32) -> String {
    let fields = [("media_type", "movie"), ("tmdb_id", &film.to_string())];
    ann.post("/api/media/request", &fields).await.data()["id"].as_str().expect("an id").to_owned()
}

/// Moves the request for a film on in Overseerr, which tells nobody.
fn approve(app: &TestApp, film: u32) {
    let world = app.upstreams.world();
    let ours = world.overseerr_requests().into_iter().find(|request| request["media"]["tmdbId"] == film);
    let id = ours.and_then(|request| request["id"].as_u64()).expect("it is there");
    world.advance_request(id, &Advance::to(Stage::Approved)).expect("approved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_each_hears_the_other_and_one_keeps_the_schedules_until_it_is_killed() {
    let (Some(redis), Ok(_)) = (Redis::start(), std::env::var("TEST_DATABASE_URL")) else {
        return println!("only a PostgreSQL is shared by several processes: left out");
    };
    let level = ("LOG_LEVEL", "info,medianest=debug");
    let first = TestApp::start_in(&[("REDIS_URL", &redis.url()), ("ENCRYPTION_KEY", KEY), level]).await;
    until_here(&first, Duration::from_secs(5)).await;
    let second = first.replica();
    let ann = first.plex_user("ann").await;
    let there = ann.at(&second.url);
    assert_eq!((redis_is(&ann).await.as_str(), redis_is(&there).await.as_str()), ("ok", "ok"));

    // What is done at one is heard at the other, whose worker may be the one that delivers it.
    let mut stream = there.listen(None).await;
    let id = ask(&ann, fixed::LOW_SUN).await;
    while stream.until("request:update").await.data["request"] != id.as_str() {}
    until(&there, &id, |detail| detail["request"]["delivery"] == "delivered").await;

    assert_eq!((schedules(&first).await.as_str(), schedules(&second).await.as_str()), ("here", "elsewhere"));
    assert!(first.log().contains(SWEPT) && !second.log().contains(SWEPT), "one sweeps");

    // What an admin changes at one counts at the other.
    let admin = first.admin().await;
    let url = first.upstreams.overseerr_url();
    for (enabled, status) in [("off", 503), ("on", 200)] {
        let fields = [("name", "overseerr"), ("url", &url), ("key", ""), ("enabled", enabled)];
        let fields = if enabled == "on" { &fields[..] } else { &fields[..3] };
        admin.post("/api/admin/services/update", fields).await.ok();
        let patience = Instant::now() + Duration::from_secs(10);
        while there.get("/api/media/discover?list=trending&page=1").await.status != status {
            assert!(Instant::now() < patience, "the other process does not know that Overseerr is {enabled}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    let (mut killed, left) = (first, second);
    killed.kill();
    approve(&left, fixed::LOW_SUN);
    let took = until_here(&left, Duration::from_secs(45)).await;
    until(&there, &id, |detail| detail["request"]["status"] == "approved").await;
    assert!(left.log().contains(SWEPT), "it sweeps now");

    // Who comes back does not take the schedules away again.
    killed.start_again();
    assert_eq!(ann.get("/requests").await.status, 200, "ann is still signed in");
    until(&ann, &id, |detail| detail["request"]["status"] == "approved").await;
    assert_eq!((schedules(&killed).await.as_str(), schedules(&left).await.as_str()), ("elsewhere", "here"));
    println!("the schedules were taken over after {took:.1?}");
}

#[tokio::test]
async fn a_process_that_was_killed_has_its_schedules_at_once_when_it_is_started_again() {
    let mut app = TestApp::start().await;
    until_here(&app, Duration::from_secs(5)).await;
    let ann = app.plex_user("ann").await;
    let id = ask(&ann, fixed::LOW_SUN).await;
    until(&ann, &id, |detail| detail["request"]["delivery"] == "delivered").await;
    app.kill();
    approve(&app, fixed::LOW_SUN);
    app.start_again();
    let took = until_here(&app, Duration::from_secs(5)).await;
    until(&ann, &id, |detail| detail["request"]["status"] == "approved").await;
    println!("the schedules were there again after {took:.1?}");
}

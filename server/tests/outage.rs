//! Overseerr is away or ill for a while, and the program is killed again and again: every wish is answered within a
//! second, kept, and delivered once.

use crate::support::{Browser, TestApp, until};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use upstreams::{Fault, Mode, Service};

/// What everybody is promised.
const AT_ONCE: Duration = Duration::from_secs(1);
/// So many ask at the same time.
const WAVE: usize = 5;
const USERS: usize = 10;

/// How much of it there is; `MEDIANEST_SOAK` asks for nearly all there is to ask for.
struct Size {
    waves: usize,
    /// How long Overseerr is away at least, in the middle half.
    away: Duration,
}

fn size() -> Size {
    if std::env::var_os("MEDIANEST_SOAK").is_some() {
        Size { waves: 20, away: Duration::from_mins(1) }
    } else {
        Size { waves: 6, away: Duration::from_secs(2) }
    }
}

/// Films nobody has asked for.
async fn missing_films(browser: &Browser, count: usize) -> Vec<u64> {
    let mut films = Vec::new();
    // Short words find many.
    for query in ["a", "e", "o", "the", "of", "s", "n", "i"] {
        for page in 1..=10 {
            let path = format!("/api/media/search?query={query}&page={page}&media_type=movie&availability=missing");
            let found = browser.get(&path).await.data();
            let items = found["items"].as_array().cloned().unwrap_or_default();
            if items.is_empty() {
                break;
            }
            for film in items.iter().filter(|title| title["media_type"] == "movie") {
                films.extend(film["tmdb_id"].as_u64().filter(|id| !films.contains(id)));
            }
            if films.len() >= count {
                films.truncate(count);
                return films;
            }
        }
    }
    panic!("the simulated Overseerr has only {} films that nobody has asked for", films.len());
}

/// People whom Overseerr does not know yet, signed in.
async fn guests(app: &TestApp, count: usize) -> Vec<Arc<Browser>> {
    app.without_limits().await;
    let mut guests = Vec::new();
    for number in 0..count {
        let name = format!("guest{number}");
        assert!(app.upstreams.world().add_account(&name));
        guests.push(Arc::new(app.plex_user(&name).await));
    }
    guests
}

/// A wish that was answered.
struct Kept {
    user: Arc<Browser>,
    id: String,
    took: Duration,
}

async fn ask(user: Arc<Browser>, film: u64) -> Kept {
    let fields = [("media_type", "movie".to_owned()), ("tmdb_id", film.to_string())];
    let asked = Instant::now();
    let answer = user.post("/api/media/request", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let took = asked.elapsed();
    assert_eq!(answer.status, 200, "{film}: {}", answer.body);
    let id = answer.data()["id"].as_str().expect("an id").to_owned();
    Kept { user, id, took }
}

/// Each reaches Overseerr once, and its timeline says so once.
async fn all_delivered_once(app: &TestApp, kept: &[Kept], films: &[u64]) {
    let patience = Instant::now() + Duration::from_secs(90);
    for Kept { user, id, .. } in kept {
        let detail = loop {
            let detail = user.get(&format!("/api/media/requests/detail?id={id}")).await.data();
            if detail["request"]["delivery"] == "delivered" {
                break detail;
            }
            assert!(Instant::now() < patience, "never delivered: {detail}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let kinds: Vec<_> = detail["timeline"].as_array().expect("rows").iter().map(|row| &row["kind"]).collect();
        assert_eq!(kinds.first().and_then(|kind| kind.as_str()), Some("requested"), "{detail}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "sent").count(), 1, "{detail}");
        assert!(kinds.iter().filter(|kind| **kind == "waiting").count() <= 1, "waiting is said once: {detail}");
        let title = detail["request"]["title"].as_str().expect("a title");
        assert!(!title.starts_with("Film "), "its name was found out: {title}");
    }
    let mut there: BTreeMap<u64, usize> = BTreeMap::new();
    // What was declined long ago may be asked for again.
    let open = |request: &serde_json::Value| request["status"] != 3;
    for request in app.upstreams.world().overseerr_requests().into_iter().filter(open) {
        *there.entry(request["media"]["tmdbId"].as_u64().unwrap_or_default()).or_default() += 1;
    }
    for film in films {
        assert_eq!(there.get(film), Some(&1), "film {film} arrived once");
    }
}

/// Within a second; on a machine that is so busy that a debug build needs half of that with a healthy Overseerr, within
/// twice as long as then and what the program may wait for Overseerr.
fn at_once(healthy: &[Kept], ill: &[Kept]) {
    let slowest = |kept: &[Kept]| kept.iter().map(|kept| kept.took).max().unwrap_or_default();
    let bound = AT_ONCE.max(slowest(healthy) * 2 + Duration::from_millis(400));
    assert!(slowest(ill) < bound, "answered in {}, not within {bound:.0?}", times(ill));
}

/// The middle one and the slowest.
fn times(kept: &[Kept]) -> String {
    let mut times: Vec<_> = kept.iter().map(|kept| kept.took).collect();
    times.sort();
    match times.as_slice() {
        [] => "nothing".to_owned(),
        times => format!("{:.0?}, at most {:.0?}", times[times.len() / 2], times[times.len() - 1]),
    }
}

async fn told_through(fault: Fault, kill: bool) {
    let mut app = TestApp::start().await;
    let Size { waves, away } = size();
    let users = guests(&app, USERS).await;
    let films = missing_films(&users[0], waves * WAVE).await;
    let (first, last) = (waves / 4, waves * 3 / 4);
    let pace = away / u32::try_from(last - first).expect("a few");
    let (mut kept, mut during) = (Vec::new(), Vec::new());
    for (wave, films) in films.chunks(WAVE).enumerate() {
        if wave == first {
            app.upstreams.world().set_fault(fault.clone());
        }
        if wave == last {
            app.upstreams.world().clear_faults();
        }
        let is_away = (first..last).contains(&wave);
        let until = Instant::now() + if is_away { pace } else { Duration::ZERO };
        let mut asking = JoinSet::new();
        for (place, film) in films.iter().enumerate() {
            asking.spawn(ask(users[(wave * WAVE + place) % USERS].clone(), *film));
        }
        let answered = asking.join_all().await;
        if is_away { &mut during } else { &mut kept }.extend(answered);
        // The outage lasts as long as it shall, whatever is asked in it.
        tokio::time::sleep_until(until.into()).await;
        if kill {
            app.kill();
            app.start_again();
        }
    }
    println!("answered in {}; with Overseerr {:?} in {}", times(&kept), fault.mode, times(&during));
    at_once(&kept, &during);
    kept.append(&mut during);
    all_delivered_once(&app, &kept, &films).await;
    println!("{} wishes of {USERS} people, {} kills, all delivered once", kept.len(), if kill { waves } else { 0 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_in_the_middle_loses_and_doubles_nothing() {
    told_through(Fault::new(Service::Overseerr, Mode::Down), false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_loses_and_doubles_nothing_though_the_program_is_killed_in_between() {
    told_through(Fault::new(Service::Overseerr, Mode::Down), true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_overseerr_that_hangs_loses_and_doubles_nothing_though_the_program_is_killed_in_between() {
    told_through(Fault::new(Service::Overseerr, Mode::Hang), true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_overseerr_does_a_wish_is_answered_within_a_second() {
    let app = TestApp::start().await;
    let faults = [
        Fault::new(Service::Overseerr, Mode::Hang),
        Fault::slow(Service::Overseerr, 5_000),
        Fault::new(Service::Overseerr, Mode::Down),
        Fault::new(Service::Overseerr, Mode::Garbage),
        Fault::new(Service::Overseerr, Mode::Html),
        Fault::new(Service::Overseerr, Mode::Redirect),
        Fault::new(Service::Overseerr, Mode::Accepted),
        Fault::new(Service::Overseerr, Mode::Huge),
        Fault::new(Service::Overseerr, Mode::Truncate),
        Fault::status(Service::Overseerr, 503),
    ];
    // Of whom nothing is known yet, so that nothing is answered from what is kept.
    let users = guests(&app, faults.len() + 1).await;
    let films = missing_films(&users[0], faults.len() + 1).await;
    let (last_user, last_film) = (&users[faults.len()], films[faults.len()]);
    let healthy = ask(last_user.clone(), last_film).await;
    let mut kept = Vec::new();
    for ((fault, user), film) in faults.iter().zip(&users).zip(&films) {
        app.upstreams.world().set_fault(fault.clone());
        let answered = ask(user.clone(), *film).await;
        println!("{:?}: {:.0?}", fault.mode, answered.took);
        kept.push(answered);
        app.upstreams.world().clear_faults();
    }
    at_once(std::slice::from_ref(&healthy), &kept);
    all_delivered_once(&app, &kept, &films[..faults.len()]).await;

    // Neither does taking it back wait.
    let Kept { user, id, .. } = &healthy;
    until(user, id, |detail| detail["request"]["delivery"] == "delivered").await;
    app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Hang));
    let asked = Instant::now();
    user.post("/api/media/requests/cancel", &[("id", id)]).await.ok();
    let taken_back = Kept { user: user.clone(), id: id.clone(), took: asked.elapsed() };
    at_once(std::slice::from_ref(&healthy), &[taken_back]);
    app.upstreams.world().clear_faults();
    let is_there = || {
        let all = app.upstreams.world().overseerr_requests();
        all.iter().any(|request| request["media"]["tmdbId"] == last_film)
    };
    let patience = Instant::now() + Duration::from_mins(1);
    while is_there() {
        assert!(Instant::now() < patience, "it was never taken back in Overseerr");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

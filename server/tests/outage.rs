//! Overseerr is away for a while, and the program is killed again and again: every wish is answered at once, kept, and
//! delivered once.

use crate::support::{Browser, TestApp};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use upstreams::{Fault, Mode, Service};

/// Titles to ask for; `MEDIANEST_SOAK` asks for more.
fn wishes() -> usize {
    if std::env::var_os("MEDIANEST_SOAK").is_some() { 40 } else { 12 }
}

/// Films nobody has asked for.
async fn missing_films(browser: &Browser, count: usize) -> Vec<u64> {
    let mut films = Vec::new();
    for page in 1..=20 {
        let found = browser.get(&format!("/api/media/discover?list=popular_movies&page={page}")).await.data();
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let missing = items.iter().filter(|title| title["availability"] == "missing");
        films.extend(missing.filter_map(|title| title["tmdb_id"].as_u64()));
        if films.len() >= count {
            break;
        }
    }
    films.truncate(count);
    assert_eq!(films.len(), count, "the simulated Overseerr has enough films");
    films
}

async fn told_through(kill_every: Option<usize>) {
    let mut app = TestApp::start().await;
    let users = [app.plex_user("dora").await, app.plex_user("ben").await, app.plex_user("erik").await];
    let count = wishes();
    let films = missing_films(&users[0], count).await;
    let (away, back) = (count / 4, count * 3 / 4);
    let mut kept = Vec::new();
    for (index, film) in films.iter().enumerate() {
        if index == away {
            app.upstreams.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        }
        if index == back {
            app.upstreams.world().clear_faults();
        }
        if kill_every.is_some_and(|every| index % every == every - 1) {
            app.kill();
            app.start_again();
        }
        let user = &users[index % users.len()];
        let asked = Instant::now();
        let fields = [("media_type", "movie".to_owned()), ("tmdb_id", film.to_string())];
        let answer =
            user.post("/api/media/request", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
        assert_eq!(answer.status, 200, "{film}: {}", answer.body);
        let took = asked.elapsed();
        assert!(took < Duration::from_secs(4), "answered at once, not after {took:?}");
        kept.push((index % users.len(), answer.data()["id"].as_str().expect("an id").to_owned()));
    }
    let until = Instant::now() + Duration::from_secs(90);
    for (user, id) in &kept {
        loop {
            let detail = users[*user].get(&format!("/api/media/requests/detail?id={id}")).await.data();
            if detail["request"]["delivery"] == "delivered" {
                let sent =
                    detail["timeline"].as_array().map(|rows| rows.iter().filter(|row| row["kind"] == "sent").count());
                assert_eq!(sent, Some(1), "{detail}");
                let title = detail["request"]["title"].as_str().expect("a title");
                assert!(!title.starts_with("Film "), "its name was found out: {title}");
                break;
            }
            assert!(Instant::now() < until, "never delivered: {detail}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    let mut there: BTreeMap<u64, usize> = BTreeMap::new();
    for request in app.upstreams.world().overseerr_requests() {
        *there.entry(request["media"]["tmdbId"].as_u64().unwrap_or_default()).or_default() += 1;
    }
    for film in films {
        assert_eq!(there.get(&film), Some(&1), "film {film} arrived once");
    }
    println!("{count} wishes, Overseerr away for {} of them, all delivered once", back - away);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_in_the_middle_loses_and_doubles_nothing() {
    told_through(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_loses_and_doubles_nothing_though_the_program_is_killed_in_between() {
    told_through(Some(2)).await;
}

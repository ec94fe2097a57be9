//! What processes share: the same promises in process and at Redis, and what holds when Redis is lost.

use crate::support::{clock, places::Pair};
use backend::shared::{Found, Limit, RateLimits, RedisLimits, Shelves};
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const THREE: Limit = Limit { most: 3, window: Duration::from_mins(15) };

fn here(text: &str) -> Found {
    Found::Here(text.into())
}

on_places! {
    async fn what_is_put_on_a_shelf_is_there_until_it_is_taken_away(places) {
        let shelves = places.shelves().await;
        let (films, people) = (shelves.shelf("films", 10_000), shelves.shelf("people", 10_000));
        assert_eq!(films.read("a").await, Found::Nothing);
        films.write("a", "one", HOUR).await;
        films.write("b", "two", HOUR).await;
        assert_eq!((films.read("a").await, films.read("b").await), (here("one"), here("two")));
        assert_eq!(people.read("a").await, Found::Nothing, "every shelf has keys of its own");
        films.write("a", "three", HOUR).await;
        assert_eq!(films.read("a").await, here("three"));
        films.remove("a").await;
        films.remove("nothing").await;
        assert_eq!((films.read("a").await, films.read("b").await), (Found::Nothing, here("two")));
    }

    async fn so_many_are_let_through_and_the_next_is_told_when_to_come_back(places) {
        let limits = places.limits(clock()).await;
        for _ in 0..THREE.most {
            assert_eq!(limits.take("sign-in", "ann", THREE).await, None);
        }
        for _ in 0..2 {
            let wait = limits.take("sign-in", "ann", THREE).await.expect("too many");
            assert!((890..=900).contains(&wait), "{wait} seconds");
        }
        assert_eq!(limits.take("sign-in", "dora", THREE).await, None, "others are not slowed");
        assert_eq!(limits.take("search", "ann", THREE).await, None, "nor is something else");
        limits.forgive("sign-in", "ann").await;
        assert_eq!(limits.take("sign-in", "ann", THREE).await, None);
    }

    async fn of_many_at_once_only_so_many_are_let_through(places) {
        let limits = places.limits(clock()).await;
        let mut takes = tokio::task::JoinSet::new();
        for _ in 0..64 {
            let limits = limits.clone();
            takes.spawn(async move { limits.take("sign-in", "ann", THREE).await });
        }
        let through = takes.join_all().await.iter().filter(|wait| wait.is_none()).count();
        assert_eq!(through, 3);
    }
}

#[tokio::test]
async fn a_window_ends_by_the_clock() {
    let clock = clock();
    let limits = backend::shared::EmbeddedLimits::new(clock.clone());
    for _ in 0..THREE.most {
        assert_eq!(limits.take("sign-in", "ann", THREE).await, None);
    }
    clock.advance(Duration::from_mins(14));
    assert_eq!(limits.take("sign-in", "ann", THREE).await, Some(60));
    clock.advance(Duration::from_mins(1));
    assert_eq!(limits.take("sign-in", "ann", THREE).await, None);
}

#[tokio::test]
async fn what_one_process_takes_away_no_other_finds() {
    let Some(Pair { near, far, line: _line }) = Pair::open().await else { return };
    let (near, far) = (Shelves::at(near).shelf("films", 10_000), Shelves::at(far).shelf("films", 10_000));
    near.write("a", "one", HOUR).await;
    assert_eq!(far.read("a").await, here("one"));
    far.remove("a").await;
    // It has a copy of its own, for the worst case only.
    assert_eq!(near.read("a").await, Found::Old("one".into()));
}

#[tokio::test]
async fn without_redis_shelves_go_on_alone_and_what_was_taken_away_meanwhile_is_gone_when_it_is_back() {
    let Some(mut pair) = Pair::open().await else { return };
    let near = Shelves::at(pair.near.clone()).shelf("films", 10_000);
    let far = Shelves::at(pair.far.clone()).shelf("films", 10_000);
    near.write("a", "one", HOUR).await;
    near.write("b", "two", HOUR).await;
    assert_eq!(far.read("b").await, here("two"));

    pair.line.cut().await;
    pair.until(false).await;
    assert_eq!(near.read("a").await, here("one"), "what it has is kept");
    near.remove("a").await;
    near.write("c", "three", HOUR).await;
    assert_eq!((near.read("a").await, near.read("c").await), (Found::Nothing, here("three")));
    assert_eq!(far.read("a").await, here("one"), "it could not be told yet");

    pair.line.mend().await;
    pair.until(true).await;
    assert_eq!(near.read("b").await, here("two"));
    assert_eq!(far.read("a").await, Found::Old("one".into()), "now it is");
}

#[tokio::test]
async fn a_limit_counts_for_all_processes_and_losing_redis_resets_none() {
    let Some(mut pair) = Pair::open().await else { return };
    let (near, far) = (RedisLimits::new(pair.near.clone(), clock()), RedisLimits::new(pair.far.clone(), clock()));
    for _ in 0..2 {
        assert_eq!(near.take("sign-in", "ann", THREE).await, None);
    }
    assert_eq!(far.take("sign-in", "ann", THREE).await, None);
    assert!(far.take("sign-in", "ann", THREE).await.is_some(), "three in all");
    assert!(near.take("sign-in", "ann", THREE).await.is_some());

    for _ in 0..THREE.most {
        assert_eq!(near.take("sign-in", "dora", THREE).await, None);
    }
    pair.line.cut().await;
    pair.until(false).await;
    assert!(near.take("sign-in", "dora", THREE).await.is_some(), "it has counted itself");
    assert_eq!(near.take("sign-in", "erik", THREE).await, None);
    pair.line.mend().await;
    pair.until(true).await;
    assert!(near.take("sign-in", "dora", THREE).await.is_some());
}

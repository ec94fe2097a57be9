//! Live events: who hears what, from where on, and what becomes of those who missed something.

use crate::support::hubs::{Hubs, Line, listener, next};
use backend::live::{Bounds, Heard, Hub, Sharing, Subscription};
use domain::{
    RequestId, Role, UserId,
    live::{Audience, LiveEvent},
    requests::{Delivery, RequestStatus},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Semaphore;
use uuid::Uuid;

fn ann() -> UserId {
    UserId(Uuid::from_u128(1))
}

fn dora() -> UserId {
    UserId(Uuid::from_u128(2))
}

fn event(number: u128) -> LiveEvent {
    LiveEvent::RequestUpdate {
        request: RequestId(Uuid::from_u128(number)),
        status: RequestStatus::Approved,
        delivery: Delivery::Delivered,
    }
}

async fn tell(hub: &dyn Hub, numbers: std::ops::RangeInclusive<u128>) {
    for number in numbers {
        hub.publish(Audience::users([ann()]), event(number)).await;
    }
}

fn as_ann(hub: &dyn Hub, after: Option<&str>) -> Subscription {
    hub.subscribe(after, listener(ann(), Role::User))
}

async fn hears(heard: &mut Subscription, number: u128) -> String {
    match next(heard).await {
        Heard::Event(cursor, told) => {
            assert_eq!(told, event(number));
            cursor.to_string()
        }
        Heard::Missed(_) => panic!("event {number} was missed"),
    }
}

async fn has_missed(heard: &mut Subscription) -> String {
    match next(heard).await {
        Heard::Missed(cursor) => cursor.to_string(),
        Heard::Event(_, told) => panic!("heard {told:?} instead of having missed something"),
    }
}

on_hubs! {
    async fn everything_is_heard_once_and_in_order(hubs) {
        let hub = hubs.hub().await;
        let page = hub.cursor().to_string();
        let (mut from_now, mut from_page) = (as_ann(&*hub, None), as_ann(&*hub, Some(&page)));
        tell(&*hub, 1..=50).await;
        for number in 1..=50 {
            hears(&mut from_now, number).await;
            hears(&mut from_page, number).await;
        }
    }

    async fn nobody_hears_what_is_not_for_them(hubs) {
        let hub = hubs.hub().await;
        let mut anns = as_ann(&*hub, None);
        let mut doras = hub.subscribe(None, listener(dora(), Role::User));
        let mut admins = hub.subscribe(None, listener(UserId(Uuid::from_u128(3)), Role::Admin));
        hub.publish(Audience::users([ann()]), event(1)).await;
        hub.publish(Audience::users([dora()]).and_admins(), event(2)).await;
        hub.publish(Audience::everybody(), event(3)).await;
        hears(&mut anns, 1).await;
        hears(&mut anns, 3).await;
        hears(&mut doras, 2).await;
        hears(&mut doras, 3).await;
        hears(&mut admins, 2).await;
        let end = hears(&mut admins, 3).await;
        assert_eq!(anns.seen().map(ToString::to_string), Some(end), "what is not for one is passed over");
    }

    async fn who_comes_back_goes_on_where_they_were(hubs) {
        let hub = hubs.hub().await;
        let mut heard = as_ann(&*hub, None);
        tell(&*hub, 1..=1).await;
        let here = hears(&mut heard, 1).await;
        drop(heard);
        tell(&*hub, 2..=3).await;
        let mut heard = as_ann(&*hub, Some(&here));
        hears(&mut heard, 2).await;
        hears(&mut heard, 3).await;
        tell(&*hub, 4..=4).await;
        hears(&mut heard, 4).await;
        // Days in which nothing is told make nobody miss anything.
        let here = heard.seen().expect("a cursor").to_string();
        hub.clock.advance(Duration::from_hours(48));
        let mut heard = as_ann(&*hub, Some(&here));
        tell(&*hub, 5..=5).await;
        hears(&mut heard, 5).await;
    }

    async fn a_cursor_that_is_not_known_means_to_load_again(hubs) {
        let hub = hubs.hub().await;
        tell(&*hub, 1..=1).await;
        let other = Hubs::Embedded.hub().await;
        for unknown in ["", "nonsense", "a.1-0", &other.cursor().to_string()] {
            let mut heard = as_ann(&*hub, Some(unknown));
            assert_eq!(heard.seen(), None);
            let here = has_missed(&mut heard).await;
            assert_eq!(heard.seen().map(ToString::to_string), Some(here));
        }
    }

    async fn who_missed_more_than_is_kept_is_told_so(hubs) {
        let hub = hubs.bounded(Bounds { most: 3, ..Bounds::default() }).await;
        let mut heard = as_ann(&*hub, None);
        tell(&*hub, 1..=5).await;
        let mut cursors = Vec::new();
        for number in 1..=5 {
            cursors.push(hears(&mut heard, number).await);
        }
        let mut late = as_ann(&*hub, Some(&cursors[0]));
        has_missed(&mut late).await;
        let mut in_time = as_ann(&*hub, Some(&cursors[1]));
        hears(&mut in_time, 3).await;
        tell(&*hub, 6..=6).await;
        hears(&mut late, 6).await;
    }

    async fn what_was_told_is_kept_for_five_minutes(hubs) {
        let hub = hubs.hub().await;
        let mut heard = as_ann(&*hub, None);
        tell(&*hub, 1..=2).await;
        let first = hears(&mut heard, 1).await;
        hears(&mut heard, 2).await;
        hub.clock.advance(Duration::from_secs(299));
        hears(&mut as_ann(&*hub, Some(&first)), 2).await;
        hub.clock.advance(Duration::from_secs(2));
        has_missed(&mut as_ann(&*hub, Some(&first))).await;
    }

    async fn what_is_kept_is_bounded_in_bytes(hubs) {
        let hub = hubs.bounded(Bounds { bytes: 2_000, ..Bounds::default() }).await;
        let mut heard = as_ann(&*hub, None);
        tell(&*hub, 1..=40).await;
        let first = hears(&mut heard, 1).await;
        for number in 2..=40 {
            hears(&mut heard, number).await;
        }
        has_missed(&mut as_ann(&*hub, Some(&first))).await;
    }

    async fn a_slow_reader_is_told_that_it_missed_something_and_goes_on(hubs) {
        let hub = hubs.bounded(Bounds { behind: 4, ..Bounds::default() }).await;
        let (mut slow, mut quick) = (as_ann(&*hub, None), as_ann(&*hub, None));
        for number in 1..=20 {
            tell(&*hub, number..=number).await;
            hears(&mut quick, number).await;
        }
        has_missed(&mut slow).await;
        tell(&*hub, 21..=21).await;
        hears(&mut slow, 21).await;
    }

    async fn streams_that_break_miss_no_final_state(hubs) {
        let rounds = if std::env::var_os("MEDIANEST_SOAK").is_some() { 1_000 } else { 100 };
        let hub = hubs.hub().await;
        let (state, go) = (Arc::new(AtomicU64::new(0)), Arc::new(Semaphore::new(0)));
        let mut here = hub.cursor().to_string();
        let telling = tokio::spawn({
            let (hub, state, go) = (hub.share(), state.clone(), go.clone());
            async move {
                for number in 1..=rounds * 3 {
                    go.acquire().await.expect("it goes on").forget();
                    // Committed, then told.
                    state.store(number, Ordering::SeqCst);
                    hub.publish(Audience::users([ann()]), event(number.into())).await;
                }
            }
        });
        let mut shown = 0;
        for round in 0..rounds {
            let mut heard = as_ann(&*hub, Some(&here));
            go.add_permits(3);
            // Some break while they wait, some after an event or two.
            for _ in 0..=(round % 3) {
                let told = tokio::time::timeout(Duration::from_micros(round % 7 * 150), heard.next()).await;
                let Ok(Heard::Event(cursor, _) | Heard::Missed(cursor)) = told else { break };
                here = cursor.to_string();
                // The page is renewed.
                shown = state.load(Ordering::SeqCst);
            }
        }
        let mut heard = as_ann(&*hub, Some(&here));
        while shown < rounds * 3 {
            next(&mut heard).await;
            shown = state.load(Ordering::SeqCst);
        }
        telling.await.expect("told");
        println!("{rounds} streams broken, final state {shown} of {}", rounds * 3);
    }
}

/// Two processes at one Redis, the first by a line that can be cut.
async fn replicas() -> Option<(crate::support::hubs::TestHub, crate::support::hubs::TestHub, Line)> {
    let hubs = Hubs::redis();
    let Some(Hubs::Redis { url, .. }) = &hubs else {
        println!("TEST_REDIS_URL is not set: Redis is left out");
        return None;
    };
    let line = Line::to(url).await;
    let hubs = hubs.as_ref()?;
    let near = hubs.at(&line.url, Bounds::default()).await;
    let far = hubs.hub().await;
    assert_eq!(near.sharing(), Sharing::Redis { connected: true });
    Some((near, far, line))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_process_tells_is_heard_at_the_others_from_the_cursor_of_any() {
    let Some((here, there, _line)) = replicas().await else { return };
    let page = here.cursor().to_string();
    let (mut near, mut far) = (as_ann(&*here, Some(&page)), as_ann(&*there, Some(&page)));
    tell(&*here, 1..=2).await;
    let cursor = hears(&mut far, 1).await;
    assert_eq!(hears(&mut near, 1).await, cursor, "a cursor means the same everywhere");
    hears(&mut far, 2).await;
    hears(&mut near, 2).await;
    hears(&mut as_ann(&*here, Some(&cursor)), 2).await;
    hears(&mut as_ann(&*there, Some(&cursor)), 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_redis_each_goes_on_alone_and_all_load_again_when_it_is_back() {
    let Some((here, there, mut line)) = replicas().await else { return };
    let (mut near, mut far) = (as_ann(&*here, None), as_ann(&*there, None));
    tell(&*here, 1..=1).await;
    let shared = hears(&mut near, 1).await;
    hears(&mut far, 1).await;

    line.cut().await;
    tell(&*here, 2..=2).await;
    let alone = hears(&mut near, 2).await;
    assert_eq!(here.sharing(), Sharing::Redis { connected: false });
    has_missed(&mut as_ann(&*here, Some(&shared))).await;
    tell(&*there, 3..=3).await;
    hears(&mut far, 3).await;

    line.mend().await;
    has_missed(&mut near).await;
    has_missed(&mut far).await;
    assert_eq!(here.sharing(), Sharing::Redis { connected: true });
    has_missed(&mut as_ann(&*here, Some(&alone))).await;
    // A page that was hidden all the while learns it too, wherever it comes back to.
    let mut hidden = as_ann(&*there, Some(&shared));
    hears(&mut hidden, 3).await;
    has_missed(&mut hidden).await;
    tell(&*there, 4..=4).await;
    let after = hears(&mut hidden, 4).await;
    // The process that was alone may be told twice to load again; that may come so late that it covers event 4.
    while near.seen().is_none_or(|seen| seen.to_string() != after) {
        if let Heard::Event(_, told) = next(&mut near).await {
            assert_eq!(told, event(4));
        }
    }
    tell(&*there, 5..=5).await;
    hears(&mut near, 5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_is_not_there_at_the_start_is_joined_later() {
    let Some(hubs) = Hubs::redis() else { return println!("TEST_REDIS_URL is not set: Redis is left out") };
    let Hubs::Redis { url, .. } = &hubs else { return };
    let mut line = Line::to(url).await;
    line.cut().await;
    let hub = hubs.at(&line.url, Bounds::default()).await;
    assert_eq!(hub.sharing(), Sharing::Redis { connected: false });
    let mut heard = as_ann(&*hub, None);
    tell(&*hub, 1..=1).await;
    hears(&mut heard, 1).await;
    line.mend().await;
    has_missed(&mut heard).await;
    assert_eq!(hub.sharing(), Sharing::Redis { connected: true });
}

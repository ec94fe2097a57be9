//! Rows of requests: what is kept, for whom, and what two at once cannot both have.

use crate::support::{TestStore, clock, user};
use backend::{
    clock::{Clock, ManualClock},
    store::{
        request_events,
        requests::{self, Change, Inserted, NewRow, Whose},
    },
};
use domain::{
    Error, PageNumber, RequestId, Role, SeasonNumber, TmdbId, UserId,
    discovery::MediaType,
    requests::{Delivery, RequestStatus, TimelineKind},
};
use std::time::Duration;

fn tmdb(number: u32) -> TmdbId {
    TmdbId::new(number).expect("a number")
}

fn seasons(numbers: &[u32]) -> Vec<SeasonNumber> {
    numbers.iter().map(|number| SeasonNumber::new(*number).expect("a season")).collect()
}

fn film(user: UserId, number: u32) -> NewRow<'static> {
    NewRow {
        user,
        media_type: MediaType::Movie,
        tmdb_id: tmdb(number),
        title: "Northern Light",
        year: Some(2021),
        poster_path: Some("/poster.jpg"),
        seasons: &[],
        is_4k: false,
        status: RequestStatus::Pending,
        delivery: Delivery::Waiting,
    }
}

fn series(user: UserId, number: u32, seasons: &[SeasonNumber]) -> NewRow<'_> {
    NewRow { media_type: MediaType::Tv, seasons, ..film(user, number) }
}

/// As services do it: nothing of a wish that is taken stays.
async fn wish(store: &TestStore, row: &NewRow<'_>, clock: &ManualClock) -> Option<RequestId> {
    let transaction = store.db.begin().await.expect("begun");
    let inserted = requests::insert(&transaction, row, clock.now()).await.expect("inserted");
    transaction.commit().await.expect("committed");
    clock.advance(Duration::from_millis(7));
    match inserted {
        Inserted::Created(id) => Some(id),
        Inserted::Taken => None,
    }
}

fn becomes(status: RequestStatus) -> Change {
    Change { status: Some(status), ..Change::default() }
}

on_both! {
    async fn the_same_title_cannot_be_open_twice(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let ben = user(store, "ben", Role::User).await;
        let first = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        assert_eq!(wish(store, &film(ben.id, 1), &clock).await, None);
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 1, "nothing of the second stays");
        assert!(wish(store, &NewRow { is_4k: true, ..film(ben.id, 1) }, &clock).await.is_some(), "4K is another thing");
        let one = seasons(&[1]);
        assert!(wish(store, &series(ben.id, 1, &one), &clock).await.is_some(), "so is a series of the same number");
        let open = requests::open_duplicates(store.db.read(), MediaType::Movie, tmdb(1), false, &[]).await.expect("read");
        assert_eq!(open.iter().map(|open| (open.request, open.user, open.season)).collect::<Vec<_>>(), [(first, ann.id, None)]);
        requests::update(store.db.write(), first, &[], becomes(RequestStatus::Declined), clock.now()).await.expect("declined");
        assert!(wish(store, &film(ben.id, 1), &clock).await.is_some(), "once it is closed, it can be asked for again");
    }

    async fn seasons_that_overlap_are_taken_and_others_are_not(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let (first, overlapping, apart) = (seasons(&[0, 1, 2]), seasons(&[2, 3]), seasons(&[3, 4]));
        let id = wish(store, &series(ann.id, 5, &first), &clock).await.expect("kept");
        assert_eq!(wish(store, &series(ann.id, 5, &overlapping), &clock).await, None);
        assert!(wish(store, &series(ann.id, 5, &apart), &clock).await.is_some());
        let open = requests::open_duplicates(store.db.read(), MediaType::Tv, tmdb(5), false, &overlapping).await.expect("read");
        let numbers: Vec<_> = open.iter().map(|open| open.season.expect("a season").get()).collect();
        assert_eq!((numbers.as_slice(), open[0].request), (&[2, 3][..], id));
        let asked = requests::asked_seasons(store.db.read(), MediaType::Tv, tmdb(5)).await.expect("read");
        assert_eq!(asked.len(), 5);
        assert!(asked.iter().all(|asked| asked.status == RequestStatus::Pending && !asked.is_4k));
    }

    async fn of_many_who_ask_for_the_same_at_once_one_gets_it(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        for round in 1..=5 {
            let mut wishes = Vec::new();
            for _ in 0..16 {
                let (db, row, now) = (store.db.clone(), film(ann.id, round), clock.now());
                wishes.push(tokio::spawn(async move {
                    let transaction = db.begin().await.expect("begun");
                    let inserted = requests::insert(&transaction, &row, now).await.expect("inserted");
                    transaction.commit().await.expect("committed");
                    inserted
                }));
            }
            let mut kept = 0;
            for wish in wishes {
                kept += usize::from(wish.await.expect("ran") != Inserted::Taken);
            }
            assert_eq!(kept, 1, "round {round}");
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 5);
    }

    async fn opening_again_what_somebody_else_has_is_a_conflict(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let first = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        requests::update(store.db.write(), first, &[], becomes(RequestStatus::Failed), clock.now()).await.expect("failed");
        wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        let transaction = store.db.begin().await.expect("begun");
        let again = requests::update(&transaction, first, &[], becomes(RequestStatus::Pending), clock.now()).await;
        assert!(matches!(again, Err(Error::Conflict(_))));
    }

    async fn somebody_elses_request_is_not_found_but_by_admins(store) {
        let (ann, ben) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await);
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        let id = wish(store, &film(ann.id, 1), &clock()).await.expect("kept");
        let found = requests::find_for_user(store.db.read(), id, ann.id).await.expect("read").expect("hers").request;
        assert_eq!((found.user_name.as_str(), found.title.as_str(), found.year), ("ann", "Northern Light", Some(2021)));
        assert!(requests::find_for_user(store.db.read(), id, ben.id).await.expect("read").is_none());
        assert!(requests::find_for_admin(store.db.read(), id, &admin).await.expect("read").is_some());
    }

    async fn a_status_changes_only_from_where_it_was_expected(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let id = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        let (pending, cancelled) = ([RequestStatus::Pending], becomes(RequestStatus::Cancelled));
        assert!(requests::update(store.db.write(), id, &pending, cancelled.clone(), clock.now()).await.expect("cancelled"));
        assert!(!requests::update(store.db.write(), id, &pending, cancelled, clock.now()).await.expect("asked"));
        let gone = RequestId(uuid::Uuid::nil());
        assert!(!requests::update(store.db.write(), gone, &[], Change::default(), clock.now()).await.expect("asked"));
    }

    async fn a_change_leaves_alone_what_it_does_not_name(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let id = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        let waits = Change { last_error: Some(Some("Overseerr is not reachable.".into())), ..Change::default() };
        requests::update(store.db.write(), id, &[], waits, clock.now()).await.expect("noted");
        let delivered = Change { delivery: Some(Delivery::Delivered), overseerr_id: Some(9), ..Change::default() };
        requests::update(store.db.write(), id, &[], delivered, clock.now()).await.expect("delivered");
        let saved = requests::find_for_job(store.db.read(), id).await.expect("read").expect("there");
        assert_eq!((saved.overseerr_id, saved.request.delivery), (Some(9), Delivery::Delivered));
        assert_eq!(saved.request.last_error.as_deref(), Some("Overseerr is not reachable."));
        assert_eq!(saved.request.status, RequestStatus::Pending);
        let well = Change { last_error: Some(None), ..Change::default() };
        requests::update(store.db.write(), id, &[], well, clock.now()).await.expect("cleared");
        let saved = requests::find_for_job(store.db.read(), id).await.expect("read").expect("there");
        assert_eq!(saved.request.last_error, None);
    }

    async fn lists_are_newest_first_in_pages_and_ones_own(store) {
        let (ann, ben, clock) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await, clock());
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        for number in 1..=5 {
            wish(store, &film(ann.id, number), &clock).await.expect("kept");
        }
        let bens = wish(store, &film(ben.id, 6), &clock).await.expect("kept");
        requests::update(store.db.write(), bens, &[], becomes(RequestStatus::Approved), clock.now()).await.expect("approved");
        let of_page = |page| PageNumber::new(Some(page), Some(2));
        let numbers = |page: &domain::Page<domain::requests::Request>| -> Vec<u32> {
            page.items.iter().map(|request| request.tmdb_id.get()).collect()
        };
        let mine = requests::list(store.db.read(), Whose::User(ann.id), None, of_page(2)).await.expect("listed");
        assert_eq!((numbers(&mine), mine.total, mine.pages()), (vec![3, 2], 5, 3));
        let all = requests::list(store.db.read(), Whose::Everybody(&admin), None, of_page(1)).await.expect("listed");
        assert_eq!((numbers(&all), all.total), (vec![6, 5], 6));
        let approved = Some(RequestStatus::Approved);
        let some = requests::list(store.db.read(), Whose::Everybody(&admin), approved, of_page(1)).await.expect("listed");
        assert_eq!((numbers(&some), some.total), (vec![6], 1));
        let none = requests::list(store.db.read(), Whose::User(ann.id), approved, of_page(1)).await.expect("listed");
        assert_eq!(none.total, 0);
    }

    async fn briefs_tell_a_user_of_their_newest_request_for_each_title(store) {
        let (ann, ben, clock) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await, clock());
        let old = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        requests::update(store.db.write(), old, &[], becomes(RequestStatus::Cancelled), clock.now()).await.expect("cancelled");
        let new = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        wish(store, &film(ben.id, 2), &clock).await.expect("kept");
        let titles = [(MediaType::Movie, tmdb(1)), (MediaType::Tv, tmdb(1)), (MediaType::Movie, tmdb(2))];
        let briefs = requests::briefs(store.db.read(), ann.id, &titles).await.expect("read");
        assert_eq!(briefs.len(), 1);
        assert_eq!(briefs[&titles[0]].id, new);
        assert!(requests::briefs(store.db.read(), ann.id, &[]).await.expect("read").is_empty());
    }

    async fn requests_of_the_last_hour_are_counted_by_user(store) {
        let (ann, ben, clock) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await, clock());
        for number in 1..=3 {
            wish(store, &film(ann.id, number), &clock).await.expect("kept");
            clock.advance(Duration::from_mins(25));
        }
        let since = backend::clock::before(clock.now(), Duration::from_hours(1));
        assert_eq!(requests::count_since(store.db.read(), ann.id, since).await.expect("counted"), 2);
        assert_eq!(requests::count_since(store.db.read(), ben.id, since).await.expect("counted"), 0);
    }

    async fn what_overseerr_does_not_have_yet_is_found_oldest_first(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let mut ids = Vec::new();
        for number in 1..=4 {
            ids.push(wish(store, &film(ann.id, number), &clock).await.expect("kept"));
        }
        let delivered = Change { delivery: Some(Delivery::Delivered), ..Change::default() };
        requests::update(store.db.write(), ids[1], &[], delivered, clock.now()).await.expect("delivered");
        requests::update(store.db.write(), ids[2], &[], becomes(RequestStatus::Cancelled), clock.now()).await.expect("cancelled");
        let waiting = requests::waiting(store.db.read(), 10).await.expect("read");
        assert_eq!(waiting, [(ids[0], ann.id), (ids[3], ann.id)]);
    }

    async fn a_timeline_is_told_in_order_even_within_one_moment(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let id = wish(store, &film(ann.id, 1), &clock).await.expect("kept");
        let story = [TimelineKind::Requested, TimelineKind::Waiting, TimelineKind::Sent, TimelineKind::Approved];
        for kind in story {
            request_events::append(store.db.write(), id, kind, Some("ann"), "…", clock.now()).await.expect("noted");
        }
        let told = request_events::list(store.db.read(), id).await.expect("read");
        assert_eq!(told.iter().map(|entry| entry.kind).collect::<Vec<_>>(), story);
        assert_eq!((told[0].at, told[0].actor.as_deref()), (clock.now(), Some("ann")));
        for _ in 0..2 {
            requests::follow(store.db.write(), id, ann.id, clock.now()).await.expect("followed");
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM request_followers").await, 1);
    }
}

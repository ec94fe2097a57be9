//! Rows: what is kept, for whom, and what two at once cannot both have.

use crate::support::{START, TestStore, clock};
use backend::{
    clock::{Clock, ManualClock, after},
    secrets::Keyring,
    settings::SettingsStore,
    store::{
        audit, request_events,
        requests::{self, Change, Inserted, NewRow, Whose},
        service_config::{self, SavedService},
        service_status::{self, SavedStatus},
        sessions::{self, NewSession},
        users::{self, NewLocal, PlexProfile},
    },
};
use domain::{
    Actor, Error, PageNumber, RequestId, Role, SeasonNumber, TmdbId, UserId,
    accounts::{Secret, Theme, Username},
    discovery::MediaType,
    requests::{Delivery, RequestStatus, TimelineKind},
    services::{BaseUrl, ServiceName, ServiceState},
};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

async fn user(store: &TestStore, name: &str, role: Role) -> Actor {
    let username = Username::new(name).expect("a name");
    let hash = Secret::new("$argon2id$none");
    let new = NewLocal { username: &username, password_hash: &hash, role, must_change_password: false };
    let id = users::create_local(store.db.write(), &new, START).await.expect("created");
    users::find(store.db.read(), id).await.expect("read").expect("there").into_actor()
}

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
    async fn local_names_are_one_whatever_their_case(store) {
        user(store, "Admin", Role::Admin).await;
        let again = Username::new("aDMIN").expect("a name");
        let hash = Secret::new("x");
        let new = NewLocal { username: &again, password_hash: &hash, role: Role::User, must_change_password: false };
        let refused = users::create_local(store.db.write(), &new, START).await.expect_err("refused");
        assert!(matches!(refused, Error::Conflict(_)));
        let found = users::find_local(store.db.read(), &again).await.expect("read").expect("there");
        assert_eq!(found.username, "Admin");
    }

    async fn a_plex_user_may_have_the_name_of_a_local_one_and_is_another(store) {
        let local = user(store, "ann", Role::Admin).await;
        let profile = PlexProfile { plex_id: 7, username: "ann", email: None, avatar_url: None };
        let plex = users::upsert_plex(store.db.write(), &profile, START).await.expect("saved");
        assert_ne!(plex.id, local.id);
        assert_eq!(plex.role, Role::User);
        let name = Username::new("ann").expect("a name");
        assert_eq!(users::find_local(store.db.read(), &name).await.expect("read").expect("there").id, local.id);
    }

    async fn a_plex_user_is_known_by_number_and_kept_up_to_date(store) {
        let profile = PlexProfile { plex_id: 7, username: "ann", email: Some("a@x"), avatar_url: None };
        let first = users::upsert_plex(store.db.write(), &profile, START).await.expect("saved");
        let renamed = PlexProfile { username: "anna", email: None, avatar_url: Some("https://x/y"), ..profile };
        let second = users::upsert_plex(store.db.write(), &renamed, START).await.expect("saved");
        assert_eq!(second.id, first.id);
        assert_eq!((second.username.as_str(), second.email, second.avatar_url), ("anna", None, Some("https://x/y".into())));
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, 1);
    }

    async fn sealed_tokens_open_for_their_user_and_are_not_readable_in_the_table(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        let ann = user(store, "ann", Role::User).await;
        let (token, server) = (Secret::new("plex-token-of-ann"), Secret::new("server-token-of-ann"));
        users::set_plex_tokens(store.db.write(), &keyring, ann.id, &token, Some(&server)).await.expect("saved");
        assert_eq!(users::plex_token(store.db.read(), &keyring, ann.id).await.expect("read"), Some(token));
        assert_eq!(users::plex_server_token(store.db.read(), &keyring, ann.id).await.expect("read"), Some(server));
        let plain = "SELECT COUNT(*) FROM users WHERE plex_token LIKE '%of-ann%' OR plex_server_token LIKE '%of-ann%'";
        assert_eq!(store.count(plain).await, 0);
        store.execute("UPDATE users SET plex_server_token = plex_token").await;
        assert!(users::plex_server_token(store.db.read(), &keyring, ann.id).await.is_err(), "moved to another column");
    }

    async fn a_session_of_an_older_epoch_or_of_a_disabled_user_acts_for_nobody(store) {
        let ann = user(store, "ann", Role::User).await;
        assert_eq!(users::actor(store.db.read(), ann.id, 0).await.expect("read"), Some(ann.clone()));
        let epoch = users::set_password(store.db.write(), ann.id, &Secret::new("y"), false).await.expect("set");
        assert_eq!(users::actor(store.db.read(), ann.id, 0).await.expect("read"), None);
        assert!(users::actor(store.db.read(), ann.id, epoch).await.expect("read").is_some());
        store.execute("UPDATE users SET status = 'disabled'").await;
        assert_eq!(users::actor(store.db.read(), ann.id, epoch).await.expect("read"), None);
    }

    async fn the_theme_is_remembered(store) {
        let ann = user(store, "ann", Role::User).await;
        users::set_theme(store.db.write(), ann.id, Theme::Contrast).await.expect("set");
        let actor = users::actor(store.db.read(), ann.id, 0).await.expect("read").expect("there");
        assert_eq!(actor.theme, Theme::Contrast);
        let nobody = users::set_theme(store.db.write(), UserId(uuid::Uuid::nil()), Theme::Light).await;
        assert!(matches!(nobody, Err(Error::NotFound(_))));
    }

    async fn a_session_ends_a_day_after_its_last_use_and_after_thirty_days_at_all(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 0, device: None, ip: None, data: &json!({}) };
        assert!(sessions::create(store.db.write(), &new, clock.now()).await.expect("created"));
        assert!(!sessions::create(store.db.write(), &new, clock.now()).await.expect("asked"), "the id is taken");
        let mut days = 0;
        while let Some(session) = sessions::load(store.db.read(), "cookie", clock.now()).await.expect("loaded") {
            sessions::touch(store.db.write(), "cookie", &session, clock.now()).await.expect("touched");
            clock.advance(Duration::from_hours(23));
            days += 1;
            assert!(days < 40, "it never ends");
        }
        assert_eq!(days, 30 * 24 / 23 + 1);
        assert!(sessions::create(store.db.write(), &NewSession { id: "other", ..new }, clock.now()).await.expect("created"));
        clock.advance(Duration::from_hours(24));
        assert_eq!(sessions::load(store.db.read(), "other", clock.now()).await.expect("loaded"), None);
        assert_eq!(sessions::purge_expired(store.db.write(), clock.now()).await.expect("purged"), 2);
    }

    async fn a_session_keeps_its_data_and_is_stored_by_a_hash(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let data = json!({"csrf": "✓", "list": [1, 2]});
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 3, device: Some("Firefox"), ip: Some("::1"), data: &data };
        sessions::create(store.db.write(), &new, clock.now()).await.expect("created");
        let session = sessions::load(store.db.read(), "cookie", clock.now()).await.expect("loaded").expect("there");
        assert_eq!((session.user, session.auth_epoch, &session.data), (ann.id, 3, &data));
        assert_eq!((session.created_at, session.expires_at), (clock.now(), after(clock.now(), sessions::SESSION_IDLE)));
        assert!(sessions::save(store.db.write(), "cookie", &json!({"a": 1}), clock.now()).await.expect("saved"));
        assert!(!sessions::save(store.db.write(), "no such", &json!({}), clock.now()).await.expect("asked"));
        assert_eq!(store.count("SELECT COUNT(*) FROM sessions WHERE id_hash LIKE '%cookie%'").await, 0);
    }

    async fn a_session_is_touched_at_most_every_five_minutes(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 0, device: None, ip: None, data: &json!({}) };
        sessions::create(store.db.write(), &new, clock.now()).await.expect("created");
        let seen = async || sessions::load(store.db.read(), "cookie", clock.now()).await.expect("loaded").expect("there");
        for (minutes, moved) in [(4, false), (1, true)] {
            clock.advance(Duration::from_mins(minutes));
            let before = seen().await;
            sessions::touch(store.db.write(), "cookie", &before, clock.now()).await.expect("touched");
            assert_eq!(seen().await.last_seen_at > before.last_seen_at, moved);
        }
    }

    async fn signing_out_elsewhere_keeps_this_session_and_other_users(store) {
        let (ann, ben) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await);
        for (id, user) in [("a1", ann.id), ("a2", ann.id), ("a3", ann.id), ("b1", ben.id)] {
            let new = NewSession { id, user, auth_epoch: 0, device: None, ip: None, data: &json!({}) };
            sessions::create(store.db.write(), &new, START).await.expect("created");
        }
        assert_eq!(sessions::delete_for_user_except(store.db.write(), ann.id, "a2").await.expect("ended"), 2);
        for (id, there) in [("a1", false), ("a2", true), ("a3", false), ("b1", true)] {
            let found = sessions::load(store.db.read(), id, START).await.expect("loaded");
            assert_eq!(found.is_some(), there, "{id}");
        }
        sessions::delete(store.db.write(), "a2").await.expect("deleted");
        assert_eq!(sessions::delete_for_user(store.db.write(), ben.id).await.expect("ended"), 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM sessions").await, 0);
    }

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

    async fn services_are_sealed_and_come_back_whole(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        assert_eq!(service_config::get(store.db.read(), &keyring, ServiceName::Plex).await.expect("read"), None);
        let mut plex = SavedService {
            url: Some(BaseUrl::new("http://192.168.1.10:32400/").expect("an address")),
            secrets: BTreeMap::from([("key".to_owned(), Secret::new("very secret"))]),
            config_data: BTreeMap::from([("machine_identifier".to_owned(), "abc".to_owned())]),
            ..SavedService::new(ServiceName::Plex, START)
        };
        for enabled in [true, false] {
            plex.enabled = enabled;
            service_config::put(store.db.write(), &keyring, &plex).await.expect("saved");
            assert_eq!(service_config::all(store.db.read(), &keyring).await.expect("read"), [plex.clone()]);
            let known = service_config::known(store.db.read(), ServiceName::Plex, "machine_identifier").await.expect("read");
            assert_eq!(known.as_deref(), enabled.then_some("abc"), "a service that is off says nothing");
        }
        let plain = "SELECT COUNT(*) FROM service_config WHERE service_url LIKE '%192%' OR secrets LIKE '%very%'";
        assert_eq!(store.count(plain).await, 0);
        let other = Keyring::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "test").expect("a key");
        assert!(service_config::all(store.db.read(), &other).await.is_err(), "another key opens nothing");
    }

    async fn the_last_known_status_is_kept(store) {
        let mut status = SavedStatus {
            name: ServiceName::Overseerr,
            status: ServiceState::Offline,
            response_ms: None,
            last_check_at: Some(START),
            error: Some("Nobody answers.".into()),
        };
        service_status::put(store.db.write(), &status, START).await.expect("saved");
        assert_eq!(service_status::get(store.db.read(), status.name).await.expect("read"), Some(status.clone()));
        status = SavedStatus { status: ServiceState::Online, response_ms: Some(12), error: None, ..status };
        service_status::put(store.db.write(), &status, START).await.expect("saved");
        assert_eq!(service_status::all(store.db.read()).await.expect("read"), [status]);
    }

    async fn a_changed_setting_is_read_at_once_and_noted(store) {
        let settings = SettingsStore::new(store.db.clone(), clock());
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        assert_eq!(settings.load().await.expect("loaded").requests_per_hour, 20);
        settings.put(&admin, "requests_per_hour", &json!(3)).await.expect("changed");
        assert_eq!(settings.load().await.expect("loaded").requests_per_hour, 3);
        let wrong = settings.put(&admin, "requests_per_hour", &json!(-1)).await;
        assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields.contains_key("requests_per_hour")));
        assert!(matches!(settings.put(&admin, "no_such", &json!(1)).await, Err(Error::NotFound(_))));
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'setting.update' AND actor = 'root'").await, 1);
    }

    async fn a_setting_changed_by_another_replica_is_seen_within_ten_seconds(store) {
        let clock = clock();
        let (here, there) = (SettingsStore::new(store.db.clone(), clock.clone()), SettingsStore::new(store.db.clone(), clock.clone()));
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        here.load().await.expect("loaded");
        there.put(&admin, "site_name", &json!("Home")).await.expect("changed");
        clock.advance(Duration::from_secs(11));
        assert_eq!(here.load().await.expect("loaded").site_name, "Home");
    }

    async fn the_audit_log_says_who_did_what(store) {
        let ann = user(store, "ann", Role::Admin).await;
        let entry = audit::Entry { actor: Some(&ann), action: "service.update", object: "service:plex", before: None, after: Some(json!({"key": "changed"})) };
        audit::append(store.db.write(), entry, START).await.expect("noted");
        let system = audit::Entry { action: "user.bootstrap", object: "user:x", ..audit::Entry::default() };
        audit::append(store.db.write(), system, START).await.expect("noted");
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE actor = 'ann' AND actor_id IS NOT NULL").await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE actor = 'system' AND actor_id IS NULL").await, 1);
    }
}

//! Rows of users and sessions: who is whom, and until when.

use crate::support::{START, clock, user};
use backend::{
    clock::{Clock, after, before},
    secrets::Keyring,
    store::{
        api_keys::{self, NewRow},
        sessions::{self, NewSession},
        users::{self, NewLocal, PlexProfile},
    },
};
use domain::{
    Error, Role, Timestamp, UserId,
    accounts::{ProfileChange, Secret, Theme, Username},
    keys::KeyName,
    language::Language,
};
use serde_json::json;
use std::time::Duration;

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

    async fn theme_language_and_time_zone_are_remembered(store) {
        let ann = user(store, "ann", Role::User).await;
        let chosen = ProfileChange {
            theme: Some(Theme::Contrast),
            language: Some(Some(Language::German)),
            time_zone: Some(Some("Europe/Berlin".into())),
        };
        let read = async || {
            let actor = users::actor(store.db.read(), ann.id, 0).await.expect("read").expect("there");
            (actor.theme, actor.language, actor.time_zone)
        };
        users::update_profile(store.db.write(), ann.id, &chosen).await.expect("set");
        assert_eq!(read().await, (Theme::Contrast, Some(Language::German), Some("Europe/Berlin".into())));
        users::update_profile(store.db.write(), ann.id, &ProfileChange::default()).await.expect("nothing to change");
        let none = ProfileChange { language: Some(None), time_zone: Some(None), theme: None };
        users::update_profile(store.db.write(), ann.id, &none).await.expect("set");
        assert_eq!(read().await, (Theme::Contrast, None, None));
        store.execute("UPDATE users SET language = 'tlh'").await;
        assert_eq!(read().await, (Theme::Contrast, None, None), "one that is not spoken here");
        let nobody = users::update_profile(store.db.write(), UserId(uuid::Uuid::nil()), &chosen).await;
        assert!(matches!(nobody, Err(Error::NotFound(_))));
    }

    async fn a_session_ends_a_day_after_its_last_use_and_after_thirty_days_at_all(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 0, device: None, ip: None, data: &json!({}), family: None };
        assert!(sessions::create(store.db.write(), &new, clock.now()).await.expect("created"));
        assert!(!sessions::create(store.db.write(), &new, clock.now()).await.expect("asked"), "the id is taken");
        let mut days = 0;
        while sessions::save(store.db.write(), "cookie", &json!({}), clock.now()).await.expect("saved") {
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

    async fn the_clock_jumps_a_day_and_no_session_outlives_its_limit(store) {
        let ann = user(store, "ann", Role::User).await;
        let hour = Duration::from_hours(1);
        for (number, jump) in [hour, 24 * hour].into_iter().enumerate() {
            for (forward, id) in [(true, format!("f{number}")), (false, format!("b{number}"))] {
                let clock = clock();
                let begun = clock.now();
                let new = NewSession { id: &id, user: ann.id, auth_epoch: 0, device: None, ip: None, data: &json!({}), family: None };
                sessions::create(store.db.write(), &new, begun).await.expect("created");
                let wrong = if forward { after(begun, jump) } else { before(begun, jump) };
                // Used while the clock was wrong, and every hour after it was set right: thirty days are all there is.
                let used = sessions::save(store.db.write(), &id, &json!({}), wrong).await.expect("asked");
                assert_eq!(used, !(forward && jump >= sessions::SESSION_IDLE), "{id}");
                let mut hours = 0;
                while sessions::save(store.db.write(), &id, &json!({}), clock.now()).await.expect("asked") {
                    clock.advance(hour);
                    hours += 1;
                    assert!(hours <= 30 * 24, "{id} never ends");
                }
                assert!(clock.now() <= after(begun, sessions::SESSION_LONGEST), "{id}");
                assert_eq!(sessions::load(store.db.read(), &id, clock.now()).await.expect("loaded"), None, "{id}");
                // Idle from the jump on: a day after it by either clock, it is over.
                let idle = format!("{id} idle");
                sessions::create(store.db.write(), &NewSession { id: &idle, ..new }, begun).await.expect("created");
                sessions::save(store.db.write(), &idle, &json!({}), wrong).await.expect("asked");
                let end = after(begun.max(wrong), sessions::SESSION_IDLE);
                assert_eq!(sessions::load(store.db.read(), &idle, end).await.expect("loaded"), None, "{id}");
            }
        }
    }

    async fn a_key_that_is_over_is_forgotten_after_a_month_and_one_that_is_not_is_kept(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let day = Duration::from_hours(24);
        let make = async |name: &str, expires_at: Option<Timestamp>| {
            let key = Secret::new(format!("mn_{name}"));
            let name = KeyName::new(name).expect("a name");
            let new = NewRow { user: ann.id, key: &key, prefix: "mn_", name: &name, scopes: &[], expires_at };
            api_keys::insert(store.db.write(), &new, clock.now()).await.expect("made").id
        };
        let revoked = make("revoked", None).await;
        make("ended", Some(after(clock.now(), day))).await;
        make("lasting", None).await;
        make("lasting longer", Some(after(clock.now(), 90 * day))).await;
        assert!(api_keys::revoke(store.db.write(), ann.id, revoked, clock.now()).await.expect("asked"));
        clock.advance(29 * day);
        assert_eq!(api_keys::purge(store.db.write(), clock.now()).await.expect("purged"), 0);
        clock.advance(2 * day);
        assert_eq!(api_keys::purge(store.db.write(), clock.now()).await.expect("purged"), 2);
        assert_eq!(store.count("SELECT COUNT(*) FROM api_keys").await, 2);
    }

    async fn a_session_keeps_its_data_and_is_stored_by_a_hash(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let data = json!({"csrf": "✓", "list": [1, 2]});
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 3, device: Some("Firefox"), ip: Some("::1"), data: &data, family: None };
        sessions::create(store.db.write(), &new, clock.now()).await.expect("created");
        let session = sessions::load(store.db.read(), "cookie", clock.now()).await.expect("loaded").expect("there");
        assert_eq!((session.user, session.auth_epoch, &session.data), (ann.id, 3, &data));
        assert_eq!((session.created_at, session.expires_at), (clock.now(), after(clock.now(), sessions::SESSION_IDLE)));
        assert!(sessions::save(store.db.write(), "cookie", &json!({"a": 1}), clock.now()).await.expect("saved"));
        assert!(!sessions::save(store.db.write(), "no such", &json!({}), clock.now()).await.expect("asked"));
        assert_eq!(store.count("SELECT COUNT(*) FROM sessions WHERE id_hash LIKE '%cookie%'").await, 0);
    }

    async fn a_session_that_is_saved_was_used_and_lasts_a_day_from_then(store) {
        let (ann, clock) = (user(store, "ann", Role::User).await, clock());
        let new = NewSession { id: "cookie", user: ann.id, auth_epoch: 0, device: None, ip: None, data: &json!({}), family: None };
        sessions::create(store.db.write(), &new, clock.now()).await.expect("created");
        clock.advance(Duration::from_hours(23));
        assert!(sessions::save(store.db.write(), "cookie", &json!({}), clock.now()).await.expect("saved"));
        let session = sessions::load(store.db.read(), "cookie", clock.now()).await.expect("loaded").expect("there");
        assert_eq!((session.created_at, session.last_seen_at), (START, clock.now()));
        assert_eq!(session.expires_at, after(clock.now(), sessions::SESSION_IDLE));
    }

    async fn signing_out_ends_ones_own_sessions_only(store) {
        let (ann, ben) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await);
        for (id, user) in [("a1", ann.id), ("a2", ann.id), ("a3", ann.id), ("b1", ben.id)] {
            let new = NewSession { id, user, auth_epoch: 0, device: None, ip: None, data: &json!({}), family: None };
            sessions::create(store.db.write(), &new, START).await.expect("created");
        }
        sessions::delete(store.db.write(), "a2").await.expect("deleted");
        for (id, there) in [("a1", true), ("a2", false), ("a3", true), ("b1", true)] {
            let found = sessions::load(store.db.read(), id, START).await.expect("loaded");
            assert_eq!(found.is_some(), there, "{id}");
        }
        assert_eq!(sessions::delete_for_user(store.db.write(), ann.id).await.expect("ended"), 2);
        assert_eq!(sessions::delete_for_user(store.db.write(), ben.id).await.expect("ended"), 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM sessions").await, 0);
    }
}

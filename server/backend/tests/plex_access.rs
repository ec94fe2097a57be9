//! Access to the Plex server is looked at again: what a clear "no" takes away, and what plex.tv's troubles do not.

use crate::support::{
    House, START, TestStore, browser,
    hubs::{listener, next},
};
use backend::{
    clock::after,
    live::{Heard, Hub},
    services::{
        plex_access::{Looked, Swept},
        remembered::{From, Renewed},
    },
    store::{plex_access, users},
};
use domain::{
    Actor, Error, Result, Role, Timestamp,
    accounts::{Accounts, PlexLink, PlexPoll, Secret},
    live::LiveEvent,
    plex_access::WhyLost,
};
use serde_json::json;
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};
use uuid::Uuid;

const DAY: Duration = Duration::from_hours(25);
const DESK: From<'_> = From { device: Some("Firefox on Linux"), ip: Some("192.0.2.7") };
const NOTICES: &str = "SELECT COUNT(*) FROM notifications WHERE kind = 'plex_access_lost'";

/// How often plex.tv was asked what somebody can reach.
fn asked(house: &House) -> usize {
    house.world().count(Service::PlexTv, "GET", "/api/v2/resources")
}

async fn sweep(house: &House) -> Swept {
    house.checks.sweep().await.expect("swept")
}

async fn check(house: &House, user: &Actor) -> Looked {
    house.checks.check(user.id).await.expect("looked")
}

async fn row(store: &TestStore, user: &Actor) -> users::User {
    users::find(store.db.read(), user.id).await.expect("read").expect("a user")
}

/// What is known of somebody: when it was looked at, since when it is lost.
async fn known(store: &TestStore, user: &Actor) -> (Option<Timestamp>, Option<Timestamp>) {
    let user = row(store, user).await;
    (user.plex_checked_at, user.plex_lost_at)
}

async fn server_token(store: &TestStore, house: &House, user: &Actor) -> Option<Secret> {
    users::plex_server_token(store.db.read(), &house.keyring, user.id).await.expect("read")
}

async fn why(house: &House, user: &Actor) -> Option<WhyLost> {
    let access = house.accounts.plex_access(user).await.expect("asked").expect("a Plex account");
    access.lost.map(|lost| lost.why)
}

async fn audited(store: &TestStore, action: &str) -> i64 {
    store.count(&format!("SELECT COUNT(*) FROM audit_log WHERE action = '{action}' AND actor = 'system'")).await
}

async fn show(house: &House, cookie: &Secret) -> Result<Option<Renewed>> {
    house.remembered.show(cookie.reveal(), DESK).await
}

async fn is_signed_in(house: &House, actor: &Actor) -> bool {
    house.accounts.actor(actor.id, actor.auth_epoch).await.expect("asked").is_some()
}

on_both! {
    async fn everybody_is_looked_at_once_a_day(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        assert_eq!(known(store, &ann).await, (Some(START), None), "the sign-in was a look");
        let before = asked(&house);
        house.clock.advance(Duration::from_hours(23));
        assert_eq!(sweep(&house).await, Swept::default());
        house.clock.advance(Duration::from_hours(2));
        assert_eq!(sweep(&house).await, Swept { looked: 1, ..Swept::default() });
        assert_eq!(known(store, &ann).await, (Some(after(START, DAY)), None));
        assert_eq!(sweep(&house).await, Swept::default());
        assert_eq!(asked(&house) - before, 1);
        store.execute("UPDATE users SET plex_checked_at = NULL").await;
        assert_eq!(sweep(&house).await.looked, 1, "and who was never looked at");
    }

    async fn a_server_token_that_was_changed_is_taken_over(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        let theirs = server_token(store, &house, &ann).await;
        let old = Secret::new("an older one");
        plex_access::set_server_token(store.db.write(), &house.keyring, ann.id, Some(&old)).await.expect("set");
        assert_eq!(check(&house, &ann).await, Looked::Stands);
        assert!(theirs.is_some());
        assert_eq!(server_token(store, &house, &ann).await, theirs);
    }

    async fn who_is_no_longer_a_member_loses_plex_keeps_the_session_and_is_told_once(store) {
        let house = House::with_plex(store).await;
        let (ann, dora) = (house.plex_user("ann").await, house.plex_user("dora").await);
        let mut heard = house.hub.subscribe(None, listener(ann.id, ann.role));
        house.world().share_server("ann", false);
        house.clock.advance(DAY);
        assert_eq!(sweep(&house).await, Swept { looked: 2, lost: 1, ..Swept::default() });
        let lost_at = after(START, DAY);
        assert_eq!(known(store, &ann).await, (Some(lost_at), Some(lost_at)));
        assert_eq!(why(&house, &ann).await, Some(WhyLost::NotShared));
        assert_eq!(server_token(store, &house, &ann).await, None);
        assert!(row(store, &ann).await.has_plex_token, "to see when it is shared again");
        assert!(is_signed_in(&house, &ann).await);
        assert_eq!(known(store, &dora).await, (Some(lost_at), None));
        assert!(server_token(store, &house, &dora).await.is_some());
        let Heard::Event(_, event) = next(&mut heard).await else { panic!("missed something") };
        assert_eq!(event, LiveEvent::UserNotification);

        for _ in 0..3 {
            house.clock.advance(DAY);
            assert_eq!(sweep(&house).await, Swept { looked: 2, ..Swept::default() });
        }
        assert_eq!(known(store, &ann).await.1, Some(lost_at), "since then");
        assert_eq!(store.count(NOTICES).await, 1);
        assert_eq!(audited(store, "user.plex_lost").await, 1);
    }

    async fn who_is_shared_with_again_gets_it_back_and_is_told_when_it_is_lost_again(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        let theirs = server_token(store, &house, &ann).await;
        house.world().share_server("ann", false);
        assert_eq!(check(&house, &ann).await, Looked::Lost(WhyLost::NotShared));
        house.world().share_server("ann", true);
        house.clock.advance(DAY);
        assert_eq!(sweep(&house).await, Swept { looked: 1, regained: 1, ..Swept::default() });
        assert_eq!(known(store, &ann).await, (Some(after(START, DAY)), None));
        assert_eq!(server_token(store, &house, &ann).await, theirs);
        assert_eq!(audited(store, "user.plex_regained").await, 1);
        house.world().share_server("ann", false);
        assert_eq!(check(&house, &ann).await, Looked::Lost(WhyLost::NotShared));
        assert_eq!(store.count(NOTICES).await, 2);
    }

    async fn a_token_that_plex_took_back_is_forgotten_until_they_sign_in_again(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        house.world().revoke_tokens("ann");
        assert_eq!(check(&house, &ann).await, Looked::Lost(WhyLost::SignedOut));
        let user = row(store, &ann).await;
        assert!(!user.has_plex_token && user.plex_lost_at.is_some());
        assert_eq!(server_token(store, &house, &ann).await, None);
        assert_eq!(why(&house, &ann).await, Some(WhyLost::SignedOut));
        let before = asked(&house);
        house.clock.advance(DAY);
        assert_eq!(sweep(&house).await, Swept::default(), "there is nothing to ask with");
        assert_eq!(asked(&house), before);
        assert_eq!(house.plex_user("ann").await.id, ann.id);
        let user = row(store, &ann).await;
        assert!(user.has_plex_token && user.plex_lost_at.is_none());
        assert!(server_token(store, &house, &ann).await.is_some());
    }

    async fn who_lost_it_cannot_sign_in_anew_and_is_told_why(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        house.world().share_server("ann", false);
        check(&house, &ann).await;
        let desk = browser("desk");
        let pin = house.accounts.start_plex(&desk, false).await.expect("a PIN");
        assert!(house.world().authorise_pin(&pin.code.expect("a code"), "ann"));
        let polled = house.accounts.poll_plex(&desk, pin.pin).await.expect("asked");
        assert!(matches!(&polled, PlexPoll::Denied(why) if why.contains("no access to this Plex server")), "{polled:?}");
        assert!(known(store, &ann).await.1.is_some());
    }

    async fn ten_days_without_plex_tv_take_nothing_away_and_are_no_storm(store) {
        let house = House::with_plex(store).await;
        let mut all = Vec::new();
        for name in ["ann", "dora", "erik", "ben"] {
            all.push(house.plex_user(name).await);
        }
        house.world().clear_calls();
        house.world().set_fault(Fault::status(Service::PlexTv, 503));
        let hours = 24 * 10;
        for _ in 0..hours {
            house.clock.advance(Duration::from_hours(1));
            let swept = sweep(&house).await;
            assert_eq!((swept.looked, swept.lost), (0, 0));
            assert_eq!(sweep(&house).await, Swept::default(), "plex.tv is left alone for a while");
        }
        assert!(asked(&house) > 200 && asked(&house) <= hours * 3, "{}", asked(&house));
        for user in &all {
            assert_eq!(known(store, user).await, (Some(START), None));
            assert!(server_token(store, &house, user).await.is_some() && is_signed_in(&house, user).await);
        }
        assert_eq!(store.count(NOTICES).await, 0);

        house.world().clear_faults();
        house.clock.advance(Duration::from_hours(1));
        assert_eq!(sweep(&house).await, Swept { looked: 4, ..Swept::default() });
    }

    async fn what_is_no_clear_no_takes_nothing_away(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        // Were it clear, it would be a no.
        house.world().share_server("ann", false);
        let statuses = [400, 403, 404, 422, 429, 500, 502, 503].map(|status| Fault::status(Service::PlexTv, status));
        let modes = [
            Mode::Html, Mode::Redirect, Mode::Garbage, Mode::Truncate, Mode::Drop, Mode::DropAfter, Mode::Accepted,
            Mode::Huge, Mode::Hang, Mode::Down,
        ];
        for fault in statuses.into_iter().chain(modes.map(|mode| Fault::new(Service::PlexTv, mode))) {
            let what = format!("{fault:?}");
            house.world().set_fault(fault);
            assert!(matches!(check(&house, &ann).await, Looked::Unsure { .. }), "{what}");
            house.world().clear_faults();
        }
        // One call refuses the token, the other knows it.
        house.world().set_fault(Fault::status(Service::PlexTv, 401).on_path("/api/v2/resources"));
        assert!(matches!(check(&house, &ann).await, Looked::Unsure { .. }));
        house.world().clear_faults();
        // A server of which nobody knows which it is could be ours.
        house.world().set_nameless_servers(true);
        assert!(matches!(check(&house, &ann).await, Looked::Unsure { .. }));
        assert_eq!(known(store, &ann).await, (Some(START), None));
        assert_eq!(store.count(NOTICES).await, 0);
        house.world().set_nameless_servers(false);
        assert_eq!(check(&house, &ann).await, Looked::Lost(WhyLost::NotShared), "now it is clear");
    }

    async fn the_allow_list_decides_without_plex_tv(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        let admin = house.admin("admin").await.require_admin().expect("an admin");
        let list = async |lines: serde_json::Value| {
            house.settings.put(&admin, "sign_in_allow_list", &lines).await.expect("set");
        };
        house.settings.put(&admin, "sign_in_policy", &json!("allow_list")).await.expect("set");
        list(json!([fixed::ANN.to_string()])).await;
        house.world().share_server("ann", false);
        assert_eq!(check(&house, &ann).await, Looked::Stands, "a member or not");
        assert_eq!(server_token(store, &house, &ann).await, None, "but nothing opens the server");

        list(json!([])).await;
        house.world().set_fault(Fault::status(Service::PlexTv, 503));
        house.clock.advance(DAY);
        assert_eq!(sweep(&house).await, Swept { looked: 1, lost: 1, ..Swept::default() });
        assert_eq!(why(&house, &ann).await, Some(WhyLost::NotListed));
        assert_eq!(store.count(NOTICES).await, 1);
        house.world().clear_faults();
        list(json!([fixed::ANN.to_string()])).await;
        assert_eq!(check(&house, &ann).await, Looked::Regained);
    }

    async fn with_anyone_and_without_a_server_only_the_token_counts(store) {
        let house = House::with_plex(store).await;
        let (ann, dora) = (house.plex_user("ann").await, house.plex_user("dora").await);
        let admin = house.admin("admin").await.require_admin().expect("an admin");
        house.settings.put(&admin, "sign_in_policy", &json!("anyone")).await.expect("set");
        house.world().share_server("ann", false);
        assert_eq!(check(&house, &ann).await, Looked::Stands);
        house.settings.put(&admin, "sign_in_policy", &json!("server_members")).await.expect("set");
        store.execute("UPDATE service_config SET enabled = FALSE").await;
        assert_eq!(check(&house, &ann).await, Looked::Stands);
        house.world().revoke_tokens("dora");
        assert_eq!(check(&house, &dora).await, Looked::Lost(WhyLost::SignedOut));
    }

    async fn disabled_users_are_not_asked_about(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        store.execute("UPDATE users SET status = 'disabled'").await;
        house.world().revoke_tokens("ann");
        house.clock.advance(DAY);
        let before = asked(&house);
        assert_eq!(sweep(&house).await, Swept::default());
        assert_eq!(check(&house, &ann).await, Looked::NotNow);
        assert_eq!(asked(&house), before);
        assert_eq!(store.count(NOTICES).await, 0);
    }

    async fn a_sweep_looks_at_some_and_leaves_the_rest_to_the_next(store) {
        let house = House::with_plex(store).await;
        for number in 0..28 {
            let name = format!("guest{number}");
            assert!(house.world().add_account(&name));
            house.plex_user(&name).await;
            house.clock.advance(Duration::from_secs(1));
        }
        house.clock.advance(DAY);
        let before = asked(&house);
        assert_eq!(sweep(&house).await.looked, 25);
        assert_eq!(asked(&house) - before, 25);
        assert_eq!(sweep(&house).await.looked, 3);
        assert_eq!(sweep(&house).await.looked, 0);
    }

    async fn a_token_that_cannot_be_opened_is_in_nobodys_way(store) {
        let house = House::with_plex(store).await;
        let (ann, dora) = (house.plex_user("ann").await, house.plex_user("dora").await);
        store.execute("UPDATE users SET plex_token = 'nonsense' WHERE username = 'ann'").await;
        house.clock.advance(DAY);
        assert_eq!(sweep(&house).await, Swept { looked: 1, unsure: 1, ..Swept::default() });
        assert_eq!(known(store, &ann).await, (Some(START), None));
        assert_eq!(known(store, &dora).await.0, Some(after(START, DAY)));
    }

    async fn nobody_is_looked_at_twice_at_once(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        house.world().clear_calls();
        house.world().set_fault(Fault::slow(Service::PlexTv, 300));
        let (one, two) = tokio::join!(check(&house, &ann), check(&house, &ann));
        assert!([(one, two), (two, one)].contains(&(Looked::Stands, Looked::NotNow)), "{one:?} {two:?}");
        assert_eq!(asked(&house), 1);
        house.world().clear_faults();
        assert_eq!(check(&house, &ann).await, Looked::Stands, "one after the other they may");
    }

    async fn an_answer_about_a_token_that_was_replaced_meanwhile_counts_for_nothing(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        house.world().share_server("ann", false);
        house.world().clear_calls();
        house.world().set_fault(Fault::slow(Service::PlexTv, 400));
        let replace = async {
            while asked(&house) == 0 {
                tokio::task::yield_now().await;
            }
            let token = Secret::new("a newer one");
            users::set_plex_tokens(store.db.write(), &house.keyring, ann.id, &token, Some(&token)).await.expect("set");
        };
        let (looked, ()) = tokio::join!(check(&house, &ann), replace);
        assert_eq!(looked, Looked::NotNow);
        assert_eq!(known(store, &ann).await, (Some(START), None));
        assert!(server_token(store, &house, &ann).await.is_some());
    }

    async fn who_is_struck_off_the_list_is_looked_at_at_once(store) {
        let house = House::with_plex(store).await;
        let (admin, ann) = (house.admin("admin").await.require_admin().expect("an admin"), house.plex_user("ann").await);
        assert_eq!(house.checks.sweep().await.expect("swept").looked, 0, "they signed in just now");
        house.settings.put(&admin, "sign_in_policy", &json!("allow_list")).await.expect("saved");
        assert_eq!(house.checks.sweep().await.expect("swept").lost, 1);
        let number = ann.plex_id.expect("a Plex account").to_string();
        house.settings.put(&admin, "sign_in_allow_list", &json!([number])).await.expect("saved");
        assert_eq!(house.checks.sweep().await.expect("swept").regained, 1);
    }

    async fn a_linked_admin_who_loses_plex_keeps_everything_that_is_local(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await;
        let desk = browser("desk");
        let pin = house.accounts.start_link(&admin, &desk, &Secret::new("admin")).await.expect("a PIN");
        assert!(house.world().authorise_pin(&pin.code.expect("a code"), "ann"));
        assert_eq!(house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked"), PlexLink::Linked);
        let admin = house.accounts.actor(admin.id, admin.auth_epoch).await.expect("asked").expect("an actor");
        let cookie = house.remembered.begin((admin.id, admin.auth_epoch), Uuid::from_u128(1), DESK).await.expect("begun");
        house.world().share_server("ann", false);
        assert_eq!(check(&house, &admin).await, Looked::Lost(WhyLost::NotShared));
        assert_eq!(store.count(NOTICES).await, 1);
        assert!(is_signed_in(&house, &admin).await);
        assert!(show(&house, &cookie.value).await.expect("not refused").is_some());
        let signed_in = house.accounts.sign_in_local("admin", &Secret::new("admin")).await.expect("signed in");
        assert_eq!(house.actor(signed_in).await.expect("an actor").role, Role::Admin);
    }

    async fn a_remembered_device_that_comes_back_waits_for_nobody_and_is_looked_at_then(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        let family = Uuid::from_u128(1);
        let first = house.remembered.begin((ann.id, ann.auth_epoch), family, DESK).await.expect("begun").value;
        let second = show(&house, &first).await.expect("let in").expect("renewed").cookie.value;
        assert_eq!(house.worker.run_due().await.expect("worked"), 0, "it was looked at today");

        house.clock.advance(DAY);
        house.world().share_server("ann", false);
        let before = asked(&house);
        let third = show(&house, &second).await.expect("let in").expect("renewed").cookie.value;
        assert_eq!(asked(&house), before, "plex.tv is not waited for");
        assert_eq!(house.worker.run_due().await.expect("worked"), 1);
        assert_eq!((asked(&house) - before, store.count(NOTICES).await), (1, 1));

        let refused = show(&house, &third).await;
        assert!(matches!(&refused, Err(Error::Denied(words)) if words.contains("Sign in with Plex")), "{refused:?}");
        assert!(house.remembered.show(second.reveal(), DESK).await.is_err(), "nor by the one before it");
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens WHERE revoked_at IS NOT NULL").await, 0);
        house.world().share_server("ann", true);
        assert_eq!(check(&house, &ann).await, Looked::Regained);
        assert!(show(&house, &third).await.expect("let in").is_some(), "the device was not forgotten");
    }

    async fn who_comes_back_while_plex_tv_is_away_loses_nothing(store) {
        let house = House::with_plex(store).await;
        let ann = house.plex_user("ann").await;
        let family = Uuid::from_u128(1);
        let cookie = house.remembered.begin((ann.id, ann.auth_epoch), family, DESK).await.expect("begun").value;
        house.world().set_fault(Fault::new(Service::PlexTv, Mode::Down));
        house.clock.advance(DAY);
        assert!(show(&house, &cookie).await.expect("let in").is_some());
        assert_eq!(house.worker.run_due().await.expect("worked"), 1);
        assert_eq!(known(store, &ann).await, (Some(START), None));
        assert_eq!(store.count("SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')").await, 0);
    }
}

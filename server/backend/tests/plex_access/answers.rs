//! What the answers of plex.tv do.

use super::{DAY, DESK, NOTICES, asked, check, is_signed_in, known, row, server_token, show, sweep};
use crate::support::{
    House, START, TestStore, browser,
    hubs::{listener, next},
};
use backend::{
    clock::after,
    live::{Heard, Hub},
    services::plex_access::{Looked, Swept},
    store::{plex_access, users},
};
use domain::{
    Actor, Role,
    accounts::{Accounts, PlexLink, PlexPoll, Secret},
    live::LiveEvent,
    plex_access::WhyLost,
};
use serde_json::json;
use upstreams::{Fault, Mode, Service, fixed};
use uuid::Uuid;

async fn why(house: &House, user: &Actor) -> Option<WhyLost> {
    let access = house.accounts.plex_access(user).await.expect("asked").expect("a Plex account");
    access.lost.map(|lost| lost.why)
}

async fn audited(store: &TestStore, action: &str) -> i64 {
    store.count(&format!("SELECT COUNT(*) FROM audit_log WHERE action = '{action}' AND actor = 'system'")).await
}

on_both! {
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
}

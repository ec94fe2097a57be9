//! Signing in with Plex, by a PIN.

use super::{field, secret};
use crate::support::{CLIENT_ID, House, browser};
use backend::{
    integrations::http::{Limits, Outbound, Upstream},
    store::users,
};
use domain::{
    Error, Role,
    accounts::{Accounts, PlexPin, PlexPoll, SignedIn},
    ids::PlexSignInId,
    services::{BaseUrl, ServiceName},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;
use upstreams::{Fault, Service};

/// Starts, lets `account` authorise it at plex.tv, and asks what became of it.
async fn sign_in_with_plex(house: &House, account: &str) -> PlexPoll {
    let browser = browser(account);
    let pin = house.accounts.start_plex(&browser, false).await.expect("a PIN");
    assert!(house.world().authorise_pin(&pin.code.expect("a code"), account));
    house.accounts.poll_plex(&browser, pin.pin).await.expect("asked")
}

fn authorized(poll: PlexPoll) -> SignedIn {
    match poll {
        PlexPoll::Authorized(signed_in) => signed_in,
        other => panic!("not signed in: {other:?}"),
    }
}

/// Makes a strong PIN as a browser does: at plex.tv, with our client identifier.
async fn strong_pin(house: &House) -> (String, String) {
    let plex_tv = BaseUrl::new(&house.upstreams.plex_tv_url()).expect("an address");
    let outbound = Outbound::new(Upstream::PLEX_TV, plex_tv, Limits::default());
    let call = outbound.post("/api/v2/pins?strong=true").header("x-plex-client-identifier", CLIENT_ID);
    let pin: serde_json::Value = call.json().await.expect("a PIN");
    (pin["id"].to_string(), pin["code"].as_str().expect("a code").to_owned())
}

fn looks(house: &House) -> usize {
    house
        .world()
        .calls(Service::PlexTv)
        .iter()
        .filter(|call| call.method == "GET" && call.path.starts_with("/api/v2/pins/"))
        .count()
}

on_both! {
    async fn a_hundred_first_sign_ins_at_once_make_no_admin(store) {
        const MANY: usize = 100;
        let house = Arc::new(House::with_plex(store).await);
        house.accounts.bootstrap_admin("admin", Some(secret("admin"))).await.expect("made");
        // The owner of the Plex server is one of them, and one has the name of the admin.
        let mut names = vec!["ben".to_owned(), "admin".to_owned()];
        names.extend((names.len()..MANY).map(|number| format!("guest{number}")));
        let mut pins = Vec::new();
        for name in names {
            house.world().add_account(&name);
            let pin = house.accounts.start_plex(&browser(&name), false).await.expect("a PIN");
            assert!(house.world().authorise_pin(&pin.code.expect("a code"), &name), "{name}");
            pins.push((name, pin.pin));
        }
        let mut roles = Vec::new();
        // Not all of them get through to plex.tv at once; who does not asks again.
        for _ in 0..MANY {
            let mut asking = JoinSet::new();
            for (name, pin) in pins.drain(..) {
                let house = Arc::clone(&house);
                asking.spawn(async move {
                    let answer = house.accounts.poll_plex(&browser(&name), pin).await;
                    (name, pin, answer)
                });
            }
            for (name, pin, answer) in asking.join_all().await {
                match answer {
                    Ok(PlexPoll::Authorized(signed_in)) => {
                        roles.push(house.actor(signed_in).await.expect("an actor").role);
                    }
                    _ => pins.push((name, pin)),
                }
            }
            if pins.is_empty() {
                break;
            }
            house.wait_for_next_poll();
        }
        assert_eq!(roles.len(), MANY);
        assert_eq!(roles.iter().filter(|role| **role == Role::Admin).count(), 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, i64::try_from(MANY).expect("fits") + 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE role = 'admin'").await, 1);
    }

    async fn signing_in_with_plex_is_closed_until_a_server_is_set_up(store) {
        let house = House::bare(store).await;
        let ways = house.accounts.sign_in_ways().await.expect("asked");
        assert!(ways.plex.is_none() && ways.local);
        let refused = house.accounts.start_plex(&browser("ann"), false).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
        assert!(matches!(house.accounts.claim_plex(&browser("ann"), "1", &"a".repeat(25), false).await, Err(Error::NotFound(_))));
        assert!(house.world().calls(Service::PlexTv).is_empty(), "plex.tv is not even asked");
    }

    async fn a_member_of_the_server_signs_in_with_a_code(store) {
        let house = House::with_plex(store).await;
        let way = house.accounts.sign_in_ways().await.expect("asked").plex.expect("open");
        assert_eq!((way.client_id.as_str(), way.pins_url), (CLIENT_ID, house.upstreams.plex_tv_url()));
        let (ann, name) = (browser("ann"), "ann");
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        let code = pin.code.clone().expect("a code");
        assert_eq!((code.len(), pin.link.as_str()), (4, house.upstreams.plex_link_url().as_str()));
        assert_eq!(house.accounts.pending_plex(&ann).await.expect("asked"), Some(pin.clone()));
        assert_eq!(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"), PlexPoll::Waiting(pin.clone()));
        assert!(house.world().authorise_pin(&code, name));
        house.wait_for_next_poll();
        let signed_in = authorized(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"));
        let actor = house.actor(signed_in).await.expect("an actor");
        let account = house.world().account(name).expect("an account");
        assert_eq!((actor.name.as_str(), actor.role, actor.is_local), (name, Role::User, false));
        assert_eq!(actor.plex_id, i64::try_from(account.id).ok());
        let server_token = users::plex_server_token(store.db.read(), &house.keyring, actor.id).await.expect("read");
        assert_eq!(server_token, Some(secret(&account.server_token)));
        assert!(users::plex_token(store.db.read(), &house.keyring, actor.id).await.expect("read").is_some());
        assert_eq!(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"), PlexPoll::Expired, "a PIN serves once");
        assert_eq!(house.accounts.pending_plex(&ann).await.expect("asked"), None);
    }

    async fn the_owner_of_the_server_is_an_ordinary_user_too(store) {
        let house = House::with_plex(store).await;
        let actor = house.actor(authorized(sign_in_with_plex(&house, "ben").await)).await.expect("an actor");
        assert_eq!(actor.role, Role::User);
    }

    async fn signing_in_again_is_the_same_user(store) {
        let house = House::with_plex(store).await;
        let first = authorized(sign_in_with_plex(&house, "ann").await);
        let second = authorized(sign_in_with_plex(&house, "ann").await);
        assert_eq!(first, second);
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, 1);
    }

    async fn another_browsers_pin_is_not_found(store) {
        let house = House::with_plex(store).await;
        let pin = house.accounts.start_plex(&browser("ann"), false).await.expect("a PIN");
        assert!(house.world().authorise_pin(&pin.code.expect("a code"), "ann"));
        let stranger = house.accounts.poll_plex(&browser("stranger"), pin.pin).await;
        assert!(matches!(stranger, Err(Error::NotFound(_))));
        assert_eq!(house.accounts.pending_plex(&browser("stranger")).await.expect("asked"), None);
        let unknown = house.accounts.poll_plex(&browser("ann"), PlexSignInId(uuid::Uuid::now_v7())).await;
        assert!(matches!(unknown, Err(Error::NotFound(_))));
        assert_eq!(looks(&house), 0, "plex.tv is not asked for them");
        authorized(house.accounts.poll_plex(&browser("ann"), pin.pin).await.expect("asked"));
    }

    async fn who_has_no_access_to_the_server_is_told_so(store) {
        let house = House::with_plex(store).await;
        match sign_in_with_plex(&house, "carl").await {
            PlexPoll::Denied(why) => assert!(why.contains("no access to this Plex server"), "{why}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, 0);
    }

    async fn the_policy_decides_who_else_may_come_in(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await.require_admin().expect("an admin");
        house.settings.put(&admin, "sign_in_policy", &json!("anyone")).await.expect("set");
        authorized(sign_in_with_plex(&house, "carl").await);
        house.settings.put(&admin, "sign_in_policy", &json!("allow_list")).await.expect("set");
        house.settings.put(&admin, "sign_in_allow_list", &json!(["ann", format!(" {} ", upstreams::fixed::DORA)])).await.expect("set");
        authorized(sign_in_with_plex(&house, "dora").await);
        for name in ["ann", "carl"] {
            assert!(matches!(sign_in_with_plex(&house, name).await, PlexPoll::Denied(_)), "{name}: by number, not by name");
        }
    }

    async fn a_disabled_user_stays_out(store) {
        let house = House::with_plex(store).await;
        let signed_in = authorized(sign_in_with_plex(&house, "ann").await);
        store.execute("UPDATE users SET status = 'disabled'").await;
        assert!(house.actor(signed_in).await.is_none());
        assert!(matches!(sign_in_with_plex(&house, "ann").await, PlexPoll::Denied(why) if why.contains("disabled")));
    }

    async fn plex_tv_is_asked_at_most_once_a_second_and_more_slowly_later(store) {
        let house = House::with_plex(store).await;
        let ann = browser("ann");
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        let poll = async || assert!(matches!(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"), PlexPoll::Waiting(_)));
        for _ in 0..5 {
            poll().await;
        }
        assert_eq!(looks(&house), 1);
        for _ in 0..120 {
            house.clock.advance(Duration::from_millis(500));
            poll().await;
        }
        let asked = looks(&house);
        assert!((15..=31).contains(&asked), "{asked} times in a minute");
    }

    async fn tabs_that_wait_for_the_same_pin_ask_for_it_once(store) {
        let house = House::with_plex(store).await;
        let ann = browser("ann");
        let pin: PlexPin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        house.world().set_fault(Fault::slow(Service::PlexTv, 200).on_path("/api/v2/pins/"));
        let (first, second) = tokio::join!(house.accounts.poll_plex(&ann, pin.pin), house.accounts.poll_plex(&ann, pin.pin));
        assert_eq!((first.expect("asked"), second.expect("asked")), (PlexPoll::Waiting(pin.clone()), PlexPoll::Waiting(pin)));
        assert_eq!(looks(&house), 1);
    }

    async fn a_pin_that_nobody_authorised_in_time_is_over(store) {
        let house = House::with_plex(store).await;
        let ann = browser("ann");
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        house.clock.set(pin.expires_at);
        assert_eq!(house.accounts.pending_plex(&ann).await.expect("asked"), None);
        assert_eq!(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"), PlexPoll::Expired, "by our own clock");
        assert_eq!(looks(&house), 0);
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        assert!(house.world().expire_pin(&pin.code.expect("a code")));
        assert_eq!(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"), PlexPoll::Expired, "because plex.tv says so");
    }

    async fn while_plex_tv_is_down_it_says_so_and_the_local_account_works(store) {
        let house = House::with_plex(store).await;
        house.accounts.bootstrap_admin("admin", Some(secret("admin"))).await.expect("made");
        let ann = browser("ann");
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        house.world().set_fault(Fault::status(Service::PlexTv, 503));
        for result in [house.accounts.start_plex(&ann, false).await.map(drop), house.accounts.poll_plex(&ann, pin.pin).await.map(drop)] {
            match result {
                Err(Error::Unavailable { service, message, .. }) => {
                    assert_eq!(service, Some(ServiceName::Plex));
                    assert!(message.contains("local account still works"), "{message}");
                }
                other => panic!("{other:?}"),
            }
        }
        house.accounts.sign_in_local("admin", &secret("admin")).await.expect("signed in");
        house.world().clear_faults();
        assert!(house.world().authorise_pin(&pin.code.expect("a code"), "ann"));
        house.wait_for_next_poll();
        authorized(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"));
    }

    async fn an_authorised_pin_survives_that_plex_tv_fails_half_way(store) {
        let house = House::with_plex(store).await;
        let ann = browser("ann");
        let pin = house.accounts.start_plex(&ann, false).await.expect("a PIN");
        assert!(house.world().authorise_pin(&pin.code.expect("a code"), "ann"));
        house.world().set_fault(Fault::status(Service::PlexTv, 500).on_path("/api/v2/resources"));
        assert!(matches!(house.accounts.poll_plex(&ann, pin.pin).await, Err(Error::Unavailable { .. })));
        house.world().clear_faults();
        house.wait_for_next_poll();
        authorized(house.accounts.poll_plex(&ann, pin.pin).await.expect("asked"));
    }

    async fn the_pin_that_a_browser_made_itself_signs_it_in(store) {
        let house = House::with_plex(store).await;
        let ann = browser("ann");
        let (id, code) = strong_pin(&house).await;
        let pin = house.accounts.claim_plex(&ann, &id, &code, true).await.expect("claimed");
        let pending = house.accounts.pending_plex(&ann).await.expect("asked").expect("waiting");
        assert_eq!((pending.pin, pending.code), (pin, None), "its code is not shown");
        assert!(house.world().authorise_pin(&code, "ann"));
        let signed_in = authorized(house.accounts.poll_plex(&ann, pin).await.expect("asked"));
        assert!(signed_in.remember, "as it was claimed");
    }

    async fn nobody_can_claim_a_pin_by_its_number(store) {
        let house = House::with_plex(store).await;
        let thief = browser("thief");
        let (id, code) = strong_pin(&house).await;
        let guessed = "a".repeat(code.len());
        assert!(matches!(house.accounts.claim_plex(&thief, &id, &guessed, false).await, Err(Error::NotFound(_))));
        assert!(matches!(house.accounts.claim_plex(&thief, "999999999", &code, false).await, Err(Error::NotFound(_))));
        for bad in ["", "-1", "0", "1/../2", "1?x=1", "99999999999999999999"] {
            assert_eq!(field(house.accounts.claim_plex(&thief, bad, &code, false).await), "id", "{bad:?}");
        }
        for bad in ["", "KYLX", "a b", &"a".repeat(65), &"ü".repeat(20), "aaaaaaaaaaaaaaaaaaaa\n"] {
            assert_eq!(field(house.accounts.claim_plex(&thief, &id, bad, false).await), "code", "{bad:?}");
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM plex_sign_ins").await, 0);
    }

    async fn pins_are_sealed_and_browsers_hashed_in_the_table(store) {
        let house = House::with_plex(store).await;
        house.accounts.start_plex(&browser("ann"), true).await.expect("a PIN");
        let id = house.world().pins()[0].id.to_string();
        let plain = format!("SELECT COUNT(*) FROM plex_sign_ins WHERE pin_id LIKE '%{id}%' OR browser_hash LIKE '%ann%'");
        assert_eq!(store.count(&plain).await, 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM plex_sign_ins WHERE remember").await, 1);
    }
}

//! Who is looked at, and when.

use super::{DAY, NOTICES, asked, check, is_signed_in, known, server_token, sweep};
use crate::support::{House, START};
use backend::{
    clock::after,
    services::plex_access::{Looked, Swept},
};
use serde_json::json;
use std::time::Duration;
use upstreams::{Fault, Service};

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
}

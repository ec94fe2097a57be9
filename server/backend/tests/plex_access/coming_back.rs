//! A remembered device comes back.

use super::{DAY, DESK, NOTICES, asked, check, known, show};
use crate::support::{House, START};
use backend::services::plex_access::Looked;
use domain::Error;
use upstreams::{Fault, Mode, Service};
use uuid::Uuid;

on_both! {
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

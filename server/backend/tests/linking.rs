//! Linking: the local admin takes a Plex account as a second way to sign in, if it is nobody else's.

use crate::support::{House, browser};
use domain::{
    Error, Role,
    accounts::{Accounts, PlexLink, PlexPin, PlexPoll, Secret},
};

/// Lets `account` authorise the PIN at plex.tv.
fn confirm(house: &House, pin: &PlexPin, account: &str) {
    assert!(house.world().authorise_pin(pin.code.as_ref().expect("a code"), account));
}

on_both! {
    async fn the_admin_links_a_plex_account_and_signs_in_by_either(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await;
        let desk = browser("desk");
        let pin = house.accounts.start_link(&admin, &desk).await.expect("a PIN");
        let pending = house.accounts.pending_link(&admin, &desk).await.expect("asked").expect("waiting");
        assert_eq!(pending.pin, pin.pin);
        assert_eq!(house.accounts.pending_plex(&desk).await.expect("asked"), None, "it signs nobody in");
        let early = house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked");
        assert_eq!(early, PlexLink::Waiting);
        confirm(&house, &pin, "ann");
        house.wait_for_next_poll();
        assert!(matches!(house.accounts.poll_plex(&desk, pin.pin).await, Err(Error::NotFound(_))));
        assert!(matches!(house.accounts.poll_link(&admin, &browser("other"), pin.pin).await, Err(Error::NotFound(_))));
        assert_eq!(house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked"), PlexLink::Linked);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'user.link' AND actor = 'admin'").await, 1);

        let pin = house.accounts.start_plex(&desk, false).await.expect("a PIN");
        confirm(&house, &pin, "ann");
        let PlexPoll::Authorized(by_plex) = house.accounts.poll_plex(&desk, pin.pin).await.expect("asked") else {
            panic!("not signed in");
        };
        let by_password = house.accounts.sign_in_local("admin", &Secret::new("admin")).await.expect("signed in");
        assert_eq!((by_plex.user, by_password.user), (admin.id, admin.id));
        let actor = house.actor(by_plex).await.expect("an actor");
        assert_eq!((actor.role, actor.name.as_str(), actor.is_local), (Role::Admin, "admin", true));
        assert!(matches!(house.accounts.start_link(&actor, &desk).await, Err(Error::Conflict(_))), "once");
    }

    async fn an_account_that_signs_in_here_already_is_not_linked(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await;
        let desk = browser("desk");
        let pin = house.accounts.start_plex(&desk, false).await.expect("a PIN");
        confirm(&house, &pin, "ann");
        let PlexPoll::Authorized(signed_in) = house.accounts.poll_plex(&desk, pin.pin).await.expect("asked") else {
            panic!("not signed in");
        };
        let ann = house.actor(signed_in).await.expect("an actor");
        assert!(matches!(house.accounts.start_link(&ann, &desk).await, Err(Error::Denied(_))), "not an admin");

        let pin = house.accounts.start_link(&admin, &desk).await.expect("a PIN");
        confirm(&house, &pin, "ann");
        let refused = house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked");
        assert!(matches!(&refused, PlexLink::Refused(why) if why.contains("ann")), "{refused:?}");
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE plex_id IS NOT NULL").await, 1);
        assert_eq!(house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked"), PlexLink::Expired);
    }
}

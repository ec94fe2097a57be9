//! Linking: the local admin takes a Plex account as a second way to sign in, if it is nobody else's.

use crate::support::{
    House, browser,
    hubs::{listener, next},
    installation::Installation,
};
use backend::{
    live::{Heard, Hub},
    services::plex_access::Looked,
    store::users::{self, PlexProfile},
};
use domain::{
    Actor, Error, Result, Role,
    accounts::{Accounts, PlexLink, PlexPin, PlexPoll, Secret},
    discovery::MediaType,
    live::LiveEvent,
    plex_access::WhyLost,
    requests::Requests,
};
use upstreams::fixed;

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

/// The admin, whose password is `admin`, with the Plex account of this name.
async fn linked(house: &House, account: &str) -> Actor {
    let admin = house.admin("admin").await;
    let desk = browser("desk");
    let pin = house.accounts.start_link(&admin, &desk, &secret("admin")).await.expect("a PIN");
    confirm(house, &pin, account);
    assert_eq!(house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked"), PlexLink::Linked);
    house.accounts.actor(admin.id, admin.auth_epoch).await.expect("asked").expect("an actor")
}

fn wrong_password<T: std::fmt::Debug>(result: Result<T>) {
    match result {
        Err(Error::Invalid(fields)) => assert_eq!(fields.into_keys().collect::<Vec<_>>(), ["password"]),
        other => panic!("not refused: {other:?}"),
    }
}

/// Lets `account` authorise the PIN at plex.tv.
fn confirm(house: &House, pin: &PlexPin, account: &str) {
    assert!(house.world().authorise_pin(pin.code.as_ref().expect("a code"), account));
}

on_both! {
    async fn the_admin_links_a_plex_account_and_signs_in_by_either(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await;
        let desk = browser("desk");
        let pin = house.accounts.start_link(&admin, &desk, &secret("admin")).await.expect("a PIN");
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
        assert!(matches!(house.accounts.start_link(&actor, &desk, &secret("admin")).await, Err(Error::Conflict(_))), "once");
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
        assert!(matches!(house.accounts.start_link(&ann, &desk, &secret("admin")).await, Err(Error::Denied(_))), "not an admin");

        let pin = house.accounts.start_link(&admin, &desk, &secret("admin")).await.expect("a PIN");
        confirm(&house, &pin, "ann");
        let refused = house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked");
        assert!(matches!(&refused, PlexLink::Refused(why) if why.contains("ann")), "{refused:?}");
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE plex_id IS NOT NULL").await, 1);
        assert_eq!(house.accounts.poll_link(&admin, &desk, pin.pin).await.expect("asked"), PlexLink::Expired);
    }
    async fn who_does_not_know_the_password_neither_links_nor_unlinks(store) {
        let house = House::with_plex(store).await;
        let admin = house.admin("admin").await;
        let before = house.accounts.passwords().verifications();
        wrong_password(house.accounts.start_link(&admin, &browser("desk"), &secret("a guess")).await);
        assert_eq!(house.accounts.passwords().verifications() - before, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM plex_sign_ins").await, 0);
        let linked = linked(&house, "ann").await;
        wrong_password(house.accounts.unlink(&linked, &secret("a guess")).await);
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE plex_id IS NOT NULL").await, 1);
        store.execute("UPDATE users SET auth_epoch = auth_epoch + 1").await;
        let late = house.accounts.unlink(&linked, &secret("admin")).await;
        assert!(matches!(late, Err(Error::Unauthenticated(_))), "signed out meanwhile: {late:?}");
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE plex_id IS NOT NULL").await, 1);
    }

    async fn unlinking_forgets_all_that_came_with_the_plex_account(store) {
        let house = House::with_plex(store).await;
        let admin = linked(&house, "ann").await;
        store.execute("UPDATE users SET overseerr_user_id = 7").await;
        let mut heard = house.hub.subscribe(None, listener(admin.id, admin.role));
        house.accounts.unlink(&admin, &secret("admin")).await.expect("unlinked");
        let Heard::Event(_, event) = next(&mut heard).await else { panic!("missed something") };
        assert_eq!(event, LiveEvent::UserNotification);
        let all = "SELECT COUNT(*) FROM users WHERE plex_id IS NULL AND plex_token IS NULL AND plex_server_token IS NULL
            AND overseerr_user_id IS NULL AND email IS NULL AND avatar_url IS NULL AND plex_checked_at IS NULL";
        assert_eq!(store.count(all).await, 1);
        assert_eq!(house.accounts.plex_access(&admin).await.expect("asked"), None);
        let notices = "SELECT COUNT(*) FROM notifications WHERE kind = 'sign_in_changed'";
        assert_eq!(store.count(notices).await, 2, "of linking and of unlinking");
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'user.unlink' AND actor = 'admin'").await, 1);
        house.accounts.sign_in_local("admin", &secret("admin")).await.expect("signed in");
        assert_ne!(house.plex_user("ann").await.id, admin.id, "the Plex account is somebody else's now");
    }

    async fn an_account_without_access_can_be_linked_and_its_owner_is_told_on_the_profile_only(store) {
        let house = House::with_plex(store).await;
        let admin = linked(&house, "carl").await;
        let access = house.accounts.plex_access(&admin).await.expect("asked").expect("a Plex account");
        assert_eq!(access.lost.map(|lost| lost.why), Some(WhyLost::NotShared));
        assert_eq!(house.checks.check(admin.id).await.expect("looked"), Looked::StillLost);
        assert_eq!(store.count("SELECT COUNT(*) FROM notifications WHERE kind = 'plex_access_lost'").await, 0);
    }

    async fn who_links_or_unlinks_is_asked_about_anew_at_overseerr(store) {
        let house = Installation::start(store).await;
        let admin = house.local("boss", Role::Admin).await;
        let quota = async || house.requests.terms(&admin, MediaType::Movie).await.quota.map(|quota| quota.limit);
        let bens = quota().await;
        let ann = i64::try_from(fixed::ANN).expect("a number");
        let profile = PlexProfile { plex_id: ann, username: "ann", email: None, avatar_url: None };
        assert!(users::link_plex(store.db.write(), admin.id, &profile).await.expect("linked"));
        let anns = quota().await;
        assert!(anns.is_some() && anns != bens, "{anns:?} {bens:?}");
        users::unlink_plex(store.db.write(), admin.id).await.expect("unlinked");
        assert_eq!(quota().await, bens);
    }
}

//! Changing and ending accounts: nobody is locked out, and what is ended ends at once.

use crate::support::{
    START, TestStore, clock,
    installation::{Installation, film},
    user,
};
use backend::{
    services::{keys::KeysService, people::PeopleService},
    store::{
        api_keys,
        sessions::{self, NewSession},
        users::{self, PlexProfile},
    },
};
use domain::{
    Actor, Admin, Error, Role,
    accounts::{Secret, Username},
    keys::{KeyLife, KeyName, Keys, NewKey},
    people::{LeftRequests, NewPerson, People, PersonChange, QuotaChange},
    policy::Permission,
    requests::Requests,
};
use serde_json::json;
use std::sync::Arc;
use upstreams::fixed;

const SAME: QuotaChange = QuotaChange { requests_per_hour: None, downloads_per_hour: None, disk_gb: None };
const DEMOTE: PersonChange = PersonChange { role: Some(Role::User), active: None, quotas: SAME };
const PROMOTE: PersonChange = PersonChange { role: Some(Role::Admin), ..DEMOTE };
const DISABLE: PersonChange = PersonChange { role: None, active: Some(false), quotas: SAME };
const ENABLE: PersonChange = PersonChange { active: Some(true), ..DISABLE };

fn people(store: &TestStore) -> PeopleService {
    PeopleService::new(store.db.clone(), Arc::default(), clock())
}

async fn admin(store: &TestStore, name: &str) -> Admin {
    user(store, name, Role::Admin).await.require_admin().expect("an admin")
}

/// As they are now, if their account is open.
async fn now(store: &TestStore, actor: &Actor) -> Option<Actor> {
    users::find(store.db.read(), actor.id).await.expect("read").filter(|user| user.active).map(users::User::into_actor)
}

async fn sign_in(store: &TestStore, actor: &Actor, id: &str) {
    let epoch = now(store, actor).await.expect("there").auth_epoch;
    let new =
        NewSession { id, user: actor.id, auth_epoch: epoch, device: None, ip: None, family: None, data: &json!({}) };
    assert!(sessions::create(store.db.write(), &new, START).await.expect("created"));
}

fn a_key() -> NewKey {
    let name = KeyName::new("a key").expect("a name");
    NewKey { name, scopes: vec![Permission::MediaSearch], life: KeyLife::Never }
}

on_both! {
    async fn two_admins_who_demote_each_other_at_once_leave_one(store) {
        let people = people(store);
        for round in 0..10 {
            let (ann, ben) = (admin(store, &format!("ann{round}")).await, admin(store, &format!("ben{round}")).await);
            let (first, second) = tokio::join!(people.change(&ann, ben.id(), DEMOTE), people.change(&ben, ann.id(), DEMOTE));
            assert_ne!(first.is_ok(), second.is_ok(), "{first:?} {second:?}");
            assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE role = 'admin'").await, 1);
            store.execute("UPDATE users SET role = 'user'").await;
        }
    }

    async fn admins_who_delete_and_disable_each_other_at_once_leave_one_who_can_sign_in(store) {
        let people = people(store);
        for round in 0..5 {
            let (ann, ben) = (admin(store, &format!("ann{round}")).await, admin(store, &format!("ben{round}")).await);
            let carl = admin(store, &format!("carl{round}")).await;
            let (first, second, third) = tokio::join!(
                people.delete(&ann, ben.id(), LeftRequests::Give),
                people.change(&ben, carl.id(), DISABLE),
                people.change(&carl, ann.id(), DEMOTE),
            );
            let left = store.count("SELECT COUNT(*) FROM users WHERE role = 'admin' AND status = 'active'").await;
            assert!(left >= 1, "{first:?} {second:?} {third:?}");
            store.execute("UPDATE users SET role = 'user'").await;
        }
    }

    async fn the_last_local_admin_stays_whatever_admins_from_plex_there_are(store) {
        let people = people(store);
        let local = admin(store, "admin").await;
        let profile = PlexProfile { plex_id: 7, username: "owner", email: None, avatar_url: None };
        let plex = users::upsert_plex(store.db.write(), &profile, START).await.expect("saved").into_actor();
        people.change(&local, plex.id, PROMOTE).await.expect("promoted");
        let plex = now(store, &plex).await.expect("there").require_admin().expect("an admin");
        for refused in [
            people.change(&plex, local.id(), DEMOTE).await,
            people.change(&plex, local.id(), DISABLE).await,
            people.delete(&plex, local.id(), LeftRequests::Delete).await,
        ] {
            assert!(matches!(&refused, Err(Error::Conflict(words)) if words.contains("last local admin")), "{refused:?}");
        }
        for refused in [
            people.change(&plex, plex.id(), DEMOTE).await,
            people.change(&plex, plex.id(), DISABLE).await,
            people.delete(&plex, plex.id(), LeftRequests::Give).await,
        ] {
            assert!(matches!(&refused, Err(Error::Conflict(words)) if words.contains("yourself")), "{refused:?}");
        }
        let second = admin(store, "second").await;
        people.change(&plex, local.id(), DEMOTE).await.expect("there is another one now");
        assert!(people.change(&plex, second.id(), DISABLE).await.is_err());
    }

    async fn losing_a_permission_ends_every_sign_in_and_key_and_the_audit_says_what_changed(store) {
        let (people, keys, boss) = (people(store), KeysService::new(store.db.clone(), clock()), admin(store, "boss").await);
        let ann = user(store, "ann", Role::Admin).await;
        for (round, change, ends) in [(0, DEMOTE, true), (1, PROMOTE, true), (2, DISABLE, true), (3, ENABLE, false)] {
            if let Some(ann) = now(store, &ann).await {
                sign_in(store, &ann, &format!("session {round}")).await;
                keys.create(&ann, &a_key()).await.expect("a key");
            }
            let before = users::find(store.db.read(), ann.id).await.expect("read").expect("there").auth_epoch;
            people.change(&boss, ann.id, change).await.expect("changed");
            let after = users::find(store.db.read(), ann.id).await.expect("read").expect("there").auth_epoch;
            assert_eq!(after > before, ends, "{change:?}");
            assert_eq!(store.count("SELECT COUNT(*) FROM sessions").await, 0, "{change:?}");
            assert!(api_keys::list(store.db.read(), ann.id).await.expect("read").is_empty(), "{change:?}");
        }
        people.change(&boss, ann.id, ENABLE).await.expect("it is so already");
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'user.update'").await, 4);
        let told = "SELECT COUNT(*) FROM audit_log WHERE CAST(before AS TEXT) LIKE '%active%' AND CAST(after AS TEXT) LIKE '%disabled%'";
        assert_eq!(store.count(told).await, 1);
    }

    async fn a_key_that_is_made_while_its_user_is_signed_out_does_not_stay(store) {
        let (people, keys) = (people(store), KeysService::new(store.db.clone(), clock()));
        let boss = admin(store, "boss").await;
        for round in 0..10 {
            let ann = user(store, &format!("ann{round}"), Role::User).await;
            let new = a_key();
            let (made, ended) = tokio::join!(keys.create(&ann, &new), people.sign_out(&boss, ann.id));
            ended.expect("signed out");
            assert!(api_keys::list(store.db.read(), ann.id).await.expect("read").is_empty(), "{made:?}");
            assert!(matches!(keys.create(&ann, &new).await, Err(Error::Unauthenticated(_))), "that sign-in is over");
        }
    }

    async fn an_admin_who_was_demoted_meanwhile_changes_nothing(store) {
        let people = people(store);
        let (boss, late) = (admin(store, "boss").await, admin(store, "late").await);
        let ann = user(store, "ann", Role::User).await;
        people.change(&boss, late.id(), DEMOTE).await.expect("demoted");
        assert!(matches!(people.change(&late, ann.id, PROMOTE).await, Err(Error::Denied(_))));
        people.change(&boss, late.id(), PROMOTE).await.expect("promoted");
        assert!(matches!(people.change(&late, ann.id, PROMOTE).await, Err(Error::Unauthenticated(_))), "an old sign-in");
    }

    async fn a_first_password_is_made_up_or_given_and_has_to_be_changed(store) {
        let (people, boss) = (people(store), admin(store, "boss").await);
        let new = |name: &str, password: Option<&str>| NewPerson {
            name: Username::new(name).expect("a name"),
            role: Role::User,
            password: password.map(Secret::new),
        };
        let made = people.create(&boss, &new("ann", None)).await.expect("made");
        let first = made.password.expect("a password is told");
        assert!(first.reveal().len() >= 20 && format!("{first:?}") == "[secret]");
        let given = people.create(&boss, &new("ben", Some("given by the admin"))).await.expect("made");
        assert_eq!(given.password, None);
        assert!(matches!(people.create(&boss, &new("ANN", None)).await, Err(Error::Conflict(_))));
        let refused = people.create(&boss, &new("carl", Some("short"))).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields.contains_key("password")));
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE must_change_password").await, 2);

        let before = users::find(store.db.read(), made.id).await.expect("read").expect("there");
        let again = people.reset_password(&boss, made.id, None).await.expect("reset").password.expect("told");
        let after = users::find(store.db.read(), made.id).await.expect("read").expect("there");
        assert!(again != first && after.auth_epoch > before.auth_epoch && after.password_hash != before.password_hash);
        assert!(matches!(people.reset_password(&boss, boss.id(), None).await, Err(Error::Denied(_))), "not one's own");
        let profile = PlexProfile { plex_id: 7, username: "plex", email: None, avatar_url: None };
        let plex = users::upsert_plex(store.db.write(), &profile, START).await.expect("saved");
        assert!(matches!(people.reset_password(&boss, plex.id, None).await, Err(Error::Denied(_))), "Plex has it");
        let secrets = "SELECT COUNT(*) FROM audit_log WHERE CAST(after AS TEXT) LIKE '%password\":%'";
        assert_eq!(store.count(secrets).await, 0);
    }

    async fn requests_of_a_deleted_account_are_taken_over_or_go_with_it(store) {
        let house = Installation::start(store).await;
        let (people, boss) = (people(store), house.admin().await);
        let (ann, dora) = (house.ann().await, house.dora().await);
        let hers = house.requests.submit(&ann, film(fixed::LOW_SUN)).await.expect("kept");
        house.requests.submit(boss.actor(), film(fixed::LOW_SUN)).await.expect("followed");
        people.delete(&boss, ann.id, LeftRequests::Give).await.expect("deleted");
        assert_eq!(house.detail(boss.actor(), hers.id).await.request.user_name, boss.actor().name);
        assert_eq!(store.count("SELECT COUNT(*) FROM request_followers").await, 0, "nobody follows their own");
        let other = fixed::UNICODE;
        house.requests.submit(&dora, film(other)).await.expect("kept");
        people.delete(&boss, dora.id, LeftRequests::Delete).await.expect("deleted");
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 1);
        house.requests.submit(boss.actor(), film(other)).await.expect("it can be asked for again");
        assert!(matches!(people.delete(&boss, dora.id, LeftRequests::Delete).await, Err(Error::NotFound(_))));
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, 1);
        house.work().await;
    }

    async fn a_limit_of_ones_own_counts_instead_of_everybodys(store) {
        let house = Installation::start(store).await;
        let (people, boss, ann) = (people(store), house.admin().await, house.ann().await);
        let limit = |most| PersonChange {
            quotas: QuotaChange { requests_per_hour: Some(most), ..SAME },
            ..PersonChange::default()
        };
        people.change(&boss, ann.id, limit(Some(1))).await.expect("set");
        house.requests.submit(&ann, film(fixed::LOW_SUN)).await.expect("the first");
        let refused = house.requests.submit(&ann, film(fixed::UNICODE)).await;
        assert!(matches!(refused, Err(Error::TooMany { limit: 1, .. })), "{refused:?}");
        house.settings.put(&boss, "requests_per_hour", &json!(1)).await.expect("set");
        people.change(&boss, ann.id, limit(Some(0))).await.expect("set");
        house.requests.submit(&ann, film(fixed::UNICODE)).await.expect("no limit");
        people.change(&boss, ann.id, limit(None)).await.expect("set");
        let refused = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await;
        assert!(matches!(refused, Err(Error::TooMany { .. })), "as everybody: {refused:?}");
    }
}

//! Remembered devices: one successor each, thieves found out, and nothing that outlives its limit.

use crate::support::{House, START, TestStore, clock, installation::queue, user};
use backend::{
    clock::{Clock, ManualClock},
    live::{Bounds, EmbeddedHub},
    secrets::Keyring,
    services::remembered::{From, Remembered, Renewed},
    store::{
        session_tokens::{self, TOKEN_LASTS, Which},
        sessions::{self, NewSession},
    },
};
use domain::{
    Actor, Role, Timestamp, UserId,
    accounts::{Accounts, Secret},
};
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use uuid::Uuid;

const DESK: From<'_> = From { device: Some("Firefox on Linux"), ip: Some("192.0.2.7") };
const FAMILY: Uuid = Uuid::from_u128(7);

/// Somebody whose device is remembered.
struct Desk {
    remembered: Arc<Remembered>,
    clock: Arc<ManualClock>,
    ann: Actor,
    first: Secret,
}

impl Desk {
    async fn new(store: &TestStore) -> Self {
        let clock = clock();
        let keyring = Arc::new(Keyring::load_or_create(store.home()).expect("a key"));
        let live = Arc::new(EmbeddedHub::new(clock.clone(), Bounds::default()));
        let queue = queue(store, clock.clone());
        let remembered = Arc::new(Remembered::new(store.db.clone(), keyring, queue, live, clock.clone()));
        let ann = user(store, "ann", Role::User).await;
        let first = remembered.begin((ann.id, ann.auth_epoch), FAMILY, DESK).await.expect("begun").value;
        Self { remembered, clock, ann, first }
    }

    async fn show(&self, cookie: &Secret) -> Option<Renewed> {
        self.remembered.show(cookie.reveal(), DESK).await.expect("shown")
    }

    /// The same cookie this many times at once.
    async fn show_at_once(&self, times: usize, cookie: &Secret) -> Vec<Option<Renewed>> {
        let mut showing = JoinSet::new();
        for _ in 0..times {
            let (remembered, cookie) = (self.remembered.clone(), cookie.clone());
            showing.spawn(async move { remembered.show(cookie.reveal(), DESK).await.expect("shown") });
        }
        showing.join_all().await
    }

    async fn renewed(&self, cookie: &Secret) -> Secret {
        self.show(cookie).await.expect("it is good").cookie.value
    }
}

async fn session(store: &TestStore, id: &str, user: UserId, family: Option<Uuid>) {
    let new = NewSession { id, user, auth_epoch: 0, device: None, ip: None, data: &json!({}), family };
    assert!(sessions::create(store.db.write(), &new, START).await.expect("created"));
}

async fn is_there(store: &TestStore, session: &str) -> bool {
    sessions::load(store.db.read(), session, START).await.expect("loaded").is_some()
}

const NOTICES: &str = "SELECT COUNT(*) FROM notifications WHERE kind = 'device_stolen'";

on_both! {
    async fn a_sign_in_that_was_ended_meanwhile_is_not_remembered(store) {
        let desk = Desk::new(store).await;
        store.execute("UPDATE users SET auth_epoch = auth_epoch + 1").await;
        let late = desk.remembered.begin((desk.ann.id, desk.ann.auth_epoch), Uuid::from_u128(9), DESK).await;
        assert!(matches!(late, Err(domain::Error::Unauthenticated(_))), "{late:?}");
        store.execute("UPDATE users SET status = 'disabled'").await;
        let disabled = desk.remembered.begin((desk.ann.id, desk.ann.auth_epoch + 1), Uuid::from_u128(9), DESK).await;
        assert!(disabled.is_err());
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens").await, 1);
    }

    async fn one_token_shown_64_times_at_once_has_one_successor_and_nobody_is_accused(store) {
        let desk = Desk::new(store).await;
        let shown = desk.show_at_once(64, &desk.first).await;
        let cookies: BTreeSet<_> =
            shown.iter().map(|renewed| renewed.as_ref().expect("let in").cookie.value.reveal().to_owned()).collect();
        assert_eq!(cookies.len(), 1, "all got the same one");
        assert!(shown.iter().flatten().all(|renewed| (renewed.user, renewed.family) == (desk.ann.id, FAMILY)));
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens").await, 2);
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens WHERE revoked_at IS NOT NULL").await, 0);
        assert_eq!(store.count(NOTICES).await, 0);
        let successor = Secret::new(cookies.into_iter().next().expect("one"));
        desk.renewed(&successor).await;
    }

    async fn who_comes_late_gets_the_newest_successor_not_one_that_was_used(store) {
        let desk = Desk::new(store).await;
        let second = desk.renewed(&desk.first).await;
        desk.clock.advance(Duration::from_secs(20));
        let third = desk.renewed(&second).await;
        desk.clock.advance(Duration::from_secs(20));
        assert_eq!(desk.renewed(&desk.first).await, third);
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens").await, 3);
    }

    async fn a_used_token_shown_again_later_ends_the_device_and_tells_its_user_once(store) {
        let desk = Desk::new(store).await;
        let other = desk.remembered.begin((desk.ann.id, desk.ann.auth_epoch), Uuid::from_u128(8), DESK).await.expect("begun").value;
        session(store, "copied", desk.ann.id, Some(FAMILY)).await;
        session(store, "elsewhere", desk.ann.id, Some(Uuid::from_u128(8))).await;
        session(store, "older", desk.ann.id, None).await;
        let second = desk.renewed(&desk.first).await;
        desk.clock.advance(Duration::from_secs(61));
        let shown = desk.show_at_once(16, &desk.first).await;
        assert!(shown.iter().all(Option::is_none));
        assert_eq!(desk.show(&second).await, None, "the whole family is over");
        assert!(!is_there(store, "copied").await);
        assert!(is_there(store, "elsewhere").await && is_there(store, "older").await, "other devices stay");
        desk.renewed(&other).await;
        assert_eq!(store.count(NOTICES).await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'device.stolen'").await, 1);
    }

    async fn what_is_not_a_whole_token_opens_nothing_and_harms_nothing(store) {
        let desk = Desk::new(store).await;
        let (selector, _) = desk.first.reveal().split_once('.').expect("two halves");
        let guessed = format!("{selector}.{}", "A".repeat(43));
        for other in ["", ".", "x", selector, &guessed, &desk.first.reveal().replace('.', ":")] {
            assert_eq!(desk.show(&Secret::new(other)).await, None, "{other}");
        }
        desk.renewed(&desk.first).await;
    }

    async fn only_hashes_and_sealed_values_are_kept(store) {
        let desk = Desk::new(store).await;
        let second = desk.renewed(&desk.first).await;
        for cookie in [&desk.first, &second] {
            let (_, token) = cookie.reveal().split_once('.').expect("two halves");
            let found = format!("SELECT COUNT(*) FROM session_tokens WHERE token_hash = '{token}' OR successor LIKE '%{token}%'");
            assert_eq!(store.count(&found).await, 0);
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens WHERE successor IS NOT NULL").await, 1);
        desk.clock.advance(Duration::from_secs(61));
        assert_eq!(session_tokens::purge(store.db.write(), desk.clock.now()).await.expect("purged"), 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens WHERE successor IS NOT NULL").await, 0);
    }

    async fn a_token_lasts_ninety_days_and_none_that_is_over_comes_back_when_the_clock_goes_back(store) {
        let desk = Desk::new(store).await;
        let day = Duration::from_hours(24);
        desk.clock.advance(TOKEN_LASTS.saturating_sub(day));
        let second = desk.renewed(&desk.first).await;
        desk.clock.advance(TOKEN_LASTS);
        assert_eq!(desk.show(&second).await, None);
        let back = backend::clock::before(desk.clock.now(), day);
        desk.clock.set(back);
        assert_eq!(desk.show(&second).await, None, "it was over");
        desk.clock.advance(day);
        session_tokens::purge(store.db.write(), desk.clock.now()).await.expect("purged");
        assert_eq!(store.count("SELECT COUNT(*) FROM session_tokens").await, 0);
    }

    async fn a_clock_that_goes_back_a_day_opens_no_used_token_and_accuses_nobody(store) {
        let desk = Desk::new(store).await;
        desk.clock.advance(Duration::from_hours(25));
        let second = desk.renewed(&desk.first).await;
        desk.clock.set(START);
        assert_eq!(desk.show(&desk.first).await, None);
        assert_eq!(store.count(NOTICES).await, 0);
        desk.renewed(&second).await;
    }

    async fn a_disabled_user_is_not_let_in_and_the_token_is_not_used_by_that(store) {
        let desk = Desk::new(store).await;
        store.execute("UPDATE users SET status = 'disabled'").await;
        assert_eq!(desk.show(&desk.first).await, None);
        assert!(!desk.remembered.stands(desk.ann.id, FAMILY).await.expect("asked"));
        store.execute("UPDATE users SET status = 'active'").await;
        desk.renewed(&desk.first).await;
    }

    async fn a_device_that_signs_out_is_forgotten_with_its_sessions(store) {
        let desk = Desk::new(store).await;
        session(store, "own", desk.ann.id, Some(FAMILY)).await;
        session(store, "other", desk.ann.id, None).await;
        let second = desk.renewed(&desk.first).await;
        assert!(desk.remembered.stands(desk.ann.id, FAMILY).await.expect("asked"));
        // In another tab, which has not heard of the second.
        desk.remembered.forget(desk.first.reveal()).await.expect("forgotten");
        assert_eq!(desk.show(&second).await, None);
        assert!(!desk.remembered.stands(desk.ann.id, FAMILY).await.expect("asked"));
        assert!(!is_there(store, "own").await && is_there(store, "other").await);
        desk.clock.advance(Duration::from_hours(1));
        assert_eq!(desk.show(&desk.first).await, None);
        assert_eq!(store.count(NOTICES).await, 0, "signing out is no theft");
    }

    async fn signing_a_device_out_while_it_is_renewed_leaves_it_signed_out(store) {
        let desk = Desk::new(store).await;
        for round in 0..20 {
            let family = Uuid::from_u128(100 + round);
            let cookie = desk.remembered.begin((desk.ann.id, desk.ann.auth_epoch), family, DESK).await.expect("begun").value;
            let id = format!("session {round}");
            let renew = async {
                let Some(renewed) = desk.show(&cookie).await else { return };
                session(store, &id, renewed.user, Some(renewed.family)).await;
                if !desk.remembered.stands(renewed.user, renewed.family).await.expect("asked") {
                    sessions::delete(store.db.write(), &id).await.expect("ended");
                }
            };
            let sign_out = async {
                let transaction = store.db.begin().await.expect("begun");
                session_tokens::lock(&transaction, desk.ann.id).await.expect("locked");
                session_tokens::revoke(&transaction, desk.ann.id, Which::One(family), START).await.expect("revoked");
                transaction.commit().await.expect("committed");
            };
            tokio::join!(renew, sign_out);
            assert!(!is_there(store, &id).await, "round {round}");
            assert!(!desk.remembered.stands(desk.ann.id, family).await.expect("asked"), "round {round}");
        }
    }

    async fn a_changed_password_forgets_every_device(store) {
        let house = House::bare(store).await;
        let admin = house.admin("admin").await;
        let remembered = &house.remembered;
        let ann = user(store, "ann", Role::User).await;
        let (mine, hers) = (begun(remembered, admin.id).await, begun(remembered, ann.id).await);
        let (old, new) = (Secret::new("admin"), Secret::new("a longer pass phrase"));
        house.accounts.change_password(&admin, &old, &new).await.expect("changed");
        assert_eq!(remembered.show(mine.reveal(), DESK).await.expect("shown"), None);
        assert!(remembered.show(hers.reveal(), DESK).await.expect("shown").is_some());
    }
}

async fn begun(remembered: &Remembered, user: UserId) -> Secret {
    remembered.begin((user, 0), Uuid::now_v7(), DESK).await.expect("begun").value
}

#[test]
fn two_tabs_may_be_a_minute_apart_whichever_clock_goes_ahead() {
    let at = |seconds| backend::clock::after(START, Duration::from_secs(seconds));
    let near = |one: Timestamp, other: Timestamp| session_tokens::within_grace(one, other);
    assert!(near(START, at(59)) && near(at(59), START));
    assert!(!near(START, at(60)) && !near(at(60), START));
}

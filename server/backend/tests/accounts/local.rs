//! Local accounts: the first admin, passwords, and one's own settings.

use super::{field, secret, words};
use crate::support::{House, TestStore};
use domain::{
    Role,
    accounts::{Accounts, ProfileChange, Theme},
};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

on_both! {
    async fn the_first_admin_is_made_once_and_has_to_change_the_password(store) {
        let house = House::bare(store).await;
        let made = house.accounts.bootstrap_admin("admin", None).await.expect("made");
        let generated = made.generated.expect("a password");
        assert!(made.created);
        let again = house.accounts.bootstrap_admin("other", Some(secret("x"))).await.expect("asked");
        assert!(!again.created && again.generated.is_none());
        let signed_in = house.accounts.sign_in_local("ADMIN ", &generated).await.expect("signed in");
        assert!(signed_in.must_change_password);
        let actor = house.actor(signed_in).await.expect("an actor");
        assert_eq!((actor.role, actor.is_local, actor.must_change_password), (Role::Admin, true, true));
    }

    async fn a_generated_password_is_kept_in_a_private_file_until_it_is_changed(store) {
        let house = House::bare(store).await;
        let generated = house.accounts.bootstrap_admin("admin", None).await.expect("made").generated.expect("a password");
        let file = store.home().join("first-password");
        assert_eq!(std::fs::read_to_string(&file).expect("the file").trim(), generated.reveal());
        assert_eq!(file.metadata().expect("the file").permissions().mode() & 0o777, 0o600);
        let signed_in = house.accounts.sign_in_local("admin", &generated).await.expect("signed in");
        let actor = house.actor(signed_in).await.expect("an actor");
        house.accounts.change_password(&actor, &generated, &secret("a longer pass phrase")).await.expect("changed");
        assert!(!file.exists());
    }

    async fn many_processes_that_start_at_once_make_one_admin(store) {
        let house = House::bare(store).await;
        let start = async || {
            let made = house.accounts.bootstrap_admin("admin", Some(secret("admin"))).await;
            usize::from(made.expect("asked").created)
        };
        let (one, two, three, four) = tokio::join!(start(), start(), start(), start());
        let made = one + two + three + four;
        assert_eq!(made, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM users").await, 1);
    }

    async fn wrong_passwords_and_unknown_names_get_the_same_words_and_the_same_work(store) {
        let house = House::bare(store).await;
        house.admin("admin").await;
        let counted = async |name: &str, password: &str| {
            let before = house.accounts.passwords().verifications();
            let words = words(house.accounts.sign_in_local(name, &secret(password)).await);
            (words, house.accounts.passwords().verifications() - before)
        };
        let wrong = counted("admin", "wrong").await;
        assert_eq!(wrong.1, 1);
        assert_eq!(counted("nobody", "wrong").await, wrong);
        assert_eq!(counted("nobody", "").await, wrong);
        assert_eq!(counted("'; DROP TABLE users; --", "admin").await, wrong);
        store.execute("UPDATE users SET status = 'disabled'").await;
        assert_eq!(counted("admin", "admin").await, wrong, "disabled accounts too");
    }

    async fn the_password_of_nobody_opens_nothing(store) {
        let house = House::bare(store).await;
        for password in ["", "medianestnobody!", "\0"] {
            words(house.accounts.sign_in_local("nobody", &secret(password)).await);
        }
    }

    async fn a_name_that_is_none_is_a_wrong_field(store) {
        let house = House::bare(store).await;
        for name in ["", "   ", "a\u{0}b", &"x".repeat(65)] {
            assert_eq!(field(house.accounts.sign_in_local(name, &secret("x")).await), "username");
        }
    }

    async fn a_changed_password_ends_all_other_sessions_at_once(store) {
        let house = House::bare(store).await;
        let actor = house.admin("admin").await;
        let before = house.accounts.sign_in_local("admin", &secret("admin")).await.expect("signed in");
        let new = backend::store::sessions::NewSession {
            id: "elsewhere", user: actor.id, auth_epoch: before.auth_epoch, device: None, ip: None, data: &json!({}), family: None,
        };
        backend::store::sessions::create(store.db.write(), &new, crate::support::START).await.expect("a session");
        let after = house.accounts.change_password(&actor, &secret("admin"), &secret("a longer pass phrase")).await.expect("changed");
        assert!(!after.must_change_password);
        assert!(house.actor(before).await.is_none(), "the old epoch is over");
        assert!(house.actor(after).await.is_some_and(|actor| !actor.must_change_password));
        assert_eq!(store.count("SELECT COUNT(*) FROM sessions").await, 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'user.password' AND actor = 'admin'").await, 1);
        words(house.accounts.sign_in_local("admin", &secret("admin")).await);
        house.accounts.sign_in_local("admin", &secret("a longer pass phrase")).await.expect("signed in");
    }

    async fn a_password_is_changed_only_by_who_knows_it_and_to_a_good_one(store) {
        let house = House::bare(store).await;
        let actor = house.admin("admin-password").await;
        let change = async |current: &str, new: &str| house.accounts.change_password(&actor, &secret(current), &secret(new)).await;
        assert_eq!(field(change("wrong", "a longer pass phrase").await), "current");
        for bad in ["short", "password1234", "aaaaaaaaaaaaaaa", "admin-password", &"x".repeat(257)] {
            assert_eq!(field(change("admin-password", bad).await), "new", "{bad}");
        }
        house.accounts.sign_in_local("admin", &secret("admin-password")).await.expect("nothing was changed");
    }

    async fn who_is_signed_in_may_choose_a_theme(store) {
        let house = House::bare(store).await;
        let actor = house.admin("admin").await;
        let light = ProfileChange { theme: Some(Theme::Light), ..ProfileChange::default() };
        house.accounts.update_profile(&actor, &light).await.expect("set");
        let signed_in = house.accounts.sign_in_local("admin", &secret("admin")).await.expect("signed in");
        assert_eq!(house.actor(signed_in).await.expect("an actor").theme, Theme::Light);
    }
}

#[tokio::test]
async fn passwords_are_hashed_slowly_and_with_a_salt_of_their_own() {
    let store = TestStore::sqlite().await;
    let house = House::bare(&store).await;
    let hash = house.accounts.passwords().hash(&secret("x")).await.expect("hashed");
    assert!(hash.reveal().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.reveal());
    assert_ne!(hash, house.accounts.passwords().hash(&secret("x")).await.expect("hashed"), "salted");
}

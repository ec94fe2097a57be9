//! Changing the key that seals, while the program runs and when it is broken off.

use crate::support::{START, TestStore, clock, user};
use backend::{
    secrets::{KEY_FILE, Keyring},
    services::key_rotation::rotate,
    store::{
        sealed::{SEALED, reseal},
        service_config::{self, SavedService},
        users,
    },
};
use domain::{
    Role,
    accounts::Secret,
    services::{BaseUrl, ServiceName},
};
use sea_orm::{ConnectionTrait, Statement};
use std::{collections::BTreeMap, time::Duration};

const MOMENT: Duration = Duration::from_millis(1);

/// A service and so many people with tokens.
async fn fill(store: &TestStore, keyring: &Keyring, people: usize) -> Vec<domain::UserId> {
    let plex = SavedService {
        url: Some(BaseUrl::new("http://192.168.1.10:32400/").expect("an address")),
        secrets: BTreeMap::from([("key".to_owned(), Secret::new("key of plex"))]),
        ..SavedService::new(ServiceName::Plex, START)
    };
    service_config::put(store.db.write(), keyring, &plex).await.expect("saved");
    let mut ids = Vec::new();
    for number in 0..people {
        let ann = user(store, &format!("user{number}"), Role::User).await;
        let token = Secret::new(format!("token {number}"));
        users::set_plex_tokens(store.db.write(), keyring, ann.id, &token, Some(&token)).await.expect("saved");
        ids.push(ann.id);
    }
    ids
}

/// Where in the whole database something is sealed with this key.
async fn sealed_with(store: &TestStore, key: &str) -> Vec<String> {
    let columns = if store.db.is_postgres() {
        "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'json')"
    } else {
        "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
    };
    let statement = Statement::from_string(store.db.read().get_database_backend(), columns);
    let mut found = Vec::new();
    for row in store.db.read().query_all_raw(statement).await.expect("asked") {
        let (table, column): (String, String) =
            (row.try_get("", "t").expect("text"), row.try_get("", "c").expect("text"));
        let count = format!("SELECT COUNT(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE '{key}.%'");
        if store.count(&count).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

on_both! {
    async fn everything_is_sealed_again_while_the_program_runs_and_the_old_key_goes(store) {
        let running = Keyring::load_or_create(store.home()).expect("a key");
        let people = fill(store, &running, 150).await;
        let old = running.ids();
        let listed: Vec<String> = SEALED.iter().map(|(table, column)| format!("{table}.{column}")).collect();
        for place in sealed_with(store, &old[0]).await {
            assert!(listed.contains(&place), "{place} is not among those that are sealed again");
        }

        let by_hand = Keyring::load_or_create(store.home()).expect("the key");
        let rotated = rotate(&store.db, &by_hand, clock().as_ref(), MOMENT).await.expect("rotated");
        assert_eq!((rotated.count, rotated.old_keys_removed), (302, true), "{rotated:?}");
        assert_eq!(sealed_with(store, &old[0]).await, Vec::<String>::new());
        assert_eq!(std::fs::read_to_string(store.home().join(KEY_FILE)).expect("the file").split_whitespace().count(), 1);

        // The program that runs takes the new key by itself, for reading and for what it seals next.
        assert_ne!(running.ids(), old);
        let token = users::plex_token(store.db.read(), &running, people[149]).await.expect("read");
        assert_eq!(token, Some(Secret::new("token 149")));
        let plex = service_config::get(store.db.read(), &running, ServiceName::Plex).await.expect("read").expect("there");
        assert_eq!(plex.secrets["key"], Secret::new("key of plex"));
        let next = Secret::new("next");
        users::set_plex_tokens(store.db.write(), &running, people[0], &next, None).await.expect("saved");
        assert_eq!(users::plex_token(store.db.read(), &by_hand, people[0]).await.expect("read"), Some(next));
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'key.rotate'").await, 1);
    }

    async fn a_rotation_that_was_broken_off_goes_on_with_the_same_new_key(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        let people = fill(store, &keyring, 5).await;
        let old = keyring.ids();
        keyring.begin_rotation().expect("begun");
        reseal(store.db.write(), &keyring, SEALED[0]).await.expect("sealed again");
        let between = keyring.ids();
        assert_eq!((between.len(), &between[1]), (2, &old[0]));
        // Old and new side by side.
        assert_eq!(sealed_with(store, &between[0]).await, ["users.plex_token"]);
        assert!(users::plex_token(store.db.read(), &keyring, people[0]).await.is_ok());
        assert!(users::plex_server_token(store.db.read(), &keyring, people[0]).await.is_ok());

        let again = Keyring::load_or_create(store.home()).expect("the keys");
        let rotated = rotate(&store.db, &again, clock().as_ref(), MOMENT).await.expect("rotated");
        assert_eq!((rotated.count, rotated.old_keys_removed), (7, true), "{rotated:?}");
        assert_eq!(again.ids(), [between[0].clone()]);
    }

    async fn what_no_key_opens_is_named_and_keeps_the_old_keys(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        fill(store, &keyring, 3).await;
        store.execute("UPDATE users SET plex_server_token = plex_token WHERE username = 'user1'").await;
        let rotated = rotate(&store.db, &keyring, clock().as_ref(), MOMENT).await.expect("rotated");
        assert_eq!(rotated.unreadable, [("users.plex_server_token".to_owned(), 1)]);
        assert!(!rotated.old_keys_removed);
        assert_eq!(keyring.ids().len(), 2);
    }

    async fn keys_of_a_variable_are_not_ours_to_write_and_the_first_of_them_seals(store) {
        let (one, two) = ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
        fill(store, &Keyring::parse(one, "test").expect("a key"), 2).await;
        let both = Keyring::parse(&format!("{two},{one}"), "test").expect("keys");
        let rotated = rotate(&store.db, &both, clock().as_ref(), MOMENT).await.expect("rotated");
        assert_eq!((rotated.count, rotated.old_keys_removed), (6, false), "{rotated:?}");
        let alone = Keyring::parse(two, "test").expect("a key");
        assert!(service_config::all(store.db.read(), &alone).await.is_ok());
    }
}

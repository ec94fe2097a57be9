//! Rows of services, settings and the audit log.

use crate::support::{START, clock, user};
use backend::{
    clock::after,
    secrets::Keyring,
    settings::SettingsStore,
    store::{
        audit,
        service_config::{self, SavedService},
        service_status::{self, SavedStatus},
    },
};
use domain::{
    Error, Role,
    accounts::Secret,
    services::{BaseUrl, ServiceName, ServiceState},
};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

on_both! {
    async fn services_are_sealed_and_come_back_whole(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        assert_eq!(service_config::get(store.db.read(), &keyring, ServiceName::Plex).await.expect("read"), None);
        let mut plex = SavedService {
            url: Some(BaseUrl::new("http://192.168.1.10:32400/").expect("an address")),
            secrets: BTreeMap::from([("key".to_owned(), Secret::new("very secret"))]),
            config_data: BTreeMap::from([("machine_identifier".to_owned(), "abc".to_owned())]),
            ..SavedService::new(ServiceName::Plex, START)
        };
        for enabled in [true, false] {
            plex.enabled = enabled;
            service_config::put(store.db.write(), &keyring, &plex).await.expect("saved");
            assert_eq!(service_config::all(store.db.read(), &keyring).await.expect("read"), [plex.clone()]);
            let known = service_config::known(store.db.read(), ServiceName::Plex, "machine_identifier").await.expect("read");
            assert_eq!(known.as_deref(), enabled.then_some("abc"), "a service that is off says nothing");
        }
        let plain = "SELECT COUNT(*) FROM service_config WHERE service_url LIKE '%192%' OR secrets LIKE '%very%'";
        assert_eq!(store.count(plain).await, 0);
        let other = Keyring::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "test").expect("a key");
        assert!(service_config::all(store.db.read(), &other).await.is_err(), "another key opens nothing");
    }

    async fn the_last_known_status_is_kept(store) {
        let mut status = SavedStatus {
            name: ServiceName::Overseerr,
            status: ServiceState::Offline,
            response_ms: None,
            last_check_at: Some(START),
            error: Some("Nobody answers.".into()),
        };
        service_status::put(store.db.write(), &status, START).await.expect("saved");
        assert_eq!(service_status::get(store.db.read(), status.name).await.expect("read"), Some(status.clone()));
        status = SavedStatus { status: ServiceState::Online, response_ms: Some(12), error: None, ..status };
        service_status::put(store.db.write(), &status, START).await.expect("saved");
        assert_eq!(service_status::all(store.db.read()).await.expect("read"), [status]);
    }

    async fn a_changed_setting_is_read_at_once_and_noted(store) {
        let settings = SettingsStore::new(store.db.clone(), clock());
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        assert_eq!(settings.load().await.expect("loaded").requests_per_hour, 20);
        settings.put(&admin, "requests_per_hour", &json!(3)).await.expect("changed");
        assert_eq!(settings.load().await.expect("loaded").requests_per_hour, 3);
        let wrong = settings.put(&admin, "requests_per_hour", &json!(-1)).await;
        assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields.contains_key("requests_per_hour")));
        assert!(matches!(settings.put(&admin, "no_such", &json!(1)).await, Err(Error::NotFound(_))));
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'setting.update' AND actor = 'root'").await, 1);
    }

    async fn a_setting_changed_by_another_replica_is_seen_within_ten_seconds(store) {
        let clock = clock();
        let (here, there) = (SettingsStore::new(store.db.clone(), clock.clone()), SettingsStore::new(store.db.clone(), clock.clone()));
        let admin = user(store, "root", Role::Admin).await.require_admin().expect("an admin");
        here.load().await.expect("loaded");
        there.put(&admin, "site_name", &json!("Home")).await.expect("changed");
        clock.advance(Duration::from_secs(11));
        assert_eq!(here.load().await.expect("loaded").site_name, "Home");
    }

    async fn what_is_learned_of_a_service_never_overwrites_what_was_saved_meanwhile(store) {
        let keyring = Keyring::load_or_create(store.home()).expect("a key");
        let asked = SavedService::new(ServiceName::Plex, START);
        service_config::put(store.db.write(), &keyring, &asked).await.expect("saved");
        let known = BTreeMap::from([("machine_identifier".to_owned(), "abc".to_owned())]);
        assert!(service_config::learn(store.db.write(), &asked, &known).await.expect("learned"));
        let learned = service_config::get(store.db.read(), &keyring, ServiceName::Plex).await.expect("read");
        assert_eq!(learned, Some(SavedService { config_data: known.clone(), ..asked.clone() }), "and nothing else");
        let saved = SavedService { enabled: false, updated_at: after(START, Duration::from_secs(1)), ..asked.clone() };
        service_config::put(store.db.write(), &keyring, &saved).await.expect("saved");
        assert!(!service_config::learn(store.db.write(), &asked, &known).await.expect("asked"));
        assert_eq!(service_config::all(store.db.read(), &keyring).await.expect("read"), [saved]);
    }

    async fn the_audit_log_says_who_did_what(store) {
        let ann = user(store, "ann", Role::Admin).await;
        let entry = audit::Entry { actor: Some(&ann), action: "service.update", object: "service:plex", before: None, after: Some(json!({"key": "changed"})) };
        audit::append(store.db.write(), entry, START).await.expect("noted");
        let system = audit::Entry { action: "user.bootstrap", object: "user:x", ..audit::Entry::default() };
        audit::append(store.db.write(), system, START).await.expect("noted");
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE actor = 'ann' AND actor_id IS NOT NULL").await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE actor = 'system' AND actor_id IS NULL").await, 1);
    }
}

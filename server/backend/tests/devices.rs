//! Devices: sessions and tokens of one family as one, and signed out as one.

use crate::support::{START, TestStore, clock, installation::queue, user};
use backend::{
    clock::{Clock, ManualClock},
    live::{Bounds, EmbeddedHub},
    secrets::Keyring,
    services::{
        devices::DevicesService,
        remembered::{From, Remembered},
    },
    store::{
        devices::of_session,
        sessions::{self, NewSession},
    },
};
use domain::{
    Error, Role, UserId,
    devices::{Devices, SignOut},
    ids::DeviceId,
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

const DESK: Uuid = Uuid::from_u128(1);
const PHONE: Uuid = Uuid::from_u128(2);
const AT_HOME: From<'_> = From { device: Some("Firefox on Linux"), ip: Some("192.0.2.7") };

fn services(store: &TestStore) -> (DevicesService, Remembered, Arc<ManualClock>) {
    let clock = clock();
    let keyring = Arc::new(Keyring::load_or_create(store.home()).expect("a key"));
    let live = Arc::new(EmbeddedHub::new(clock.clone(), Bounds::default()));
    let remembered =
        Remembered::new(store.db.clone(), keyring, queue(store, clock.clone()), live.clone(), clock.clone());
    (DevicesService::new(store.db.clone(), live, clock.clone()), remembered, clock)
}

async fn session(store: &TestStore, id: &str, user: UserId, family: Option<Uuid>) {
    let data = json!({});
    let From { device, ip } = AT_HOME;
    let new = NewSession { id, user, auth_epoch: 0, device, ip, data: &data, family };
    assert!(sessions::create(store.db.write(), &new, START).await.expect("created"));
}

on_both! {
    async fn the_sessions_and_tokens_of_a_device_are_one_entry(store) {
        let (devices, remembered, clock) = services(store);
        let (ann, ben) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await);
        session(store, "a1", ann.id, Some(DESK)).await;
        session(store, "a2", ann.id, Some(DESK)).await;
        session(store, "before families", ann.id, None).await;
        session(store, "b1", ben.id, None).await;
        let from = From { device: Some("Safari on iPhone"), ip: None };
        let cookie = remembered.begin((ann.id, ann.auth_epoch), PHONE, from).await.expect("begun").value;
        clock.advance(Duration::from_hours(2));
        let moved = From { ip: Some("198.51.100.1"), ..from };
        remembered.show(cookie.reveal(), moved).await.expect("shown").expect("let in");
        let listed = devices.list(&ann, Some(DeviceId(DESK))).await.expect("listed");
        let ids: Vec<_> = listed.iter().map(|device| device.id).collect();
        assert_eq!(ids[..2], [DeviceId(DESK), DeviceId(PHONE)], "this one first, then the one seen last");
        assert_eq!(ids[2..], [of_session("before families")]);
        let phone = &listed[1];
        assert_eq!((phone.name.as_deref(), phone.ip.as_deref()), (Some("Safari on iPhone"), Some("198.51.100.1")));
        assert_eq!((phone.first_seen_at, phone.last_seen_at), (START, clock.now()));
        let marks: Vec<_> = listed.iter().map(|device| (device.current, device.remembered)).collect();
        assert_eq!(marks, [(true, false), (false, true), (false, false)]);
        clock.advance(Duration::from_hours(24));
        assert_eq!(devices.list(&ann, None).await.expect("listed").len(), 1, "sessions are over");
    }

    async fn signing_out_ends_what_is_meant_and_nothing_of_others(store) {
        let (devices, remembered, _) = services(store);
        let (ann, ben) = (user(store, "ann", Role::User).await, user(store, "ben", Role::User).await);
        for (id, family) in [("a1", Some(DESK)), ("a2", Some(PHONE)), ("a3", None), ("a4", None)] {
            session(store, id, ann.id, family).await;
        }
        session(store, "b1", ben.id, None).await;
        let desk = remembered.begin((ann.id, ann.auth_epoch), DESK, AT_HOME).await.expect("begun").value;
        let phone = remembered.begin((ann.id, ann.auth_epoch), PHONE, AT_HOME).await.expect("begun").value;
        let here = Some(DeviceId(DESK));
        let left = async || store.count("SELECT COUNT(*) FROM sessions").await;

        for id in [DeviceId(PHONE), of_session("a1"), of_session("b1")] {
            let refused = devices.sign_out(&ben, None, SignOut::One(id)).await;
            let own = id == of_session("b1");
            assert!(if own { refused.is_ok() } else { matches!(refused, Err(Error::NotFound(_))) }, "{id}");
        }
        assert_eq!(left().await, 4);
        assert!(!devices.sign_out(&ann, here, SignOut::One(of_session("a3"))).await.expect("ended"));
        assert_eq!(left().await, 3);
        assert!(!devices.sign_out(&ann, here, SignOut::Others).await.expect("ended"));
        assert_eq!(left().await, 1);
        assert_eq!(remembered.show(phone.reveal(), AT_HOME).await.expect("shown"), None);
        let desk = remembered.show(desk.reveal(), AT_HOME).await.expect("shown").expect("it stays").cookie.value;
        assert!(devices.sign_out(&ann, here, SignOut::All).await.expect("ended"), "here too");
        assert_eq!(left().await, 0);
        assert_eq!(remembered.show(desk.reveal(), AT_HOME).await.expect("shown"), None);
        assert_eq!(store.count("SELECT COUNT(*) FROM users WHERE auth_epoch = 1").await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'device.sign_out'").await, 4);
    }

    async fn a_device_is_told_of_once_and_only_to_who_is_signed_in_elsewhere(store) {
        let (devices, _, _) = services(store);
        let ann = user(store, "ann", Role::User).await;
        let told = async || store.count("SELECT COUNT(*) FROM notifications WHERE kind = 'device_new'").await;
        let elsewhere = From { ip: Some("203.0.113.9"), ..AT_HOME };
        devices.signed_in(ann.id, elsewhere).await.expect("noted");
        assert_eq!(told().await, 0, "the first sign-in is no news");
        session(store, "a1", ann.id, Some(DESK)).await;
        devices.signed_in(ann.id, AT_HOME).await.expect("noted");
        assert_eq!(told().await, 0, "it was seen");
        for _ in 0..2 {
            devices.signed_in(ann.id, elsewhere).await.expect("noted");
            assert_eq!(told().await, 1);
        }
        devices.signed_in(ann.id, From::default()).await.expect("noted");
        assert_eq!(told().await, 2, "what does not say what it is");
    }
}

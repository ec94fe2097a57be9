//! The services an admin configures: tested by real calls, sealed when saved, and honest about what is wrong.

use crate::support::installation::{Installation, film, url};
use backend::services::service_config::Seed;
use domain::{
    Error,
    accounts::Secret,
    discovery::MediaType,
    requests::Requests,
    services::{ServiceName, ServiceState, ServiceUpdate, Services},
};
use std::{collections::BTreeMap, time::Duration};
use upstreams::{Fault, Mode, Service, fixed};

fn overseerr(address: &str, key: Option<&str>) -> ServiceUpdate {
    ServiceUpdate { name: ServiceName::Overseerr, url: address.into(), key: key.map(Secret::new), enabled: true }
}

fn plex(address: &str, key: Option<&str>) -> ServiceUpdate {
    ServiceUpdate { name: ServiceName::Plex, ..overseerr(address, key) }
}

/// The one field that is to blame, and what is said of it.
fn blamed(error: Error) -> (String, String) {
    match error {
        Error::Invalid(fields) => fields.into_iter().next().expect("a field"),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn plex_is_tested_saved_and_known_by_its_machine(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let update = plex(&house.upstreams.plex_url(), Some(fixed::ADMIN_PLEX_TOKEN));
        let outcome = house.services.update(&admin, update).await.expect("saved");
        assert!(outcome.ok);
        assert_eq!(outcome.version.as_deref(), Some(fixed::PLEX_VERSION));
        assert_eq!(outcome.message, format!("Connected to the server “{}”.", fixed::SERVER_NAME));
        assert!(outcome.response_ms.is_some() && outcome.field.is_none());
        let list = house.services.list(&admin).await.expect("listed");
        let names: Vec<_> = list.iter().map(|config| config.name).collect();
        assert_eq!(names, ServiceName::ALL);
        let saved = &list[0];
        assert_eq!(saved.settings.get("machine_identifier").map(String::as_str), Some(fixed::MACHINE_IDENTIFIER));
        assert_eq!(saved.settings.get("friendly_name").map(String::as_str), Some(fixed::SERVER_NAME));
        assert!(saved.has_key && saved.used && saved.enabled);
        assert_eq!(saved.status.status, ServiceState::Online);
        assert!(!list[2].used && list[2].url.is_none());
        assert!(list[4].used && list[4].url.is_none() && !list[4].has_key);
    }

    async fn a_saved_overseerr_is_used_at_once(store) {
        let house = Installation::bare(store).await;
        let (admin, ann) = (house.admin().await, house.ann().await);
        let update = overseerr(&house.upstreams.overseerr_url(), Some(fixed::OVERSEERR_API_KEY));
        let outcome = house.services.update(&admin, update).await.expect("saved");
        assert_eq!((outcome.ok, outcome.message.as_str()), (true, "Connected. The key belongs to ben."));
        assert_eq!(outcome.version.as_deref(), Some(fixed::OVERSEERR_VERSION));
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        assert_eq!(house.work().await, 1);
        let off = ServiceUpdate { enabled: false, ..overseerr(&house.upstreams.overseerr_url(), None) };
        house.services.update(&admin, off).await.expect("saved");
        assert!(!house.requests.terms(&ann, MediaType::Movie).await.may_request, "it is switched off");
    }

    async fn a_wrong_key_says_so_in_the_form_and_saves_nothing(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let wrong = overseerr(&house.upstreams.overseerr_url(), Some("not-the-key"));
        let (field, message) = blamed(house.services.update(&admin, wrong).await.expect_err("refused"));
        assert_eq!(field, "key");
        assert_eq!(message, "Overseerr answers 403: this key is not accepted. Copy it from Settings → General.");
        let wrong = plex(&house.upstreams.plex_url(), Some("not-the-token"));
        let (field, message) = blamed(house.services.update(&admin, wrong).await.expect_err("refused"));
        assert_eq!(field, "key");
        assert!(message.starts_with("Plex answers 401: this token is not accepted."), "{message}");
        assert_eq!(store.count("SELECT COUNT(*) FROM service_config").await, 0);
        let (field, _) = blamed(
            house.services.update(&admin, overseerr(&house.upstreams.overseerr_url(), None)).await.expect_err("refused"),
        );
        assert_eq!(field, "key", "there is none saved to keep");
    }

    async fn an_address_that_is_no_such_service_says_what_answers_there(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let key = Some(fixed::OVERSEERR_API_KEY);
        for (address, words) in [
            ("", "Enter the address"),
            ("not an address", "This is not an address."),
            ("ftp://127.0.0.1", "must start with http"),
            ("http://user:pass@127.0.0.1:5055", "Leave user name and password out"),
            ("http://127.0.0.1:5055/?a=b", "from ? or #"),
            ("http://169.254.169.254/", "cannot be a service"),
        ] {
            let (field, message) = blamed(house.services.update(&admin, overseerr(address, key)).await.expect_err("refused"));
            assert!(field == "url" && message.contains(words), "{address}: {field}: {message}");
        }
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Html));
        let here = house.upstreams.overseerr_url();
        let (field, message) = blamed(house.services.update(&admin, overseerr(&here, key)).await.expect_err("refused"));
        assert_eq!(field, "url");
        assert!(message.starts_with("Overseerr answered with a web page, not with its API"), "{message}");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Redirect));
        let (field, message) = blamed(house.services.update(&admin, overseerr(&here, key)).await.expect_err("refused"));
        assert!(field == "url" && (message.contains("redirects to") || message.contains("web page")), "{message}");
        let (field, _) = blamed(
            house.services.update(&admin, overseerr(&house.upstreams.plex_url(), key)).await.expect_err("refused"),
        );
        assert_eq!(field, "url", "a Plex server is no Overseerr");
        let plex_there = plex(&here, Some(fixed::ADMIN_PLEX_TOKEN));
        house.world().clear_faults();
        let (field, _) = blamed(house.services.update(&admin, plex_there).await.expect_err("refused"));
        assert_eq!(field, "url", "and an Overseerr is no Plex server");
        assert_eq!(store.count("SELECT COUNT(*) FROM service_config").await, 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log").await, 0);
    }

    async fn a_service_that_is_down_is_saved_and_said(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        for fault in [
            Fault::new(Service::Overseerr, Mode::Down),
            Fault::new(Service::Overseerr, Mode::Hang),
            Fault::status(Service::Overseerr, 502),
        ] {
            let mode = fault.mode;
            house.world().clear_faults();
            house.world().set_fault(fault);
            let update = overseerr(&house.upstreams.overseerr_url(), Some(fixed::OVERSEERR_API_KEY));
            let outcome = house.services.update(&admin, update).await.expect("saved");
            assert!(!outcome.ok && outcome.field.is_none(), "{mode:?}");
            assert!(outcome.message.starts_with("Overseerr "), "{mode:?}: {}", outcome.message);
        }
        let status = house.services.status().await.expect("known").remove(1);
        assert_eq!((status.name, status.status), (ServiceName::Overseerr, ServiceState::Offline));
        assert!(status.configured && status.error.is_some());
        house.world().clear_faults();
        let outcomes = house.services.test_all(&admin).await.expect("tested");
        assert_eq!(outcomes.len(), 1);
        assert!(outcomes[0].ok);
        assert_eq!(house.services.status().await.expect("known")[1].status, ServiceState::Online);
    }

    async fn a_broken_service_can_be_switched_off(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let address = house.upstreams.overseerr_url();
        house.services.update(&admin, overseerr(&address, Some(fixed::OVERSEERR_API_KEY))).await.expect("saved");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Html));
        blamed(house.services.update(&admin, overseerr(&address, None)).await.expect_err("it is broken"));
        let off = |address: &str| ServiceUpdate { enabled: false, ..overseerr(address, None) };
        let outcome = house.services.update(&admin, off(&address)).await.expect("saved");
        assert!(outcome.ok && outcome.switched_off && outcome.version.is_none());
        assert_eq!(outcome.message, "Overseerr is switched off: nothing is asked of it.");
        let config = house.services.list(&admin).await.expect("listed").remove(1);
        assert!(!config.enabled && config.has_key, "the key is kept");
        assert!(house.connections.overseerr().is_err(), "it is not used any more");
        let (field, _) = blamed(house.services.update(&admin, off("no address")).await.expect_err("refused"));
        assert_eq!(field, "url", "the form of the address still counts");
        let youtube = ServiceUpdate { name: ServiceName::Youtube, ..off(&address) };
        assert_eq!(blamed(house.services.update(&admin, youtube).await.expect_err("refused")).0, "name");
    }

    async fn the_key_is_kept_when_none_is_given_and_never_shown_or_written_down(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let address = house.upstreams.overseerr_url();
        house.services.update(&admin, overseerr(&address, Some(fixed::OVERSEERR_API_KEY))).await.expect("saved");
        for key in [None, Some(""), Some("  ")] {
            let outcome = house.services.update(&admin, overseerr(&format!("{address}/api/v1/"), key)).await.expect("saved");
            assert!(outcome.ok, "the address of the API is understood, too");
        }
        let list = house.services.list(&admin).await.expect("listed");
        assert_eq!(list[1].url.as_deref(), Some(address.as_str()));
        assert!(!format!("{list:?}").contains(fixed::OVERSEERR_API_KEY));
        assert_eq!(store.count("SELECT COUNT(*) FROM audit_log WHERE action = 'service.update'").await, 4);
        let leaked = format!(
            "SELECT COUNT(*) FROM audit_log WHERE CAST(\"before\" AS TEXT) LIKE '%{key}%' OR CAST(\"after\" AS TEXT) LIKE '%{key}%' OR CAST(\"after\" AS TEXT) LIKE '%http%'",
            key = fixed::OVERSEERR_API_KEY
        );
        assert_eq!(store.count(&leaked).await, 0);
        let plain = format!("SELECT COUNT(*) FROM service_config WHERE service_url LIKE '%http%' OR secrets LIKE '%{}%'", fixed::OVERSEERR_API_KEY);
        assert_eq!(store.count(&plain).await, 0);
    }

    async fn a_test_changes_nothing_but_what_is_known(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let address = house.upstreams.overseerr_url();
        let key = Secret::new(fixed::OVERSEERR_API_KEY);
        let outcome = house.services.test(&admin, ServiceName::Overseerr, Some(&address), Some(&key)).await.expect("tested");
        assert!(outcome.ok);
        assert_eq!(store.count("SELECT COUNT(*) FROM service_config").await, 0);
        assert_eq!(store.count("SELECT COUNT(*) FROM service_status").await, 0, "it is not this one that is configured");
        let outcome = house.services.test(&admin, ServiceName::Overseerr, Some("nonsense"), Some(&key)).await.expect("tested");
        assert_eq!((outcome.ok, outcome.field.as_deref()), (false, Some("url")));
        let outcome = house.services.test(&admin, ServiceName::Overseerr, None, None).await.expect("tested");
        assert_eq!((outcome.ok, outcome.field.as_deref()), (false, Some("url")));
        let outcome = house.services.test(&admin, ServiceName::Youtube, Some(&address), None).await.expect("tested");
        assert_eq!(outcome.message, "YouTube is not used yet and cannot be configured.");
        house.services.update(&admin, overseerr(&address, Some(fixed::OVERSEERR_API_KEY))).await.expect("saved");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let outcome = house.services.test(&admin, ServiceName::Overseerr, None, None).await.expect("tested");
        assert!(!outcome.ok);
        assert_eq!(house.services.status().await.expect("known")[1].status, ServiceState::Offline);
        house.clock.advance(Duration::from_mins(5));
        assert!(house.services.status().await.expect("known")[1].stale);
    }

    async fn another_plex_server_at_the_address_is_said_and_changes_nothing(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let address = house.upstreams.plex_url();
        house.services.update(&admin, plex(&address, Some(fixed::ADMIN_PLEX_TOKEN))).await.expect("saved");
        // As if it had been another one when it was saved.
        let before = "'{\"machine_identifier\":\"the-one-before\",\"friendly_name\":\"Old\"}'";
        store.execute(&format!("UPDATE service_config SET config_data = {before}")).await;
        house.services.check_enabled().await.expect("checked");
        let config = house.services.list(&admin).await.expect("listed").remove(0);
        assert_eq!(config.settings["machine_identifier"], "the-one-before");
        assert_eq!(config.settings["friendly_name"], "Old");
        assert_eq!(config.status.status, ServiceState::Degraded);
        let said = config.status.error.expect("it is said");
        assert!(said.starts_with("Another Plex server answers") && said.contains(fixed::MACHINE_IDENTIFIER), "{said}");
        let outcome = house.services.test(&admin, ServiceName::Plex, None, None).await.expect("tested");
        assert_eq!((outcome.ok, outcome.field.as_deref()), (false, Some("url")));
        let looked_at = async || {
            store.execute("UPDATE users SET plex_id = 7, plex_checked_at = created_at").await;
            house.services.update(&admin, plex(&address, None)).await.expect("saved");
            store.count("SELECT COUNT(*) FROM users WHERE plex_checked_at IS NOT NULL").await
        };
        assert_eq!(looked_at().await, 0, "who may use another server is looked at at once");
        assert_eq!(looked_at().await, 1, "it is the same one now");
        house.services.check_enabled().await.expect("checked");
        let config = house.services.list(&admin).await.expect("listed").remove(0);
        assert_eq!(config.settings["machine_identifier"], fixed::MACHINE_IDENTIFIER, "the admin decides");
        assert_eq!(config.status.status, ServiceState::Online);
    }

    async fn the_environment_configures_once(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        let seed = || Seed {
            plex_url: Some(url(&house.upstreams.plex_url())),
            overseerr_url: Some(url(&house.upstreams.overseerr_url())),
            overseerr_key: Some(Secret::new(fixed::OVERSEERR_API_KEY)),
            ..Seed::default()
        };
        assert_eq!(house.services.seed(seed()).await.expect("seeded"), [ServiceName::Plex, ServiceName::Overseerr]);
        assert_eq!(house.services.status().await.expect("known")[1].status, ServiceState::Unknown);
        assert!(house.connections.overseerr().is_ok(), "in use at once");
        house.services.check_enabled().await.expect("checked");
        let list = house.services.list(&admin).await.expect("listed");
        let known: BTreeMap<_, _> = list[0].settings.clone();
        assert_eq!(known.get("machine_identifier").map(String::as_str), Some(fixed::MACHINE_IDENTIFIER));
        assert_eq!(list[0].status.status, ServiceState::Degraded);
        assert_eq!(list[0].status.error.as_deref(), Some("Enter the token of the server's owner."));
        assert_eq!(list[1].status.status, ServiceState::Online);
        let changed = ServiceUpdate { enabled: false, ..overseerr(&house.upstreams.overseerr_url(), None) };
        house.services.update(&admin, changed).await.expect("saved");
        assert!(house.services.seed(seed()).await.expect("seeded").is_empty(), "afterwards the browser rules");
        assert!(!house.services.list(&admin).await.expect("listed")[1].enabled);
        house.connections.use_plex(None);
        house.services.load().await.expect("loaded");
        assert!(house.connections.plex().is_ok() && house.connections.overseerr().is_err());
    }

    async fn the_welcome_is_over_when_it_is_finished(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        assert!(house.services.welcome_pending().await.expect("known"));
        house.services.finish_welcome(&admin).await.expect("finished");
        assert!(!house.services.welcome_pending().await.expect("known"));
    }
}

//! Accounts with everything they need, against simulated plex.tv.

use super::{
    START, TestStore, clock,
    installation::{queue, quick},
};
use backend::{
    clock::ManualClock,
    integrations::plex_tv::PlexTvClient,
    jobs::{
        check_plex_access::CheckPlexAccessHandler,
        queue::CheckPlexAccess,
        worker::{Handlers, Worker, WorkerOptions},
    },
    live::{Bounds, EmbeddedHub},
    secrets::Keyring,
    services::{
        accounts::{AccountsOptions, AccountsService},
        plex_access::AccessChecks,
        remembered::Remembered,
    },
    settings::SettingsStore,
    store::service_config::{self, SavedService},
};
use domain::{
    Actor,
    accounts::{Accounts, BrowserKey, PlexPoll, Secret, SignedIn},
    services::{BaseUrl, ServiceName},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use upstreams::{Options, Upstreams, World};

/// By which plex.tv knows the installation under test.
pub const CLIENT_ID: &str = "client-under-test";

/// One installation and the world around it.
pub struct House {
    pub accounts: AccountsService,
    pub checks: Arc<AccessChecks>,
    pub remembered: Remembered,
    pub worker: Worker,
    pub hub: Arc<EmbeddedHub>,
    pub settings: Arc<SettingsStore>,
    pub keyring: Arc<Keyring>,
    pub clock: Arc<ManualClock>,
    pub upstreams: Upstreams,
}

impl House {
    /// With no service set up.
    pub async fn bare(store: &TestStore) -> Self {
        let upstreams = Upstreams::start(Options::default()).await.expect("simulators");
        let clock = clock();
        let url = |text: String| BaseUrl::new(&text).expect("an address");
        let plex_tv = PlexTvClient::new(url(upstreams.plex_tv_url()), CLIENT_ID, "0.0.0", clock.clone());
        let keyring = Arc::new(Keyring::load_or_create(store.home()).expect("a key"));
        let settings = Arc::new(SettingsStore::new(store.db.clone(), clock.clone()));
        let options = AccountsOptions {
            plex_tv: url(upstreams.plex_tv_url()),
            plex_app: url(upstreams.plex_app_url()),
            plex_link: url(upstreams.plex_link_url()),
            client_id: CLIENT_ID.into(),
            product: "MediaNest".into(),
            first_password_file: Some(store.home().join("first-password")),
        };
        let queue = queue(store, clock.clone());
        let hub = Arc::new(EmbeddedHub::new(clock.clone(), Bounds::default()));
        let accounts = AccountsService::new(
            store.db.clone(),
            Arc::new(plex_tv),
            keyring.clone(),
            settings.clone(),
            (queue.clone(), hub.clone()),
            clock.clone(),
            options,
        );
        let asked_behind =
            PlexTvClient::with_limits(url(upstreams.plex_tv_url()), CLIENT_ID, "0.0.0", clock.clone(), quick());
        let checks = Arc::new(AccessChecks::new(
            store.db.clone(),
            Arc::new(asked_behind),
            keyring.clone(),
            settings.clone(),
            queue.clone(),
            hub.clone(),
            clock.clone(),
        ));
        let remembered = Remembered::new(store.db.clone(), keyring.clone(), queue.clone(), hub.clone(), clock.clone());
        let handlers = Handlers::default().with::<CheckPlexAccess>(CheckPlexAccessHandler::new(checks.clone()));
        let worker = Worker::new(queue, handlers, WorkerOptions::default());
        Self { accounts, checks, remembered, worker, hub, settings, keyring, clock, upstreams }
    }

    /// With the simulated Plex server set up.
    pub async fn with_plex(store: &TestStore) -> Self {
        let house = Self::bare(store).await;
        let machine = upstreams::fixed::MACHINE_IDENTIFIER.to_owned();
        let plex = SavedService {
            url: Some(BaseUrl::new(&house.upstreams.plex_url()).expect("an address")),
            secrets: BTreeMap::from([("key".to_owned(), Secret::new(upstreams::fixed::ADMIN_PLEX_TOKEN))]),
            config_data: BTreeMap::from([("machine_identifier".to_owned(), machine)]),
            ..SavedService::new(ServiceName::Plex, START)
        };
        service_config::put(store.db.write(), &house.keyring, &plex).await.expect("saved");
        house
    }

    pub fn world(&self) -> World {
        self.upstreams.world()
    }

    /// Enough for plex.tv to be asked again.
    pub fn wait_for_next_poll(&self) {
        self.clock.advance(Duration::from_secs(6));
    }

    /// The first admin, with this password.
    pub async fn admin(&self, password: &str) -> Actor {
        self.accounts.bootstrap_admin("admin", Some(Secret::new(password))).await.expect("an admin");
        let signed_in = self.accounts.sign_in_local("admin", &Secret::new(password)).await.expect("signed in");
        self.actor(signed_in).await.expect("an actor")
    }

    /// Somebody who signs in with this Plex account now.
    pub async fn plex_user(&self, account: &str) -> Actor {
        let browser = browser(account);
        let pin = self.accounts.start_plex(&browser, false).await.expect("a PIN");
        assert!(self.world().authorise_pin(&pin.code.expect("a code"), account));
        match self.accounts.poll_plex(&browser, pin.pin).await.expect("asked") {
            PlexPoll::Authorized(signed_in) => self.actor(signed_in).await.expect("an actor"),
            other => panic!("not signed in: {other:?}"),
        }
    }

    pub async fn actor(&self, signed_in: SignedIn) -> Option<Actor> {
        self.accounts.actor(signed_in.user, signed_in.auth_epoch).await.expect("looked up")
    }
}

/// A browser with a cookie of its own.
pub fn browser(name: &str) -> BrowserKey {
    BrowserKey(Secret::new(format!("cookie of {name}")))
}

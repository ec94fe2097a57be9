//! A whole installation without HTTP, against the simulators: services, queue and worker.

use super::{START, TestStore, clock};
use backend::{
    clock::{Clock, ManualClock},
    integrations::{Connections, connections::Access, http::Limits, plex_tv::PlexTvClient},
    jobs::{
        queue::{Owner, Queue, QueueOptions},
        registry,
        worker::{Worker, WorkerOptions},
    },
    live::{Bounds, EmbeddedHub},
    secrets::Keyring,
    services::{
        discovery::DiscoveryService, inbound::Inbound, inbox::InboxService, plex_access::AccessChecks,
        reconciler::Reconciler, requesters::Requesters, requests::RequestsService, service_config::ServicesService,
        titles::Titles, users::UsersService,
    },
    settings::SettingsStore,
    shared::Shelves,
    store::{
        service_config::{self, SavedService},
        users::{self, PlexProfile},
    },
};
use domain::{
    Actor, Admin, Role, SeasonNumber, TmdbId, UserId,
    accounts::{Secret, Username},
    discovery::MediaType,
    live::Live,
    requests::{NewRequest, RequestDetail, Requests, SeasonChoice},
    services::{BaseUrl, ServiceName},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use upstreams::{Options, Upstreams, World, fixed};

pub struct Installation {
    pub upstreams: Upstreams,
    pub clock: Arc<ManualClock>,
    pub connections: Arc<Connections>,
    pub settings: Arc<SettingsStore>,
    pub services: ServicesService,
    pub discovery: DiscoveryService,
    pub requests: Arc<RequestsService>,
    pub worker: Worker,
    pub queue: Arc<Queue>,
    pub reconciler: Arc<Reconciler>,
    pub inbox: InboxService,
    pub inbound: Inbound,
    pub people: UsersService,
    pub hub: Arc<EmbeddedHub>,
    db: backend::store::Database,
    keyring: Arc<Keyring>,
}

/// Limits that do not make tests wait.
pub fn quick() -> Limits {
    Limits {
        connect: Duration::from_millis(500),
        per_try: Duration::from_millis(800),
        health: Duration::from_millis(400),
        wait_for_slot: Duration::from_millis(100),
        first_pause: Duration::from_millis(5),
        longest_pause: Duration::from_secs(1),
        ..Limits::default()
    }
}

/// A queue that goes by the clock of the test.
pub fn queue(store: &TestStore, clock: Arc<dyn Clock>) -> Arc<Queue> {
    let options = QueueOptions { database_time: false, ..QueueOptions::default() };
    Arc::new(Queue::new(store.db.clone(), clock, Owner::new("test"), options))
}

pub fn url(text: &str) -> BaseUrl {
    BaseUrl::new(text).expect("an address")
}

pub fn film(tmdb: u32) -> NewRequest {
    NewRequest { media_type: MediaType::Movie, tmdb_id: tmdb_id(tmdb), seasons: None, is_4k: false }
}

pub fn series(tmdb: u32, seasons: &[u32]) -> NewRequest {
    let seasons = seasons.iter().map(|number| SeasonNumber::new(*number).expect("a season")).collect();
    NewRequest { media_type: MediaType::Tv, seasons: Some(SeasonChoice::Some(seasons)), ..film(tmdb) }
}

pub fn tmdb_id(number: u32) -> TmdbId {
    TmdbId::new(number).expect("a TMDB id")
}

impl Installation {
    /// With nothing connected.
    pub async fn bare(store: &TestStore) -> Self {
        let upstreams = Upstreams::start(Options::default()).await.expect("simulators");
        let manual = clock();
        let clock: Arc<dyn Clock> = manual.clone();
        let connections = Connections::new("client-under-test", quick()).with_tmdb(url(&upstreams.tmdb_url()));
        let connections = Arc::new(connections);
        let settings = Arc::new(SettingsStore::new(store.db.clone(), clock.clone()));
        let keyring = Arc::new(Keyring::load_or_create(store.home()).expect("a key"));
        let queue = queue(store, clock.clone());
        let titles = Arc::new(Titles::new(connections.clone(), &Shelves::embedded(), clock.clone()));
        let shelves = Shelves::embedded();
        let requesters = Requesters::new(store.db.clone(), connections.clone(), &shelves, clock.clone());
        let requesters = Arc::new(requesters);
        let hub = Arc::new(EmbeddedHub::new(clock.clone(), Bounds::default()));
        let live: Arc<dyn Live> = hub.clone();
        let reconciler = Arc::new(Reconciler::new(
            store.db.clone(),
            connections.clone(),
            queue.clone(),
            live.clone(),
            clock.clone(),
        ));
        let plex_tv = PlexTvClient::with_limits(
            url(&upstreams.plex_tv_url()),
            "client-under-test",
            "0.0.0",
            clock.clone(),
            quick(),
        );
        let plex_access = Arc::new(AccessChecks::new(
            store.db.clone(),
            Arc::new(plex_tv),
            keyring.clone(),
            settings.clone(),
            queue.clone(),
            live.clone(),
            clock.clone(),
        ));
        let handlers = registry::handlers(registry::Parts {
            db: store.db.clone(),
            queue: queue.clone(),
            connections: connections.clone(),
            requesters: requesters.clone(),
            titles: titles.clone(),
            reconciler: reconciler.clone(),
            plex_access: plex_access.clone(),
            live: live.clone(),
            clock: clock.clone(),
        });
        Self {
            inbound: Inbound::new(store.db.clone(), keyring.clone(), queue.clone()),
            services: ServicesService::new(
                store.db.clone(),
                keyring.clone(),
                connections.clone(),
                settings.clone(),
                live.clone(),
                clock.clone(),
            ),
            discovery: DiscoveryService::new(store.db.clone(), titles.clone()),
            inbox: InboxService::new(store.db.clone(), clock.clone()),
            people: UsersService::new(
                store.db.clone(),
                connections.clone(),
                requesters.clone(),
                settings.clone(),
                queue.clone(),
                &shelves,
                clock.clone(),
            ),
            reconciler,
            queue: queue.clone(),
            requests: Arc::new(RequestsService::new(
                store.db.clone(),
                titles,
                requesters,
                connections.clone(),
                settings.clone(),
                queue.clone(),
                live,
                clock,
            )),
            worker: Worker::new(queue.clone(), handlers, WorkerOptions::default()),
            db: store.db.clone(),
            keyring,
            hub,
            clock: manual,
            upstreams,
            connections,
            settings,
        }
    }

    /// With the simulated Overseerr connected.
    pub async fn start(store: &TestStore) -> Self {
        let house = Self::bare(store).await;
        house.connect_overseerr();
        house
    }

    pub fn connect_overseerr(&self) {
        let access = Access { url: url(&self.upstreams.overseerr_url()), key: Secret::new(fixed::OVERSEERR_API_KEY) };
        self.connections.use_overseerr(Some(access));
    }

    /// With this secret its webhooks are taken in.
    pub async fn expect_webhooks(&self, secret: &str) {
        let overseerr = SavedService {
            url: Some(url(&self.upstreams.overseerr_url())),
            secrets: BTreeMap::from([
                ("key".to_owned(), Secret::new(fixed::OVERSEERR_API_KEY)),
                ("webhook".to_owned(), Secret::new(secret)),
            ]),
            ..SavedService::new(ServiceName::Overseerr, START)
        };
        service_config::put(self.db.write(), &self.keyring, &overseerr).await.expect("saved");
    }

    pub fn world(&self) -> World {
        self.upstreams.world()
    }

    /// Somebody who signed in with this Plex account.
    pub async fn plex_user(&self, username: &str) -> Actor {
        let account = self.world().account(username).expect("an account");
        let plex_id = i64::try_from(account.id).expect("a number");
        let profile = PlexProfile { plex_id, username, email: None, avatar_url: None };
        users::upsert_plex(self.db.write(), &profile, START).await.expect("a user").into_actor()
    }

    pub async fn ann(&self) -> Actor {
        self.plex_user("ann").await
    }

    pub async fn dora(&self) -> Actor {
        self.plex_user("dora").await
    }

    /// Somebody with a password of their own.
    pub async fn local(&self, name: &str, role: Role) -> Actor {
        let username = Username::new(name).expect("a name");
        let hash = Secret::new("$argon2id$not-a-real-hash");
        let new = users::NewLocal { username: &username, password_hash: &hash, role, must_change_password: false };
        let id = users::create_local(self.db.write(), &new, START).await.expect("a user");
        self.actor(id).await
    }

    pub async fn admin(&self) -> Admin {
        self.local("admin", Role::Admin).await.require_admin().expect("an admin")
    }

    pub fn clock_now(&self) -> domain::Timestamp {
        self.clock.now()
    }

    async fn actor(&self, id: UserId) -> Actor {
        users::find(self.db.read(), id).await.expect("asked").expect("a user").into_actor()
    }

    /// Does what is due now.
    pub async fn work(&self) -> usize {
        self.worker.run_due().await.expect("worked")
    }

    /// Lets time pass here and at the simulators, then does what is due.
    pub async fn work_after(&self, time: Duration) -> usize {
        self.clock.advance(time);
        self.world().advance_clock(time);
        self.work().await
    }

    /// The request of this person, as it is now.
    pub async fn detail(&self, by: &Actor, id: domain::RequestId) -> RequestDetail {
        self.requests.detail(by, id).await.expect("a request")
    }
}

/// The timeline in one line: `requested by ann: Requested`.
pub fn story(detail: &RequestDetail) -> Vec<String> {
    let line = |entry: &domain::requests::TimelineEntry| {
        let by = entry.actor.as_ref().map_or_else(String::new, |actor| format!(" by {actor}"));
        format!("{}{by}: {}", entry.kind.as_str(), entry.text)
    };
    detail.timeline.iter().map(line).collect()
}

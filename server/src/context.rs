//! Everything that is made once at start-up: the one place where parts are put together.

mod parts;
mod work;

use crate::{
    config::{Config, ConfigError},
    cookies::Cookies,
    live::{Streams, StreamsOptions},
};
use backend::{
    clock::{Clock, SystemClock},
    images::Images,
    integrations::{
        Connections,
        http::{Limits, OpenWeb, Upstream},
        plex_tv::{PlexTv, PlexTvClient},
        tmdb::TmdbImagesClient,
    },
    jobs::{
        leader::Leader,
        queue::{Owner, Queue, QueueOptions},
        registry,
        worker::{Worker, WorkerOptions},
    },
    language,
    live::Hub,
    secrets::{Keyring, SecretError},
    services::{
        accounts::AccountsService, audit::AuditService, avatars::Avatars, devices::DevicesService,
        discovery::DiscoveryService, inbound::Inbound, inbox::InboxService, keys::KeysService, people::PeopleService,
        plex_access::AccessChecks, plex_servers::PlexServersService, reconciler::Reconciler, remembered::Remembered,
        requesters::Requesters, requests::RequestsService, service_config::ServicesService, titles::Titles,
        users::UsersService, zones::ZoneDatabase,
    },
    settings::SettingsStore,
    shared::{RateLimits, Redis, Shelves},
    store::Database,
};
use domain::{
    accounts::{Accounts, Secret},
    audit::Audit,
    discovery::Discovery,
    inbox::Inbox,
    keys::Keys,
    live::Live,
    people::People,
    plex_servers::PlexServers,
    requests::Requests,
    services::Services,
    users::Users,
    zones::Zones,
};
use std::{
    fs,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// Where the first password stands until it is changed.
pub const PASSWORD_FILE: &str = "first-password";
/// How many bytes of pictures are kept on disk.
const PICTURE_BYTES: u64 = 512 * 1024 * 1024;
/// How long a replica that fell silent keeps the schedules.
const LEAD: Duration = Duration::from_secs(30);

type StartError = Box<dyn std::error::Error + Send + Sync>;

/// The parts.
pub struct Context {
    pub config: Config,
    pub clock: Arc<dyn Clock>,
    pub cookies: Cookies,
    pub keyring: Arc<Keyring>,
    pub database: Database,
    pub settings: Arc<SettingsStore>,
    pub accounts: Arc<dyn Accounts>,
    pub remembered: Arc<Remembered>,
    pub devices: Arc<DevicesService>,
    pub discovery: Arc<dyn Discovery>,
    pub requests: Arc<dyn Requests>,
    pub inbox: Arc<dyn Inbox>,
    pub limits: Arc<dyn RateLimits>,
    pub inbound: Arc<Inbound>,
    pub services: Arc<dyn Services>,
    pub plex_servers: Arc<dyn PlexServers>,
    pub users: Arc<dyn Users>,
    pub keys: Arc<dyn Keys>,
    pub people: Arc<dyn People>,
    pub audit: Arc<dyn Audit>,
    pub zones: Arc<dyn Zones>,
    pub images: Arc<Images>,
    pub avatars: Avatars,
    pub live: Arc<dyn Hub>,
    pub streams: Arc<Streams>,
    /// Where the sign-in page may make its PIN.
    pub plex_origin: String,
    /// The password that was made for the first admin, if it was made now.
    pub generated_password: Option<Secret>,
    worker: Arc<Worker>,
    checks: Arc<ServicesService>,
    leader: Arc<Leader>,
    reconciler: Arc<Reconciler>,
    plex_access: Arc<AccessChecks>,
    queue: Arc<Queue>,
    redis: Option<Arc<Redis>>,
}

/// Opens the database of the configuration, without touching its schema.
///
/// # Errors
/// When it cannot be opened; the message names what to change.
pub async fn connect(config: &Config) -> Result<Database, StartError> {
    private_folder(&config.data_dir)?;
    Ok(Database::connect(config.database_url.reveal()).await?)
}

/// The database, brought up to date, and the keys by which its values are sealed.
///
/// # Errors
/// As [`Context::open`] for these two.
pub async fn sealed(config: &Config) -> Result<(Database, Keyring), StartError> {
    let database = connect(config).await?;
    database.migrate().await?;
    let keyring = Keyring::from_config(given_key(config), &config.data_dir).map_err(|error| bad_key(&error))?;
    Ok((database, keyring))
}

/// Looks whether the program could start with this configuration, as far as that can be said without changing anything.
///
/// # Errors
/// What of the configuration cannot be used.
pub fn check(config: &Config) -> Result<(), ConfigError> {
    Keyring::check(given_key(config), &config.data_dir).map_err(|error| bad_key(&error))
}

fn given_key(config: &Config) -> Option<&str> {
    config.encryption_key.as_ref().map(Secret::reveal)
}

fn bad_key(error: &SecretError) -> ConfigError {
    ConfigError { variable: "ENCRYPTION_KEY".into(), expected: error.to_string() }
}

impl Context {
    /// Puts everything together: folder, keys, database, services.
    ///
    /// # Errors
    /// [`ConfigError`] for what the environment got wrong, anything else for what cannot be reached.
    #[expect(
        clippy::too_many_lines,
        reason = "every part is made here once, in the order in which they need each other"
    )]
    pub async fn open(config: Config) -> Result<Self, StartError> {
        private_folder(&config.data_dir)?;
        let keyring = Keyring::from_config(given_key(&config), &config.data_dir).map_err(|error| bad_key(&error))?;
        let keyring = Arc::new(keyring);
        let client_id = parts::client_id(&config)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let database = connect(&config).await?;
        database.migrate().await?;
        let settings = Arc::new(SettingsStore::new(database.clone(), clock.clone()));
        language::begin();
        settings.load().await?;
        let limits = Limits::default();
        let connections = Connections::new(client_id.clone(), limits).with_tmdb(config.outside.tmdb.clone());
        let connections = Arc::new(connections);

        let plex_tv: Arc<dyn PlexTv> = Arc::new(PlexTvClient::new(
            config.outside.plex_tv.clone(),
            client_id.clone(),
            env!("CARGO_PKG_VERSION"),
            clock.clone(),
        ));
        let live = parts::hub(&config, clock.clone()).await;
        let told: Arc<dyn Live> = live.clone();
        let owner = Owner::new(&format!("{} {}", parts::host_name(), config.data_dir.display()));
        let queue = Arc::new(Queue::new(database.clone(), clock.clone(), owner, QueueOptions::default()));
        let accounts = AccountsService::new(
            database.clone(),
            plex_tv.clone(),
            keyring.clone(),
            settings.clone(),
            (queue.clone(), told.clone()),
            clock.clone(),
            parts::accounts_options(&config, client_id),
        );
        let bootstrap =
            accounts.bootstrap_admin(&config.admin_username, config.admin_password.clone()).await.map_err(|error| {
                match error {
                    domain::Error::Invalid(_) => StartError::from(ConfigError {
                        variable: "ADMIN_USERNAME".into(),
                        expected: "expected 1 to 64 characters".into(),
                    }),
                    other => other.into(),
                }
            })?;

        let services = Arc::new(ServicesService::new(
            database.clone(),
            keyring.clone(),
            connections.clone(),
            settings.clone(),
            told.clone(),
            clock.clone(),
        ));
        services.seed(parts::seed(&config)).await?;
        services.load().await?;
        let plex_servers = PlexServersService::new(
            database.clone(),
            plex_tv.clone(),
            keyring.clone(),
            connections.clone(),
            services.clone(),
            clock.clone(),
            config.outside.plex_link.clone(),
        );

        let redis = parts::shared_redis(&config).await?;
        let shelves = redis.clone().map_or_else(Shelves::embedded, Shelves::at);
        let titles = Arc::new(Titles::new(connections.clone(), &shelves, clock.clone()));
        let requesters = Arc::new(Requesters::new(database.clone(), connections.clone(), &shelves, clock.clone()));
        let requests = RequestsService::new(
            database.clone(),
            titles.clone(),
            requesters.clone(),
            connections.clone(),
            settings.clone(),
            queue.clone(),
            told.clone(),
            clock.clone(),
        );
        let users = UsersService::new(
            database.clone(),
            connections.clone(),
            requesters.clone(),
            settings.clone(),
            queue.clone(),
            &shelves,
            clock.clone(),
        );
        let reconciler = Arc::new(Reconciler::new(
            database.clone(),
            connections.clone(),
            queue.clone(),
            told.clone(),
            clock.clone(),
        ));
        let plex_access = Arc::new(AccessChecks::new(
            database.clone(),
            plex_tv,
            keyring.clone(),
            settings.clone(),
            queue.clone(),
            told.clone(),
            clock.clone(),
        ));
        let handlers = registry::handlers(registry::Parts {
            db: database.clone(),
            queue: queue.clone(),
            connections: connections.clone(),
            requesters: requesters.clone(),
            titles: titles.clone(),
            reconciler: reconciler.clone(),
            plex_access: plex_access.clone(),
            live: told.clone(),
            clock: clock.clone(),
        });
        let worker = Arc::new(Worker::new(queue.clone(), handlers, WorkerOptions::default()));
        let pictures = TmdbImagesClient::new(config.outside.tmdb_image.clone(), limits);
        let web = OpenWeb::new(Upstream::PLEX_TV, vec![config.outside.plex_tv.as_url().origin()], limits);
        let images = Images::new(Arc::new(pictures), web, config.data_dir.join("cache/images"), PICTURE_BYTES);
        let images = Arc::new(images);
        let people = PeopleService::new(database.clone(), accounts.passwords().clone(), clock.clone());
        Ok(Self {
            cookies: Cookies { https: config.is_https() },
            plex_origin: config.outside.plex_tv.as_url().origin().ascii_serialization(),
            generated_password: bootstrap.generated,
            accounts: Arc::new(accounts),
            remembered: Arc::new(Remembered::new(
                database.clone(),
                keyring.clone(),
                queue.clone(),
                told.clone(),
                clock.clone(),
            )),
            devices: Arc::new(DevicesService::new(database.clone(), told, clock.clone())),
            discovery: Arc::new(DiscoveryService::new(database.clone(), titles)),
            requests: Arc::new(requests),
            inbox: Arc::new(InboxService::new(database.clone(), clock.clone())),
            leader: Arc::new(Leader::new(queue.clone(), LEAD)),
            inbound: Arc::new(Inbound::new(database.clone(), keyring.clone(), queue.clone())),
            limits: parts::limits_at(redis.as_ref(), &clock),
            redis,
            queue,
            reconciler,
            plex_access,
            services: services.clone(),
            plex_servers: Arc::new(plex_servers),
            users: Arc::new(users),
            people: Arc::new(people),
            audit: Arc::new(AuditService::new(database.clone())),
            zones: Arc::new(ZoneDatabase),
            keys: Arc::new(KeysService::new(database.clone(), clock.clone())),
            checks: services,
            avatars: Avatars::new(database.clone(), images.clone()),
            images,
            live,
            streams: Arc::new(Streams::new(StreamsOptions::default())),
            config,
            clock,
            keyring,
            database,
            settings,
            worker,
        })
    }
}

fn private_folder(path: &Path) -> Result<(), ConfigError> {
    let wrong = |error: std::io::Error| ConfigError {
        variable: "MEDIANEST_DATA_DIR".into(),
        expected: format!("expected a folder that can be written to: {} ({error})", path.display()),
    };
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(wrong)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(wrong)
}

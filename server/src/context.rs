//! Everything that is made once at start-up: the one place where parts are put together.

use crate::{
    config::{Config, ConfigError},
    cookies::Cookies,
};
use backend::{
    clock::{Clock, SystemClock},
    images::Images,
    integrations::{Connections, http::Limits, plex_tv::PlexTvClient, tmdb::TmdbImagesClient},
    jobs::{
        queue::{Owner, Queue, QueueOptions},
        registry,
        worker::{Worker, WorkerOptions},
    },
    secrets::{Keyring, SecretError, write_private},
    services::{
        accounts::{AccountsOptions, AccountsService},
        discovery::DiscoveryService,
        requesters::Requesters,
        requests::RequestsService,
        service_config::{Seed, ServicesService},
        titles::Titles,
    },
    settings::SettingsStore,
    store::{Database, plex_sign_ins, sessions},
};
use domain::{
    accounts::{Accounts, Secret},
    discovery::Discovery,
    requests::Requests,
    services::Services,
};
use std::{
    fs,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    sync::Arc,
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// Where the first password stands until it is changed.
pub const PASSWORD_FILE: &str = "first-password";
/// Where the identifier of this installation at plex.tv is kept.
const CLIENT_ID_FILE: &str = "plex-client-id";
/// How many bytes of pictures are kept on disk.
const PICTURE_BYTES: u64 = 512 * 1024 * 1024;
/// How often every enabled service is asked how it is.
const CHECK_EVERY: Duration = Duration::from_secs(30);
/// How often what is over is removed.
const TIDY_EVERY: Duration = Duration::from_hours(1);

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
    pub discovery: Arc<dyn Discovery>,
    pub requests: Arc<dyn Requests>,
    pub services: Arc<dyn Services>,
    pub images: Arc<Images>,
    /// Where the sign-in page may make its PIN.
    pub plex_origin: String,
    /// The password that was made for the first admin, if it was made now.
    pub generated_password: Option<Secret>,
    worker: Arc<Worker>,
    checks: Arc<ServicesService>,
}

/// Opens the database of the configuration, without touching its schema.
///
/// # Errors
/// When it cannot be opened; the message names what to change.
pub async fn connect(config: &Config) -> Result<Database, StartError> {
    private_folder(&config.data_dir)?;
    Ok(Database::connect(config.database_url.reveal()).await?)
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
    pub async fn open(config: Config) -> Result<Self, StartError> {
        private_folder(&config.data_dir)?;
        let keyring = Keyring::from_config(given_key(&config), &config.data_dir).map_err(|error| bad_key(&error))?;
        let keyring = Arc::new(keyring);
        let client_id = client_id(&config)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let database = connect(&config).await?;
        database.migrate().await?;
        let settings = Arc::new(SettingsStore::new(database.clone(), clock.clone()));
        let limits = Limits::default();
        let connections = Arc::new(Connections::new(client_id.clone(), limits));

        let plex_tv = PlexTvClient::new(
            config.outside.plex_tv.clone(),
            client_id.clone(),
            env!("CARGO_PKG_VERSION"),
            clock.clone(),
        );
        let accounts = AccountsService::new(
            database.clone(),
            Arc::new(plex_tv),
            keyring.clone(),
            settings.clone(),
            clock.clone(),
            AccountsOptions {
                plex_tv: config.outside.plex_tv.clone(),
                plex_app: config.outside.plex_app.clone(),
                plex_link: config.outside.plex_link.clone(),
                client_id,
                product: "MediaNest".into(),
                first_password_file: Some(config.data_dir.join(PASSWORD_FILE)),
            },
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
            clock.clone(),
        ));
        services.seed(seed(&config)).await?;
        services.load().await?;

        let titles = Arc::new(Titles::new(connections.clone(), clock.clone()));
        let owner = Owner::new(&config.data_dir.display().to_string());
        let queue = Arc::new(Queue::new(database.clone(), clock.clone(), owner, QueueOptions::default()));
        let requesters = Arc::new(Requesters::new(database.clone(), connections.clone(), clock.clone()));
        let requests = RequestsService::new(
            database.clone(),
            titles.clone(),
            requesters.clone(),
            connections.clone(),
            settings.clone(),
            queue.clone(),
            clock.clone(),
        );
        let handlers = registry::handlers(&database, &queue, &connections, &requesters, &clock);
        let worker = Arc::new(Worker::new(queue, handlers, WorkerOptions::default()));
        let pictures = TmdbImagesClient::new(config.outside.tmdb_image.clone(), limits);
        let images = Images::new(Arc::new(pictures), config.data_dir.join("cache/images"), PICTURE_BYTES);
        Ok(Self {
            cookies: Cookies { https: config.is_https() },
            plex_origin: config.outside.plex_tv.as_url().origin().ascii_serialization(),
            generated_password: bootstrap.generated,
            accounts: Arc::new(accounts),
            discovery: Arc::new(DiscoveryService::new(database.clone(), titles)),
            requests: Arc::new(requests),
            services: services.clone(),
            checks: services,
            images: Arc::new(images),
            config,
            clock,
            keyring,
            database,
            settings,
            worker,
        })
    }

    /// What goes on beside the requests, until it is told to stop: jobs, checks of the services, tidying up.
    pub fn work(&self, stop: CancellationToken) -> impl Future<Output = ()> + Send + 'static {
        let (worker, checks) = (self.worker.clone(), self.checks.clone());
        let (database, clock) = (self.database.clone(), self.clock.clone());
        async move {
            let checking = every(CHECK_EVERY, stop.clone(), || {
                let checks = checks.clone();
                async move {
                    if let Err(error) = checks.check_enabled().await {
                        tracing::warn!(%error, "the services could not be checked");
                    }
                }
            });
            let tidying = every(TIDY_EVERY, stop.clone(), || {
                let (database, clock) = (database.clone(), clock.clone());
                async move { tidy(&database, clock.as_ref()).await }
            });
            tokio::join!(worker.run(stop.clone()), checking, tidying);
        }
    }
}

/// Does it now and then again every so often.
async fn every<F: Future<Output = ()>>(period: Duration, stop: CancellationToken, mut work: impl FnMut() -> F) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = work() => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(period) => {}
        }
    }
}

async fn tidy(database: &Database, clock: &dyn Clock) {
    let now = clock.now();
    let removed = async {
        let sessions = sessions::purge_expired(database.write(), now).await?;
        let sign_ins = plex_sign_ins::purge_expired(database.write(), now).await?;
        Ok::<_, domain::Error>((sessions, sign_ins))
    };
    match removed.await {
        Ok((sessions, sign_ins)) => tracing::debug!(sessions, sign_ins, "removed what is over"),
        Err(error) => tracing::warn!(%error, "what is over could not be removed"),
    }
}

fn seed(config: &Config) -> Seed {
    let given = config.seed.clone();
    Seed {
        plex_url: given.plex_url,
        plex_token: given.plex_token,
        overseerr_url: given.overseerr_url,
        overseerr_key: given.overseerr_key,
        ..Seed::default()
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

/// The identifier of this installation at plex.tv: given, kept, or made now.
fn client_id(config: &Config) -> Result<String, StartError> {
    if let Some(given) = &config.plex_client_id {
        return Ok(given.clone());
    }
    let file = config.data_dir.join(CLIENT_ID_FILE);
    match fs::read_to_string(&file) {
        Ok(kept) if !kept.trim().is_empty() => Ok(kept.trim().to_owned()),
        _ => {
            let made = uuid::Uuid::new_v4().to_string();
            write_private(&file, made.as_bytes())?;
            Ok(made)
        }
    }
}

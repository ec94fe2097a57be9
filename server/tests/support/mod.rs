//! A MediaNest of its own for each test: a fresh data folder, a free port, simulated services. When it is dropped, the
//! program ends, and a panic in its log fails the test.

mod browser;
mod keys;
mod redis;
mod stream;

use backend::{
    clock::before,
    store::{Database, entity::sessions},
};
pub use browser::{Answer, Browser};
use domain::Timestamp;
pub use keys::Program;
pub use redis::{Redis, redis_is};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait,
};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::Duration,
};
pub use stream::Stream;
use tempfile::TempDir;
use upstreams::{Options, Upstreams, fixed};

/// The password the admin starts with.
pub const FIRST_PASSWORD: &str = "only for the first sign-in";
/// The password the admin has after [`TestApp::admin`].
pub const PASSWORD: &str = "a better password than that";

/// A running MediaNest.
pub struct TestApp {
    pub url: String,
    pub upstreams: Arc<Upstreams>,
    pub data: TempDir,
    database_url: String,
    command: Command,
    child: Child,
    log: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

/// The program with nothing in its environment but what tests give it.
pub fn program(data: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_medianest"));
    command
        .env_clear()
        .env("MEDIANEST_DATA_DIR", data.path())
        .env("PORT", "0")
        .env("LOG_LEVEL", "info")
        .env("ADMIN_PASSWORD", FIRST_PASSWORD)
        .current_dir(data.path())
        .stdin(Stdio::null());
    command
}

impl TestApp {
    /// With Plex and Overseerr configured.
    pub async fn start() -> Self {
        Self::start_with(true, &[]).await
    }

    /// The same with more in its environment.
    pub async fn start_in(environment: &[(&str, &str)]) -> Self {
        Self::start_with(true, environment).await
    }

    /// With nothing configured.
    pub async fn start_bare() -> Self {
        Self::start_with(false, &[]).await
    }

    /// The same with more in its environment.
    pub async fn start_bare_in(environment: &[(&str, &str)]) -> Self {
        Self::start_with(false, environment).await
    }

    async fn start_with(configured: bool, environment: &[(&str, &str)]) -> Self {
        let upstreams = Arc::new(Upstreams::start(Options::default()).await.expect("the simulators start"));
        let data = tempfile::tempdir().expect("a folder");
        let mut command = program(&data);
        command
            .env("MEDIANEST_PLEX_TV_URL", upstreams.plex_tv_url())
            .env("MEDIANEST_PLEX_LINK_URL", upstreams.plex_link_url())
            .env("MEDIANEST_PLEX_APP_URL", upstreams.plex_app_url())
            .env("MEDIANEST_TMDB_URL", upstreams.tmdb_url())
            .env("MEDIANEST_TMDB_IMAGE_URL", upstreams.tmdb_image_url())
            .envs(environment.iter().copied());
        let database_url = match fresh_database().await {
            Some(url) => url,
            None => format!("sqlite://{}/medianest.db", data.path().display()),
        };
        command.env("DATABASE_URL", &database_url);
        if configured {
            command
                .env("PLEX_SERVER_URL", upstreams.plex_url())
                .env("PLEX_TOKEN", fixed::ADMIN_PLEX_TOKEN)
                .env("OVERSEERR_URL", upstreams.overseerr_url())
                .env("OVERSEERR_API_KEY", fixed::OVERSEERR_API_KEY);
        }
        let log = Arc::new(Mutex::new(String::new()));
        let (child, url, readers) = launch(&mut command, &log);
        let app = Self { url, upstreams, data, database_url, command, child, log, readers };
        if configured {
            app.until_plex_is_open().await;
        }
        app
    }

    /// Another process with the same environment: the same database and simulators, but a data folder of its own.
    pub fn replica(&self) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let mut command = program(&data);
        let same = self.command.get_envs().filter(|(name, _)| *name != "MEDIANEST_DATA_DIR");
        command.envs(same.filter_map(|(name, value)| Some((name, value?)))).env("PORT", "0");
        let log = Arc::new(Mutex::new(String::new()));
        let (child, url, readers) = launch(&mut command, &log);
        let (upstreams, database_url) = (self.upstreams.clone(), self.database_url.clone());
        Self { url, upstreams, data, database_url, command, child, log, readers }
    }

    /// Sign-in with Plex opens when the configured server has told who it is, right after the start.
    async fn until_plex_is_open(&self) {
        let browser = self.browser();
        for _ in 0..200 {
            if browser.get("/login").await.body.contains("/api/auth/plex/start") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("sign-in with Plex never opened:\n{}", self.log());
    }

    /// A browser of its own, signed out.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// The admin, after the first sign-in and its password change, with the wizard skipped.
    pub async fn admin(&self) -> Browser {
        let browser = self.browser();
        let fields = [("username", "admin"), ("password", FIRST_PASSWORD)];
        browser.post("/api/auth/local", &fields).await.ok();
        browser.post("/api/auth/password", &[("current", FIRST_PASSWORD), ("new", PASSWORD)]).await.ok();
        browser.post("/api/admin/welcome", &[]).await.ok();
        browser
    }

    /// Somebody with an account at Plex, signed in by PIN.
    pub async fn plex_user(&self, account: &str) -> Browser {
        self.sign_in_with_plex(account, &[]).await
    }

    /// The same, who stays signed in.
    pub async fn remembered_plex_user(&self, account: &str) -> Browser {
        self.sign_in_with_plex(account, &[("remember", "true")]).await
    }

    async fn sign_in_with_plex(&self, account: &str, fields: &[(&str, &str)]) -> Browser {
        let browser = self.browser();
        let pin = browser.post("/api/auth/plex/start", fields).await.data();
        let code = pin["code"].as_str().expect("a code");
        assert!(self.upstreams.world().authorise_pin(code, account), "the code is known at plex.tv");
        let id = pin["pin"].as_str().expect("a pin").to_owned();
        let answer = browser.post("/api/auth/plex/poll", &[("pin", &id)]).await.data();
        assert_eq!(answer["state"], "authorized", "{answer}");
        browser
    }

    /// The admin, who has lifted all limits: for tests that ask more than people do.
    pub async fn without_limits(&self) -> Browser {
        let limits = [
            "requests_per_hour",
            "calls_per_minute",
            "costly_calls_per_minute",
            "searches_per_minute",
            "visits_per_minute",
            "calls_of_all_per_minute",
            "plex_sign_ins",
            "password_tries",
            "password_tries_per_account",
        ];
        let admin = self.admin().await;
        admin.post("/api/admin/config/limits", &limits.map(|limit| (limit, "0"))).await.ok();
        admin
    }

    /// Its database, beside the program.
    pub async fn database(&self) -> Database {
        Database::connect(&self.database_url).await.expect("the database opens")
    }

    /// Where it is.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// All sessions as if this much time had passed.
    pub async fn age_sessions(&self, by: Duration) {
        let database = self.database().await;
        for mut row in sessions::Entity::find().all(database.read()).await.expect("the sessions are read") {
            for moment in ["started", "seen"] {
                let value = row.data["login"][moment].take();
                let known: Timestamp = serde_json::from_value(value).expect("a moment");
                row.data["login"][moment] = serde_json::to_value(before(known, by)).expect("a moment");
            }
            let aged = sessions::ActiveModel {
                id_hash: Unchanged(row.id_hash),
                created_at: Set(before(Timestamp(row.created_at), by).0),
                last_seen_at: Set(before(Timestamp(row.last_seen_at), by).0),
                expires_at: Set(before(Timestamp(row.expires_at), by).0),
                data: Set(row.data),
                user_id: Unchanged(row.user_id),
                device: Unchanged(row.device),
                ip: Unchanged(row.ip),
                family: Unchanged(row.family),
                auth_epoch: Unchanged(row.auth_epoch),
            };
            aged.update(database.write()).await.expect("the session is changed");
        }
        database.close().await;
    }

    /// Another command of the program, with the same environment, until it ends.
    pub fn command(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = program(&self.data);
        command.envs(self.command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.args(arguments).output().expect("it runs")
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What the program has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// Asks the program to end, as a service manager does; says whether it ended well.
    pub fn stop(&mut self) -> bool {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(asked.expect("kill runs").success(), "it is there to be asked");
        self.child.wait().expect("it ended").success()
    }

    /// Starts the program again, after it was killed, at the same address.
    pub fn start_again(&mut self) {
        let port = self.url.rsplit_once(':').map(|(_, port)| port.trim_end_matches('/').to_owned()).expect("a port");
        self.command.env("PORT", port);
        let (child, _, readers) = launch(&mut self.command, &self.log);
        self.child = child;
        self.readers.extend(readers);
    }

    /// Ends the program as the power does.
    pub fn kill(&mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ended");
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // A test that has ended the program itself finds nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
        for reader in self.readers.drain(..) {
            let _ = reader.join();
        }
        let log = self.log();
        if !std::thread::panicking() {
            assert!(!log.contains("panicked"), "the program panicked:\n{log}");
        } else if !log.is_empty() {
            println!("the program's log:\n{log}");
        }
    }
}

/// Starts the program and waits until it says where it listens.
fn launch(command: &mut Command, log: &Arc<Mutex<String>>) -> (Child, String, Vec<JoinHandle<()>>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let err = child.stderr.take().expect("its log");
    let errors = collect(err, log.clone());
    let mut line = String::new();
    out.read_line(&mut line).expect("it says where it is");
    let Some(url) = line.trim().strip_prefix("MediaNest listens on ") else {
        errors.join().expect("the log is read");
        panic!("it did not start: {line}{}", log.lock().expect("the log"));
    };
    (child, url.to_owned(), vec![errors, collect(out, log.clone())])
}

/// A database of its own on the PostgreSQL of `TEST_DATABASE_URL`; without it the tests run on SQLite.
async fn fresh_database() -> Option<String> {
    use sea_orm::{ConnectionTrait, Database};
    let server = std::env::var("TEST_DATABASE_URL").ok()?;
    let name = format!("medianest_{}", uuid::Uuid::new_v4().simple());
    let connection = Database::connect(&server).await.expect("PostgreSQL answers");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is made");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    Some(format!("{base}/{name}"))
}

fn collect(mut from: impl Read + Send + 'static, log: Arc<Mutex<String>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(&mut from);
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
            log.lock().expect("the log").push_str(&line);
            line.clear();
        }
    })
}

/// The fields of an error, by name.
pub fn fields(answer: &Answer) -> BTreeMap<String, String> {
    serde_json::from_value(answer.error()["details"]["fields"].clone()).unwrap_or_default()
}

/// Waits until a request is where `there` says, asking as a user would.
pub async fn until(browser: &Browser, id: &str, there: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    for _ in 0..200 {
        let detail = browser.get(&format!("/api/media/requests/detail?id={id}")).await.data();
        if there(&detail) {
            return detail;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("request {id} never got there");
}

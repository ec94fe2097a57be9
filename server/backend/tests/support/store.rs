//! A database for one test: a file, or a copy of a migrated template on the PostgreSQL server of `TEST_DATABASE_URL`.

use super::START;
use backend::store::{
    Database,
    users::{self, NewLocal},
};
use domain::{
    Actor, Role,
    accounts::{Secret, Username},
};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::time::{Duration, UNIX_EPOCH};
use tempfile::TempDir;
use uuid::Uuid;

/// Taken while the template is made, because every test may be a process of its own.
const TEMPLATE_LOCK: i64 = 0x6d6e_7465_7374;

/// Removed with everything in it when dropped.
pub struct TestStore {
    pub db: Database,
    pub url: String,
    home: TempDir,
    server: Option<Server>,
}

struct Server {
    admin_url: String,
    database: String,
}

impl TestStore {
    /// A migrated database in a file.
    pub async fn sqlite() -> Self {
        let store = Self::empty_sqlite().await;
        store.db.migrate().await.expect("migrated");
        store
    }

    /// A file without a schema.
    pub async fn empty_sqlite() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/medianest.db", home.path().display());
        let db = Database::connect(&url).await.expect("connected");
        Self { db, url, home, server: None }
    }

    /// A migrated database on the server, where there is one.
    pub async fn postgres() -> Option<Self> {
        Self::on_server(true).await
    }

    /// A database without a schema on the server, where there is one.
    pub async fn empty_postgres() -> Option<Self> {
        Self::on_server(false).await
    }

    async fn on_server(migrated: bool) -> Option<Self> {
        let admin_url = std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())?;
        let database = format!("mn_test_{}", Uuid::now_v7().simple());
        let admin = connect(&admin_url).await;
        let template = if migrated { template(&admin, &admin_url).await } else { "template0".to_owned() };
        run(&admin, &format!("CREATE DATABASE {database} TEMPLATE {template}")).await;
        admin.close().await.expect("closed");
        let url = with_database(&admin_url, &database);
        let db = Database::connect(&url).await.expect("connected");
        let home = tempfile::tempdir().expect("a folder");
        Some(Self { db, url, home, server: Some(Server { admin_url, database }) })
    }

    /// A folder for the test's files.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// One number, asked for in SQL.
    pub async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.db.read().get_database_backend(), sql);
        let row = self.db.read().query_one_raw(statement).await.expect("asked").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    pub async fn execute(&self, sql: &str) {
        run(self.db.write(), sql).await;
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        let Some(Server { admin_url, database }) = self.server.take() else { return };
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let admin = connect(&admin_url).await;
                run(&admin, &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await;
            });
        });
        if dropped.join().is_err() {
            println!("a test database is left over");
        }
    }
}

/// One migrated template for each build of these tests.
async fn template(admin: &DatabaseConnection, admin_url: &str) -> String {
    let program = std::env::current_exe().and_then(std::fs::metadata).and_then(|file| file.modified());
    let built = program.expect("the test program").duration_since(UNIX_EPOCH).expect("a time").as_millis();
    let name = format!("mn_template_{built}");
    run(admin, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let find = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = admin.query_one_raw(Statement::from_string(DbBackend::Postgres, find)).await.expect("asked");
    if found.is_none() {
        let draft = format!("{name}_draft");
        run(admin, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(admin, &format!("CREATE DATABASE {draft} TEMPLATE template0")).await;
        let db = Database::connect(&with_database(admin_url, &draft)).await.expect("connected");
        db.migrate().await.expect("migrated");
        db.close().await;
        run(admin, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    run(admin, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).acquire_timeout(Duration::from_mins(1)).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("the server of TEST_DATABASE_URL")
}

/// Tries again while somebody else is still leaving.
async fn run(db: &DatabaseConnection, sql: &str) {
    let mut last = None;
    for _ in 0..20 {
        match db.execute_unprepared(sql).await {
            Ok(_) => return,
            Err(error) if error.to_string().contains("being accessed by other users") => last = Some(error),
            Err(error) => panic!("{sql}: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{sql}: {last:?}");
}

fn with_database(url: &str, database: &str) -> String {
    let mut url: url::Url = url.parse().expect("TEST_DATABASE_URL is a URL");
    url.set_path(database);
    url.to_string()
}

/// A local user.
pub async fn user(store: &TestStore, name: &str, role: Role) -> Actor {
    let username = Username::new(name).expect("a name");
    let hash = Secret::new("$argon2id$none");
    let new = NewLocal { username: &username, password_hash: &hash, role, must_change_password: false };
    let id = users::create_local(store.db.write(), &new, START).await.expect("created");
    users::find(store.db.read(), id).await.expect("read").expect("there").into_actor()
}

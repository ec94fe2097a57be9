//! Connections: SQLite with one writer and several readers, or a pool on PostgreSQL.

use super::kept::{State, Watch};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
    sqlx::{
        AssertSqlSafe, Executor,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use std::{str::FromStr, time::Duration};

/// Older versions can corrupt a database when its write-ahead log is reset (sqlite.org, release notes of 3.51.3).
const LEAST_SQLITE: (u32, u32, u32) = (3, 51, 3);
const SQLITE_READERS: u32 = 4;
const POSTGRES_POOL: u32 = 20;
/// How long a statement waits for its turn on SQLite: for the connection, and for another process that writes.
const SQLITE_PATIENCE: Duration = Duration::from_secs(10);
/// How long a statement waits for a connection to PostgreSQL. When the server is gone, people are told soon.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(1);
/// How often the first connection is tried, for [`POSTGRES_PATIENCE`] and with as much rest in between.
const CONNECT_TRIES: u32 = 6;
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(30);
/// Taken while migrating, so that two replicas that start at once do not both do it. Any number does.
const MIGRATION_LOCK: i64 = 0x6d65_6469_616e_6573;

/// Why there is no usable database; the message names what to change.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("DATABASE_URL must start with sqlite: or postgres:// and name a database")]
    Url,
    #[error("the database cannot be opened: {0}")]
    Open(#[source] DbErr),
    #[error("this program carries SQLite {found}, but needs 3.51.3 or newer (older ones can corrupt a database)")]
    OldSqlite { found: String },
    #[error("SQLite refused {setting}: it is {found} instead of {wanted}")]
    Pragma { setting: &'static str, found: String, wanted: &'static str },
    #[error("the database was written by a newer version of this program (its schema knows {0})")]
    Newer(String),
    #[error("the schema could not be brought up to date: {0}")]
    Migration(#[source] DbErr),
}

/// One database for the whole process; clones share it.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// On SQLite.
    watch: Option<Watch>,
}

impl Database {
    /// Whether this is the address of a database that can be used; opens nothing.
    pub fn check_url(url: &str) -> Result<(), StoreError> {
        let is_good = if is_sqlite(url) {
            let in_memory = url.contains(":memory:") || url.contains("mode=memory");
            let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::Url)?;
            !in_memory && !options.get_filename().as_os_str().is_empty()
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            PgConnectOptions::from_str(url).map_err(|_| StoreError::Url)?.get_database().is_some()
        } else {
            false
        };
        if is_good { Ok(()) } else { Err(StoreError::Url) }
    }

    /// Opens `sqlite://path` (made when missing) or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        Self::check_url(url)?;
        if is_sqlite(url) { Self::connect_sqlite(url).await } else { Self::connect_postgres(url).await }
    }

    async fn connect_sqlite(url: &str) -> Result<Self, StoreError> {
        // The writer comes first: it makes the file and switches it to WAL, which the readers then find.
        let write = sqlite_pool(url, 1, false).await?;
        check_sqlite(&write).await?;
        let read = sqlite_pool(url, SQLITE_READERS, true).await?;
        let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::Url)?;
        Ok(Self { read, write, watch: Watch::of(options.get_filename()) })
    }

    /// Tries for a while: at start-up the server may still be starting too.
    async fn connect_postgres(url: &str) -> Result<Self, StoreError> {
        let mut tries = 0;
        let pool = loop {
            tries += 1;
            match sea_orm::Database::connect(postgres_options(url)).await {
                Ok(pool) => break pool,
                Err(error) if tries == CONNECT_TRIES => return Err(StoreError::Open(error)),
                Err(_) => tokio::time::sleep(POSTGRES_PATIENCE).await,
            }
        };
        Ok(Self { read: pool.clone(), write: pool, watch: None })
    }

    /// For reads outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For single statements that write. On SQLite this is the one write connection: never use it while holding a
    /// transaction of [`Self::begin`], it would wait for itself.
    pub fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// A transaction that writes. On SQLite it has the write lock from the start, so that it cannot fail half-way for
    /// want of it. Dropped without a commit, it is rolled back.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.write.begin_with_options(options).await
    }

    pub fn is_postgres(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Postgres
    }

    /// Brings the schema up to date; refuses one that is newer than this program.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let lock = if self.is_postgres() { Some(self.lock_migration().await?) } else { None };
        self.refuse_newer().await?;
        Migrator::up(&self.write, None).await.map_err(StoreError::Migration)?;
        if let Some(lock) = lock {
            lock.commit().await.map_err(StoreError::Migration)?;
        }
        Ok(())
    }

    /// Held until the transaction ends.
    async fn lock_migration(&self) -> Result<DatabaseTransaction, StoreError> {
        let lock = self.begin().await.map_err(StoreError::Migration)?;
        let take = format!("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        lock.execute_unprepared(&take).await.map_err(StoreError::Migration)?;
        Ok(lock)
    }

    async fn refuse_newer(&self) -> Result<(), StoreError> {
        Migrator::install(&self.write).await.map_err(StoreError::Migration)?;
        let known: Vec<_> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        let applied = Migrator::get_migration_models(&self.write).await.map_err(StoreError::Migration)?;
        match applied.into_iter().find(|model| !known.contains(&model.version)) {
            Some(model) => Err(StoreError::Newer(model.version)),
            None => Ok(()),
        }
    }

    /// The state that reads from now on see, or a later one. `None` where that cannot be told.
    pub(super) fn state(&self) -> Option<State> {
        self.watch.and_then(Watch::state)
    }

    /// Whether the database answers now.
    pub async fn is_ready(&self) -> bool {
        let ask = || Statement::from_string(self.read.get_database_backend(), "SELECT 1");
        self.read.query_one_raw(ask()).await.is_ok()
    }

    /// Closes all connections, after what runs on them has ended.
    pub async fn close(self) {
        let Self { read, write, .. } = self;
        // A pool that is already closed is what we want.
        let _ = read.close().await;
        let _ = write.close().await;
    }
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// Named prepared statements are used, as everywhere in sqlx: a transaction pooler in between must know them (`PgBouncer`
/// 1.21 and newer does). Start-up parameters that poolers refuse are not sent.
fn postgres_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_POOL)
        .acquire_timeout(POSTGRES_PATIENCE)
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .set_application_name("medianest")
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.extra_float_digits(None))
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.after_connect(|connection, _| {
                Box::pin(async move {
                    let timeout = format!("SET statement_timeout = {}", STATEMENT_TIMEOUT.as_millis());
                    connection.execute(AssertSqlSafe(timeout)).await.map(drop)
                })
            })
        });
    options
}

async fn sqlite_pool(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(SQLITE_PATIENCE)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            let options = options
                .foreign_keys(true)
                .busy_timeout(SQLITE_PATIENCE)
                .synchronous(SqliteSynchronous::Full)
                .create_if_missing(!read_only)
                .optimize_on_close(!read_only, None);
            if read_only { options.pragma("query_only", "ON") } else { options.journal_mode(SqliteJournalMode::Wal) }
        });
    sea_orm::Database::connect(options).await.map_err(StoreError::Open)
}

/// The promises about durability hold only with these.
async fn check_sqlite(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let found = single_value(connection, "SELECT sqlite_version()").await?;
    let mut numbers = found.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) < LEAST_SQLITE {
        return Err(StoreError::OldSqlite { found });
    }
    for (setting, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let found = single_value(connection, &format!("SELECT CAST({setting} AS TEXT) FROM pragma_{setting}")).await?;
        if found != wanted {
            return Err(StoreError::Pragma { setting, found, wanted });
        }
    }
    Ok(())
}

async fn single_value(connection: &DatabaseConnection, sql: &str) -> Result<String, StoreError> {
    let row = connection
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
        .map_err(StoreError::Open)?
        .ok_or_else(|| StoreError::Open(DbErr::RecordNotFound(sql.to_owned())))?;
    row.try_get_by_index(0).map_err(StoreError::Open)
}

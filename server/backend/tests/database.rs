//! The schema and the connection.

use crate::support::TestStore;
use backend::store::{Database, StoreError, failure};
use domain::Error;
use migration::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;

/// Those of the present schema.
const TABLES: i64 = 16;

async fn goes_up_and_down_and_up(store: &TestStore) {
    let tables = if store.db.is_postgres() {
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'"
    } else {
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT IN ('seaql_migrations', 'sqlite_sequence')"
    };
    store.db.migrate().await.expect("up");
    assert_eq!(store.count(tables).await, TABLES);
    store.db.migrate().await.expect("nothing left to do");
    Migrator::down(store.db.write(), None).await.expect("down");
    assert_eq!(store.count(tables).await, 0);
    store.db.migrate().await.expect("up again");
    assert_eq!(store.count(tables).await, TABLES);
}

#[tokio::test]
async fn migrations_run_both_ways_on_sqlite() {
    goes_up_and_down_and_up(&TestStore::empty_sqlite().await).await;
}

#[tokio::test]
async fn migrations_run_both_ways_on_postgres() {
    match TestStore::empty_postgres().await {
        Some(store) => goes_up_and_down_and_up(&store).await,
        None => println!("TEST_DATABASE_URL is not set: PostgreSQL is left out"),
    }
}

#[tokio::test]
async fn replicas_that_start_at_once_migrate_once() {
    let Some(store) = TestStore::empty_postgres().await else {
        return println!("TEST_DATABASE_URL is not set: PostgreSQL is left out");
    };
    let mut others = Vec::new();
    for _ in 0..4 {
        let db = Database::connect(&store.url).await.expect("connected");
        others.push(tokio::spawn(async move { db.migrate().await }));
    }
    for other in others {
        other.await.expect("ran").expect("migrated");
    }
    let applied = store.count("SELECT COUNT(*) FROM seaql_migrations").await;
    assert_eq!(usize::try_from(applied).expect("a count"), Migrator::migrations().len());
}

on_both! {
    async fn refuses_a_schema_from_the_future(store) {
        store.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_later', 0)").await;
        let error = store.db.migrate().await.expect_err("refused");
        assert!(matches!(&error, StoreError::Newer(name) if name == "m29991231_000001_later"), "{error}");
    }

    async fn words_outside_an_enum_are_refused(store) {
        let sql = "INSERT INTO users (id, created_at, username, username_key, role, status, theme, auth_epoch, must_change_password)
                   VALUES ('00000000-0000-7000-8000-000000000001', '2026-11-20T12:00:00Z', 'a', 'a', 'owner', 'active', 'dark', 0, false)";
        let refused = store.db.write().execute_unprepared(sql).await.expect_err("refused");
        assert!(refused.to_string().to_lowercase().contains("check constraint"), "{refused}");
        assert!(store.db.write().execute_unprepared(&sql.replace("owner", "user")).await.is_ok());
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(store) {
        let transaction = store.db.begin().await.expect("begun");
        let sql = "INSERT INTO settings (key, value, updated_at) VALUES ('site_name', '\"x\"', '2026-11-20T12:00:00Z')";
        transaction.execute_unprepared(sql).await.expect("inserted");
        drop(transaction);
        assert_eq!(store.count("SELECT COUNT(*) FROM settings").await, 0);
        store.db.begin().await.expect("the writer is free again").commit().await.expect("committed");
    }

    async fn says_that_it_is_ready(store) {
        assert!(store.db.is_ready().await);
    }
}

#[tokio::test]
async fn sqlite_keeps_what_it_acknowledges() {
    let store = TestStore::sqlite().await;
    for connection in [store.db.read(), store.db.write()] {
        for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
            let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
            let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
            let row = connection.query_one_raw(statement).await.expect("asked").expect("a row");
            let found: String = row.try_get_by_index(0).expect("text");
            assert_eq!(found, wanted, "{pragma}");
        }
    }
}

/// `.cargo/config.toml`: otherwise every question with a limit is planned anew each time it is asked.
#[tokio::test]
async fn sqlite_plans_a_statement_once() {
    let store = TestStore::sqlite().await;
    let options = sea_orm::Statement::from_string(
        sea_orm::DbBackend::Sqlite,
        "SELECT compile_options FROM pragma_compile_options",
    );
    let rows = store.db.read().query_all_raw(options).await.expect("asked");
    let options: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect();
    assert!(options.iter().any(|option| option == "ENABLE_QPSG"), "{options:?}");
}

#[tokio::test]
async fn sqlite_readers_cannot_write() {
    let store = TestStore::sqlite().await;
    let refused = store.db.read().execute_unprepared("DELETE FROM settings").await.expect_err("refused");
    assert!(refused.to_string().contains("readonly"), "{refused}");
}

#[tokio::test]
async fn an_address_that_is_no_database_is_refused_by_name() {
    for url in ["", "mysql://localhost/x", "sqlite::memory:", "/var/lib/x.db"] {
        let error = Database::connect(url).await.expect_err(url);
        assert!(error.to_string().contains("DATABASE_URL"), "{url}: {error}");
    }
}

#[tokio::test]
async fn lost_connections_are_replaced() {
    let Some(store) = TestStore::postgres().await else {
        return println!("TEST_DATABASE_URL is not set: PostgreSQL is left out");
    };
    let others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()";
    for _ in 0..3 {
        let cut = store.db.write().execute_unprepared(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()",
        );
        assert!(matches!(cut.await.map_err(failure), Err(Error::Unavailable { .. })), "it cut itself off");
        let mut tries = 0;
        while !store.db.is_ready().await {
            tries += 1;
            assert!(tries < 10, "it stays away");
        }
        assert!(store.count(others).await >= 1);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_that_says_so() {
    let error = Database::connect("postgres://nobody@127.0.0.1:1/nothing").await.expect_err("refused");
    assert!(error.to_string().starts_with("the database cannot be opened"), "{error}");
}

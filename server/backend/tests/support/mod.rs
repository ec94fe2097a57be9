//! What tests have in common: databases of their own, and a world of simulators.

mod accounts;
#[macro_use]
pub mod hubs;
pub mod installation;
#[macro_use]
pub mod places;
mod store;

pub use accounts::{CLIENT_ID, House, browser};
pub use store::{TestStore, user};

use backend::clock::ManualClock;
use domain::Timestamp;
use std::sync::Arc;
use time::macros::datetime;

/// When tests begin.
pub const START: Timestamp = Timestamp(datetime!(2026-11-20 12:00:00.000001 UTC));

/// A clock that tests move themselves.
pub fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(START))
}

/// The same tests on SQLite and, where `TEST_DATABASE_URL` names a server, on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($store:ident) $body:block)+) => {$(
        async fn $name($store: &$crate::support::TestStore) $body

        mod $name {
            use crate::support::TestStore;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name(&TestStore::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                match TestStore::postgres().await {
                    Some(store) => super::$name(&store).await,
                    None => println!("TEST_DATABASE_URL is not set: PostgreSQL is left out"),
                }
            }
        }
    )+};
}

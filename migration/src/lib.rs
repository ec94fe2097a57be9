//! The schema, on SQLite and PostgreSQL alike.
//!
//! Every migration runs both ways on both. Ids are UUIDs (version 7), times are UTC, enums are text with a CHECK.
//! A released migration is never edited: a change is a new one.

mod columns;
mod m20261120_000001_house;
mod m20261121_000001_following;
mod m20261121_000005_finding_servers;
mod m20261121_000009_accounts;
mod m20261121_000010_sign_in_changed;
mod notices;

pub use sea_orm_migration::{MigratorTrait, sea_orm::DbErr};

use sea_orm_migration::MigrationTrait;

/// All migrations, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_house::Migration),
            Box::new(m20261121_000001_following::Migration),
            Box::new(m20261121_000005_finding_servers::Migration),
            Box::new(m20261121_000009_accounts::Migration),
            Box::new(m20261121_000010_sign_in_changed::Migration),
        ]
    }
}

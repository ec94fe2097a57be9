//! The first schema: people and their sessions, services, requests, the queue and the audit log.

mod accounts;
mod queue;
mod requests;
mod services;

use sea_orm_migration::prelude::{
    DbErr, IndexCreateStatement, MigrationTrait, SchemaManager, Table, TableCreateStatement,
};
use sea_orm_migration::{MigrationName, async_trait::async_trait};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000001_house"
    }
}

/// A table with its indexes.
type Made = (TableCreateStatement, Vec<IndexCreateStatement>);

/// In an order in which every table comes after those it refers to.
fn tables() -> Vec<(&'static str, Made)> {
    vec![
        ("users", accounts::users()),
        ("sessions", accounts::sessions()),
        ("plex_sign_ins", accounts::plex_sign_ins()),
        ("settings", services::settings()),
        ("service_config", services::service_config()),
        ("service_status", services::service_status()),
        ("media_requests", requests::media_requests()),
        ("request_seasons", requests::request_seasons()),
        ("request_followers", requests::request_followers()),
        ("request_events", requests::request_events()),
        ("jobs", queue::jobs()),
        ("audit_log", queue::audit_log()),
    ]
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (_, (table, indexes)) in tables() {
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in tables().into_iter().rev() {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }

    /// All or nothing on SQLite too, so that a process killed half-way leaves no half of a schema.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

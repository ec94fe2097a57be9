//! A Plex PIN may also be an admin's, who looks for the own Plex server: whose it is, and what was found.

use sea_orm_migration::{
    MigrationName,
    async_trait::async_trait,
    prelude::{DbErr, MigrationTrait, SchemaManager, Table},
    schema::{text_null, uuid_null},
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_000005_finding_servers"
    }
}

const TABLE: &str = "plex_sign_ins";

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Absent: somebody signs in. Such rows live for an hour or two, so that nothing needs to point at the user.
        for column in [uuid_null("admin_id"), text_null("found")] {
            manager.alter_table(Table::alter().table(TABLE).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["found", "admin_id"] {
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    /// All or nothing on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

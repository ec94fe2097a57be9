//! Following a request to its end: how far each season is, the inbox, and who runs the schedules.

use crate::columns::{bare_table, index, one_of, references, table};
use sea_orm_migration::{
    MigrationName,
    async_trait::async_trait,
    prelude::{DbErr, ForeignKeyAction, MigrationTrait, SchemaManager, Table},
    schema::{big_integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid},
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_000001_following"
    }
}

const NOTICES: &[&str] =
    &["request_approved", "request_declined", "request_available", "request_failed", "request_comment"];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // As the state of the whole request; unknown until Overseerr has said it.
        let state = Table::alter().table("request_seasons").add_column(text_null("state")).to_owned();
        manager.alter_table(state).await?;
        let notifications = table("notifications")
            .col(uuid("user_id"))
            .col(one_of("kind", NOTICES))
            .col(text("title"))
            .col(text("body"))
            .col(text_null("link"))
            .col(timestamp_with_time_zone_null("read_at"))
            .foreign_key(&mut references("notifications", "user_id", "users", ForeignKeyAction::Cascade))
            .to_owned();
        manager.create_table(notifications).await?;
        manager.create_index(index("notifications", &["user_id", "created_at"])).await?;
        let leases = bare_table("leases")
            .col(text("name").primary_key())
            .col(text("owner"))
            .col(timestamp_with_time_zone("until"))
            .col(big_integer("fence"))
            .to_owned();
        manager.create_table(leases).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("leases").to_owned()).await?;
        manager.drop_table(Table::drop().table("notifications").to_owned()).await?;
        manager.alter_table(Table::alter().table("request_seasons").drop_column("state").to_owned()).await
    }

    /// All or nothing on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

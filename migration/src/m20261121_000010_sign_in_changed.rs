//! A notice for whoever has one way more, or less, to sign in.

use crate::{m20261121_000009_accounts::NOTICES as NOTICES_BEFORE, notices::allow_notices};
use sea_orm_migration::{
    MigrationName,
    async_trait::async_trait,
    prelude::{DbErr, MigrationTrait, SchemaManager},
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_000010_sign_in_changed"
    }
}

const NOTICES: &[&str] = &[
    "request_approved",
    "request_declined",
    "request_available",
    "request_failed",
    "request_comment",
    "device_new",
    "device_stolen",
    "plex_access_lost",
    "sign_in_changed",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow_notices(manager, NOTICES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow_notices(manager, NOTICES_BEFORE).await
    }

    /// All or nothing on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

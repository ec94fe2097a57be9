//! Accounts: remembered devices, personal API keys, when access to the Plex server was last looked at, and notices about
//! one's own account.

use crate::{
    columns::{index, references, table},
    notices::allow_notices,
};
use sea_orm_migration::{
    MigrationName,
    async_trait::async_trait,
    prelude::{DbErr, ForeignKeyAction, MigrationTrait, SchemaManager, Table, TableCreateStatement},
    schema::{json, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null},
};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_000009_accounts"
    }
}

const NOTICES_BEFORE: &[&str] =
    &["request_approved", "request_declined", "request_available", "request_failed", "request_comment"];

pub const NOTICES: &[&str] = &[
    "request_approved",
    "request_declined",
    "request_available",
    "request_failed",
    "request_comment",
    "device_new",
    "device_stolen",
    "plex_access_lost",
];

/// Columns that existing tables gain.
fn gained() -> [(&'static str, sea_orm_migration::prelude::ColumnDef); 4] {
    [
        // The remembered device a session was renewed by, so that both end together.
        ("sessions", uuid_null("family")),
        // Absent: not since this was added.
        ("users", timestamp_with_time_zone_null("plex_checked_at")),
        // Since when the Plex server is no longer shared with them.
        ("users", timestamp_with_time_zone_null("plex_lost_at")),
        // The local account that is to be linked; such rows live for an hour or two.
        ("plex_sign_ins", uuid_null("link_user_id")),
    ]
}

/// `token_hash` is the SHA-256 of what the cookie holds beside the selector. A token is used once: then `used_at` says
/// when, and `successor` holds, sealed, the cookie that replaced it. All tokens of one device are one family.
fn session_tokens() -> TableCreateStatement {
    table("session_tokens")
        .col(uuid("user_id"))
        .col(text("selector").unique_key())
        .col(text("token_hash").unique_key())
        .col(uuid("family"))
        .col(text_null("device"))
        .col(text_null("ip"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(text_null("successor"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("session_tokens", "user_id", "users", ForeignKeyAction::Cascade))
        .to_owned()
}

/// `key_hash` is the SHA-256 of the whole key; `prefix` is what its owner recognises it by.
fn api_keys() -> TableCreateStatement {
    table("api_keys")
        .col(uuid("user_id"))
        .col(text("name"))
        .col(text("prefix"))
        .col(text("key_hash").unique_key())
        .col(json("scopes"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("api_keys", "user_id", "users", ForeignKeyAction::Cascade))
        .to_owned()
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in gained() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.create_table(session_tokens()).await?;
        for columns in [&["user_id"], &["family"], &["expires_at"]] {
            manager.create_index(index("session_tokens", columns)).await?;
        }
        manager.create_table(api_keys()).await?;
        manager.create_index(index("api_keys", &["user_id"])).await?;
        allow_notices(manager, NOTICES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow_notices(manager, NOTICES_BEFORE).await?;
        for table in ["api_keys", "session_tokens"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, column) in gained().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(column.get_column_name()).to_owned()).await?;
        }
        Ok(())
    }

    /// All or nothing on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

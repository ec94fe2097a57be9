//! Sessions, known by a hash of what the cookie holds.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    pub created_at: TimeDateTimeWithTimeZone,
    pub user_id: Uuid,
    pub device: Option<String>,
    pub ip: Option<String>,
    pub auth_epoch: i64,
    pub data: Json,
    pub last_seen_at: TimeDateTimeWithTimeZone,
    pub expires_at: TimeDateTimeWithTimeZone,
    /// The remembered device it was renewed by.
    pub family: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

//! People who sign in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    pub plex_id: Option<i64>,
    pub username: String,
    /// The name as it is compared.
    pub username_key: String,
    pub email: Option<String>,
    pub time_zone: Option<String>,
    pub auth_epoch: i64,
    pub overseerr_user_id: Option<i64>,
    /// Sealed.
    pub plex_server_token: Option<String>,
    pub avatar_url: Option<String>,
    pub role: String,
    pub status: String,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    /// Sealed.
    pub plex_token: Option<String>,
    pub language: Option<String>,
    pub theme: String,
    pub quotas: Option<Json>,
    pub last_login_at: Option<TimeDateTimeWithTimeZone>,
    pub plex_checked_at: Option<TimeDateTimeWithTimeZone>,
    /// Since when the Plex server is no longer shared with them.
    pub plex_lost_at: Option<TimeDateTimeWithTimeZone>,
}

impl ActiveModelBehavior for ActiveModel {}

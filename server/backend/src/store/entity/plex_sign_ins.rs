//! Attempts to sign in with a Plex PIN.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plex_sign_ins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    pub browser_hash: String,
    /// Sealed.
    pub pin_id: String,
    pub code: Option<String>,
    pub remember: bool,
    pub state: String,
    pub expires_at: TimeDateTimeWithTimeZone,
    pub polls: i32,
    pub next_poll_at: TimeDateTimeWithTimeZone,
    pub lease_until: Option<TimeDateTimeWithTimeZone>,
    /// Who looks for the own Plex server; absent where somebody signs in.
    pub admin_id: Option<Uuid>,
    /// The local account that is to be linked.
    pub link_user_id: Option<Uuid>,
    /// Sealed: the servers with their tokens.
    pub found: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

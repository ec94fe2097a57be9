//! Wishes for titles.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    pub user_id: Uuid,
    pub title: String,
    pub year: Option<i32>,
    pub poster_path: Option<String>,
    pub media_type: String,
    pub tmdb_id: i32,
    pub seasons: Json,
    pub is_4k: bool,
    pub status: String,
    pub delivery: String,
    pub overseerr_id: Option<i64>,
    pub decline_reason: Option<String>,
    pub last_error: Option<String>,
    pub updated_at: TimeDateTimeWithTimeZone,
    pub completed_at: Option<TimeDateTimeWithTimeZone>,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::users::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! How services were when they were last asked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_status")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(unique)]
    pub service_name: String,
    pub status: String,
    pub response_time_ms: Option<i32>,
    pub last_check_at: Option<TimeDateTimeWithTimeZone>,
    pub uptime_percentage: Option<f64>,
    pub error_message: Option<String>,
    pub metadata: Json,
}

impl ActiveModelBehavior for ActiveModel {}

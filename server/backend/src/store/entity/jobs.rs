//! The queue.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    pub kind: String,
    pub payload: Json,
    pub subject: Option<String>,
    pub state: String,
    pub priority: i32,
    pub fairness_key: Option<Uuid>,
    pub attempts: i32,
    pub crashes: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<TimeDateTimeWithTimeZone>,
    pub fence: i64,
    pub run_at: TimeDateTimeWithTimeZone,
    pub last_error: Option<String>,
    pub started_at: Option<TimeDateTimeWithTimeZone>,
    pub finished_at: Option<TimeDateTimeWithTimeZone>,
}

impl ActiveModelBehavior for ActiveModel {}

//! How services are reached.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_config")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(unique)]
    pub service_name: String,
    /// Sealed.
    pub service_url: Option<String>,
    /// A sealed JSON object of names and values.
    pub secrets: Option<String>,
    pub enabled: bool,
    pub config_data: Json,
    pub updated_at: TimeDateTimeWithTimeZone,
    pub updated_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

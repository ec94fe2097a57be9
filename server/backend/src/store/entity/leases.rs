//! Who does what only one replica does at a time.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub owner: String,
    pub until: TimeDateTimeWithTimeZone,
    /// One more at every change of owner.
    pub fence: i64,
}

impl ActiveModelBehavior for ActiveModel {}

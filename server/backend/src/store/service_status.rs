//! How services were when they were last asked.

use super::{
    entity::service_status::{ActiveModel, Column, Entity, Model},
    values::{column, failure, moment, new_id, number, parsed},
};
use domain::{
    Result, Timestamp,
    services::{ServiceName, ServiceState},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde_json::json;

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedStatus {
    pub name: ServiceName,
    pub status: ServiceState,
    pub response_ms: Option<u32>,
    pub last_check_at: Option<Timestamp>,
    /// In words for people.
    pub error: Option<String>,
}

impl SavedStatus {
    fn from_row(row: Model) -> Result<Self> {
        Ok(Self {
            name: parsed("service_status.service_name", &row.service_name)?,
            status: parsed("service_status.status", &row.status)?,
            response_ms: row.response_time_ms.map(|ms| number("service_status.response_time_ms", ms)).transpose()?,
            last_check_at: row.last_check_at.map(moment),
            error: row.error_message,
        })
    }
}

pub async fn get(db: &impl ConnectionTrait, name: ServiceName) -> Result<Option<SavedStatus>> {
    let row = Entity::find().filter(Column::ServiceName.eq(name.as_str())).one(db).await.map_err(failure)?;
    row.map(SavedStatus::from_row).transpose()
}

/// All that were ever asked, in no particular order.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<SavedStatus>> {
    let rows = Entity::find().all(db).await.map_err(failure)?;
    rows.into_iter().map(SavedStatus::from_row).collect()
}

pub async fn put(db: &impl ConnectionTrait, status: &SavedStatus, now: Timestamp) -> Result<()> {
    let row = ActiveModel {
        id: Set(new_id()),
        created_at: Set(column(now)),
        service_name: Set(status.name.as_str().to_owned()),
        status: Set(status.status.as_str().to_owned()),
        response_time_ms: Set(status.response_ms.map(|ms| i32::try_from(ms).unwrap_or(i32::MAX))),
        last_check_at: Set(status.last_check_at.map(column)),
        uptime_percentage: Set(None),
        error_message: Set(status.error.clone()),
        metadata: Set(json!({})),
    };
    let update = OnConflict::column(Column::ServiceName)
        .update_columns([Column::Status, Column::ResponseTimeMs, Column::LastCheckAt, Column::ErrorMessage])
        .to_owned();
    Entity::insert(row).on_conflict(update).exec_without_returning(db).await.map_err(failure)?;
    Ok(())
}

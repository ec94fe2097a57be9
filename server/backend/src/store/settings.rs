//! Settings that differ from their defaults.

use super::{
    entity::settings::{ActiveModel, Column, Entity},
    values::{column, failure},
};
use domain::{Result, Timestamp, UserId};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde_json::Value;

/// Keys and values as they are stored; see [`domain::settings::Settings::from_rows`].
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(String, Value)>> {
    let rows = Entity::find().all(db).await.map_err(failure)?;
    Ok(rows.into_iter().map(|row| (row.key, row.value)).collect())
}

/// `by` is `None` for what the program itself decides.
pub async fn put(
    db: &impl ConnectionTrait,
    key: &str,
    value: &Value,
    by: Option<UserId>,
    now: Timestamp,
) -> Result<()> {
    let row = ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.clone()),
        updated_at: Set(column(now)),
        updated_by: Set(by.map(|user| user.0)),
    };
    let update = OnConflict::column(Column::Key)
        .update_columns([Column::Value, Column::UpdatedAt, Column::UpdatedBy])
        .to_owned();
    Entity::insert(row).on_conflict(update).exec_without_returning(db).await.map_err(failure)?;
    Ok(())
}

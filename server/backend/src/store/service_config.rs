//! How services are reached. The address and the keys are sealed.

use super::{
    entity::service_config::{ActiveModel, Column, Entity, Model},
    values::{column, failure, moment, new_id, parsed},
};
use crate::secrets::{Keyring, Place};
use domain::{
    Error, Result, Timestamp, UserId,
    accounts::Secret,
    services::{BaseUrl, ServiceName},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is saved of a service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedService {
    pub name: ServiceName,
    pub url: Option<BaseUrl>,
    /// By name, e.g. `key`.
    pub secrets: BTreeMap<String, Secret>,
    pub enabled: bool,
    /// What is known of it and not secret, e.g. Plex's `machine_identifier`.
    pub config_data: BTreeMap<String, String>,
    pub updated_at: Timestamp,
    pub updated_by: Option<UserId>,
}

impl SavedService {
    /// One with nothing in it yet.
    pub fn new(name: ServiceName, now: Timestamp) -> Self {
        Self {
            name,
            url: None,
            secrets: BTreeMap::new(),
            enabled: true,
            config_data: BTreeMap::new(),
            updated_at: now,
            updated_by: None,
        }
    }

    fn open(row: Model, keyring: &Keyring) -> Result<Self> {
        let url = row.service_url.map(|sealed| keyring.open_text(&url_place(row.id), &sealed)).transpose()?;
        let secrets = row.secrets.map(|sealed| keyring.open(&secrets_place(row.id), &sealed)).transpose()?;
        Ok(Self {
            name: parsed("service_config.service_name", &row.service_name)?,
            url: url.map(|url| BaseUrl::new(url.reveal()).map_err(Error::internal)).transpose()?,
            secrets: match secrets {
                Some(json) => serde_json::from_slice(&json).map_err(Error::internal)?,
                None => BTreeMap::new(),
            },
            enabled: row.enabled,
            config_data: texts(row.config_data),
            updated_at: moment(row.updated_at),
            updated_by: row.updated_by.map(UserId),
        })
    }
}

fn texts(object: Value) -> BTreeMap<String, String> {
    let Value::Object(object) = object else { return BTreeMap::new() };
    let text = |value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    object.into_iter().map(|(name, value)| (name, text(value))).collect()
}

pub async fn get(db: &impl ConnectionTrait, keyring: &Keyring, name: ServiceName) -> Result<Option<SavedService>> {
    let row = row(db, name).await?;
    row.map(|row| SavedService::open(row, keyring)).transpose()
}

/// All that are saved, in no particular order.
pub async fn all(db: &impl ConnectionTrait, keyring: &Keyring) -> Result<Vec<SavedService>> {
    let rows = Entity::find().all(db).await.map_err(failure)?;
    rows.into_iter().map(|row| SavedService::open(row, keyring)).collect()
}

/// One value of what is known of an enabled service, without opening what is sealed.
pub async fn known(db: &impl ConnectionTrait, name: ServiceName, key: &str) -> Result<Option<String>> {
    let row = row(db, name).await?.filter(|row| row.enabled);
    Ok(row.and_then(|row| texts(row.config_data).remove(key)))
}

/// Saves all of it, over what was there.
pub async fn put(db: &impl ConnectionTrait, keyring: &Keyring, service: &SavedService) -> Result<()> {
    let existing = row(db, service.name).await?;
    let id = existing.as_ref().map_or_else(new_id, |row| row.id);
    let url = service.url.as_ref().map(|url| keyring.seal(&url_place(id), url.as_str().as_bytes())).transpose()?;
    let secrets: BTreeMap<_, _> = service.secrets.iter().map(|(name, value)| (name, value.reveal())).collect();
    let json = serde_json::to_vec(&secrets).map_err(Error::internal)?;
    let row = ActiveModel {
        id: Set(id),
        created_at: Set(existing.map_or_else(|| column(service.updated_at), |row| row.created_at)),
        service_name: Set(service.name.as_str().to_owned()),
        service_url: Set(url),
        secrets: Set(Some(keyring.seal(&secrets_place(id), &json)?)),
        enabled: Set(service.enabled),
        config_data: Set(serde_json::to_value(&service.config_data).map_err(Error::internal)?),
        updated_at: Set(column(service.updated_at)),
        updated_by: Set(service.updated_by.map(|user| user.0)),
    };
    // The id goes along: when two save the first row at once, the values belong to the id they were sealed for.
    let update = OnConflict::column(Column::ServiceName)
        .update_columns([
            Column::Id,
            Column::ServiceUrl,
            Column::Secrets,
            Column::Enabled,
            Column::ConfigData,
            Column::UpdatedAt,
            Column::UpdatedBy,
        ])
        .to_owned();
    Entity::insert(row).on_conflict(update).exec_without_returning(db).await.map_err(failure)?;
    Ok(())
}

/// Keeps what was found out about a service, unless it was saved since `asked` was read; touches nothing else of it.
pub async fn learn(db: &impl ConnectionTrait, asked: &SavedService, known: &BTreeMap<String, String>) -> Result<bool> {
    let known = serde_json::to_value(known).map_err(Error::internal)?;
    let learned = Entity::update_many()
        .col_expr(Column::ConfigData, Expr::value(known))
        .filter(Column::ServiceName.eq(asked.name.as_str()))
        .filter(Column::UpdatedAt.eq(column(asked.updated_at)))
        .exec(db)
        .await;
    Ok(learned.map_err(failure)?.rows_affected == 1)
}

async fn row(db: &impl ConnectionTrait, name: ServiceName) -> Result<Option<Model>> {
    Entity::find().filter(Column::ServiceName.eq(name.as_str())).one(db).await.map_err(failure)
}

fn url_place(id: Uuid) -> Place {
    Place::new("service_config", "service_url", id)
}

fn secrets_place(id: Uuid) -> Place {
    Place::new("service_config", "secrets", id)
}

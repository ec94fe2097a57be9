//! Who changed what; only ever appended to.

use super::{
    entity::audit_log::{ActiveModel, Entity},
    values::{column, failure, new_id},
};
use domain::{Actor, Result, Timestamp};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::Value;

/// One change. `before` and `after` hold no secret: say that a key was changed, never the key.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// `None` for what the program does by itself.
    pub actor: Option<&'a Actor>,
    /// In the field's words, e.g. `service.update`.
    pub action: &'a str,
    /// What it was done to, e.g. `service:plex`.
    pub object: &'a str,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Where changes come from, as a request tells it.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

tokio::task_local! {
    static ORIGIN: Origin;
}

/// Does `work` for a request: what it changes is noted as coming from there.
pub async fn coming_from<F: Future>(origin: Origin, work: F) -> F::Output {
    ORIGIN.scope(origin, work).await
}

/// Adds a row; what no request asked for has no origin.
pub async fn append(db: &impl ConnectionTrait, entry: Entry<'_>, now: Timestamp) -> Result<()> {
    let origin = ORIGIN.try_with(Clone::clone).unwrap_or_default();
    let row = ActiveModel {
        id: Set(new_id()),
        actor_id: Set(entry.actor.map(|actor| actor.id.0)),
        actor: Set(entry.actor.map_or_else(|| "system".to_owned(), |actor| actor.name.clone())),
        action: Set(entry.action.to_owned()),
        object: Set(entry.object.to_owned()),
        before: Set(entry.before),
        after: Set(entry.after),
        ip: Set(origin.ip),
        request_id: Set(origin.request_id),
        at: Set(column(now)),
    };
    Entity::insert(row).exec_without_returning(db).await.map_err(failure)?;
    Ok(())
}

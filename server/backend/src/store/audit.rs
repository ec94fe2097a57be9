//! Who changed what; only ever appended to, and read.

use super::{
    entity::{
        audit_log::{ActiveModel, Column, Entity, Model},
        media_requests, users,
    },
    values::{column, failure, moment, new_id},
};
use domain::{
    Actor, Page, PageNumber, Result, Timestamp, UserId,
    audit::{AuditEntry, AuditFilter},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

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

/// How much there is to choose from when filtering.
const MOST_CHOICES: u64 = 200;

/// Newest first.
pub async fn page(db: &impl ConnectionTrait, filter: &AuditFilter, page: PageNumber) -> Result<Page<AuditEntry>> {
    let mut select = Entity::find();
    if let Some(actor) = &filter.actor {
        select = select.filter(Column::Actor.eq(actor));
    }
    if let Some(action) = &filter.action {
        select = select.filter(Column::Action.eq(action));
    }
    let total = select.clone().count(db).await.map_err(failure)?;
    let rows = select
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .offset(page.offset())
        .limit(u64::from(page.per_page))
        .all(db)
        .await
        .map_err(failure)?;
    let mut items: Vec<_> = rows.into_iter().map(entry).collect();
    let names = names(db, &items).await?;
    for entry in &mut items {
        entry.object_name = names.get(&entry.object).cloned();
    }
    Ok(Page { items, page: page.page, per_page: page.per_page, total })
}

/// What the users and requests among the objects are called now.
async fn names(db: &impl ConnectionTrait, entries: &[AuditEntry]) -> Result<HashMap<String, String>> {
    let ids = |kind: &str| {
        let ids: BTreeSet<Uuid> = entries
            .iter()
            .filter_map(|entry| entry.object.split_once(':'))
            .filter_map(|(of, id)| if of == kind { id.parse().ok() } else { None })
            .collect();
        ids
    };
    let users: Vec<(Uuid, String)> = users::Entity::find()
        .filter(users::Column::Id.is_in(ids("user")))
        .select_only()
        .columns([users::Column::Id, users::Column::Username])
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    let requests: Vec<(Uuid, String)> = media_requests::Entity::find()
        .filter(media_requests::Column::Id.is_in(ids("request")))
        .select_only()
        .columns([media_requests::Column::Id, media_requests::Column::Title])
        .into_tuple()
        .all(db)
        .await
        .map_err(failure)?;
    let users = users.into_iter().map(|(id, name)| (format!("user:{id}"), name));
    let requests = requests.into_iter().map(|(id, title)| (format!("request:{id}"), title));
    Ok(users.chain(requests).collect())
}

fn entry(row: Model) -> AuditEntry {
    AuditEntry {
        at: moment(row.at),
        actor: row.actor,
        actor_id: row.actor_id.map(UserId),
        action: row.action,
        object: row.object,
        object_name: None,
        before: row.before,
        after: row.after,
        ip: row.ip,
        request_id: row.request_id,
    }
}

/// Everybody who changed anything, by name.
pub async fn actors(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    distinct(db, Column::Actor).await
}

/// What was ever done.
pub async fn actions(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    distinct(db, Column::Action).await
}

async fn distinct(db: &impl ConnectionTrait, of: Column) -> Result<Vec<String>> {
    let select = Entity::find().select_only().column(of).distinct().order_by_asc(of).limit(MOST_CHOICES);
    select.into_tuple().all(db).await.map_err(failure)
}

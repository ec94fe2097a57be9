//! The timelines of requests.

use super::{
    entity::request_events::{ActiveModel, Column, Entity, Model},
    values::{column, failure, moment, new_id, parsed},
};
use domain::{
    RequestId, Result, Timestamp,
    requests::{TimelineEntry, TimelineKind},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// `actor` is the name of the person who did it; `None` for what happened by itself. Where the kind says it all, there is no
/// text.
pub async fn append(
    db: &impl ConnectionTrait,
    request: RequestId,
    kind: TimelineKind,
    actor: Option<&str>,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(new_id()),
        request_id: Set(request.0),
        kind: Set(kind.as_str().to_owned()),
        actor: Set(actor.map(str::to_owned)),
        text: Set(text.to_owned()),
        at: Set(column(now)),
    };
    Entity::insert(row).exec_without_returning(db).await.map_err(failure)?;
    Ok(())
}

/// Oldest first. Whether the viewer may see the request is asked before, by reading the request.
pub async fn list(db: &impl ConnectionTrait, request: RequestId) -> Result<Vec<TimelineEntry>> {
    let rows = Entity::find()
        .filter(Column::RequestId.eq(request.0))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(failure)?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: Model) -> Result<TimelineEntry> {
    let kind: TimelineKind = parsed("request_events.kind", &row.kind)?;
    let text = if row.text.is_empty() { kind.words().to_owned() } else { row.text };
    Ok(TimelineEntry { kind, actor: row.actor, text, at: moment(row.at) })
}

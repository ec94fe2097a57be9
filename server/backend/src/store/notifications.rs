//! The inboxes of users.

use super::{
    entity::notifications::{ActiveModel, Column, Entity, Model},
    users,
    values::{column, failure, moment, new_id, parsed},
};
use crate::{clock, language};
use domain::{
    Page, PageNumber, Result, Timestamp, UserId,
    ids::NotificationId,
    inbox::{NoticeKind, Notification},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use std::time::Duration;

/// How long a notice is kept.
const KEPT: Duration = Duration::from_hours(90 * 24);

/// What to tell somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub kind: NoticeKind,
    pub title: String,
    pub body: String,
    /// A path of this site.
    pub link: Option<String>,
}

/// Puts it into the inbox of each of these users, in their language.
pub async fn insert(
    db: &impl ConnectionTrait,
    users: &[UserId],
    notice: impl Fn() -> Notice,
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<_> = users::languages(db, users)
        .await?
        .into_iter()
        .map(|(user, chosen)| {
            let notice = language::to(chosen, &notice);
            ActiveModel {
                id: Set(new_id()),
                created_at: Set(column(now)),
                user_id: Set(user.0),
                kind: Set(notice.kind.as_str().to_owned()),
                title: Set(notice.title),
                body: Set(notice.body),
                link: Set(notice.link),
                read_at: Set(None),
            }
        })
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await.map_err(failure)?;
    }
    Ok(())
}

/// Newest first.
pub async fn list(db: &impl ConnectionTrait, user: UserId, page: PageNumber) -> Result<Page<Notification>> {
    let own = Entity::find().filter(Column::UserId.eq(user.0));
    let total = own.clone().count(db).await.map_err(failure)?;
    let rows = own
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(page.offset())
        .limit(u64::from(page.per_page))
        .all(db)
        .await
        .map_err(failure)?;
    let items = rows.into_iter().map(notification).collect::<Result<_>>()?;
    Ok(Page { items, page: page.page, per_page: page.per_page, total })
}

/// How many this user has not read.
pub async fn unread(db: &impl ConnectionTrait, user: UserId) -> Result<u64> {
    let unread = Entity::find().filter(Column::UserId.eq(user.0)).filter(Column::ReadAt.is_null());
    unread.count(db).await.map_err(failure)
}

/// Marks one as read, or all; says how many were not.
pub async fn mark_read(
    db: &impl ConnectionTrait,
    user: UserId,
    id: Option<NotificationId>,
    now: Timestamp,
) -> Result<u64> {
    let mut update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(column(now)))
        .filter(Column::UserId.eq(user.0))
        .filter(Column::ReadAt.is_null());
    if let Some(id) = id {
        update = update.filter(Column::Id.eq(id.0));
    }
    Ok(update.exec(db).await.map_err(failure)?.rows_affected)
}

/// Removes what is old; says how much.
pub async fn purge_old(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    let old = Entity::delete_many().filter(Column::CreatedAt.lt(column(clock::before(now, KEPT))));
    Ok(old.exec(db).await.map_err(failure)?.rows_affected)
}

fn notification(row: Model) -> Result<Notification> {
    Ok(Notification {
        id: NotificationId(row.id),
        kind: parsed("notifications.kind", &row.kind)?,
        title: row.title,
        body: row.body,
        link: row.link,
        created_at: moment(row.created_at),
        read_at: row.read_at.map(moment),
    })
}

//! Inboxes: what [`domain::inbox::Inbox`] promises.

use crate::{
    clock::Clock,
    store::{Database, Kept, notifications},
};
use async_trait::async_trait;
use domain::{
    Actor, Page, PageNumber, Result, UserId,
    ids::NotificationId,
    inbox::{Inbox, Notification},
    policy::Permission,
};
use std::sync::Arc;

/// Of so many people it is kept how much is new.
const MOST_KEPT: u64 = 1_000;

/// Reads inboxes and marks what was read.
pub struct InboxService {
    db: Database,
    clock: Arc<dyn Clock>,
    unread: Kept<UserId, u64>,
}

impl InboxService {
    pub fn new(db: Database, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock, unread: Kept::new(MOST_KEPT) }
    }
}

#[async_trait]
impl Inbox for InboxService {
    async fn list(&self, by: &Actor, page: PageNumber) -> Result<Page<Notification>> {
        by.require(Permission::ProfileRead)?;
        notifications::list(self.db.read(), by.id, page).await
    }

    async fn unread(&self, by: &Actor) -> Result<u64> {
        by.require(Permission::ProfileRead)?;
        self.unread.get(&self.db, by.id, notifications::unread(self.db.read(), by.id)).await
    }

    async fn mark_read(&self, by: &Actor, id: Option<NotificationId>) -> Result<u64> {
        by.require(Permission::ProfileWrite)?;
        notifications::mark_read(self.db.write(), by.id, id, self.clock.now()).await
    }
}

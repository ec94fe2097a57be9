//! What several people do with one request: they talk about it, and want to know when it is there.

use super::{announce_to, service::RequestsService};
use crate::store::{
    failure,
    notifications::{self, Notice},
    request_events, requests, users,
};
use domain::{
    Actor, Error, RequestId, Result, UserId,
    error::Thing,
    inbox::NoticeKind,
    requests::{Reason, TimelineKind},
    text,
};

impl RequestsService {
    /// The owner tells the admins, an admin tells the owner and the other admins.
    pub(super) async fn say(&self, by: &Actor, id: RequestId, text: &Reason) -> Result<()> {
        let saved = self.mine_or_any(by, id).await?.ok_or_else(|| Error::not_found(Thing::Request))?;
        let (request, now) = (saved.request, self.clock.now());
        let mut listeners = users::admins(self.db.read()).await?;
        listeners.push(request.user_id);
        listeners.sort_unstable();
        listeners.dedup();
        listeners.retain(|user: &UserId| *user != by.id);
        let notice = || Notice {
            kind: NoticeKind::RequestComment,
            title: text::notice_comment(&by.name, &request.title),
            body: text.as_str().to_owned(),
            link: Some(format!("/requests/{id}")),
        };
        let transaction = self.db.begin().await.map_err(failure)?;
        request_events::append(&transaction, id, TimelineKind::Comment, Some(&by.name), text.as_str(), now).await?;
        notifications::insert(&transaction, &listeners, notice, now).await?;
        transaction.commit().await.map_err(failure)?;
        announce_to(self.live.as_ref(), &self.db, id, listeners).await;
        Ok(())
    }

    /// Whose it is stays unsaid: only that it is open.
    pub(super) async fn follow_it(&self, by: &Actor, id: RequestId) -> Result<()> {
        let saved =
            requests::find_for_job(self.db.read(), id).await?.ok_or_else(|| Error::not_found(Thing::Request))?;
        if saved.request.user_id == by.id {
            return Err(Error::Conflict(text::follows_own().into()));
        }
        if saved.request.status.is_final() {
            return Err(Error::Conflict(text::follows_ended().into()));
        }
        requests::follow(self.db.write(), id, by.id, self.clock.now()).await
    }
}

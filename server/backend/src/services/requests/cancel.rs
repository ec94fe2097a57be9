//! Taking a wish back. What Overseerr has is deleted there: at once where it can be asked, else by a job.

use super::{
    announce::announce,
    asking,
    service::{RequestsService, may_cancel},
};
use crate::{
    integrations::{
        http::Failure,
        overseerr::{Overseerr, OverseerrRequestId},
    },
    jobs::queue::CancelInOverseerr,
    services::requesters::Requesters,
    store::{
        failure, request_events,
        requests::{self, Change, SavedRequest},
        users::{self, User},
    },
};
use domain::{
    Actor, Error, RequestId, Result,
    error::Thing,
    policy::Permission,
    requests::{Delivery, Request, RequestStatus, TimelineKind},
    text,
};
use std::sync::Arc;

/// What Overseerr did about it.
enum There {
    /// It has nothing of it (any more).
    Gone,
    /// It could not be asked.
    Later,
}

impl RequestsService {
    pub(super) async fn take_back(&self, by: &Actor, id: RequestId) -> Result<Request> {
        let saved = self.mine_or_any(by, id).await?.ok_or_else(|| Error::not_found(Thing::Request))?;
        if !may_cancel(by, &saved.request) {
            return Err(too_late(&saved.request));
        }
        let there = match saved.overseerr_id.filter(|_| saved.request.delivery == Delivery::Delivered) {
            None => There::Gone,
            Some(overseerr_id) => self.delete_there(by, &saved, OverseerrRequestId(overseerr_id)).await?,
        };
        let now = self.clock.now();
        let transaction = self.db.begin().await.map_err(failure)?;
        let change = Change { status: Some(RequestStatus::Cancelled), last_error: Some(None), ..Change::default() };
        if !requests::update(&transaction, id, &open_states(), change, now).await? {
            return Err(Error::Conflict(text::request_ended_meanwhile().into()));
        }
        request_events::append(&transaction, id, TimelineKind::Cancelled, Some(&by.name), "", now).await?;
        if let There::Later = there {
            let by_admin = by.admin_for(Permission::RequestsManage).is_ok();
            self.queue.enqueue(&transaction, &CancelInOverseerr { request: id, by_admin }).await?;
        }
        transaction.commit().await.map_err(failure)?;
        self.queue.wake();
        if let There::Gone = there {
            self.titles.forget(saved.request.media_type, saved.request.tmdb_id).await;
        }
        announce(self.live.as_ref(), &self.db, id).await;
        let cancelled = self.mine_or_any(by, id).await?.ok_or_else(|| Error::not_found(Thing::Request))?;
        Ok(cancelled.request)
    }

    async fn delete_there(&self, by: &Actor, saved: &SavedRequest, id: OverseerrRequestId) -> Result<There> {
        let Ok(overseerr) = self.connections.overseerr() else { return Ok(There::Later) };
        let owner =
            users::find(self.db.read(), saved.request.user_id).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        let is_admin = by.admin_for(Permission::RequestsManage).is_ok();
        let requesters = Arc::clone(&self.requesters);
        let asking = async move { delete(overseerr.as_ref(), &requesters, &owner, id, is_admin).await };
        // What takes longer goes on behind; the job looks whether it did.
        let Some(answer) = asking::until(asking::deadline(), asking).await else { return Ok(There::Later) };
        match answer {
            Ok(true) => Ok(There::Gone),
            Ok(false) => Err(Error::Conflict(text::overseerr_keeps_approved().into())),
            Err(failure) if failure.is_passing() => Ok(There::Later),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// Deletes it over there: with the admin's key, or as its owner, when Overseerr's own rule holds that only pending ones
/// can be taken back (`false`). What is another user's over there, and was only followed, stays.
pub(crate) async fn delete(
    overseerr: &dyn Overseerr,
    requesters: &Requesters,
    owner: &User,
    id: OverseerrRequestId,
    with_key: bool,
) -> Result<bool, Failure> {
    let Some(theirs) = overseerr.request(id).await? else { return Ok(true) };
    let user = requesters.find(overseerr, owner).await?.map(|user| user.id);
    if user.is_some() && theirs.user.is_some() && theirs.user != user {
        return Ok(true);
    }
    match (with_key, user) {
        (true, _) => overseerr.delete_request(id, None).await,
        (false, Some(user)) => overseerr.delete_request(id, Some(user)).await,
        (false, None) => Ok(false),
    }
}

/// What can still be cancelled.
fn open_states() -> Vec<RequestStatus> {
    RequestStatus::ALL.into_iter().filter(|status| !status.is_final()).collect()
}

fn too_late(request: &Request) -> Error {
    Error::Conflict(if request.status.is_final() {
        text::request_ended_already().into()
    } else {
        text::request_approved_already().into()
    })
}

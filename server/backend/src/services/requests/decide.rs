//! What admins do with wishes: approve, decline, try again, and say that something is there.

use super::{
    announce_to,
    progress::{Progress, advance},
    service::RequestsService,
};
use crate::{
    integrations::overseerr::{ForeignRequest, OverseerrRequestId},
    jobs::queue::SendToOverseerr,
    store::{
        audit, failure,
        requests::{self, Change, SavedRequest},
    },
};
use domain::{
    Admin, Error, RequestId, Result, Role,
    error::Thing,
    requests::{Decision, Delivery, Reason, Request, RequestRules, RequestStatus},
    text,
};
use serde_json::json;

impl RequestsService {
    pub(super) async fn decided(&self, by: &Admin, id: RequestId, decision: &Decision) -> Result<Request> {
        let saved = self.any(by, id).await?;
        if saved.request.status != RequestStatus::Pending {
            return Err(Error::Conflict(text::request_decided_meanwhile().into()));
        }
        let theirs = match delivered(&saved) {
            None => None,
            Some(there) => {
                let overseerr = self.connections.overseerr()?;
                let approve = *decision == Decision::Approve;
                Some(overseerr.decide(there, approve).await?.ok_or_else(gone)?)
            }
        };
        let (wanted, reason) = match decision {
            Decision::Approve => (RequestStatus::Approved, None),
            Decision::Decline(reason) => (RequestStatus::Declined, Some(reason.as_str())),
        };
        let status = theirs.and_then(|theirs| theirs.status).unwrap_or(wanted);
        self.write(by, &saved, Progress { status, actor: Some(&by.actor().name), reason }, Change::default()).await
    }

    pub(super) async fn retried(&self, by: &Admin, id: RequestId) -> Result<Request> {
        let saved = self.any(by, id).await?;
        if saved.request.status != RequestStatus::Failed {
            return Err(Error::Conflict(text::only_failed_is_retried().into()));
        }
        let status = match delivered(&saved) {
            None => RequestStatus::Pending,
            Some(there) => {
                let theirs: ForeignRequest = self.connections.overseerr()?.retry(there).await?.ok_or_else(gone)?;
                theirs.status.unwrap_or(RequestStatus::Approved)
            }
        };
        let progress = Progress { status, actor: Some(&by.actor().name), reason: None };
        self.write(by, &saved, progress, Change::default()).await
    }

    pub(super) async fn completed(&self, by: &Admin, id: RequestId) -> Result<Request> {
        let saved = self.any(by, id).await?;
        if !self.may_complete(&saved.request) {
            return Err(Error::Conflict(text::overseerr_says_when_available().into()));
        }
        let progress = Progress { status: RequestStatus::Available, actor: Some(&by.actor().name), reason: None };
        self.write(by, &saved, progress, Change::default()).await
    }

    pub(super) async fn current_rules(&self) -> Result<RequestRules> {
        let settings = self.settings.load().await?;
        let approves = |role: Role| settings.approve_requests_of.iter().any(|known| known == role.as_str());
        Ok(RequestRules {
            approve_users: approves(Role::User),
            approve_admins: approves(Role::Admin),
            reasons: settings.decline_reasons.clone(),
        })
    }

    pub(super) async fn change_rules(&self, by: &Admin, rules: &RequestRules) -> Result<()> {
        for reason in &rules.reasons {
            Reason::new("reasons", reason)?;
        }
        let switches = [(rules.approve_users, Role::User), (rules.approve_admins, Role::Admin)];
        let approved: Vec<_> = switches.into_iter().filter(|(on, _)| *on).map(|(_, role)| role.as_str()).collect();
        let reasons = self.settings.put(by, "decline_reasons", &json!(rules.reasons)).await;
        reasons.map_err(|error| match error {
            Error::Invalid(mut fields) => Error::field("reasons", fields.remove("decline_reasons").unwrap_or_default()),
            other => other,
        })?;
        self.settings.put(by, "approve_requests_of", &json!(approved)).await
    }

    /// There is nobody but the admin who could know.
    pub(super) fn may_complete(&self, request: &Request) -> bool {
        request.delivery == Delivery::Waiting && !request.status.is_final() && self.connections.overseerr().is_err()
    }

    async fn any(&self, by: &Admin, id: RequestId) -> Result<SavedRequest> {
        requests::find_for_admin(self.db.read(), id, by).await?.ok_or_else(|| Error::not_found(Thing::Request))
    }

    async fn write(&self, by: &Admin, saved: &SavedRequest, progress: Progress<'_>, change: Change) -> Result<Request> {
        let (request, now) = (&saved.request, self.clock.now());
        let transaction = self.db.begin().await.map_err(failure)?;
        let told = advance(&transaction, request, progress, change, now)
            .await?
            .ok_or_else(|| Error::Conflict(text::request_changed_meanwhile().into()))?;
        let entry = audit::Entry {
            actor: Some(by.actor()),
            action: "request.decide",
            object: &format!("request:{}", request.id),
            before: Some(json!({ "status": request.status })),
            after: Some(json!({ "status": progress.status, "reason": progress.reason })),
        };
        audit::append(&transaction, entry, now).await?;
        if progress.status == RequestStatus::Pending && request.delivery == Delivery::Waiting {
            let job = SendToOverseerr { request: request.id, user: request.user_id };
            self.queue.enqueue(&transaction, &job).await?;
        }
        transaction.commit().await.map_err(failure)?;
        self.queue.wake();
        announce_to(self.live.as_ref(), &self.db, request.id, told).await;
        self.titles.forget(request.media_type, request.tmdb_id).await;
        Ok(self.any(by, request.id).await?.request)
    }
}

fn delivered(saved: &SavedRequest) -> Option<OverseerrRequestId> {
    saved.overseerr_id.filter(|_| saved.request.delivery == Delivery::Delivered).map(OverseerrRequestId)
}

fn gone() -> Error {
    Error::Conflict(text::overseerr_has_request_no_more().into())
}

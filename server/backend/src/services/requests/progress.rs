//! What became of a request, written down once for everybody: its state, its timeline, and who is told.

use crate::{
    language,
    store::{
        notifications::{self, Notice},
        request_events,
        requests::{self, Change, followers_to_tell},
    },
};
use domain::{
    Result, Timestamp, UserId,
    inbox::NoticeKind,
    requests::{Request, RequestStatus, TimelineKind},
    text,
};
use sea_orm::ConnectionTrait;

/// How far a request has come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress<'a> {
    pub status: RequestStatus,
    /// The name of who decided it, where it was a person.
    pub actor: Option<&'a str>,
    /// Why, where it was declined or has failed.
    pub reason: Option<&'a str>,
}

/// Writes it down, if the request still is where it was when it was read; `None` when it is not. `change` holds what else
/// changes with it. Says who has something new in the inbox.
pub(crate) async fn advance(
    db: &impl ConnectionTrait,
    request: &Request,
    progress: Progress<'_>,
    change: Change,
    now: Timestamp,
) -> Result<Option<Vec<UserId>>> {
    let (declined, failed) = (progress.status == RequestStatus::Declined, progress.status == RequestStatus::Failed);
    let reason = progress.reason.map(str::to_owned);
    let change = Change {
        status: Some(progress.status),
        decline_reason: if declined { reason.clone() } else { change.decline_reason },
        last_error: Some(if failed { reason } else { None }),
        ..change
    };
    if !requests::update(db, request.id, &[request.status], change, now).await? {
        return Ok(None);
    }
    if let Some((kind, words)) = happened(progress.status) {
        let text = progress.reason.unwrap_or(words);
        request_events::append(db, request.id, kind, progress.actor, text, now).await?;
    }
    tell(db, request, progress, now).await.map(Some)
}

/// Puts it into the inboxes of those it concerns; says whose.
pub(crate) async fn tell(
    db: &impl ConnectionTrait,
    request: &Request,
    progress: Progress<'_>,
    now: Timestamp,
) -> Result<Vec<UserId>> {
    type Words = fn(&str) -> String;
    let (kind, words): (_, Words) = match progress.status {
        RequestStatus::Approved => (NoticeKind::RequestApproved, |title| text::notice_approved(title)),
        RequestStatus::Declined => (NoticeKind::RequestDeclined, |title| text::notice_declined(title)),
        RequestStatus::Available => (NoticeKind::RequestAvailable, |title| text::notice_available(title)),
        RequestStatus::Failed => (NoticeKind::RequestFailed, |title| text::notice_failed(title)),
        RequestStatus::Pending
        | RequestStatus::Processing
        | RequestStatus::PartiallyAvailable
        | RequestStatus::Cancelled => return Ok(Vec::new()),
    };
    let notice = || Notice {
        kind,
        title: words(&request.title),
        body: progress.reason.unwrap_or_default().to_owned(),
        link: Some(format!("/requests/{}", request.id)),
    };
    let mut users: Vec<UserId> = vec![request.user_id];
    if progress.status == RequestStatus::Available {
        users.extend(followers_to_tell(db, request.id, now).await?);
        users.sort_unstable();
        users.dedup();
    }
    notifications::insert(db, &users, notice, now).await?;
    Ok(users)
}

/// What the timeline says of a new state; nothing where its kind says it all.
pub(crate) fn happened(status: RequestStatus) -> Option<(TimelineKind, &'static str)> {
    match status {
        RequestStatus::Pending | RequestStatus::Cancelled => None,
        RequestStatus::Approved => Some((TimelineKind::Approved, "")),
        RequestStatus::Declined => Some((TimelineKind::Declined, "")),
        RequestStatus::Processing => Some((TimelineKind::Processing, "")),
        RequestStatus::PartiallyAvailable => Some((TimelineKind::Available, language::kept(text::stage_partial))),
        RequestStatus::Available => Some((TimelineKind::Available, "")),
        RequestStatus::Failed => Some((TimelineKind::Failed, "")),
    }
}

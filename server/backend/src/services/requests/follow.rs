//! Somebody else's request as a follower sees it: how far it is, not whose.

use domain::{
    UserId,
    requests::{Request, TimelineEntry, TimelineKind},
};
use uuid::Uuid;

/// What the one who asks second is told, in place of why the request is where it is.
const NOTE: &str =
    "Somebody else had already asked for this. You follow their request and are told when it is available.";

pub(super) fn as_follower(request: Request) -> Request {
    Request {
        user_id: UserId(Uuid::nil()),
        user_name: "somebody else".into(),
        last_error: Some(NOTE.into()),
        decline_reason: None,
        ..request
    }
}

/// Neither comments nor names.
pub(super) fn told_to_follower(timeline: Vec<TimelineEntry>) -> Vec<TimelineEntry> {
    let told = timeline.into_iter().filter_map(|entry| {
        let text = match entry.kind {
            TimelineKind::Requested => "Requested",
            TimelineKind::Waiting => "Waiting for Overseerr",
            TimelineKind::Sent => "Sent to Overseerr",
            TimelineKind::Approved => "Approved",
            TimelineKind::Declined => "Declined",
            TimelineKind::Processing => "Being fetched",
            TimelineKind::Available => "Available",
            TimelineKind::Failed => "Failed",
            TimelineKind::Cancelled => "Cancelled",
            TimelineKind::Comment => return None,
        };
        Some(TimelineEntry { kind: entry.kind, actor: None, text: text.into(), at: entry.at })
    });
    told.collect()
}

//! Somebody else's request as a follower sees it: how far it is, not whose.

use domain::{
    UserId,
    requests::{Request, TimelineEntry, TimelineKind},
    text,
};
use uuid::Uuid;

/// As the one who asks second is told of it: that it is followed, in place of why it is where it is.
pub(super) fn as_follower(request: Request) -> Request {
    Request {
        user_id: UserId(Uuid::nil()),
        user_name: text::somebody_else().into(),
        last_error: Some(text::note_follows_theirs().into()),
        decline_reason: None,
        ..request
    }
}

/// Neither comments nor names.
pub(super) fn told_to_follower(timeline: Vec<TimelineEntry>) -> Vec<TimelineEntry> {
    let told = timeline.into_iter().filter(|entry| entry.kind != TimelineKind::Comment);
    told.map(|entry| TimelineEntry { actor: None, text: entry.kind.words().into(), ..entry }).collect()
}

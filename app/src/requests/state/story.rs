//! The story of a request: what is to be done now, and what is still to come.

use crate::{
    text,
    ui::{Icon, Kind},
};
use domain::{
    UserId,
    requests::{Delivery, Request, RequestStatus, TimelineEntry},
};

/// A sentence about where a request stands, and what to do or wait for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    pub kind: Kind,
    pub title: String,
    pub next: &'static str,
}

/// What somebody who looks at a request should know beside its timeline; nothing when the badge says it all. Admins are
/// told what they can do, everybody else whom to ask.
pub fn advice(request: &Request, is_admin: bool) -> Option<Advice> {
    let say = |kind, title: String, next| Some(Advice { kind, title, next });
    match (request.status, &request.last_error) {
        (RequestStatus::Declined, _) => {
            let title = match &request.decline_reason {
                Some(reason) => text::declined_because(reason),
                None => text::declined_without_reason().to_owned(),
            };
            say(Kind::Warn, title, text::declined_next())
        }
        (RequestStatus::Failed, error) => {
            let title = error.clone().unwrap_or_else(|| text::failed_without_reason().to_owned());
            say(Kind::Bad, title, if is_admin { text::failed_admin_next() } else { text::failed_next() })
        }
        (status, error) if request.delivery == Delivery::Waiting && !status.is_final() => match error {
            Some(error) if request.is_for_an_admin() => {
                let next = if is_admin { text::by_hand_admin_next() } else { text::pending_next() };
                say(Kind::Info, error.clone(), next)
            }
            Some(error) => say(Kind::Warn, error.clone(), text::waiting_next()),
            None => say(Kind::Info, text::sending_title().to_owned(), text::sending_next()),
        },
        (RequestStatus::Pending, None) if is_admin => {
            say(Kind::Info, text::pending_admin_title().to_owned(), text::pending_admin_next())
        }
        (RequestStatus::Pending, None) => say(Kind::Info, text::pending_title().to_owned(), text::pending_next()),
        (status, Some(error)) if !status.is_final() => say(Kind::Warn, error.clone(), text::trouble_next()),
        _ => None,
    }
}

/// The timeline as its reader says it: what the reader did was done by "you".
pub fn told_to(reader: Option<UserId>, request: &Request, mut timeline: Vec<TimelineEntry>) -> Vec<TimelineEntry> {
    if reader == Some(request.user_id) {
        for entry in timeline.iter_mut().filter(|entry| entry.actor.as_deref() == Some(&request.user_name)) {
            entry.actor = Some(text::you().to_owned());
        }
    }
    timeline
}

/// The stops that are still to come.
pub fn coming(request: &Request) -> Vec<(Icon, &'static str)> {
    let mut stops = Vec::new();
    if request.status.is_final() {
        return stops;
    }
    if request.delivery == Delivery::Waiting {
        stops.push((Icon::External, text::timeline_sent()));
    }
    if request.status == RequestStatus::Pending {
        stops.push((Icon::Check, text::timeline_approved()));
    }
    stops.push((Icon::Play, text::timeline_available()));
    stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RequestId, Timestamp, TmdbId, discovery::MediaType, requests::TimelineKind};

    fn request(status: RequestStatus, delivery: Delivery, last_error: Option<&str>) -> Request {
        let id = "0197a000-0000-7000-8000-000000000001";
        let at = Timestamp(::time::macros::datetime!(2026-11-20 18:02 UTC));
        Request {
            id: id.parse::<RequestId>().expect("an id"),
            user_id: id.parse::<UserId>().expect("an id"),
            user_name: "Ann".into(),
            media_type: MediaType::Movie,
            tmdb_id: TmdbId::new(11).expect("an id"),
            title: "Low Sun".into(),
            year: Some(2024),
            poster_path: None,
            seasons: vec![],
            is_4k: false,
            status,
            delivery,
            decline_reason: None,
            last_error: last_error.map(str::to_owned),
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_kept_request_says_that_nothing_is_lost_and_what_comes() {
        let kept = request(RequestStatus::Pending, Delivery::Waiting, Some("Overseerr does not answer."));
        let said = advice(&kept, false).expect("says something");
        assert_eq!((said.kind, said.title.as_str()), (Kind::Warn, "Overseerr does not answer."));
        assert_eq!(said.next, text::waiting_next());
        let words: Vec<_> = coming(&kept).into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, [text::timeline_sent(), text::timeline_approved(), text::timeline_available()]);
    }

    #[test]
    fn overseerr_is_not_blamed_before_it_was_asked() {
        let new = request(RequestStatus::Pending, Delivery::Waiting, None);
        assert_eq!(advice(&new, false).map(|said| said.kind), Some(Kind::Info));
    }

    #[test]
    fn admins_are_told_what_to_do_and_users_whom_to_wait_for() {
        let pending = request(RequestStatus::Pending, Delivery::Delivered, None);
        assert_eq!(advice(&pending, true).map(|said| said.next), Some(text::pending_admin_next()));
        assert_eq!(advice(&pending, false).map(|said| said.next), Some(text::pending_next()));
    }

    #[test]
    fn what_the_reader_did_was_done_by_you() {
        let request = request(RequestStatus::Pending, Delivery::Delivered, None);
        let entry = |actor: &str| TimelineEntry {
            kind: TimelineKind::Requested,
            actor: Some(actor.into()),
            text: String::new(),
            at: request.created_at,
        };
        let timeline = vec![entry("Ann"), entry("Ben")];
        let actors = |reader| {
            let told = told_to(reader, &request, timeline.clone());
            told.into_iter().filter_map(|entry| entry.actor).collect::<Vec<_>>()
        };
        assert_eq!(actors(Some(request.user_id)), ["you", "Ben"]);
        assert_eq!(actors(None), ["Ann", "Ben"]);
    }

    #[test]
    fn what_failed_says_why_and_nothing_is_promised() {
        let failed = request(RequestStatus::Failed, Delivery::Waiting, Some("Radarr has no copy."));
        assert_eq!(advice(&failed, false).map(|said| said.title).as_deref(), Some("Radarr has no copy."));
        assert!(coming(&failed).is_empty());
    }

    #[test]
    fn a_decline_gives_its_reason_and_what_is_ready_needs_no_words() {
        let mut declined = request(RequestStatus::Declined, Delivery::Delivered, None);
        declined.decline_reason = Some("Too large".into());
        assert_eq!(advice(&declined, false).map(|said| said.title).as_deref(), Some("Declined: “Too large”"));
        assert_eq!(advice(&request(RequestStatus::Available, Delivery::Delivered, None), true), None);
    }
}

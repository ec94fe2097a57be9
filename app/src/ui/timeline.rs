//! Timelines: the stops of a request, each with its reason.

use crate::{
    text,
    ui::{
        icon::{Glyph, Icon},
        time::TimeText,
    },
};
use domain::{
    Timestamp,
    requests::{TimelineEntry, TimelineKind},
};
use leptos::prelude::*;

/// How a stop stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelineMark {
    Done,
    Now,
    Waiting,
    Bad,
    /// Has not happened yet.
    Next,
}

impl TimelineMark {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "timeline-item is-done",
            Self::Now => "timeline-item is-now",
            Self::Waiting => "timeline-item is-waiting",
            Self::Bad => "timeline-item is-bad",
            Self::Next => "timeline-item is-next",
        }
    }
}

/// One stop.
#[component]
pub fn TimelineItem(
    mark: TimelineMark,
    icon: Icon,
    #[prop(into)] title: String,
    /// What happened there in a sentence; empty is none.
    #[prop(optional, into)]
    note: String,
    at: Option<Timestamp>,
) -> impl IntoView {
    view! {
        <li class=mark.class() aria-current=(mark == TimelineMark::Now).then_some("step")>
            <span class="timeline-mark">
                <Glyph icon />
            </span>
            <div>
                <p class="timeline-title">{title}</p>
                {(!note.is_empty()).then(|| view! { <p class="timeline-note">{note}</p> })}
            </div>
            {at.map(|at| view! { <TimeText at /> })}
        </li>
    }
}

/// What a kind of entry is called and looks like; `mark` is how it stands when it is the last one.
pub fn entry_look(kind: TimelineKind) -> (Icon, &'static str, TimelineMark) {
    use TimelineMark::{Bad, Done, Now, Waiting};
    match kind {
        TimelineKind::Requested => (Icon::Ticket, text::timeline_requested(), Now),
        TimelineKind::Waiting => (Icon::Cloud, text::timeline_waiting(), Waiting),
        TimelineKind::Sent => (Icon::External, text::timeline_sent(), Now),
        TimelineKind::Approved => (Icon::Check, text::timeline_approved(), Now),
        TimelineKind::Declined => (Icon::Close, text::timeline_declined(), Bad),
        TimelineKind::Processing => (Icon::Download, text::timeline_processing(), Now),
        TimelineKind::Available => (Icon::Play, text::timeline_available(), Done),
        TimelineKind::Failed => (Icon::Alert, text::timeline_failed(), Bad),
        TimelineKind::Cancelled => (Icon::Ban, text::timeline_cancelled(), Done),
        TimelineKind::Comment => (Icon::Message, text::timeline_comment(), Done),
    }
}

/// What happened to a request, oldest first. `next` is what comes after, where anything does.
#[component]
pub fn Timeline(
    entries: Vec<TimelineEntry>,
    /// Stops still to come: icon and words.
    #[prop(optional)]
    next: Vec<(Icon, &'static str)>,
) -> impl IntoView {
    let last = entries.iter().rposition(|entry| entry.kind != TimelineKind::Comment);
    view! {
        <ol class="timeline">
            {entries
                .into_iter()
                .enumerate()
                .map(|(index, entry)| {
                    let (icon, name, mark) = entry_look(entry.kind);
                    let over = Some(index) != last && mark != TimelineMark::Bad;
                    let mark = if over { TimelineMark::Done } else { mark };
                    let title = match entry.actor {
                        Some(actor) => text::timeline_by(name, actor),
                        None => name.to_owned(),
                    };
                    let note = if entry.text == name { String::new() } else { entry.text };
                    view! { <TimelineItem mark icon title note at=Some(entry.at) /> }
                })
                .collect_view()}
            {next
                .into_iter()
                .map(|(icon, title)| view! { <TimelineItem mark=TimelineMark::Next icon title at=None /> })
                .collect_view()}
        </ol>
    }
}

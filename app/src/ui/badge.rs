//! Badges: how far a request is, what of a title is there, film or series. Colour is never the only sign.

use crate::{
    text,
    ui::icon::{Glyph, Icon},
};
use domain::{
    discovery::{Availability, MediaType},
    requests::{Delivery, RequestStatus},
};
use leptos::{either::Either, prelude::*};

/// The colour and shape of a badge, by what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    Pending,
    Requested,
    Processing,
    Partial,
    Available,
    Declined,
    Failed,
    Waiting,
    Cancelled,
    Info,
    Unknown,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Requested => "requested",
            Self::Processing => "processing",
            Self::Partial => "partial",
            Self::Available => "available",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Waiting => "waiting",
            Self::Cancelled => "cancelled",
            Self::Info => "info",
            Self::Unknown => "unknown",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Pending => Icon::Bell,
            Self::Requested => Icon::Clock,
            Self::Processing => Icon::Download,
            Self::Partial => Icon::Minus,
            Self::Available => Icon::Check,
            Self::Declined => Icon::CircleX,
            Self::Failed => Icon::Alert,
            Self::Waiting => Icon::Cloud,
            Self::Cancelled => Icon::Ban,
            Self::Info => Icon::Info,
            Self::Unknown => Icon::Help,
        }
    }
}

/// A pill with icon and words; as a `mark` (on posters) the words are for screen readers and the tooltip.
#[component]
pub fn Badge(tone: Tone, #[prop(into)] label: String, #[prop(optional)] mark: bool) -> impl IntoView {
    if mark {
        Either::Left(view! {
            <span class=format!("badge badge-{} badge-mark", tone.name()) title=label>
                <Glyph icon=tone.icon() />
                <span class="sr-only">{label.clone()}</span>
            </span>
        })
    } else {
        Either::Right(view! {
            <span class=format!("badge badge-{}", tone.name())>
                <Glyph icon=tone.icon() />
                {label}
            </span>
        })
    }
}

/// What a request's badge shows. While Overseerr does not have it, that is what matters, unless all is over.
pub fn request_badge(status: RequestStatus, delivery: Delivery) -> (Tone, &'static str) {
    if delivery == Delivery::Waiting && !status.is_final() {
        return (Tone::Waiting, text::status_waiting());
    }
    match status {
        RequestStatus::Pending => (Tone::Pending, text::status_pending()),
        RequestStatus::Approved => (Tone::Requested, text::status_approved()),
        RequestStatus::Declined => (Tone::Declined, text::status_declined()),
        RequestStatus::Processing => (Tone::Processing, text::status_processing()),
        RequestStatus::PartiallyAvailable => (Tone::Partial, text::status_partial()),
        RequestStatus::Available => (Tone::Available, text::status_available()),
        RequestStatus::Failed => (Tone::Failed, text::status_failed()),
        RequestStatus::Cancelled => (Tone::Cancelled, text::status_cancelled()),
    }
}

/// What a title's badge shows; nothing for what is neither there nor asked for.
pub fn availability_badge(availability: Availability) -> Option<(Tone, &'static str)> {
    match availability {
        Availability::Missing => None,
        Availability::Pending => Some((Tone::Pending, text::status_pending())),
        // Asked for and approved; whether anything downloads is the request's to say.
        Availability::Processing => Some((Tone::Requested, text::status_requested())),
        Availability::PartiallyAvailable => Some((Tone::Partial, text::status_partial())),
        Availability::Available => Some((Tone::Available, text::status_available())),
        Availability::Blocklisted => Some((Tone::Declined, text::status_blocklisted())),
    }
}

fn in_4k(label: &str, is_4k: bool) -> String {
    if is_4k { text::status_4k(label) } else { label.to_owned() }
}

/// How far a request is.
#[component]
pub fn RequestBadge(
    status: RequestStatus,
    delivery: Delivery,
    #[prop(optional)] is_4k: bool,
    #[prop(optional)] mark: bool,
) -> impl IntoView {
    let (tone, label) = request_badge(status, delivery);
    view! { <Badge tone label=in_4k(label, is_4k) mark /> }
}

/// What of a title is on the server; prints nothing when there is nothing to say.
#[component]
pub fn AvailabilityBadge(
    availability: Availability,
    #[prop(optional)] is_4k: bool,
    #[prop(optional)] mark: bool,
) -> impl IntoView {
    availability_badge(availability).map(|(tone, label)| view! { <Badge tone label=in_4k(label, is_4k) mark /> })
}

/// Film or series.
#[component]
pub fn TypePill(media_type: MediaType) -> impl IntoView {
    let (class, label) = match media_type {
        MediaType::Movie => ("pill pill-film", text::film()),
        MediaType::Tv => ("pill pill-series", text::series()),
    };
    view! { <span class=class>{label}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_that_overseerr_does_not_have_yet_says_that_it_waits() {
        assert_eq!(request_badge(RequestStatus::Pending, Delivery::Waiting).0, Tone::Waiting);
        assert_eq!(request_badge(RequestStatus::Cancelled, Delivery::Waiting).0, Tone::Cancelled);
        assert_eq!(request_badge(RequestStatus::Pending, Delivery::Delivered).0, Tone::Pending);
    }

    #[test]
    fn the_4k_variant_says_so() {
        let (_, label) = request_badge(RequestStatus::Available, Delivery::Delivered);
        assert_eq!(in_4k(label, true), "4K Available");
    }
}

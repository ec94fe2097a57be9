//! Notices: a sentence about what is wrong or done, and what happens next.

use crate::{
    text,
    ui::{
        icon::{Glyph, Icon},
        time::TimeText,
    },
};
use domain::Timestamp;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    #[default]
    Info,
    Ok,
    Warn,
    /// Announced at once.
    Bad,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Ok => Icon::CircleCheck,
            Self::Warn => Icon::Alert,
            Self::Bad => Icon::CircleX,
        }
    }

    fn role(self) -> &'static str {
        if self == Self::Bad { "alert" } else { "status" }
    }
}

/// A notice: its sentence in bold; what happens next, and what can be done, as children.
#[component]
pub fn Notice(
    #[prop(optional)] kind: Kind,
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("notice notice-{}", kind.name()) role=kind.role()>
            <Glyph icon=kind.icon() />
            <div>
                <b>{title}</b>
                {children.map(|children| view! { <p>{children()}</p> })}
            </div>
        </div>
    }
}

/// Says that what is shown is old, and of when it is.
#[component]
pub fn StaleNotice(
    since: Timestamp,
    /// Who does not answer; empty names nobody.
    #[prop(optional, into)]
    service: String,
) -> impl IntoView {
    let title = if service.is_empty() { text::stale_title().to_owned() } else { text::stale_service(service) };
    view! {
        <Notice kind=Kind::Warn title=title>
            {text::stale_from()}
            " "
            <TimeText at=since />
            ". "
            {text::stale_next()}
        </Notice>
    }
}

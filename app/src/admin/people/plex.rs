//! On `/admin/users/{id}`: whether their Plex account may still use the Plex server.

use crate::{
    text,
    ui::{Section, TimeText},
};
use domain::plex_access::{PlexAccess, WhyLost};
use leptos::prelude::*;

/// What was found, and when.
#[component]
pub fn PlexFacts(access: PlexAccess) -> impl IntoView {
    let words = match access.lost.map(|loss| loss.why) {
        None => text::person_plex_has(),
        Some(WhyLost::NotShared) => text::person_plex_not_shared(),
        Some(WhyLost::NotListed) => text::person_plex_not_listed(),
        Some(WhyLost::SignedOut) => text::person_plex_signed_out(),
    };
    let since = access.lost.map(|loss| {
        view! {
            <div>
                <dt>{text::person_plex_lost_at()}</dt>
                <dd>
                    <TimeText at=loss.since />
                </dd>
            </div>
        }
    });
    let checked = match access.checked_at {
        Some(at) => view! { <TimeText at /> }.into_any(),
        None => text::person_plex_never().into_any(),
    };
    view! {
        <Section id="plex" title=text::person_plex()>
            <div class="card card-roomy">
                <dl class="facts">
                    <div>
                        <dt>{text::person_plex_access()}</dt>
                        <dd>{words}</dd>
                    </div>
                    {since}
                    <div>
                        <dt>{text::person_plex_checked_at()}</dt>
                        <dd>{checked}</dd>
                    </div>
                </dl>
            </div>
        </Section>
    }
}

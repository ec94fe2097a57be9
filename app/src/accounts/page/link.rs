//! On `/profile`: a local admin's own Plex account, as a second way to sign in.

use crate::{
    accounts::{
        api::{PollAnswer, PollState, linking::pending_plex_link},
        page::code::{Expiry, LinkCode},
        state::spoken,
    },
    context, text,
    ui::{Button, Icon, Kind, Look, Notice, Problem, Section, loaded},
};
use domain::accounts::PlexPin;
use leptos::prelude::*;

const START: &str = "/api/profile/plex/start";
const POLL: &str = "/api/profile/plex/poll";

/// `open` for who has something to link; the others are only told that they have just done so.
#[component]
pub fn PlexAccount(open: bool) -> impl IntoView {
    let told = outcome();
    (open || told.is_some()).then(|| {
        view! {
            <Section id="plex" title=text::link_title()>
                {told} {open.then(|| loaded(async {
                    match pending_plex_link().await {
                        Ok(Some(pin)) => view! { <Waiting pin /> }.into_any(),
                        Ok(None) => view! { <Start /> }.into_any(),
                        Err(error) => view! { <Problem error retry="/profile".to_owned() /> }.into_any(),
                    }
                }))}
            </Section>
        }
    })
}

/// What the last form left.
fn outcome() -> Option<impl IntoView + use<>> {
    let flash = [POLL, START].into_iter().find_map(context::flash)?;
    let is_done = flash.answer::<PollAnswer>().is_some_and(|answer| answer.state == PollState::Authorized);
    let kind = match (&flash.error, is_done) {
        (Some(_), _) => Kind::Bad,
        (None, true) => Kind::Ok,
        (None, false) => Kind::Info,
    };
    let title = flash.error.map(|error| error.message).or(flash.message)?;
    Some(view! { <Notice kind title /> })
}

#[component]
fn Start() -> impl IntoView {
    view! {
        <form method="post" action=START class="card card-roomy form">
            <p>{text::link_lead()}</p>
            <div class="form-foot">
                <Button look=Look::Plex icon=Icon::Play>
                    {text::link_start()}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn Waiting(pin: PlexPin) -> impl IntoView {
    let expires_at = pin.expires_at;
    view! {
        <div class="card card-roomy form">
            <p>{text::code_lead(spoken(&pin.link))}</p>
            <LinkCode pin poll=POLL next=None />
            <Expiry at=expires_at />
        </div>
    }
}

//! On `/profile`: a local admin's own Plex account, as a second way to sign in.

use crate::{
    accounts::{
        api::{PollAnswer, PollState, linking::pending_plex_link},
        page::code::{Expiry, LinkCode},
        state::spoken,
    },
    context, text,
    ui::{Button, ErrorSummary, FieldKind, Icon, Kind, Look, Notice, Problem, Section, TextField, WrongField, loaded},
};
use domain::{Actor, Role, accounts::PlexPin};
use leptos::prelude::*;

const START: &str = "/api/profile/plex/start";
const POLL: &str = "/api/profile/plex/poll";
const UNLINK: &str = "/api/profile/plex/unlink";

/// The field's id.
const PASSWORD: &str = "plex-password";

/// For local accounts: an admin may link a Plex account, and whoever has one may give it up.
#[component]
pub fn PlexAccount(viewer: Actor) -> impl IntoView {
    let is_linked = viewer.plex_id.is_some();
    let is_open = viewer.is_local && (is_linked || viewer.role == Role::Admin);
    is_open.then(|| {
        let name = viewer.name;
        let body = if is_linked {
            view! { <Unlink name /> }.into_any()
        } else {
            loaded(async move {
                match pending_plex_link().await {
                    Ok(Some(pin)) => view! { <Waiting pin /> }.into_any(),
                    Ok(None) => view! { <Start name /> }.into_any(),
                    Err(error) => view! { <Problem error retry="/profile".to_owned() /> }.into_any(),
                }
            })
            .into_any()
        };
        view! { <Section id="plex" title=text::link_title()>{outcome()} {body}</Section> }
    })
}

/// What the last form left.
fn outcome() -> Option<AnyView> {
    let flash = [POLL, START, UNLINK].into_iter().find_map(context::flash)?;
    if let Some(error) = flash.error.as_ref().filter(|error| !error.details.fields.is_empty()) {
        return Some(view! { <ErrorSummary lines=WrongField::of(error, control) /> }.into_any());
    }
    let is_done = flash.answer::<PollAnswer>().is_some_and(|answer| answer.state == PollState::Authorized);
    let kind = match (&flash.error, is_done) {
        (Some(_), _) => Kind::Bad,
        (None, true) => Kind::Ok,
        (None, false) => Kind::Info,
    };
    let title = flash.error.map(|error| error.message).or(flash.message)?;
    Some(view! { <Notice kind title /> }.into_any())
}

fn control(field: &str) -> Option<String> {
    (field == "password").then(|| PASSWORD.to_owned())
}

/// Whoever is signed in shows that it is them.
#[component]
fn OwnPassword(name: String, call: &'static str) -> impl IntoView {
    let wrong = context::flash(call).and_then(|flash| flash.wrong("password"));
    view! {
        // Without a name it is not sent: it only tells password managers whose password this is.
        <input type="text" autocomplete="username" value=name readonly hidden />
        <TextField
            id=PASSWORD
            name="password"
            label=text::link_password()
            hint=text::link_password_hint()
            kind=FieldKind::Password
            error=wrong
            autocomplete="current-password"
            required=true
        />
    }
}

#[component]
fn Unlink(name: String) -> impl IntoView {
    view! {
        <form method="post" action=UNLINK class="card card-roomy form">
            <p>{text::link_is_linked()}</p>
            <p>{text::link_unlink_text()}</p>
            <OwnPassword name call=UNLINK />
            <div class="form-foot">
                <Button look=Look::Danger>{text::link_unlink()}</Button>
            </div>
        </form>
    }
}

#[component]
fn Start(name: String) -> impl IntoView {
    view! {
        <form method="post" action=START class="card card-roomy form">
            <p>{text::link_lead()}</p>
            <OwnPassword name call=START />
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

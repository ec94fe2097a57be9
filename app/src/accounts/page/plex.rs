//! `/login/plex`: the code in large type, where to type it, and the way on; or, for who comes back from Plex, the end of
//! the one-tap sign-in.

use crate::{
    accounts::{
        island::PlexWait,
        page::{
            AlreadySignedIn,
            code::{Expiry, LinkCode, WaitStatus},
        },
        state::spoken,
    },
    context::{self, PendingPlexPin},
    routes::going_on,
    shell::{AuthCard, PageTitle, next_of_query},
    text,
    ui::{Button, Hidden, Icon, Kind, Look, Notice, Size},
};
use domain::accounts::PlexPin;
use leptos::prelude::*;

const START: &str = "/api/auth/plex/start";
const POLL: &str = "/api/auth/plex/poll";

/// `/login/plex`.
#[component]
pub fn PlexPinPage() -> impl IntoView {
    let pin = use_context::<PendingPlexPin>().and_then(|pending| pending.0);
    let title = view! { <PageTitle text=text::sign_in_with_plex() /> };
    let body = match (context::viewer(), pin) {
        (Some(viewer), _) => view! { <AlreadySignedIn name=viewer.name /> }.into_any(),
        (None, Some(pin)) => view! { <Waiting pin /> }.into_any(),
        (None, None) => view! { <NothingWaits /> }.into_any(),
    };
    view! {
        {title}
        {body}
    }
}

#[component]
fn Waiting(pin: PlexPin) -> impl IntoView {
    let (title, lead) = match &pin.code {
        Some(_) => (text::code_title(), text::code_lead(spoken(&pin.link))),
        None => (text::finishing_title(), text::finishing_lead().to_owned()),
    };
    let (has_code, id, expires_at) = (pin.code.is_some(), pin.pin.to_string(), pin.expires_at);
    let next = next_of_query();
    let another_way = going_on("/login", next.as_deref());
    let again = next.clone();
    view! {
        <AuthCard title=title text=lead>
            <Outcome />
            <LinkCode pin poll=POLL next=next.clone() />
            <WaitStatus has_code>
                <form method="post" action=START class="form">
                    {again.map(|next| view! { <Hidden name="next" value=next /> })}
                    <Button look=Look::Plex size=Size::Large block=true>
                        {text::new_code()}
                    </Button>
                </form>
            </WaitStatus>
            <PlexWait pin=id has_code next />
            {has_code.then(|| view! { <Expiry at=expires_at /> })}
            <p class="center small">
                <a href=another_way>{text::another_way()}</a>
            </p>
        </AuthCard>
    }
}

/// What was said when "Continue" was pressed.
#[component]
fn Outcome() -> impl IntoView {
    let flash = [POLL, START].into_iter().find_map(context::flash);
    flash.and_then(|flash| match (flash.error, flash.message) {
        (Some(error), _) => Some(view! { <Notice kind=Kind::Bad title=error.message /> }.into_any()),
        (None, Some(message)) => Some(view! { <Notice title=message /> }.into_any()),
        (None, None) => None,
    })
}

#[component]
fn NothingWaits() -> impl IntoView {
    let next = next_of_query();
    let another_way = going_on("/login", next.as_deref());
    view! {
        <AuthCard title=text::no_pin_title() text=text::no_pin_text()>
            <form method="post" action=START class="form">
                {next.map(|next| view! { <Hidden name="next" value=next /> })}
                <Button look=Look::Plex size=Size::Large block=true icon=Icon::Key>
                    {text::new_code()}
                </Button>
            </form>
            <p class="center small">
                <a href=another_way>{text::another_way()}</a>
            </p>
        </AuthCard>
    }
}

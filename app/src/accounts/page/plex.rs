//! `/login/plex`: the code in large type, where to type it, and the way on; or, for who comes back from Plex, the end of
//! the one-tap sign-in.

use crate::{
    accounts::{
        island::PlexWait,
        page::AlreadySignedIn,
        state::{link_with_code, spoken},
    },
    context::{self, PendingPlexPin},
    routes::going_on,
    shell::{AuthCard, PageTitle, next_of_query},
    text,
    ui::{Button, Hidden, Icon, Kind, LinkButton, Look, Notice, Size, time},
};
use domain::accounts::PlexPin;
use leptos::prelude::*;

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
    let link = link_with_code(&pin);
    let place = spoken(&pin.link).to_owned();
    let (title, lead) = match &pin.code {
        Some(_) => (text::code_title(), text::code_lead(&place)),
        None => (text::finishing_title(), text::finishing_lead().to_owned()),
    };
    let has_code = pin.code.is_some();
    let next = next_of_query();
    let another_way = going_on("/login", next.as_deref());
    view! {
        <AuthCard title=title text=lead>
            <Outcome />
            {pin.code.map(|code| view! { <Code code=code.chars().collect() /> })}
            <div class="form">
                {link
                    .map(|link| {
                        view! {
                            <LinkButton
                                href=link
                                look=Look::Plex
                                size=Size::Large
                                block=true
                                icon=Icon::External
                                external=true
                            >
                                {text::open_link(place)}
                            </LinkButton>
                        }
                    })}
                <form method="post" action="/api/auth/plex/poll">
                    <Hidden name="pin" value=pin.pin.to_string() />
                    {next.clone().map(|next| view! { <Hidden name="next" value=next /> })}
                    <Button look=if has_code { Look::Plain } else { Look::Primary } size=Size::Large block=true>
                        {text::carry_on()}
                    </Button>
                </form>
            </div>
            <PlexWait pin=pin.pin.to_string() has_code next />
            {has_code.then(|| view! { <Expiry at=pin.expires_at /> })}
            <p class="center small">
                <a href=another_way>{text::another_way()}</a>
            </p>
        </AuthCard>
    }
}

/// The characters apart, so that they are read and typed one by one; selected together.
#[component]
pub fn Code(code: Vec<char>) -> impl IntoView {
    view! {
        <p class="pin-code" id="code">
            {code.into_iter().map(|character| view! { <span>{character.to_string()}</span> }).collect_view()}
        </p>
    }
}

#[component]
pub fn Expiry(at: domain::Timestamp) -> impl IntoView {
    let words = match context::now() {
        Some(now) => text::code_good_for(time::duration(now.seconds_until(at))),
        None => text::code_good_until(time::words(at)),
    };
    view! { <p class="center small soft">{words}</p> }
}

/// What was said when "Continue" was pressed.
#[component]
fn Outcome() -> impl IntoView {
    let flash = ["/api/auth/plex/poll", "/api/auth/plex/start"].into_iter().find_map(context::flash);
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
            <form method="post" action="/api/auth/plex/start" class="form">
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

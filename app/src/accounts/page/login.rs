//! `/login`: with Plex first; with a local account below, or first while there is no Plex server.

use crate::{
    accounts::{
        island::{Names, OneTap},
        page::AlreadySignedIn,
    },
    context::{self, Flash},
    shell::{AuthCard, PageTitle, next_of_query},
    text,
    ui::{
        Button, CheckBox, ErrorSummary, FieldKind, Hidden, Icon, Kind, Look, Notice, Size, TextField, WrongField,
        loaded,
    },
};
use domain::accounts::{Accounts, SignInWays};
use leptos::prelude::*;

/// `/login`.
#[component]
pub fn LoginPage() -> impl IntoView {
    let form = view! { <PageTitle text=text::sign_in() /> };
    if let Some(viewer) = context::viewer() {
        return view! {
            {form}
            <AlreadySignedIn name=viewer.name />
        }
        .into_any();
    }
    let local = context::flash("/api/auth/local").unwrap_or_default();
    let next = next_of_query().or_else(|| local.values.get("next").cloned());
    view! {
        {form}
        {loaded(async move {
            let accounts = context::service::<dyn Accounts>();
            let ways = match accounts {
                Ok(accounts) => accounts.sign_in_ways().await,
                Err(error) => Err(error),
            };
            // When even this is unknown, the way that needs nobody else stays open.
            let ways = ways.unwrap_or(SignInWays { plex: None, local: true });
            view! { <Ways ways local next /> }
        })}
    }
    .into_any()
}

#[component]
fn Ways(ways: SignInWays, local: Flash, next: Option<String>) -> impl IntoView {
    let lead = if ways.plex.is_some() { text::sign_in_lead() } else { text::sign_in_lead_local() };
    let open = ways.local;
    view! {
        <AuthCard title=text::sign_in() text=lead>
            <PlexOutcome />
            {local.error.clone().map(|error| view! { <ErrorSummary lines=WrongField::of(&error, control) /> })}
            {match ways.plex {
                Some(way) => {
                    view! {
                        <PlexForm next=next.clone() />
                        <OneTap way next=next.clone() />
                        {open
                            .then(|| {
                                view! {
                                    <p class="divider">{text::or_local_account()}</p>
                                    <LocalForm local next first=false />
                                }
                            })}
                    }
                        .into_any()
                }
                None => {
                    view! {
                        {open.then(|| view! { <LocalForm local next first=true /> })}
                        <Notice title=text::plex_not_ready()>{text::plex_not_ready_next()}</Notice>
                    }
                        .into_any()
                }
            }}
        </AuthCard>
    }
}

/// Asks for a code; where JavaScript runs, it goes to Plex at once.
#[component]
fn PlexForm(next: Option<String>) -> impl IntoView {
    view! {
        <form method="post" action="/api/auth/plex/start" class="form" id=Names::ONE_TAP>
            {next.map(|next| view! { <Hidden name="next" value=next /> })} <div id=Names::ONE_TAP_FAILED hidden>
                <Notice kind=Kind::Bad title=text::one_tap_failed()>
                    {text::one_tap_failed_next()}
                </Notice>
            </div>
            <CheckBox id=Names::REMEMBER name="remember" label=text::remember_me() />
            <Button look=Look::Plex size=Size::Large block=true icon=Icon::Play attr:id=Names::ONE_TAP_BUTTON>
                <span class="unless-failed">{text::sign_in_with_plex()}</span>
                <span class="when-failed">{text::new_code()}</span>
            </Button>
        </form>
    }
}

fn control(field: &str) -> Option<String> {
    matches!(field, "username" | "password").then(|| field.to_owned())
}

/// What became of the last attempt with Plex: it failed, the code ran out, or Plex knows them and we do not let them in.
#[component]
fn PlexOutcome() -> impl IntoView {
    let flash = ["/api/auth/plex/poll", "/api/auth/plex/start"].into_iter().find_map(context::flash);
    flash.and_then(|flash| match (flash.error, flash.message) {
        (Some(error), _) => Some(view! { <Notice kind=Kind::Bad title=error.message /> }.into_any()),
        (None, Some(message)) => Some(view! { <Notice kind=Kind::Warn title=message /> }.into_any()),
        (None, None) => None,
    })
}

#[component]
fn LocalForm(local: Flash, next: Option<String>, first: bool) -> impl IntoView {
    let look = if first { Look::Primary } else { Look::Plain };
    view! {
        <form method="post" action="/api/auth/local" class="form">
            {next.map(|next| view! { <Hidden name="next" value=next /> })}
            <TextField
                id="username"
                name="username"
                label=text::username()
                value=local.value("username", "")
                error=local.wrong("username")
                autocomplete="username"
                required=true
            />
            <TextField
                id="password"
                name="password"
                label=text::password()
                kind=FieldKind::Password
                error=local.wrong("password")
                autocomplete="current-password"
                required=true
            />
            <CheckBox
                name="remember"
                label=text::remember_me()
                checked=local.values.contains_key("remember")
            />
            <Button look size=Size::Large block=true>
                {text::sign_in()}
            </Button>
        </form>
    }
}

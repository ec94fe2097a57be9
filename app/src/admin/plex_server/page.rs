//! `/admin/services/plex`: the code, then the account's servers with the addresses that were tried.

use super::{
    api::plex_search,
    island::SearchWait,
    state::{by_hand, reach_words, search_path, way_words},
};
use crate::{
    accounts::{
        page::code::{Expiry, LinkCode, WaitStatus},
        state::spoken,
    },
    admin::state::{Deed, verdict},
    context,
    error::AppError,
    shell::{AuthCard, PageTitle, next_of_query},
    text,
    ui::{Button, Glyph, Hidden, Icon, Kind, Look, Notice, Problem, Size, loaded},
};
use domain::{
    accounts::PlexPin,
    plex_servers::{FoundServer, FoundServers, Place, Reach, Search},
    services::TestOutcome,
};
use leptos::prelude::*;

const START: &str = "/api/admin/services/plex/start";
const POLL: &str = "/api/admin/services/plex/poll";
const TRY: &str = "/api/admin/services/plex/try";
const CHOOSE: &str = "/api/admin/services/plex/choose";

/// The button that begins a search.
#[component]
pub fn FindForm(
    /// Where to go on when the server is saved; stays with the services without.
    next: Option<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] label: Option<&'static str>,
) -> impl IntoView {
    let failed = context::flash(START).and_then(|flash| flash.error);
    view! {
        <form method="post" action=START class="form">
            {failed.map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
            {next.map(|next| view! { <Hidden name="next" value=next /> })}
            <Button look=look size=Size::Large block=true icon=Icon::Search>
                {label.unwrap_or(text::find_plex_server())}
            </Button>
        </form>
    }
}

/// What became of the server that was chosen, on the page that follows.
#[component]
pub fn FoundNotice() -> impl IntoView {
    let outcome = context::flash(CHOOSE).and_then(|flash| flash.answer::<TestOutcome>())?;
    let (kind, title) = verdict(Deed::Saved, &outcome);
    Some(view! { <Notice kind title>{outcome.message}</Notice> })
}

/// `/admin/services/plex`.
#[component]
pub fn PlexServerPage() -> impl IntoView {
    let next = next_of_query();
    view! {
        <PageTitle text=text::find_plex_server() />
        {loaded(async move {
            match plex_search().await {
                Ok(Search::Nothing) => view! { <Nothing next /> }.into_any(),
                Ok(Search::Waiting(pin)) => view! { <Waiting pin next /> }.into_any(),
                Ok(Search::Found(found)) if found.servers.is_empty() => view! { <NoServer next /> }.into_any(),
                Ok(Search::Found(found)) => view! { <Choose found next /> }.into_any(),
                Err(error) => view! { <Problem error retry=search_path(next.as_deref()) /> }.into_any(),
            }
        })}
    }
}

/// What the last form left.
#[component]
fn Outcome() -> impl IntoView {
    let flash = [START, POLL, TRY, CHOOSE].into_iter().find_map(context::flash)?;
    let view = match (flash.error, flash.message) {
        (Some(error), _) => view! { <Notice kind=Kind::Bad title=problem(&error) /> }.into_any(),
        (None, Some(message)) => view! { <Notice title=message /> }.into_any(),
        (None, None) => return None,
    };
    Some(view)
}

/// What is wrong with the choice says more than that something is.
fn problem(error: &AppError) -> String {
    error.field("place").map_or_else(|| error.message.clone(), str::to_owned)
}

#[component]
fn ByHand(next: Option<String>) -> impl IntoView {
    view! {
        <p class="center small">
            <a href=by_hand(next.as_deref())>{text::find_by_hand()}</a>
        </p>
    }
}

#[component]
fn Nothing(next: Option<String>) -> impl IntoView {
    let again = next.clone();
    view! {
        <AuthCard title=text::find_plex_server() text=text::find_lead()>
            <Outcome />
            <FindForm next=again look=Look::Plex label=text::new_code() />
            <ByHand next />
        </AuthCard>
    }
}

#[component]
fn Waiting(pin: PlexPin, next: Option<String>) -> impl IntoView {
    let (id, expires_at) = (pin.pin.to_string(), pin.expires_at);
    let lead = text::find_code_lead(spoken(&pin.link));
    view! {
        <AuthCard title=text::code_title() text=lead>
            <Outcome />
            <LinkCode pin poll=POLL next=next.clone() />
            <WaitStatus has_code=true />
            <SearchWait pin=id next=next.clone() />
            <Expiry at=expires_at />
            <ByHand next />
        </AuthCard>
    }
}

/// The account has none of its own.
#[component]
fn NoServer(next: Option<String>) -> impl IntoView {
    let again = next.clone();
    view! {
        <AuthCard title=text::find_plex_server()>
            <Notice kind=Kind::Warn title=text::find_no_server()>
                {text::find_no_server_next()}
            </Notice>
            <FindForm next=again look=Look::Plex label=text::find_other_account() />
            <ByHand next />
        </AuthCard>
    }
}

#[component]
fn Choose(found: FoundServers, next: Option<String>) -> impl IntoView {
    let suggested = found.suggested().map(str::to_owned);
    let any = suggested.is_some();
    let pin = found.pin.to_string();
    let fields = move || {
        let next = next_of_query();
        view! {
            <Hidden name="pin" value=pin.clone() />
            {next.map(|next| view! { <Hidden name="next" value=next /> })}
        }
    };
    view! {
        <AuthCard title=text::find_choose_title() text=text::find_choose_lead()>
            <Outcome />
            {(!any)
                .then(|| {
                    view! {
                        <Notice kind=Kind::Warn title=text::find_none_reached()>
                            {text::find_none_reached_next()}
                        </Notice>
                    }
                })}
            <form method="post" action=CHOOSE class="form">
                {fields()}
                {found
                    .servers
                    .into_iter()
                    .map(|server| view! { <Server server suggested=suggested.clone() /> })
                    .collect_view()}
                {(found.shared > 0).then(|| view! { <p class="small soft">{text::find_shared(found.shared)}</p> })}
                {any
                    .then(|| {
                        view! {
                            <Button look=Look::Primary size=Size::Large block=true>
                                {text::find_use_server()}
                            </Button>
                        }
                    })}
            </form>
            <form method="post" action=TRY>
                {fields()}
                <Button icon=Icon::Refresh size=Size::Large block=true>
                    {text::find_try_again()}
                </Button>
            </form>
            <ByHand next />
        </AuthCard>
    }
}

#[component]
fn Server(server: FoundServer, suggested: Option<String>) -> impl IntoView {
    view! {
        <fieldset class="places">
            <legend>{server.name}</legend>
            {server.places.is_empty().then(|| view! { <p class="small soft">{text::find_no_address()}</p> })}
            {server
                .places
                .into_iter()
                .map(|place| {
                    let checked = suggested.as_deref() == Some(place.id.as_str());
                    view! { <PlaceChoice place checked /> }
                })
                .collect_view()}
        </fieldset>
    }
}

/// An address; one where the server did not answer cannot be chosen, and says why.
#[component]
fn PlaceChoice(place: Place, checked: bool) -> impl IntoView {
    let reached = matches!(place.reach, Reach::Reached { .. });
    let icon = if reached { Icon::CircleCheck } else { Icon::CircleX };
    view! {
        <label class="choice">
            <input type="radio" name="place" value=place.id checked=checked disabled=!reached />
            <span>
                <b class="address">{place.address}</b>
                <small>
                    {way_words(place.way)} " · " <Glyph icon=icon /> " " {reach_words(place.reach)}
                </small>
            </span>
        </label>
    }
}

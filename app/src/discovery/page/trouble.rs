//! When nothing can be found or a wish was refused, and the box to search with.

use crate::{
    AppError, context,
    discovery::card::REQUEST_CALL,
    error::Code,
    text,
    ui::{Button, Empty, FieldKind, Icon, Kind, LinkButton, Look, Notice, Problem, Size, TextField, title_path},
};
use domain::{
    Role, TmdbId,
    discovery::{Discovery, MediaType},
    services::ServiceName,
};
use leptos::prelude::*;

/// Who is asked for titles now; `None` when nobody is connected.
fn source() -> Option<ServiceName> {
    context::service::<dyn Discovery>().ok().and_then(|discovery| discovery.source())
}

/// The name of who is asked for titles; empty when nobody is connected.
pub(super) fn source_name() -> &'static str {
    source().map(ServiceName::title).unwrap_or_default()
}

/// What stands where titles should be: that nobody who knows titles is connected, or what is kept while they are down.
/// The page itself was served well, so it says 200.
pub(super) fn trouble(error: AppError, retry: String) -> AnyView {
    if error.code != Code::ServiceUnavailable {
        return view! { <Problem error retry /> }.into_any();
    }
    let Some(source) = source() else { return view! { <NotConnected /> }.into_any() };
    view! {
        <Notice kind=Kind::Bad title=error.message>
            {(source == ServiceName::Overseerr).then(|| view! { {text::overseerr_down_kept()} " " })}
            <LinkButton href=retry size=Size::Small icon=Icon::Refresh>
                {text::try_again()}
            </LinkButton>
        </Notice>
    }
    .into_any()
}

#[component]
fn NotConnected() -> impl IntoView {
    let is_admin = context::viewer().is_some_and(|viewer| viewer.role == Role::Admin);
    let words = if is_admin { text::source_missing_admin() } else { text::source_missing_user() };
    view! {
        <Empty icon=Icon::Server title=text::source_missing_title() text=words>
            {is_admin
                .then(|| {
                    view! {
                        <LinkButton href="/admin/services" look=Look::Primary>
                            {text::connect_source()}
                        </LinkButton>
                    }
                })}
        </Empty>
    }
}

/// What became of a wish from a card that was refused.
#[component]
pub(super) fn CardNotice() -> impl IntoView {
    let flash = context::flash(REQUEST_CALL);
    flash.and_then(|flash| Some((flash.error?, flash.values))).map(|(error, values)| {
        let media_type = values.get("media_type").and_then(|text| text.parse::<MediaType>().ok());
        let id = values.get("tmdb_id").and_then(|text| text.parse::<TmdbId>().ok());
        view! {
            <Notice kind=Kind::Bad title=text::request_failed_title()>
                {error.message}
                " "
                {media_type
                    .zip(id)
                    .map(|(media_type, id)| view! { <a href=title_path(media_type, id)>{text::open_title()}</a> })}
            </Notice>
        }
    })
}

/// A search box of the page's own, where searching is what to do next.
#[component]
pub fn SearchBox(#[prop(optional)] autofocus: bool) -> impl IntoView {
    view! {
        <form class="link-box search-box" role="search" aria-label=text::search_placeholder() method="get" action="/search">
            <TextField
                id="search"
                name="q"
                kind=FieldKind::Search
                label=text::search_placeholder()
                autocomplete="off"
                required=true
                autofocus=autofocus
            />
            <Button look=Look::Primary icon=Icon::Search>
                {text::nav_search()}
            </Button>
        </form>
    }
}

//! When nothing can be searched, and the box to search with.

use crate::{
    AppError, context,
    error::Code,
    text,
    ui::{Button, Empty, FieldKind, Icon, Kind, LinkButton, Look, Notice, Problem, Size, TextField},
};
use domain::{
    Role,
    services::{ServiceName, Services},
};
use leptos::prelude::*;

/// What stands where titles should be: that Overseerr is not connected, or what is kept while it is down. The page itself
/// was served well, so it says 200.
pub(super) async fn trouble(error: AppError, retry: String) -> AnyView {
    if error.code != Code::ServiceUnavailable {
        return view! { <Problem error retry /> }.into_any();
    }
    let is_admin = context::viewer().is_some_and(|viewer| viewer.role == Role::Admin);
    let connected = match context::service::<dyn Services>() {
        Ok(services) => services.status().await.map_or(true, |all| {
            all.iter().any(|service| service.name == ServiceName::Overseerr && service.configured && service.enabled)
        }),
        Err(_) => true,
    };
    if connected {
        return view! {
            <Notice kind=Kind::Bad title=error.message>
                {text::overseerr_down_kept()}
                " "
                <LinkButton href=retry size=Size::Small icon=Icon::Refresh>
                    {text::try_again()}
                </LinkButton>
            </Notice>
        }
        .into_any();
    }
    let words = if is_admin { text::overseerr_missing_admin() } else { text::overseerr_missing_user() };
    view! {
        <Empty icon=Icon::Server title=text::overseerr_missing_title() text=words>
            {is_admin
                .then(|| {
                    view! {
                        <LinkButton href="/admin/services" look=Look::Primary>
                            {text::connect_overseerr()}
                        </LinkButton>
                    }
                })}
        </Empty>
    }
    .into_any()
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

//! The frame: skip link, navigation, top bar, `<main>`, and what is said about the frame's own forms.

use crate::{
    context,
    live::LiveMark,
    routes::{PageRoute, own_path},
    shell::{
        Layout,
        auth::{AuthFoot, Brand},
        navigation::{BottomBar, Links, Navigation},
        said::Said,
    },
    text,
    ui::{Glyph, Icon, Kind, Notice, ToastRegion},
};
use domain::{Actor, Role, accounts::Theme};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Calls whose forms stand in the frame itself.
const OWN_CALLS: [&str; 2] = ["/api/profile/update", "/api/auth/logout"];

/// Everything around a page, and the `<main>` it stands in.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let path = context::request_path();
    let viewer = context::viewer();
    let layout = Layout::of(&path, viewer.as_ref());
    let live = PageRoute::of(&path).is_some_and(|page| page.live);
    let skip = view! {
        <a class="skip-link" href="#content">
            {text::skip_to_content()}
        </a>
    };
    match (layout, viewer) {
        (Layout::App, Some(viewer)) => view! {
            {skip}
            <Navigation links=Links::of(&path, &viewer) />
            <TopBar searching=path == "/search" viewer=viewer.clone() />
            <main class="main" id="content" tabindex="-1">
                <OwnNotice />
                {children()}
            </main>
            <BottomBar links=Links::of(&path, &viewer) />
            <ToastRegion>
                <Unreachable />
                <div class="live" id="said" data-told>
                    <Said />
                </div>
            </ToastRegion>
            {live.then(|| view! { <LiveMark /> })}
        }
        .into_any(),
        (layout, _) => view! {
            {skip}
            <main
                class=if layout == Layout::Auth { "auth-main" } else { "auth-main auth-wide" }
                id="content"
                tabindex="-1"
            >
                <Brand />
                {children()}
            </main>
            <AuthFoot />
            <ToastRegion>
                <Unreachable />
            </ToastRegion>
        }
        .into_any(),
    }
}

/// What went wrong with a form of the frame.
#[component]
fn OwnNotice() -> impl IntoView {
    OWN_CALLS
        .into_iter()
        .find_map(context::flash)
        .and_then(|flash| flash.error)
        .map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })
}

/// Search, and the user's menu.
#[component]
fn TopBar(searching: bool, viewer: Actor) -> impl IntoView {
    let sought = searching
        .then(|| use_query_map().with_untracked(|query| query.get("q")))
        .flatten()
        .filter(|text| !text.is_empty());
    view! {
        <header class="topbar">
            <form class="search" role="search" action="/search" method="get">
                <button aria-label=text::nav_search()>
                    <Glyph icon=Icon::Search />
                </button>
                <input
                    type="search"
                    name="q"
                    id="q"
                    value=sought
                    maxlength="200"
                    aria-label=text::search_label()
                    placeholder=text::search_label()
                    autocomplete="off"
                    enterkeyhint="search"
                />
            </form>
            <div class="topbar-actions">
                <Bell />
                <UserMenu viewer />
            </div>
        </header>
    }
}

/// What a form says that was sent in place and got no answer.
#[component]
fn Unreachable() -> impl IntoView {
    view! {
        <div class="toast toast-bad" id="unreachable" hidden>
            <Glyph icon=Icon::CircleX />
            <div>
                <b>{text::unreachable()}</b>
            </div>
        </div>
    }
}

/// The inbox, and how much of it is new.
#[component]
fn Bell() -> impl IntoView {
    let unread = context::unread();
    let label = if unread == 0 { text::nav_notifications().to_owned() } else { text::unread_count(unread) };
    view! {
        <a class="btn btn-quiet btn-icon bell" id="bell" data-live href="/notifications" aria-label=label>
            <Glyph icon=Icon::Bell />
            {(unread > 0).then(|| view! { <span class="count" aria-hidden="true">{unread.min(99)}</span> })}
        </a>
    }
}

/// Who is signed in, the theme, signing out; works without JavaScript.
#[component]
fn UserMenu(viewer: Actor) -> impl IntoView {
    let initial: String = viewer.name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    let role = match viewer.role {
        Role::Admin => text::role_admin(),
        Role::User => text::role_user(),
    };
    let theme = viewer.theme;
    let picture = viewer.avatar_path();
    view! {
        <details class="menu">
            <summary class="btn btn-quiet btn-icon" aria-label=text::account_menu(&viewer.name)>
                <span class="avatar" aria-hidden="true">
                    {initial} {picture.map(|path| view! { <img src=path alt="" width="32" height="32" /> })}
                </span>
            </summary>
            <div class="menu-list">
                <p class="menu-head">
                    <b>{viewer.name}</b>
                    <small>{role}</small>
                </p>
                <hr />
                <form method="post" action="/api/profile/update" role="group" aria-labelledby="menu-theme">
                    <p class="menu-head" id="menu-theme">
                        <small>{text::theme()}</small>
                    </p>
                    {Theme::ALL
                        .into_iter()
                        .map(|choice| {
                            let current = choice == theme;
                            view! {
                                <button
                                    name="theme"
                                    value=choice.as_str()
                                    aria-pressed=if current { "true" } else { "false" }
                                >
                                    <Glyph icon=if current { Icon::Check } else { theme_icon(choice) } />
                                    {theme_name(choice)}
                                </button>
                            }
                        })
                        .collect_view()}
                </form>
                <hr />
                <a href="/profile">
                    <Glyph icon=Icon::User />
                    {text::profile()}
                </a>
                {viewer
                    .is_local
                    .then(|| {
                        view! {
                            <a href="/password">
                                <Glyph icon=Icon::Key />
                                {text::password_change()}
                            </a>
                        }
                    })}
                <a href="/about">
                    <Glyph icon=Icon::Info />
                    {text::nav_about()}
                </a>
                <form method="post" action="/api/auth/logout">
                    <button>
                        <Glyph icon=Icon::LogOut />
                        {text::sign_out()}
                    </button>
                </form>
            </div>
        </details>
    }
}

/// What a theme is called.
pub fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => text::theme_dark(),
        Theme::Light => text::theme_light(),
        Theme::Contrast => text::theme_contrast(),
        Theme::System => text::theme_system(),
    }
}

fn theme_icon(theme: Theme) -> Icon {
    match theme {
        Theme::Dark | Theme::Light | Theme::Contrast => Icon::Palette,
        Theme::System => Icon::Devices,
    }
}

/// Where to go on after signing in: the `next` of the address, if it is a page of this site.
pub fn next_of_query() -> Option<String> {
    let next = use_query_map().with_untracked(|query| query.get("next"))?;
    own_path(&next).map(str::to_owned)
}

//! What surrounds every page: the document, the frame, the pages that have no feature.
//!
//! The [`Frame`] prints everything around a page **and its `<main id="content">`**. A page prints only what belongs inside:
//! usually a `PageTitle`, a `PageHead` with the one `<h1>`, then sections; pages of the sign-in frame print an `AuthCard`.
//! Which frame a page has follows from its path and from who looks at it: see [`Layout`].

mod about;
mod auth;
mod frame;
mod head;
mod navigation;
mod said;

pub use about::AboutPage;
pub use auth::AuthCard;
pub use frame::{Frame, next_of_query, theme_name};
pub use said::said;

use crate::{
    context::{self, Unavailable},
    routes::{PageRoute, Pages},
    text,
    ui::{ErrorPage, Icon, LinkButton, Look},
};
use domain::{Actor, accounts::Theme, language};
use head::{Scripts, Style};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::Router;

/// What stands around a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Navigation, search and the user's menu.
    App,
    /// A narrow column without navigation: signing in.
    Auth,
    /// The same, wider.
    AuthWide,
}

impl Layout {
    /// Nobody sees a navigation whose links do not open for them.
    pub fn of(path: &str, viewer: Option<&Actor>) -> Self {
        match path.trim_end_matches('/') {
            "/login" | "/login/plex" | "/password" => Self::Auth,
            "/welcome" | "/admin/services/plex" => Self::AuthWide,
            _ if viewer.is_some_and(|viewer| !viewer.must_change_password) => Self::App,
            _ => Self::AuthWide,
        }
    }

    fn body_class(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Auth | Self::AuthWide => "auth",
        }
    }
}

/// The document around the app.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let path = context::request_path();
    let viewer = context::viewer();
    let alive = PageRoute::of(&path).is_some_and(|page| page.islands);
    let theme = viewer.as_ref().map(|viewer| viewer.theme).unwrap_or_default();
    let body = Layout::of(&path, viewer.as_ref()).body_class();
    view! {
        <!DOCTYPE html>
        <html lang=language::spoken().tag() data-theme=theme.as_str()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content=color_scheme(theme) />
                <meta name="description" content=text::site_description() />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <Style options=options.clone() />
                {alive.then(|| view! { <Scripts options /> })}
                <MetaTags />
            </head>
            <body class=body>
                <App />
            </body>
        </html>
    }
}

/// What the browser paints before the style is there.
fn color_scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark | Theme::Contrast => "dark",
        Theme::Light => "light",
        Theme::System => "light dark",
    }
}

/// The frame with the pages in it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Frame>
                <Pages />
            </Frame>
        </Router>
    }
}

/// A page title: "Search · MediaNest".
#[component]
pub fn PageTitle(#[prop(into)] text: String) -> impl IntoView {
    view! { <Title text=text::page_title(text, context::site_name()) /> }
}

/// Where there is no page: it cannot be shown now, or there is none.
#[component]
pub fn NoPage() -> impl IntoView {
    let Some(Unavailable { error, retry }) = use_context::<Unavailable>() else {
        return view! { <NotFound /> }.into_any();
    };
    view! {
        <PageTitle text=text::unavailable_title() />
        <ErrorPage status=error.code.status() title=text::unavailable_title() text=error.message>
            <LinkButton href=retry look=Look::Primary icon=Icon::Refresh>
                {text::try_again()}
            </LinkButton>
        </ErrorPage>
    }
    .into_any()
}

/// The page for what is not there.
#[component]
pub fn NotFound() -> impl IntoView {
    context::set_status(404);
    let signed_in = context::viewer().is_some();
    view! {
        <PageTitle text=text::not_found_title() />
        <ErrorPage status=404 title=text::not_found_title() text=text::not_found_text()>
            <LinkButton href="/" look=Look::Primary icon=Icon::Home>
                {text::nav_home()}
            </LinkButton>
            {signed_in
                .then(|| {
                    view! {
                        <LinkButton href="/search" icon=Icon::Search>
                            {text::nav_search()}
                        </LinkButton>
                    }
                })}
        </ErrorPage>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Role, UserId};

    fn actor(must_change_password: bool) -> Actor {
        Actor {
            id: UserId("00000000-0000-0000-0000-000000000001".parse().expect("an id")),
            name: "Ann".into(),
            role: Role::User,
            auth_epoch: 0,
            must_change_password,
            is_local: true,
            avatar_url: None,
            language: None,
            time_zone: None,
            theme: Theme::Dark,
            plex_id: None,
            scopes: None,
        }
    }

    #[test]
    fn nobody_sees_a_navigation_that_does_not_open_for_them() {
        assert_eq!(Layout::of("/about", None), Layout::AuthWide);
        assert_eq!(Layout::of("/about", Some(&actor(false))), Layout::App);
        assert_eq!(Layout::of("/about", Some(&actor(true))), Layout::AuthWide);
        assert_eq!(Layout::of("/login/", Some(&actor(false))), Layout::Auth);
    }
}

//! Which pages there are: one table of paths, of who may open them and of what is alive on them. The router, the
//! navigation and the server's gate all read it; a page that is not in it does not open.

use crate::{
    accounts::page as accounts, admin, dashboard::page as dashboard, discovery::page as discovery,
    inbox::page as inbox, keys::page as keys, requests::page as requests, text, ui::icon::Icon,
};
use domain::policy::{Access, Permission};
use leptos::prelude::*;
use leptos_router::{SsrMode, components::FlatRoutes, components::Route, path};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// Where a page stands in the navigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Main,
    Admin,
    /// At the foot.
    Foot,
}

/// A link in the navigation.
#[derive(Clone, Copy)]
pub struct NavLink {
    pub label: fn() -> &'static str,
    pub icon: Icon,
    pub place: Place,
}

/// One page.
#[derive(Clone, Copy)]
pub struct PageRoute {
    /// As axum writes it: `/movie/{tmdb}`.
    pub path: &'static str,
    pub access: Access,
    pub nav: Option<NavLink>,
    /// Whether anything on it comes alive; without, it loads no wasm.
    pub islands: bool,
    /// Whether parts of it are renewed while it is looked at.
    pub live: bool,
}

impl PageRoute {
    const fn new(path: &'static str, access: Access) -> Self {
        Self { path, access, nav: None, islands: false, live: false }
    }

    const fn alive(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Parts of it are renewed: those that carry `data-live` and an id.
    const fn live(mut self) -> Self {
        self.live = true;
        self.alive()
    }

    const fn nav(mut self, label: fn() -> &'static str, icon: Icon, place: Place) -> Self {
        self.nav = Some(NavLink { label, icon, place });
        self
    }

    /// The row of a request's path.
    pub fn of(path: &str) -> Option<&'static Self> {
        let given = || path.trim_end_matches('/').split('/');
        PAGES.iter().find(|page| {
            let pattern = page.path.trim_end_matches('/').split('/');
            pattern.clone().count() == given().count()
                && pattern
                    .zip(given())
                    .all(|(wanted, given)| wanted == given || (wanted.starts_with('{') && !given.is_empty()))
        })
    }
}

/// Every page there is.
pub const PAGES: &[PageRoute] = &[
    PageRoute::new("/", Access::With(Permission::DashboardRead)).live().nav(text::nav_home, Icon::Home, Place::Main),
    PageRoute::new("/dashboard", Access::With(Permission::DashboardRead)).live(),
    PageRoute::new("/search", Access::With(Permission::MediaSearch)).alive().nav(
        text::nav_search,
        Icon::Search,
        Place::Main,
    ),
    PageRoute::new("/discover", Access::With(Permission::MediaSearch)).alive(),
    PageRoute::new("/discover/{list}", Access::With(Permission::MediaSearch)),
    PageRoute::new("/person/{tmdb}", Access::With(Permission::MediaSearch)),
    PageRoute::new("/movie/{tmdb}", Access::With(Permission::MediaSearch)).live(),
    PageRoute::new("/tv/{tmdb}", Access::With(Permission::MediaSearch)).live(),
    PageRoute::new("/requests", Access::With(Permission::MediaRequest)).live().nav(
        text::nav_requests,
        Icon::Ticket,
        Place::Main,
    ),
    PageRoute::new("/requests/{id}", Access::With(Permission::MediaRequest)).live(),
    PageRoute::new("/notifications", Access::With(Permission::ProfileRead)).live(),
    PageRoute::new("/profile/keys", Access::With(Permission::ProfileRead)),
    PageRoute::new("/admin/requests", Access::With(Permission::RequestsManage)).live().nav(
        text::nav_all_requests,
        Icon::Ticket,
        Place::Admin,
    ),
    PageRoute::new("/login", Access::Anyone).alive(),
    PageRoute::new("/login/plex", Access::Anyone).alive(),
    PageRoute::new("/password", Access::SignedIn),
    PageRoute::new("/profile", Access::With(Permission::ProfileRead)),
    PageRoute::new("/profile/devices", Access::With(Permission::ProfileRead)),
    PageRoute::new("/welcome", Access::With(Permission::SystemManage)).alive(),
    PageRoute::new("/admin/services", Access::With(Permission::ServicesConfigure)).alive().nav(
        text::nav_services,
        Icon::Server,
        Place::Admin,
    ),
    PageRoute::new("/admin/users", Access::With(Permission::UsersRead)).nav(text::nav_users, Icon::Users, Place::Admin),
    PageRoute::new("/admin/settings", Access::With(Permission::SystemManage)).nav(
        text::nav_settings,
        Icon::Settings,
        Place::Admin,
    ),
    PageRoute::new("/admin/users/{id}", Access::With(Permission::UsersRead)),
    PageRoute::new("/admin/services/plex", Access::With(Permission::ServicesConfigure)).alive(),
    PageRoute::new("/admin/audit", Access::With(Permission::LogsRead)).nav(
        text::audit_title,
        Icon::Clock,
        Place::Admin,
    ),
    PageRoute::new("/about", Access::Anyone).nav(text::nav_about, Icon::Info, Place::Foot),
];

/// The path of this site that a foreign text names, if it is one: never another host, never a call.
pub fn own_path(text: &str) -> Option<&str> {
    let plain = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 512
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !text.starts_with("/api/");
    plain.then_some(text)
}

/// A sign-in page that goes on to `next` afterwards, if that is a page of this site.
pub fn going_on(path: &str, next: Option<&str>) -> String {
    match next.and_then(own_path) {
        Some(next) => format!("{path}?next={}", encoded(next)),
        None => path.to_owned(),
    }
}

/// A text as part of an address.
pub fn encoded(text: &str) -> impl fmt::Display {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, KEPT)
}

/// The routes of the table.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=crate::shell::NoPage>
            <Route path=path!("/") view=dashboard::Dashboard ssr=SsrMode::Async />
            <Route path=path!("/dashboard") view=dashboard::Dashboard ssr=SsrMode::Async />
            <Route path=path!("/search") view=discovery::SearchPage ssr=SsrMode::Async />
            <Route path=path!("/discover") view=discovery::DiscoverPage ssr=SsrMode::Async />
            <Route path=path!("/discover/:list") view=discovery::ListPage ssr=SsrMode::Async />
            <Route path=path!("/person/:tmdb") view=discovery::PersonPage ssr=SsrMode::Async />
            <Route path=path!("/movie/:tmdb") view=discovery::MoviePage ssr=SsrMode::Async />
            <Route path=path!("/tv/:tmdb") view=discovery::SeriesPage ssr=SsrMode::Async />
            <Route path=path!("/requests") view=requests::RequestsPage ssr=SsrMode::Async />
            <Route path=path!("/requests/:id") view=requests::RequestPage ssr=SsrMode::Async />
            <Route path=path!("/notifications") view=inbox::NotificationsPage ssr=SsrMode::Async />
            <Route path=path!("/profile/keys") view=keys::KeysPage ssr=SsrMode::Async />
            <Route path=path!("/admin/requests") view=requests::ManageRequestsPage ssr=SsrMode::Async />
            <Route path=path!("/login") view=accounts::LoginPage ssr=SsrMode::Async />
            <Route path=path!("/login/plex") view=accounts::PlexPinPage ssr=SsrMode::Async />
            <Route path=path!("/password") view=accounts::PasswordPage ssr=SsrMode::Async />
            <Route path=path!("/profile") view=accounts::ProfilePage ssr=SsrMode::Async />
            <Route path=path!("/profile/devices") view=accounts::DevicesPage ssr=SsrMode::Async />
            <Route path=path!("/welcome") view=admin::welcome::WelcomePage ssr=SsrMode::Async />
            <Route path=path!("/admin/services") view=admin::services::ServicesPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users") view=admin::users::UsersPage ssr=SsrMode::Async />
            <Route path=path!("/admin/settings") view=admin::settings::page::SettingsPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id") view=admin::people::page::PersonPage ssr=SsrMode::Async />
            <Route path=path!("/admin/services/plex") view=admin::plex_server::PlexServerPage ssr=SsrMode::Async />
            <Route path=path!("/admin/audit") view=admin::audit::page::AuditPage ssr=SsrMode::Async />
            <Route path=path!("/about") view=crate::shell::AboutPage ssr=SsrMode::Async />
        </FlatRoutes>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_row_of_a_path_with_its_parameters() {
        let row = |path| PageRoute::of(path).map(|page| page.path);
        assert_eq!(row("/"), Some("/"));
        assert_eq!(row("/movie/11"), Some("/movie/{tmdb}"));
        assert_eq!(row("/movie/11/"), Some("/movie/{tmdb}"));
        assert_eq!(row("/movie"), None);
        assert_eq!(row("/movie//"), None);
        assert_eq!(row("/admin"), None);
    }

    #[test]
    fn a_sign_in_page_keeps_only_where_it_may_go_on_to() {
        assert_eq!(going_on("/login", Some("/tv/11?seasons=1,2")), "/login?next=%2Ftv%2F11%3Fseasons%3D1%2C2");
        assert_eq!(going_on("/login", Some("//evil.example")), "/login");
        assert_eq!(going_on("/login", None), "/login");
    }

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in ["/", "/search?q=light%20&year=1999", "/movie/11"] {
            assert_eq!(own_path(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a b",
            "/\u{7f}",
            "/api/auth/logout",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }
}

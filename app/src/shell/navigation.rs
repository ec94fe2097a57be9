//! The navigation out of the table of pages: beside the page on wide screens, as a bar below it on phones.

use crate::{
    context,
    routes::{NavLink, PAGES, Place},
    shell::auth::Brand,
    text,
    ui::{Glyph, Icon},
};
use domain::{Actor, policy::Access};
use leptos::prelude::*;

/// A link as it is shown on one page.
#[derive(Clone, Copy)]
struct Link {
    path: &'static str,
    nav: NavLink,
    current: Option<&'static str>,
}

/// The links that open for a viewer, by their place, in the order of the table.
#[derive(Clone)]
pub(super) struct Links {
    main: Vec<Link>,
    admin: Vec<Link>,
    foot: Vec<Link>,
}

impl Links {
    pub(super) fn of(path: &str, viewer: &Actor) -> Self {
        let mut links = Self { main: Vec::new(), admin: Vec::new(), foot: Vec::new() };
        let open = PAGES.iter().filter(|page| match page.access {
            Access::Anyone | Access::SignedIn => true,
            Access::With(permission) => viewer.may(permission),
        });
        for page in open {
            let Some(nav) = page.nav else { continue };
            let of_place = match nav.place {
                Place::Main => &mut links.main,
                Place::Admin => &mut links.admin,
                Place::Foot => &mut links.foot,
            };
            of_place.push(Link { path: page.path, nav, current: current(page.path, path) });
        }
        links
    }
}

/// Whether a link leads to the page that is shown (`page`), or to the part of the site it belongs to (`true`).
fn current(link: &str, path: &str) -> Option<&'static str> {
    let title_page =
        path == "/discover" || ["/movie/", "/tv/", "/person/", "/discover/"].iter().any(|part| path.starts_with(part));
    if link == path || (link == "/" && path == "/dashboard") {
        Some("page")
    } else if (link == "/search" && title_page)
        || (link != "/" && path.strip_prefix(link).is_some_and(|rest| rest.starts_with('/')))
    {
        Some("true")
    } else {
        None
    }
}

#[component]
fn NavItem(link: Link) -> impl IntoView {
    view! {
        <a href=link.path aria-current=link.current>
            <Glyph icon=link.nav.icon />
            <span>{(link.nav.label)()}</span>
        </a>
    }
}

#[component]
fn NavList(links: Vec<Link>, #[prop(optional)] labelled_by: Option<&'static str>) -> impl IntoView {
    view! {
        <ul aria-labelledby=labelled_by>
            {links
                .into_iter()
                .map(|link| {
                    view! {
                        <li>
                            <NavItem link />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// Beside the page.
#[component]
pub(super) fn Navigation(links: Links) -> impl IntoView {
    let Links { main, admin, foot } = links;
    view! {
        <nav class="nav" aria-label=text::nav_label()>
            <Brand />
            <NavList links=main />
            {(!admin.is_empty())
                .then(|| {
                    view! {
                        <p class="nav-label" id="nav-admin">
                            {text::nav_admin()}
                        </p>
                        <NavList links=admin labelled_by="nav-admin" />
                    }
                })}
            <div class="nav-foot">
                <NavList links=foot />
            </div>
        </nav>
    }
}

/// How many links the bar holds beside "More".
const BAR: usize = 4;

/// Below the page, on phones.
#[component]
pub(super) fn BottomBar(links: Links) -> impl IntoView {
    let Links { mut main, admin, foot } = links;
    let mut more = main.split_off(main.len().min(BAR));
    more.extend(foot);
    let inside = more.iter().chain(&admin).any(|link| link.current.is_some());
    view! {
        <nav class="bar" aria-label=text::nav_quick_label()>
            {main.into_iter().map(|link| view! { <NavItem link /> }).collect_view()}
            <details class="bar-more">
                <summary aria-current=inside.then_some("true")>
                    <Glyph icon=Icon::More />
                    <span>{text::nav_more()}</span>
                </summary>
                <div class="bar-sheet">
                    {(!admin.is_empty())
                        .then(|| {
                            view! {
                                <p class="nav-label" id="bar-admin">
                                    {text::nav_admin()}
                                </p>
                                <NavList links=admin labelled_by="bar-admin" />
                                <p class="nav-label">{context::site_name()}</p>
                            }
                        })}
                    <NavList links=more />
                </div>
            </details>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_link_is_the_page_and_which_is_its_part_of_the_site() {
        assert_eq!(current("/", "/dashboard"), Some("page"));
        assert_eq!(current("/search", "/tv/1399"), Some("true"));
        assert_eq!(current("/requests", "/requests/7"), Some("true"));
        assert_eq!(current("/requests", "/requests"), Some("page"));
        assert_eq!(current("/", "/requests"), None);
        assert_eq!(current("/requests", "/requests-of-old"), None);
    }
}

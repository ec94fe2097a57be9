//! Tabs and filter chips as links: each is a page of its own, the current one says so.

use crate::ui::icon::{Glyph, Icon};
use leptos::prelude::*;

/// One tab or chip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub icon: Option<Icon>,
    pub count: Option<u64>,
}

impl Tab {
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, icon: None, count: None }
    }
}

fn inside(tab: &Tab) -> impl IntoView + use<> {
    view! {
        {tab.icon.map(|icon| view! { <Glyph icon /> })}
        {tab.label.clone()}
        {tab.count.map(|count| view! { <small>" "{count}</small> })}
    }
}

/// Parts of a page; `label` names the group.
#[component]
pub fn Tabs(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {tabs
                .into_iter()
                .map(|tab| {
                    let inside = inside(&tab);
                    view! {
                        <a href=tab.href aria-current=tab.current.then_some("page")>
                            {inside}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

/// Filters of a list; `label` names the group.
#[component]
pub fn Chips(#[prop(into)] label: String, chips: Vec<Tab>) -> impl IntoView {
    view! {
        <nav aria-label=label>
            <ul class="chips">
                {chips
                    .into_iter()
                    .map(|chip| {
                        let inside = inside(&chip);
                        view! {
                            <li>
                                <a class="chip" href=chip.href aria-current=chip.current.then_some("page")>
                                    {inside}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

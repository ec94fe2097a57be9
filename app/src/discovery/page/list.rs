//! Lists of titles: all of them as rows, and one of them page after page.

use super::{
    rows::Rows,
    trouble::{CardNotice, source_name, trouble},
};
use crate::{
    discovery::{
        api::discover_titles,
        card::TitleCard,
        state::{list_name, list_path, list_text},
    },
    shell::{NotFound, PageTitle},
    text,
    ui::{
        Empty, Icon, LinkButton, PageHead, Pagination, PosterGrid, StaleNotice, Tab, Tabs, loaded,
        pagination::page_href,
    },
};
use domain::{
    Page,
    discovery::{DiscoverList, Fetched, Title},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The first row on a wide screen: these pictures are not waited for.
const EAGER: usize = 8;

/// `/discover`
#[component]
pub fn DiscoverPage() -> impl IntoView {
    view! {
        <PageTitle text=text::discover() />
        <PageHead title=text::discover() text=text::discover_text() />
        <Rows retry="/discover" />
    }
}

/// `/discover/{list}?page=`
#[component]
pub fn ListPage() -> impl IntoView {
    let named = use_params_map().with_untracked(|params| params.get("list")).unwrap_or_default();
    let Ok(list) = named.parse::<DiscoverList>() else {
        return view! { <NotFound /> }.into_any();
    };
    let page = use_query_map().with_untracked(|query| query.get("page"));
    view! {
        <PageTitle text=list_name(list) />
        <PageHead title=list_name(list) text=list_text(list) />
        <Lists current=list />
        <CardNotice />
        {loaded(async move {
            let here = page_href(&list_path(list), page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1));
            match discover_titles(list.as_str().to_owned(), page).await {
                Ok(found) => view! { <Found list found /> }.into_any(),
                Err(error) if error.field("page").is_some() => view! { <NoSuchPage list /> }.into_any(),
                Err(error) => trouble(error, here),
            }
        })}
    }
    .into_any()
}

/// The way to the other lists.
#[component]
fn Lists(current: DiscoverList) -> impl IntoView {
    let tabs = DiscoverList::ALL.into_iter().map(|list| Tab::new(list_name(list), list_path(list), list == current));
    view! { <Tabs label=text::lists() tabs=tabs.collect() /> }
}

#[component]
fn Found(list: DiscoverList, found: Fetched<Page<Title>>) -> impl IntoView {
    let Fetched { value, stale_since } = found;
    let pages = value.pages();
    let stale = stale_since.map(|since| view! { <StaleNotice since service=source_name() /> });
    if value.items.is_empty() {
        let is_beyond = value.page > 1;
        return view! {
            {stale}
            {if is_beyond {
                view! { <NoSuchPage list /> }.into_any()
            } else {
                view! { <Empty icon=Icon::Sparkles title=text::row_empty() text=text::list_empty_text() /> }.into_any()
            }}
        }
        .into_any();
    }
    view! {
        {stale}
        <PosterGrid>
            {value
                .items
                .into_iter()
                .enumerate()
                .map(|(place, title)| view! { <TitleCard title eager=place < EAGER /> })
                .collect_view()}
        </PosterGrid>
        <Pagination base=list_path(list) page=value.page pages summary=text::one_page_shown(value.page, pages) />
    }
    .into_any()
}

#[component]
fn NoSuchPage(list: DiscoverList) -> impl IntoView {
    view! {
        <Empty icon=Icon::Sparkles title=text::search_page_empty() text=text::list_page_empty_text()>
            <LinkButton href=list_path(list)>{text::first_page()}</LinkButton>
        </Empty>
    }
}

//! What there is to see before anybody searches: rows of titles that scroll, each loaded by itself.

use super::trouble::{CardNotice, source_name, trouble};
use crate::{
    AppError,
    discovery::{
        api::discover_titles,
        card::TitleCard,
        island::ScrollRows,
        state::{list_name, list_path},
    },
    text,
    ui::{Glyph, Icon, Kind, LinkButton, Notice, Section, Size, StaleNotice, loaded},
};
use domain::{
    Page,
    discovery::{DiscoverList, Fetched, Title},
};
use futures_util::future::join_all;
use leptos::prelude::*;

/// A row shows so many; the list itself goes on.
const MOST: usize = 20;
/// So many pictures of the first row are in sight on a wide screen.
const EAGER: usize = 6;

/// A list, and what came of asking for it.
type Row = (DiscoverList, Result<Fetched<Page<Title>>, AppError>);

/// All rows at once; a slow one does not make the others wait for their turn.
async fn load() -> Vec<Row> {
    join_all(DiscoverList::ALL.map(|list| async move { (list, discover_titles(list.as_str().to_owned(), None).await) }))
        .await
}

/// Every list as a row. A row that fails says so, and the others stay; when all fail it is said once. `retry` is the
/// page they stand on.
#[component]
pub(super) fn Rows(retry: &'static str) -> impl IntoView {
    view! {
        <CardNotice />
        {loaded(async move {
            let mut rows = load().await;
            if rows.iter().all(|(_, found)| found.is_err())
                && let Some((_, Err(error))) = rows.pop()
            {
                return trouble(error, retry.to_owned());
            }
            let stale = rows.iter().filter_map(|(_, found)| found.as_ref().ok()?.stale_since).min();
            view! {
                {stale.map(|since| view! { <StaleNotice since service=source_name() /> })}
                {rows
                    .into_iter()
                    .enumerate()
                    .map(|(place, (list, found))| match found {
                        Ok(found) => view! { <TitleRow list titles=found.value.items is_first=place == 0 /> }.into_any(),
                        Err(error) => view! { <LostRow list error retry /> }.into_any(),
                    })
                    .collect_view()}
                <ScrollRows />
            }
                .into_any()
        })}
    }
}

/// The first titles of a list, and the way to the others.
#[component]
fn TitleRow(list: DiscoverList, titles: Vec<Title>, is_first: bool) -> impl IntoView {
    let name = list_name(list);
    if titles.is_empty() {
        return view! {
            <Section id=list.as_str() title=name>
                <p class="soft">{text::row_empty()}</p>
            </Section>
        }
        .into_any();
    }
    let row = format!("row-{}", list.as_str());
    let more = Some((list_path(list), text::see_all().to_owned()));
    view! {
        <Section id=list.as_str() title=name more>
            <div class="scroll-row">
                <ul class="scroller" id=row.clone()>
                    {titles
                        .into_iter()
                        .take(MOST)
                        .enumerate()
                        .map(|(place, title)| view! { <TitleCard title level=3 eager=is_first && place < EAGER /> })
                        .collect_view()}
                    <li>
                        <a class="scroller-more" href=list_path(list)>
                            {text::see_all_of(name)}
                        </a>
                    </li>
                </ul>
                <RowButtons name />
            </div>
        </Section>
    }
    .into_any()
}

/// The buttons that move a row on; shown once they do.
#[component]
fn RowButtons(name: &'static str) -> impl IntoView {
    view! {
        <div class="row-buttons" hidden>
            <button type="button" aria-label=text::row_back(name) aria-disabled="true" data-turn="-1">
                <Glyph icon=Icon::ChevronLeft />
            </button>
            <button type="button" aria-label=text::row_on(name) data-turn="1">
                <Glyph icon=Icon::ChevronRight />
            </button>
        </div>
    }
}

/// A row that could not be loaded.
#[component]
fn LostRow(list: DiscoverList, error: AppError, retry: &'static str) -> impl IntoView {
    view! {
        <Section id=list.as_str() title=list_name(list)>
            <Notice kind=Kind::Warn title=error.message>
                <LinkButton href=retry size=Size::Small icon=Icon::Refresh>
                    {text::try_again()}
                </LinkButton>
            </Notice>
        </Section>
    }
}

//! Results that load on while one scrolls, and rows that scroll by a press. What loads next, and which answers still count,
//! is in `state::Feed`.

use crate::{
    discovery::{
        api::search_titles,
        card::TitleCard,
        state::{Feed, Phase, SearchQuery},
    },
    text,
    ui::{Button, Glyph, Icon, Kind, Notice, Pagination, Size, title_path},
};
use domain::discovery::Title;
use leptos::{html, mount::mount_to_renderer, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverInit};

/// How many pixels before the end of the list the next page is loaded.
const AHEAD: f64 = 800.0;
/// After this long a load is given up; its answer is not taken any more.
const PATIENCE: Duration = Duration::from_secs(20);

/// The list of cards the server rendered.
fn grid() -> Option<Element> {
    document().get_element_by_id("results")
}

/// Adds the next pages to the grid before its end is reached, and keeps the address true. Without JavaScript its links
/// lead to the pages.
#[island(lazy)]
pub fn MoreResults(
    query: SearchQuery,
    /// The address of the search without pages.
    base: String,
    first: u32,
    page: u32,
    pages: u32,
    per_page: u32,
) -> impl IntoView {
    let feed = RwSignal::new(Feed::new(first, page, pages));
    let said = RwSignal::new(String::new());
    let (query, address) = (StoredValue::new(query), StoredValue::new(base.clone()));
    let end = NodeRef::<html::Div>::new();

    let load = move || {
        let Some(load) = feed.try_update(Feed::begin).flatten() else { return };
        spawn_local(async move {
            let waiting = grid().map(|grid| mount_to_renderer(&grid, move || skeletons(per_page)));
            let SearchQuery { q, media_type, year, availability } = query.get_value();
            let next = Some(load.page.to_string());
            let answer = search_titles(q, next, Some(media_type), Some(year), Some(availability)).await;
            drop(waiting);
            match answer {
                Ok(answer) => {
                    let pages = answer.value.pages();
                    if !feed.try_update(|feed| feed.arrived(load, pages)).unwrap_or_default() {
                        return;
                    }
                    let count = append(answer.value.items);
                    said.set(text::more_loaded(count, load.page, pages));
                    let href = address.with_value(|base| feed.with_untracked(|feed| feed.href(base)));
                    if let Ok(history) = window().history() {
                        let state = history.state().unwrap_or(JsValue::NULL);
                        let _ = history.replace_state_with_url(&state, "", Some(&href));
                    }
                }
                Err(_) => {
                    let _ = feed.try_update(|feed| feed.failed(load));
                }
            }
        });
        set_timeout(
            move || {
                let _ = feed.try_update(|feed| feed.failed(load));
            },
            PATIENCE,
        );
    };
    let is_near = move || {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        end.get_untracked().is_some_and(|end| end.get_bounding_client_rect().top() < height + AHEAD)
    };
    let load_if_near = move || {
        if is_near() && feed.with_untracked(|feed| feed.phase == Phase::Idle) {
            load();
        }
    };
    Effect::new(move |_| {
        let Some(end) = end.get() else { return };
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("{AHEAD}px 0px"));
        let seen = Closure::<dyn FnMut()>::new(load_if_near);
        if let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options) {
            observer.observe(&end);
        }
        // It is called as long as the document lives.
        seen.forget();
    });
    // A page may be too short to move the end out of sight: then nothing is observed, and the next one is due.
    Effect::new(move |before: Option<u32>| {
        let page = feed.with(|feed| feed.page);
        if before.is_some_and(|before| before != page) {
            request_animation_frame(load_if_near);
        }
        page
    });

    let failed = Memo::new(move |_| feed.with(|feed| feed.phase == Phase::Failed));
    let shown = Memo::new(move |_| feed.with(|feed| (feed.page, feed.pages)));
    view! {
        <div class="stack" node_ref=end>
            <p class="sr-only" role="status">
                {said}
            </p>
            {move || {
                failed
                    .get()
                    .then(|| {
                        view! {
                            <Notice kind=Kind::Warn title=text::more_failed()>
                                <Button size=Size::Small icon=Icon::Refresh attr:r#type="button" on:click=move |_| load()>
                                    {text::try_again()}
                                </Button>
                            </Notice>
                        }
                    })
            }}
            {move || {
                let (page, pages) = shown.get();
                let summary = if page == first {
                    text::one_page_shown(page, pages)
                } else {
                    text::pages_shown(first, page, pages)
                };
                view! { <Pagination base=base.clone() page pages summary /> }
            }}
        </div>
    }
}

/// Moves a row on by what is in sight of it. The row scrolls without: by touch, by keys, by its bar.
#[island(lazy)]
pub fn RowButtons(
    /// The id of the list.
    row: String,
    name: String,
) -> impl IntoView {
    let row = StoredValue::new(row);
    let list = move || row.with_value(|row| document().get_element_by_id(row));
    let (at_start, at_end) = (RwSignal::new(true), RwSignal::new(true));
    let measure = move || {
        let Some(list) = list() else { return };
        at_start.set(list.scroll_left() < 2);
        at_end.set(list.scroll_left() + list.client_width() + 2 > list.scroll_width());
    };
    Effect::new(move |_| {
        let Some(list) = list() else { return };
        measure();
        let moved = Closure::<dyn FnMut()>::new(measure);
        // Where it cannot be listened to, the buttons stay as they are.
        let _ = list.add_event_listener_with_callback("scroll", moved.as_ref().unchecked_ref());
        let _ = window().add_event_listener_with_callback("resize", moved.as_ref().unchecked_ref());
        // It is called as long as the document lives.
        moved.forget();
    });
    let turn = move |direction: f64| {
        if let Some(list) = list() {
            list.scroll_by_with_x_and_y(direction * f64::from(list.client_width()) * 0.85, 0.0);
        }
    };
    let (back, on) = (text::row_back(&name), text::row_on(name));
    let off = |signal: RwSignal<bool>| move || signal.get().then_some("true");
    view! {
        <div class="row-buttons with-script">
            <button
                type="button"
                aria-label=back
                aria-disabled=off(at_start)
                on:click=move |_| turn(-1.0)
            >
                <Glyph icon=Icon::ChevronLeft />
            </button>
            <button type="button" aria-label=on aria-disabled=off(at_end) on:click=move |_| turn(1.0)>
                <Glyph icon=Icon::ChevronRight />
            </button>
        </div>
    }
}

/// As many as will come, of their size.
fn skeletons(count: u32) -> impl IntoView {
    (0..count)
        .map(|_| {
            view! {
                <li class="poster" aria-hidden="true">
                    <span class="skeleton skeleton-poster"></span>
                    <span class="skeleton skeleton-text"></span>
                    <span class="skeleton skeleton-text skeleton-short"></span>
                </li>
            }
        })
        .collect_view()
}

/// Adds the cards that are not shown yet; answers how many.
fn append(titles: Vec<Title>) -> usize {
    let Some(grid) = grid() else { return 0 };
    let is_new = |title: &Title| {
        let link = format!("a[href=\"{}\"]", title_path(title.media_type, title.tmdb_id));
        !matches!(grid.query_selector(&link), Ok(Some(_)))
    };
    let fresh: Vec<_> = titles.into_iter().filter(is_new).collect();
    let count = fresh.len();
    let cards = move || fresh.into_iter().map(|title| view! { <TitleCard title /> }).collect_view();
    mount_to_renderer(&grid, cards).forget();
    count
}

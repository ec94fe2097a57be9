//! Results that load on while one scrolls, and rows that scroll by a press. What loads next, and which answers still count,
//! is in `state::Feed`; cards come from the pages the server writes.

use crate::{
    browser::{self, Loaded, all, by_id, listen, set, show},
    discovery::state::{Feed, Phase},
    text,
    ui::pagination::page_href,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Document, Element, IntersectionObserver, IntersectionObserverInit};

/// How many pixels before the end of the list the next page is loaded.
const AHEAD: f64 = 800.0;
/// After this long a load is given up; its answer is not taken any more.
const PATIENCE: Duration = Duration::from_secs(20);

/// The names by which the page and what brings it to life know each other.
pub struct Names;

impl Names {
    /// The list of cards.
    pub const RESULTS: &str = "results";
    /// What stands under it; `data-pages` says how many pages there are.
    pub const MORE: &str = "more";
    pub const SAID: &str = "more-said";
    pub const FAILED: &str = "more-failed";
    pub const AGAIN: &str = "more-again";
    /// The links to the pages, and where one is among them.
    pub const PAGES: &str = "more-pages";
    pub const SUMMARY: &str = "more-summary";
    /// Cards that stand for those that are coming.
    pub const SKELETONS: &str = "more-skeletons";
}

/// Adds the next pages to the grid before its end is reached, and keeps the address true. Without JavaScript its links
/// lead to the pages.
#[island(lazy)]
pub fn MoreResults(
    /// The address of the search without pages.
    base: String,
    first: u32,
    page: u32,
    pages: u32,
) -> impl IntoView {
    Effect::new(move |_| {
        let list = Rc::new(List { base: base.clone(), first, feed: RefCell::new(Feed::new(first, page, pages)) });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("{AHEAD}px 0px"));
        let seen = Closure::<dyn FnMut()>::new({
            let list = list.clone();
            move || list.load_if_near()
        });
        if let Some(end) = by_id::<Element>(Names::MORE)
            && let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options)
        {
            observer.observe(&end);
        }
        // It is called as long as the document lives.
        seen.forget();
        if let Some(again) = by_id::<Element>(Names::AGAIN) {
            listen(&again, "click", move |_| list.load());
        }
    });
}

struct List {
    base: String,
    first: u32,
    feed: RefCell<Feed>,
}

impl List {
    fn load_if_near(self: &Rc<Self>) {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let is_near =
            by_id::<Element>(Names::MORE).is_some_and(|end| end.get_bounding_client_rect().top() < height + AHEAD);
        if is_near && self.feed.borrow().phase == Phase::Idle {
            self.load();
        }
    }

    fn load(self: &Rc<Self>) {
        let Some(load) = self.feed.borrow_mut().begin() else { return };
        self.show_failure();
        let list = self.clone();
        spawn_local(async move {
            let waiting = skeletons();
            let answer = browser::load(&page_href(&list.base, load.page), false).await;
            for skeleton in waiting {
                skeleton.remove();
            }
            match answer {
                Loaded::Page(fresh) if pages(&fresh).is_some() => {
                    let pages = pages(&fresh).unwrap_or_default();
                    if list.feed.borrow_mut().arrived(load, pages) {
                        list.show(&fresh, load.page, pages);
                    }
                }
                _ => {
                    list.feed.borrow_mut().failed(load);
                }
            }
            list.show_failure();
        });
        let list = self.clone();
        set_timeout(
            move || {
                list.feed.borrow_mut().failed(load);
                list.show_failure();
            },
            PATIENCE,
        );
    }

    /// Adds the cards of a page, and says so.
    fn show(self: &Rc<Self>, fresh: &Document, page: u32, pages: u32) {
        let count = append(fresh);
        say(Names::SAID, &text::more_loaded(count, page, pages));
        let links = by_id::<Element>(Names::PAGES).zip(fresh.get_element_by_id(Names::PAGES));
        if let Some((old, new)) = links {
            // Where it cannot take its place, the links lead to where one is already.
            let _ = old.replace_with_with_node_1(&new);
        }
        say(Names::SUMMARY, &text::pages_shown(self.first, page, pages));
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&self.feed.borrow().href(&self.base)));
        }
        // The list may be too short to move its end out of sight: then nothing is observed, and the next page is due.
        let list = self.clone();
        request_animation_frame(move || list.load_if_near());
    }

    fn show_failure(&self) {
        if let Some(notice) = by_id::<Element>(Names::FAILED) {
            show(&notice, self.feed.borrow().phase == Phase::Failed);
        }
    }
}

fn say(id: &str, words: &str) {
    if let Some(element) = by_id::<Element>(id) {
        element.set_text_content(Some(words));
    }
}

/// How many pages there are; nothing where the page shows no list.
fn pages(page: &Document) -> Option<u32> {
    page.get_element_by_id(Names::MORE)?.get_attribute("data-pages")?.parse().ok()
}

/// As many as will come, of their size; they stand in the grid until they are taken out.
fn skeletons() -> Vec<Element> {
    let Some(grid) = by_id::<Element>(Names::RESULTS) else { return Vec::new() };
    let kept = all::<Element>(&document(), &format!("#{} > li", Names::SKELETONS));
    let copies = kept.iter().filter_map(|one| one.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok());
    copies.filter(|copy| grid.append_child(copy).is_ok()).collect()
}

/// Adds the cards that are not shown yet; answers how many.
fn append(fresh: &Document) -> usize {
    let Some(grid) = by_id::<Element>(Names::RESULTS) else { return 0 };
    let link = |card: &Element| Some(card.query_selector("a[href]").ok()??.get_attribute("href").unwrap_or_default());
    let is_new = |card: &Element| {
        let same = link(card).map(|href| format!("a[href=\"{href}\"]"));
        !same.is_some_and(|selector| matches!(grid.query_selector(&selector), Ok(Some(_))))
    };
    let cards = all::<Element>(fresh, &format!("#{} > li", Names::RESULTS));
    cards.into_iter().filter(is_new).filter(|card| grid.append_child(card).is_ok()).count()
}

/// Moves rows on by what is in sight of them. They scroll without: by touch, by keys, by their bar.
#[island(lazy)]
pub fn ScrollRows() -> impl IntoView {
    Effect::new(move |_| {
        for row in all::<Element>(&document(), ".scroll-row") {
            // A row without its buttons has none to bring to life.
            let _ = attend(&row);
        }
    });
}

fn attend(row: &Element) -> Option<()> {
    let find = |selector| row.query_selector(selector).ok().flatten();
    let (list, back, on) = (find("ul")?, find("[data-turn='-1']")?, find("[data-turn='1']")?);
    show(&find(".row-buttons")?, true);
    let measure = {
        let (list, back, on) = (list.clone(), back.clone(), on.clone());
        move || {
            let at_end = list.scroll_left() + list.client_width() + 2 > list.scroll_width();
            set(&back, "aria-disabled", (list.scroll_left() < 2).then_some("true"));
            set(&on, "aria-disabled", at_end.then_some("true"));
        }
    };
    measure();
    listen(&list, "scroll", {
        let measure = measure.clone();
        move |_| measure()
    });
    listen(&window(), "resize", move |_| measure());
    for (button, direction) in [(back, -1.0), (on, 1.0)] {
        let list = list.clone();
        listen(&button, "click", move |_| {
            list.scroll_by_with_x_and_y(direction * f64::from(list.client_width()) * 0.85, 0.0);
        });
    }
    Some(())
}

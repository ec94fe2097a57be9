//! The parts of a page that are renewed, in the browser's document.

use crate::browser::{all, focus, inside};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement, HtmlInputElement, Node};

/// The id of the element that says how far the page is, in `data-after`.
pub const MARK: &str = "live";

/// Which parts are renewed.
#[derive(Clone, Copy)]
pub enum Parts<'a> {
    /// What changes by itself.
    Live,
    /// That, and what is said about this form, which was sent.
    Told(&'a Element),
}

impl Parts<'_> {
    fn selector(self) -> &'static str {
        match self {
            Self::Live => "[data-live][id]",
            Self::Told(_) => ":is([data-live], [data-told])[id]",
        }
    }

    /// What somebody is filling in is not renewed for another reason.
    fn is_of_another_form(self, part: &Element) -> bool {
        let form = part.closest(IN_PLACE).ok().flatten();
        match (self, form) {
            (_, None) => false,
            (Self::Live, Some(_)) => true,
            (Self::Told(sent), Some(form)) => form != *sent,
        }
    }
}

/// Forms that are sent without leaving the page.
const IN_PLACE: &str = "form[data-in-place]";

/// How far a page is.
pub fn cursor(page: &Document) -> Option<String> {
    page.get_element_by_id(MARK)?.get_attribute("data-after")
}

/// Brings what this page shows up to the fresh one, the innermost parts first: what is around them is then equal, and
/// stays. Parts that hold an island or a form that is sent in place are left alone, and so are those inside other forms.
pub fn renew(fresh: &Document, parts: Parts) {
    for old in all::<Element>(&document(), parts.selector()).into_iter().rev() {
        let Some(new) = fresh.get_element_by_id(&old.id()) else { continue };
        let is_settled = !old.is_connected() || old.is_equal_node(Some(&new));
        if !is_settled && !is_alive(&old) && !has_island(&new) && !parts.is_of_another_form(&old) {
            replace(&old, &new);
        }
    }
}

/// What comes with an island would stay asleep.
fn has_island(element: &Element) -> bool {
    element.query_selector("leptos-island").is_ok_and(|found| found.is_some())
}

/// Something in there is alive, and would not be in what takes its place.
fn is_alive(element: &Element) -> bool {
    element.query_selector(&format!("leptos-island, {IN_PLACE}")).is_ok_and(|found| found.is_some())
}

/// Who was inside with the keyboard is there again afterwards; where that is gone, at the page's content.
fn replace(old: &Element, new: &Element) {
    let focused = document().active_element().filter(|focused| old.contains(Some(focused)));
    // The fresh page stays whole: what is around this part is still to be compared with it.
    let Ok(new) = new.clone_node_with_deep(true) else { return };
    keep_filled(old, &new);
    if same_but_for_children(old, &new) {
        // The element itself stays, so that a screen reader reads out what changed in it.
        while let Some(child) = old.first_child() {
            let _ = old.remove_child(&child);
        }
        while let Some(child) = new.first_child() {
            let _ = old.append_child(&child);
        }
    } else if old.replace_with_with_node_1(&new).is_err() {
        return;
    }
    if let Some(focused) = focused {
        let id = focused.id();
        let again = document().get_element_by_id(if id.is_empty() { "content" } else { &id });
        let again = again.or_else(|| document().get_element_by_id("content"));
        if let Some(again) = again.and_then(|again| again.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = again.focus_with_options(&options);
        }
    }
}

/// What is in no page stays where it is: what was typed into the field of a secret, and what is ticked in a list to
/// choose from (`data-kept`).
fn keep_filled(old: &Element, new: &Node) {
    let Some(new) = new.dyn_ref::<Element>() else { return };
    let same = |field: &HtmlInputElement| new.query_selector(&format!("input[id='{}']", field.id())).ok().flatten();
    for old in inside::<HtmlInputElement>(old, "input[type=password], input[data-kept]") {
        if let Some(new) = same(&old).and_then(|new| new.dyn_into::<HtmlInputElement>().ok()) {
            if old.type_() == "password" {
                new.set_value(&old.value());
            } else {
                new.set_checked(old.checked());
            }
        }
    }
}

fn same_but_for_children(old: &Element, new: &Node) -> bool {
    match (old.clone_node(), new.clone_node()) {
        (Ok(old), Ok(new)) => old.is_equal_node(Some(&new)),
        _ => false,
    }
}

/// Leads to what was said: to the summary of what is wrong, or to the first field that is.
pub fn lead(form: &Element) {
    let wrong = form.query_selector("[aria-invalid=true]").ok().flatten();
    let wrong = wrong.or_else(|| document().query_selector(".error-summary:not([hidden])").ok().flatten());
    if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
        focus(&wrong);
    }
}

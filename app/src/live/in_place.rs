//! Forms that are sent without leaving the page. The call is the same as without a script, and so is the page that says
//! what became of it: only those of its parts that say it take the place of the old ones, and nothing typed is lost.

use super::parts::{self, Parts};
use crate::browser::{Loaded, all, by_id, go, here, inside, listen, load, plain, send, set, set_busy, show};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent};

/// Sends the forms of the page that carry `data-in-place`.
#[island(lazy)]
pub fn InPlace() -> impl IntoView {
    Effect::new(move |_| {
        listen(&document(), "submit", |event| submitted(&event));
        if let Some(root) = document().document_element() {
            set(&root, "data-in-place", Some("ready"));
        }
        // Who comes back by the Back button finds every form ready again.
        listen(&window(), "pageshow", |_| {
            for form in all::<HtmlFormElement>(&document(), "form[data-in-place][aria-busy]") {
                rest(&form);
            }
        });
    });
}

fn submitted(event: &Event) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    if event.default_prevented() || !form.has_attribute("data-in-place") {
        return;
    }
    event.prevent_default();
    if form.has_attribute("aria-busy") {
        return;
    }
    let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    set(&form, "aria-busy", Some("true"));
    if let Some(button) = &button {
        set_busy(button, true);
    }
    spawn_local(async move {
        let stays = match send(&form, button.as_ref()).await {
            Some(address) if Some(plain(&address)) != here().as_deref() => !go(&address),
            Some(address) => told(&form, &address).await,
            None => {
                unreachable();
                true
            }
        };
        if stays {
            rest(&form);
        }
    });
}

/// Ready to be sent again.
fn rest(form: &HtmlFormElement) {
    set(form, "aria-busy", None);
    for button in inside::<HtmlElement>(form, "button[aria-busy]") {
        set_busy(&button, false);
    }
}

/// Takes over what the page says of the form; true when the page stays.
async fn told(form: &HtmlFormElement, address: &str) -> bool {
    match load(plain(address), true).await {
        Loaded::Page(fresh) => {
            if let Some(place) = by_id::<Element>("unreachable") {
                show(&place, false);
            }
            // A key that was saved is not typed any more; one that was not stays.
            if fresh.get_element_by_id(&form.id()).is_some_and(|form| form.has_attribute("data-saved")) {
                for secret in inside::<HtmlInputElement>(form, "input[type=password]") {
                    secret.set_value("");
                }
            }
            parts::renew(&fresh, Parts::Told(form));
            parts::lead(form);
            true
        }
        Loaded::Gone => !go(address),
        Loaded::Nothing => {
            unreachable();
            true
        }
    }
}

/// Says that nothing was sent, or that it is not known what became of it.
fn unreachable() {
    if let Some(place) = by_id::<Element>("unreachable") {
        show(&place, true);
    }
}

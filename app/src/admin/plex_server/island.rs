//! Waiting for Plex: asks whether the code was typed, and opens the list when it was.

use super::{api::poll_plex_search, state::search_path};
use crate::{
    text,
    ui::{Glyph, Icon},
};
use domain::plex_servers::Step;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// Milliseconds between two questions.
const PAUSE: u32 = 1_500;

/// How the wait stands.
#[derive(Clone, PartialEq, Eq)]
enum Wait {
    /// Nobody asks by itself: the button does.
    Still,
    Asking,
    /// The last question failed; it is asked again.
    Trouble(String),
    /// The list opens, or the page that offers a new code.
    Going,
}

/// Asks while the page is looked at.
#[island(lazy)]
pub fn SearchWait(pin: String, next: Option<String>) -> impl IntoView {
    let wait = RwSignal::new(Wait::Still);
    Effect::new(move |_| {
        wait.set(Wait::Asking);
        ask_after(PAUSE, pin.clone(), next.clone(), wait);
    });
    let turning = move || wait.with(|wait| *wait != Wait::Still);
    let line = move || match wait.get() {
        Wait::Still => text::wait_still_code().to_owned(),
        Wait::Asking => text::wait_asking_code().to_owned(),
        Wait::Trouble(message) => message,
        Wait::Going => text::trying_addresses().to_owned(),
    };
    view! {
        <p class="waiting center" role="status">
            {move || {
                turning()
                    .then(|| {
                        view! {
                            <span class="spin">
                                <Glyph icon=Icon::Loader />
                            </span>
                        }
                    })
            }} {line}
        </p>
    }
}

/// Asks in `pause` milliseconds, and again until there is an end; a page nobody looks at asks nobody.
fn ask_after(pause: u32, pin: String, next: Option<String>, wait: RwSignal<Wait>) {
    let ask = move || {
        if document().hidden() {
            ask_after(PAUSE, pin, next, wait);
            return;
        }
        spawn_local(async move {
            match poll_plex_search(pin.clone(), next.clone()).await {
                Ok(answer) if answer.state == Step::Waiting => {
                    wait.set(Wait::Asking);
                    ask_after(PAUSE, pin, next, wait);
                }
                Ok(_) => open(next.as_deref(), wait),
                Err(error) if error.code.status() == 404 => open(next.as_deref(), wait),
                Err(error) => {
                    let seconds = error.details.retry_after.unwrap_or(5).clamp(5, 60);
                    wait.set(Wait::Trouble(error.message));
                    ask_after(u32::try_from(seconds * 1_000).unwrap_or(5_000), pin, next, wait);
                }
            }
        });
    };
    set_timeout(ask, Duration::from_millis(pause.into()));
}

fn open(next: Option<&str>, wait: RwSignal<Wait>) {
    wait.set(Wait::Going);
    // A browser that cannot go there keeps the button.
    window().location().set_href(&search_path(next)).unwrap_or_default();
}

//! What listens while the page is looked at, and has it renewed.

use super::{
    parts::{self, Parts},
    state::{Renewals, refused_pause},
};
use crate::{
    browser::{self, Loaded},
    routes::encoded,
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent, VisibilityState};

/// What a page is renewed for.
const HEARD: [&str; 4] = ["request:update", "user:notification", "service:status", "resync"];

/// Listens as long as the page is looked at; a hidden page lets go of its stream and comes back to where it was.
#[island(lazy)]
pub fn Live() -> impl IntoView {
    Effect::new(move |_| listen());
}

/// What the browser calls; made once, because a stream may be opened many times.
struct Handlers {
    heard: Closure<dyn FnMut(MessageEvent)>,
    replaced: Closure<dyn FnMut()>,
    failed: Closure<dyn FnMut()>,
    opened: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct State {
    source: Option<EventSource>,
    /// How far this page is.
    last: Option<String>,
    /// Another page of this user took the place: this one waits until it is looked at again.
    replaced: bool,
    /// The page is not there any more, or not for this viewer.
    over: bool,
    /// How often in a row no stream was to be had: it is asked for again, later each time.
    refusals: u32,
    renewals: Renewals,
}

#[derive(Default)]
struct Ear {
    handlers: OnceCell<Handlers>,
    state: RefCell<State>,
}

fn listen() {
    let ear = Rc::new(Ear::default());
    ear.state.borrow_mut().last = parts::cursor(&document());
    let handlers = Handlers {
        heard: {
            let ear = ear.clone();
            Closure::new(move |message: MessageEvent| {
                ear.state.borrow_mut().last = Some(message.last_event_id());
                heard(&ear);
            })
        },
        replaced: {
            let ear = ear.clone();
            Closure::new(move || {
                ear.state.borrow_mut().replaced = true;
                close(&ear);
            })
        },
        failed: {
            let ear = ear.clone();
            Closure::new(move || failed(&ear))
        },
        opened: {
            let ear = ear.clone();
            Closure::new(move || ear.state.borrow_mut().refusals = 0)
        },
    };
    let _ = ear.handlers.set(handlers);
    browser::listen(&document(), "visibilitychange", {
        let ear = ear.clone();
        move |_| attend(&ear)
    });
    attend(&ear);
}

/// Listens where the page is looked at, and not where it is not.
fn attend(ear: &Ear) {
    if document().visibility_state() != VisibilityState::Visible {
        ear.state.borrow_mut().replaced = false;
        return close(ear);
    }
    let mut state = ear.state.borrow_mut();
    if state.source.is_some() || state.replaced || state.over {
        return;
    }
    let (Some(last), Some(handlers)) = (&state.last, ear.handlers.get()) else { return };
    let Ok(source) = EventSource::new(&format!("/events?after={}", encoded(last))) else { return };
    for name in HEARD {
        let _ = source.add_event_listener_with_callback(name, handlers.heard.as_ref().unchecked_ref());
    }
    let _ = source.add_event_listener_with_callback("replaced", handlers.replaced.as_ref().unchecked_ref());
    source.set_onerror(Some(handlers.failed.as_ref().unchecked_ref()));
    source.set_onopen(Some(handlers.opened.as_ref().unchecked_ref()));
    state.source = Some(source);
}

fn close(ear: &Ear) {
    if let Some(source) = ear.state.borrow_mut().source.take() {
        source.close();
    }
}

/// The browser tries again by itself, unless it was refused: then the page itself may say why.
fn failed(ear: &Rc<Ear>) {
    let refused = {
        let state = ear.state.borrow();
        state.source.as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED)
    };
    if refused {
        close(ear);
        let pause = {
            let mut state = ear.state.borrow_mut();
            state.refusals += 1;
            refused_pause(state.refusals)
        };
        let ear = ear.clone();
        set_timeout(move || heard(&ear), pause);
    }
}

fn heard(ear: &Rc<Ear>) {
    let pause = ear.state.borrow_mut().renewals.heard();
    renew_after(ear, pause);
}

fn renew_after(ear: &Rc<Ear>, pause: Option<Duration>) {
    let (Some(pause), ear) = (pause, ear.clone()) else { return };
    set_timeout(
        move || {
            ear.state.borrow_mut().renewals.begin();
            spawn_local(async move {
                let renewed = renew(&ear).await;
                let pause = ear.state.borrow_mut().renewals.ended(renewed);
                renew_after(&ear, pause);
            });
        },
        pause,
    );
}

/// Whether this is done; where it is not, it is tried again.
async fn renew(ear: &Ear) -> bool {
    let Some(here) = browser::here() else { return false };
    match browser::load(&here, false).await {
        // It is in another language now: parts of it would not fit.
        Loaded::Page(fresh) if browser::language_of(&fresh) != browser::language_of(&document()) => {
            browser::go(&here);
            true
        }
        Loaded::Page(fresh) => {
            parts::renew(&fresh, Parts::Live);
            if let Some(cursor) = parts::cursor(&fresh) {
                ear.state.borrow_mut().last = Some(cursor);
            }
            attend(ear);
            true
        }
        Loaded::Gone => {
            ear.state.borrow_mut().over = true;
            close(ear);
            true
        }
        Loaded::Nothing => false,
    }
}

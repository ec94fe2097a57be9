//! What listens while the page is looked at, and has it renewed.

use super::{RENEWAL, parts, state::Renewals};
use crate::routes::encoded;
use gloo_net::http::Request;
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent, RequestCache, VisibilityState};

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
    };
    let _ = ear.handlers.set(handlers);
    let looked_at = Closure::<dyn FnMut()>::new({
        let ear = ear.clone();
        move || attend(&ear)
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", looked_at.as_ref().unchecked_ref());
    // It is called as long as the document lives.
    looked_at.forget();
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
        heard(ear);
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
    match load().await {
        Loaded::Page(html) => {
            let Some(fresh) = parts::parse(&html) else { return false };
            parts::renew(&fresh);
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

/// The page as it is now.
enum Loaded {
    Page(String),
    /// It leads elsewhere, to the sign-in page mostly, or is refused.
    Gone,
    Nothing,
}

async fn load() -> Loaded {
    let location = window().location();
    let (Ok(path), Ok(query)) = (location.pathname(), location.search()) else { return Loaded::Nothing };
    let request = Request::get(&format!("{path}{query}")).header(RENEWAL, "1").header("Accept", "text/html");
    let Ok(answer) = request.cache(RequestCache::NoStore).send().await else { return Loaded::Nothing };
    if answer.redirected() || (400..500).contains(&answer.status()) {
        return Loaded::Gone;
    }
    if !answer.ok() {
        return Loaded::Nothing;
    }
    answer.text().await.map_or(Loaded::Nothing, Loaded::Page)
}

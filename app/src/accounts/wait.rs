//! Waiting for Plex where JavaScript runs: asks again and again, and tells in the words that the server wrote.

use crate::{
    accounts::state::{FIRST_PAUSE, next_pause},
    browser::{by_id, call, go, show},
    error::AppError,
    text,
};
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use std::time::Duration;
use web_sys::Element;

/// The names by which the page and its wait know each other.
pub struct Names;

impl Names {
    pub const TURNING: &str = "wait-turning";
    pub const WORDS: &str = "wait-words";
    pub const OVER: &str = "wait-over";
}

/// What an answer means.
pub enum Next {
    Again,
    /// It is done: the page to go on to, and what is said on the way.
    Go(String, &'static str),
    /// A new code is needed; says why.
    Over(String),
}

/// Reads an answer; an error is told, and asked again.
type Reader<A> = Box<dyn Fn(Result<A, AppError>) -> Result<Next, AppError>>;

/// What is asked, again and again, until there is an end.
pub struct Question<A> {
    pub path: &'static str,
    /// As a form sends them.
    pub fields: String,
    pub has_code: bool,
    pub read: Reader<A>,
}

impl<A: DeserializeOwned + 'static> Question<A> {
    pub fn begin(self) {
        self.asking();
        self.ask_after(FIRST_PAUSE);
    }

    fn asking(&self) {
        tell(true, if self.has_code { text::wait_asking_code() } else { text::wait_asking_return() });
    }

    /// Asks in `pause` milliseconds; a page nobody looks at asks nobody.
    fn ask_after(self, pause: u32) {
        let ask = move || {
            if document().hidden() {
                return self.ask_after(FIRST_PAUSE);
            }
            spawn_local(async move {
                match (self.read)(call::<A>(self.path, self.fields.clone()).await) {
                    Ok(Next::Again) => {
                        self.asking();
                        self.ask_after(next_pause(pause));
                    }
                    Ok(Next::Go(address, words)) => {
                        tell(true, words);
                        // A browser that cannot go there keeps the button.
                        go(&address);
                    }
                    Ok(Next::Over(words)) => tell(false, &words),
                    Err(error) => {
                        let seconds = error.details.retry_after.unwrap_or(5).clamp(5, 60);
                        tell(true, &error.message);
                        self.ask_after(u32::try_from(seconds * 1_000).unwrap_or(5_000));
                    }
                }
            });
        };
        set_timeout(ask, Duration::from_millis(pause.into()));
    }
}

fn tell(turning: bool, words: &str) {
    for (id, shown) in [(Names::TURNING, turning), (Names::OVER, !turning)] {
        if let Some(element) = by_id::<Element>(id) {
            show(&element, shown);
        }
    }
    // What is the same is not read out again.
    if let Some(element) = by_id::<Element>(Names::WORDS)
        && element.text_content().as_deref() != Some(words)
    {
        element.set_text_content(Some(words));
    }
}

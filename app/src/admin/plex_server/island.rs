//! Waiting for Plex: asks whether the code was typed, and opens the list when it was.

use super::{
    api::{PollPlexSearch, SearchAnswer},
    state::search_path,
};
use crate::{
    accounts::wait::{Next, Question},
    error::{AppError, Code},
    routes::encoded,
    text,
};
use domain::plex_servers::Step;
use leptos::{prelude::*, server_fn::ServerFn};

/// Asks while the page is looked at.
#[island(lazy)]
pub fn SearchWait(pin: String, next: Option<String>) -> impl IntoView {
    Effect::new(move |_| {
        let onward = next.as_deref().map(|next| format!("&next={}", encoded(next))).unwrap_or_default();
        // The list, or the page that offers a new code.
        let there = search_path(next.as_deref());
        let read = move |answer: Result<SearchAnswer, AppError>| match answer {
            Ok(SearchAnswer { state: Step::Waiting, .. }) => Ok(Next::Again),
            Err(error) if error.code != Code::NotFound => Err(error),
            _ => Ok(Next::Go(there.clone(), text::trying_addresses())),
        };
        let fields = format!("pin={}{onward}", encoded(&pin));
        Question { path: PollPlexSearch::PATH, fields, has_code: true, read: Box::new(read) }.begin();
    });
}

//! What every call passes first: a key in the query, or a token in the header.

use axum::{
    extract::{Request, State},
    middleware::Next,
};

use super::errors;
use crate::{
    World,
    answers::{Answer, header_text, pairs, value_of},
    fixed,
};

/// The largest page there is.
const LAST_PAGE: usize = 500;

/// What the routes get to know about a call.
#[derive(Clone)]
pub(super) struct Asked {
    query: Vec<(String, String)>,
    /// From 1 to 500.
    pub page: usize,
}

impl Asked {
    /// A query parameter that says something.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name).filter(|text| !text.is_empty())
    }

    /// Whether a part is to be sent along.
    pub(super) fn appends(&self, part: &str) -> bool {
        self.text("append_to_response").is_some_and(|parts| parts.split(',').any(|asked| asked == part))
    }
}

/// Lets a call through to its route, or refuses it as TMDB would.
pub(super) async fn check(State(_world): State<World>, mut request: Request, next: Next) -> Answer {
    let query = pairs(request.uri().query().unwrap_or_default());
    let bearer = header_text(request.headers(), "authorization");
    let token = bearer.as_deref().and_then(|bearer| bearer.strip_prefix("Bearer "));
    match (value_of(&query, "api_key"), token) {
        (Some(fixed::TMDB_API_KEY), _) | (_, Some(fixed::TMDB_READ_TOKEN)) => {}
        (Some(fixed::TMDB_SUSPENDED_KEY), _) => return Err(errors::suspended().into()),
        _ => return Err(errors::refusal(401).into()),
    }
    let page = match value_of(&query, "page").map(str::parse) {
        None => 1,
        Some(Ok(page)) if (1..=LAST_PAGE).contains(&page) => page,
        Some(_) => return Err(errors::refusal(400).into()),
    };
    request.extensions_mut().insert(Asked { query, page });
    Ok(next.run(request).await)
}

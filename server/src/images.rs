//! `GET /img/…`: pictures through our own address, so that nobody's browser talks to another host.

use crate::{context::Context, session::Viewing};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::images::Image;
use domain::{Actor, Error, UserId};
use std::sync::Arc;

/// `/img/tmdb/{size}/{file}`: one picture of a title or a person, for who is signed in.
pub async fn tmdb(
    State(context): State<Arc<Context>>,
    Path((size, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    if let Err(refusal) = viewer(&request) {
        return refusal.into_response();
    }
    match context.images.tmdb(&size, &file).await {
        Ok(picture) => sent(&picture, &request, "private, max-age=2592000, immutable"),
        Err(Error::Unavailable { .. }) => StatusCode::BAD_GATEWAY.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `/img/avatar/{user}`: the picture that somebody has at plex.tv. One that cannot be had just now is no content, and the
/// initial letter behind it shows.
pub async fn avatar(State(context): State<Arc<Context>>, Path(user): Path<String>, request: Request) -> Response {
    let by = match viewer(&request) {
        Ok(by) => by,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(user) = user.parse().map(UserId) else { return StatusCode::NOT_FOUND.into_response() };
    match context.avatars.of(by, user).await {
        Ok(picture) => sent(&picture, &request, "private, max-age=3600"),
        Err(Error::Unavailable { .. }) => (StatusCode::NO_CONTENT, for_now("private, max-age=60")).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, for_now("private, max-age=600")).into_response(),
    }
}

fn for_now(cache: &'static str) -> [(HeaderName, HeaderValue); 1] {
    [(header::CACHE_CONTROL, HeaderValue::from_static(cache))]
}

fn viewer(request: &Request) -> Result<&Actor, StatusCode> {
    let viewing = request.extensions().get::<Viewing>();
    match viewing.map(|viewing| (&viewing.actor, &viewing.unknown)) {
        Some((Some(actor), _)) => Ok(actor),
        Some((None, Some(_))) => Err(StatusCode::SERVICE_UNAVAILABLE),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}

fn sent(picture: &Image, request: &Request, cache: &'static str) -> Response {
    let etag = HeaderValue::from_str(&picture.etag).unwrap_or(HeaderValue::from_static("\"\""));
    if request.headers().get(header::IF_NONE_MATCH) == Some(&etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let content_type = HeaderValue::from_static(picture.content_type);
    let cache = HeaderValue::from_static(cache);
    (
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, cache), (header::ETAG, etag)],
        picture.bytes.clone(),
    )
        .into_response()
}

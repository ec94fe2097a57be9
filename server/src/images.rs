//! `GET /img/tmdb/{size}/{file}`: posters through our own address, so that nobody's browser talks to another host.

use crate::{context::Context, session::Viewing};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// One picture, for who is signed in.
pub async fn tmdb(
    State(context): State<Arc<Context>>,
    Path((size, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let viewing = request.extensions().get::<Viewing>().cloned().unwrap_or_default();
    if viewing.actor.is_none() {
        let status = if viewing.unknown.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNAUTHORIZED };
        return status.into_response();
    }
    let picture = match context.images.tmdb(&size, &file).await {
        Ok(picture) => picture,
        Err(domain::Error::Unavailable { .. }) => return StatusCode::BAD_GATEWAY.into_response(),
        Err(_) => return StatusCode::NOT_FOUND.into_response(),
    };
    let etag = HeaderValue::from_str(&picture.etag).unwrap_or(HeaderValue::from_static("\"\""));
    if request.headers().get(header::IF_NONE_MATCH) == Some(&etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let content_type = HeaderValue::from_static(picture.content_type);
    let cache = HeaderValue::from_static("private, max-age=2592000, immutable");
    (
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, cache), (header::ETAG, etag)],
        picture.bytes.clone(),
    )
        .into_response()
}

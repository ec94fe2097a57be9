//! Answers in the envelope of `API.md`, and the page a browser is sent to when it posted a plain form.

use crate::middleware::trace::RequestId;
use app::AppError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The version of the envelope.
const VERSION: &str = "1.0";

/// What came out of a server function, before `meta` is added.
#[derive(Deserialize)]
pub struct Bare {
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
    #[serde(default)]
    pub error: Option<AppError>,
}

/// The part of any data that says how old it is: since when it could not be renewed, or null.
#[derive(Serialize, Deserialize, Default)]
struct Age {
    #[serde(default)]
    stale_since: Option<Timestamp>,
}

#[derive(Serialize)]
struct Envelope<'a> {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a AppError>,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Meta<'a> {
    timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'static str>,
    #[serde(flatten)]
    age: Option<Age>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

/// Wraps a server function's answer with its `meta` and the status of its code.
pub fn complete(bare: &Bare, now: Timestamp, id: &RequestId) -> Response {
    let meta = match &bare.error {
        None => Meta {
            timestamp: now,
            version: Some(VERSION),
            age: Some(bare.data.as_deref().map(age).unwrap_or_default()),
            request_id: None,
        },
        Some(_) => Meta { timestamp: now, version: None, age: None, request_id: Some(&id.0) },
    };
    let body = Envelope { success: bare.error.is_none(), data: bare.data.as_deref(), error: bare.error.as_ref(), meta };
    let mut response = Json(body).into_response();
    if let Some(error) = &bare.error {
        *response.status_mut() = status(error);
        if let Some(seconds) = error.details.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn age(data: &RawValue) -> Age {
    if data.get().starts_with('{') { serde_json::from_str(data.get()).unwrap_or_default() } else { Age::default() }
}

/// The HTTP status of an error.
pub fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A refusal before any server function ran; `calls::answer` completes it.
pub fn failure(error: &AppError) -> Response {
    #[derive(Serialize)]
    struct Failure<'a> {
        success: bool,
        error: &'a AppError,
    }
    (status(error), Json(Failure { success: false, error })).into_response()
}

/// Sends the browser to a page of this site by GET.
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
    )
        .into_response()
}

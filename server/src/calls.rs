//! What stands around every server function: who may call it, how large it may be, and the envelope of its answer.

use crate::{
    answer::{self, Bare},
    context::Context,
    forms,
    middleware::{
        cross_site::{self, Foreign},
        rate_limit::{self, Asked},
        trace::RequestId,
    },
    session::{self, Viewing},
    throttle::Try,
};
use app::{AppError, error::Code};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method as HttpMethod, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    policy::{self, Access, Method},
    text,
};
use futures_util::StreamExt;
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// The largest body of a call.
const LARGEST: usize = 1024 * 1024;
/// How much of a body that is too large is read before the connection is cut.
const MOST_READ: usize = 32 * LARGEST;
/// The largest answer a server function may give.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Calls that are no server functions and answer for themselves.
const OTHERS: [&str; 2] = ["/api/health", "/api/ready"];

/// Everything under `/api`.
pub async fn answer(State(context): State<Arc<Context>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !path.starts_with("/api/") || OTHERS.contains(&path.as_str()) {
        return next.run(request).await;
    }
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_else(|| RequestId(String::new()));
    let headers = request.headers().clone();
    let by_key = request.extensions().get::<Viewing>().is_some_and(|viewing| viewing.by_key);
    let plain_form = request.method() == HttpMethod::POST && accepts_html(&headers) && !by_key;
    let query = request.uri().query().unwrap_or_default().to_owned();
    let address = session::remote_address(&context, &request);
    let (called, body, attempt) = match admit(&context, &path, request).await {
        Ok((request, body)) => {
            let actor = request.extensions().get::<Viewing>().and_then(|viewing| viewing.actor.as_ref());
            let attempt = Try::of(&path, address, actor, &body);
            let (called, attempt) = throttled(&context, attempt, request, next).await;
            (called, body, attempt)
        }
        Err((refusal, body)) => (answer::failure(&refusal), body, None),
    };
    let (mut head, answered) = called.into_parts();
    let bytes = to_bytes(answered, LARGEST_ANSWER).await.unwrap_or_default();
    let mut bare = read(&bytes, head.status);
    if let Some(attempt) = attempt {
        attempt.ended(context.limits.as_ref(), bare.error.as_ref()).await;
    }
    if let Some(error) = &mut bare.error {
        let sent = if body.is_empty() { Cow::from(query) } else { String::from_utf8_lossy(&body) };
        blame(error, &sent);
    }
    head.headers.remove(header::CONTENT_LENGTH);
    let called = Response::from_parts(head, Body::empty());
    if plain_form {
        let text = String::from_utf8_lossy(&body);
        return forms::outcome(&context, &path, &text, &headers, &called, &bare);
    }
    let mut response = answer::complete(&bare, context.clock.now(), &id);
    for (name, value) in called.headers() {
        if matches!(*name, header::SET_COOKIE | header::LOCATION | header::ALLOW) || name == "serverfnredirect" {
            response.headers_mut().append(name, value.clone());
        }
    }
    if called.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    }
    response
}

/// What the server function says, unless this was tried too often; with the try that was counted.
async fn throttled(context: &Context, attempt: Option<Try>, request: Request, next: Next) -> (Response, Option<Try>) {
    let Some(attempt) = attempt else { return (next.run(request).await, None) };
    let limits = context.limits.as_ref();
    let settings = context.settings.load().await.unwrap_or_default();
    if let Err(error) = attempt.count(limits, &settings).await {
        return (answer::failure(&AppError::from(error)), None);
    }
    (next.run(request).await, Some(attempt))
}

/// What the server function said, or what it means that it said nothing readable.
fn read(bytes: &Bytes, status: StatusCode) -> Bare {
    serde_json::from_slice(bytes).unwrap_or_else(|_| {
        if !status.is_success() {
            tracing::error!(%status, "a call answered without an envelope");
        }
        Bare { data: None, error: Some(AppError::internal()) }
    })
}

/// Names the arguments that are no plain text, or there twice, where nothing better is known of what is wrong.
fn blame(error: &mut AppError, sent: &str) {
    if error.code != Code::InvalidRequest || !error.details.fields.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for (name, _) in url::form_urlencoded::parse(sent.as_bytes()) {
        let (plain, is_nested) = name.split_once('[').map_or((&*name, false), |(plain, _)| (plain, true));
        if !seen.insert(plain.to_owned()) || is_nested {
            error.details.fields.insert(plain.to_owned(), text::call_one_value().to_owned());
        }
    }
}

type Refusal = (AppError, Bytes);

/// Checks the call against the policy table and its body; hands on a request that server functions can read.
async fn admit(context: &Context, path: &str, request: Request) -> Result<(Request, Bytes), Refusal> {
    let refuse = |error: AppError| (error, Bytes::new());
    let call = policy::call(path).ok_or_else(|| refuse(not_found()))?;
    let wanted = match call.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
    };
    if *request.method() != wanted {
        return Err(refuse(AppError::new(Code::InvalidRequest, text::call_method(&wanted))));
    }
    let viewing = request.extensions().get::<Viewing>().cloned().unwrap_or_default();
    let foreign = request.extensions().get::<Foreign>().is_some();
    // Also what is refused was asked for.
    let counted = if foreign { Ok(()) } else { rate_limit::count(context, &viewing, Asked::Call(call)).await };
    let allowed = counted.and_then(|()| allow(call.access, &viewing));
    let (mut parts, body) = request.into_parts();
    let body = whole(body).await.map_err(refuse)?;
    if foreign {
        // What another site filled in is not shown on ours.
        return Err(refuse(cross_site::refusal()));
    }
    allowed.map_err(|error| (error, body.clone()))?;
    let text = std::str::from_utf8(&body).map_err(|_| refuse(unreadable(text::call_not_utf8())))?;
    let content_type =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let form = match (wanted == HttpMethod::POST, kind.as_str()) {
        (false, _) => String::new(),
        (true, "application/json") => {
            forms::from_json(text).ok_or_else(|| refuse(unreadable(text::call_not_json())))?
        }
        (true, "application/x-www-form-urlencoded") => text.to_owned(),
        (true, "") if text.is_empty() => String::new(),
        (true, _) => {
            return Err(refuse(unreadable(text::call_body_kind())));
        }
    };
    // Server functions answer every caller as a program: what a plain form gets is decided in `forms`.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Bytes::from(form);
    Ok((Request::from_parts(parts, Body::from(body.clone())), body))
}

/// The whole body. Some of what is too much is still read and forgotten: a client that is cut off while it sends never
/// sees the answer. What broke off on the way is refused: half of a wish may be another wish.
async fn whole(body: Body) -> Result<Bytes, AppError> {
    let mut stream = body.into_data_stream();
    let (mut kept, mut read) = (Vec::new(), 0);
    while let Some(part) = stream.next().await {
        let part = part.map_err(|error| {
            tracing::debug!(%error, "a body broke off");
            unreadable(text::call_broke_off())
        })?;
        read += part.len();
        if read > MOST_READ {
            break;
        }
        if read <= LARGEST {
            kept.extend_from_slice(&part);
        }
    }
    if read > LARGEST {
        return Err(AppError::new(Code::PayloadTooLarge, text::call_too_large()));
    }
    Ok(kept.into())
}

/// Whether the viewer may do what asks for this access.
///
/// # Errors
/// What to say to who may not.
pub fn allow(access: Access, viewing: &Viewing) -> Result<(), AppError> {
    if let Some(error) = &viewing.unknown {
        return Err(error.clone());
    }
    let actor = match (access, &viewing.actor) {
        (Access::Anyone, _) => return Ok(()),
        (_, None) => {
            let words = viewing.refused.as_deref().unwrap_or_else(|| text::sign_in_first());
            return Err(AppError::new(Code::Unauthenticated, words));
        }
        (_, Some(actor)) => actor,
    };
    match access {
        Access::With(_) if actor.must_change_password => {
            Err(AppError::new(Code::PermissionDenied, text::change_password_first()))
        }
        Access::SignedIn if viewing.by_key => Err(AppError::new(Code::PermissionDenied, text::key_not_for_accounts())),
        Access::With(permission) => actor.require(permission).map_err(AppError::from),
        Access::Anyone | Access::SignedIn => Ok(()),
    }
}

fn not_found() -> AppError {
    AppError::new(Code::NotFound, text::call_unknown())
}

fn unreadable(message: &str) -> AppError {
    AppError::new(Code::InvalidRequest, message)
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// The answer to everything under `/api` that no route takes.
pub async fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, answer::failure(&not_found())).into_response()
}

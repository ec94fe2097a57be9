//! What every call passes before a route sees it: the validator, then who is asking.

use axum::{
    body::{Body as HttpBody, to_bytes},
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
};
use serde_json::Value;

use super::{
    errors,
    spec::{self, Body, Fit, Operation, Rule},
    store::User,
};
use crate::{
    World,
    answers::{Answer, Refusal, header_text, pairs, value_of},
    fixed,
};

/// What the routes get to know about a call.
#[derive(Clone)]
pub(super) struct Asked {
    /// The user the call acts as; open calls may have none.
    caller: Option<User>,
    /// Decoded query parameters.
    query: Vec<(String, String)>,
    /// The body, null when there was none.
    pub body: Value,
}

impl Asked {
    /// The user the call acts as. The gate lets nobody else through to routes that ask.
    pub(super) fn caller(&self) -> Result<&User, Refusal> {
        self.caller.as_ref().ok_or_else(errors::forbidden)
    }

    /// A query parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name)
    }

    /// A query parameter that is a number, or this.
    pub(super) fn number(&self, name: &str, otherwise: usize) -> usize {
        self.text(name).and_then(|value| value.parse().ok()).unwrap_or(otherwise)
    }
}

/// Lets a call through to its route, or refuses it as Overseerr would.
pub(super) async fn check(
    State(world): State<World>,
    OriginalUri(whole): OriginalUri,
    request: Request,
    next: Next,
) -> Answer {
    let (mut parts, body) = request.into_parts();
    let raw = parts.uri.query().unwrap_or_default().to_owned();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let operation = operation(&parts.method, parts.uri.path(), whole.path())?;
    let open = spec::OPEN.contains(&operation.path);
    let checked = credentials(open, &parts.headers, whole.path())
        .and_then(|()| query(operation, &raw))
        .and_then(|()| json_body(operation, &parts.headers, &bytes, whole.path()))
        .and_then(|body| super::create::validate(operation.body, &body).map(|()| body));
    let body = checked?;
    let caller = caller(&world, &parts.headers);
    if !open && caller.is_none() {
        return Err(errors::forbidden());
    }
    parts.extensions.insert(Asked { caller, query: pairs(&raw), body });
    Ok(next.run(Request::from_parts(parts, HttpBody::from(bytes))).await)
}

fn operation(method: &Method, path: &str, whole: &str) -> Result<&'static Operation, Refusal> {
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let mut elsewhere = false;
    let mut problem = None;
    for operation in spec::OPERATIONS {
        let fit = spec::fit(operation.path, path);
        if matches!(fit, Fit::No) {
            continue;
        }
        if operation.method != method.as_str() {
            elsewhere = true;
            continue;
        }
        match fit {
            Fit::Yes => return Ok(operation),
            Fit::NotANumber(name) => {
                problem = Some(errors::wrong(&format!(".params.{name}"), "should be number", "type"));
            }
            _ => {
                let what = "should be equal to one of the allowed values";
                problem = Some(errors::wrong(".params.status", what, "enum"));
            }
        }
    }
    Err(match (problem, elsewhere) {
        (Some(problem), _) => problem,
        (None, true) => errors::invalid(405, whole, &format!("{method} method not allowed")),
        (None, false) => errors::invalid(404, whole, "not found"),
    })
}

/// The validator only asks whether there are any credentials; whether they are right is asked later.
fn credentials(open: bool, headers: &HeaderMap, whole: &str) -> Result<(), Refusal> {
    let cookie = header_text(headers, "cookie").is_some_and(|cookies| cookies.contains("connect.sid="));
    if open || cookie || headers.contains_key("x-api-key") {
        return Ok(());
    }
    Err(errors::invalid(401, whole, "cookie 'connect.sid' required"))
}

/// Characters the validator does not accept unencoded in a value.
const RESERVED: &str = ":/?#[]@!$&'()*+,;=";

fn query(operation: &Operation, raw: &str) -> Result<(), Refusal> {
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        // As the validator does it: what follows a second `=` is not looked at.
        let mut halves = pair.split('=');
        let (name, value) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
        let known = operation.query.iter().any(|(known, _)| *known == name);
        if known && value.contains(|letter| RESERVED.contains(letter)) {
            let message =
                format!("Parameter '{name}' must be url encoded. Its value may not contain reserved characters.");
            return Err(errors::invalid(400, &format!(".query.{name}"), &message));
        }
    }
    let given = pairs(raw);
    if let Some((name, _)) = given.iter().find(|(name, _)| !operation.query.iter().any(|(known, _)| known == name)) {
        return Err(errors::invalid(400, &format!(".query.{name}"), &format!("Unknown query parameter '{name}'")));
    }
    for (name, rule) in operation.query {
        let value = value_of(&given, name);
        let place = format!(".query.{name}");
        match (rule, value) {
            (Rule::Required, None) => {
                let problem = format!("should have required property '{name}'");
                return Err(errors::wrong(&place, &problem, "required"));
            }
            (Rule::Number, Some(value)) if value.parse::<f64>().is_err() => {
                return Err(errors::wrong(&place, "should be number", "type"));
            }
            (Rule::OneOf(words), Some(value)) if !words.contains(&value) => {
                let problem = format!("should be equal to one of the allowed values: {}", words.join(", "));
                return Err(errors::wrong(&place, &problem, "enum"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn json_body(operation: &Operation, headers: &HeaderMap, bytes: &[u8], whole: &str) -> Result<Value, Refusal> {
    let kind = header_text(headers, "content-type");
    let is_json = kind.as_deref().is_some_and(|kind| kind.starts_with("application/json"));
    let parsed = if is_json && !bytes.is_empty() {
        match serde_json::from_slice::<Value>(bytes) {
            Ok(value) => value,
            // Express reads bodies before the validator sees them.
            Err(_) => return Err(errors::refusal(400, "Unexpected token in JSON at position 0")),
        }
    } else {
        Value::Null
    };
    let required = matches!(operation.body, Body::Request | Body::RequestChange | Body::Webhook);
    let optional = matches!(operation.body, Body::Import | Body::Is4k) && !bytes.is_empty();
    if (required || optional) && !is_json {
        let message =
            kind.map_or_else(|| "media type not specified".to_owned(), |kind| format!("unsupported media type {kind}"));
        return Err(errors::invalid(415, whole, &message));
    }
    Ok(parsed)
}

/// The key acts as user 1, or as whom `X-API-User` names; an empty header names nobody and is ignored.
fn caller(world: &World, headers: &HeaderMap) -> Option<User> {
    if header_text(headers, "x-api-key")? != fixed::OVERSEERR_API_KEY {
        return None;
    }
    let id = match header_text(headers, "x-api-user").filter(|id| !id.is_empty()) {
        Some(id) => id.trim().parse().ok()?,
        None => fixed::OVERSEERR_BEN,
    };
    world.state().overseerr.user(id).cloned()
}

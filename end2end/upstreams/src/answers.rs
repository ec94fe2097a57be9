//! Small parts of answers that several services share: JSON, HTML, Plex's XML, query strings.

use std::fmt::Write;

use axum::{
    Json,
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// A JSON answer.
pub(crate) fn json(status: u16, body: Value) -> Response {
    (code(status), Json(body)).into_response()
}

/// An HTML answer.
pub(crate) fn html(status: u16, body: String) -> Response {
    (code(status), Html(body)).into_response()
}

/// An answer that is an image or other bytes.
pub(crate) fn bytes(content_type: &'static str, body: axum::body::Bytes) -> Response {
    let mut answer = Response::new(Body::from(body));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000"));
    answer
}

/// The status, or 500 when it is none.
pub(crate) fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A header as text.
pub(crate) fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Plex speaks JSON only when asked for it.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    header_text(headers, "accept").is_some_and(|accept| accept.contains("json"))
}

/// Text that is safe inside HTML and XML, in attributes too.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A query string or form body, decoded; `+` is a space, as both Plex and Express take it.
pub(crate) fn pairs(raw: &str) -> Vec<(String, String)> {
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The first value of a name in decoded pairs.
pub(crate) fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Plex's XML of a JSON answer: plain values are attributes, objects and lists are children.
pub(crate) fn plex_xml(name: &str, value: &Value) -> String {
    let mut written = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut written, name, value);
    written
}

fn element(written: &mut String, name: &str, value: &Value) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| element(written, name, one)),
        Value::Object(fields) => {
            let name = match (name, fields.get("type").and_then(Value::as_str)) {
                ("Metadata", Some("movie" | "episode")) => "Video",
                ("Metadata", _) => "Directory",
                _ => name,
            };
            written.push('<');
            written.push_str(name);
            attributes(written, fields);
            if !fields.values().any(|value| value.is_object() || value.is_array()) {
                written.push_str("/>\n");
                return;
            }
            written.push_str(">\n");
            for (child, value) in fields.iter().filter(|(_, value)| value.is_object() || value.is_array()) {
                element(written, child, value);
            }
            written.push_str("</");
            written.push_str(name);
            written.push_str(">\n");
        }
        plain => {
            let _ = writeln!(written, "<{name}>{}</{name}>", escaped(&text_of(plain)));
        }
    }
}

fn attributes(written: &mut String, fields: &Map<String, Value>) {
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_object() && !value.is_array()) {
        let _ = write!(written, " {name}=\"{}\"", escaped(&text_of(value)));
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => u8::from(*yes).to_string(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An answer of Plex: JSON when asked for, XML otherwise.
pub(crate) fn plex(headers: &HeaderMap, status: u16, name: &str, body: Value) -> Response {
    if wants_json(headers) {
        return json(status, body);
    }
    let inner = match body {
        Value::Object(mut fields) if fields.contains_key(name) => fields.remove(name).unwrap_or_default(),
        other => other,
    };
    (code(status), [(header::CONTENT_TYPE, "text/xml;charset=utf-8")], plex_xml(name, &inner)).into_response()
}

/// A refusal, small enough to be handed up with `?`.
#[derive(Debug)]
pub(crate) struct Refusal(Box<Response>);

/// What most routes come to.
pub(crate) type Answer = Result<Response, Refusal>;

impl From<Response> for Refusal {
    fn from(answer: Response) -> Self {
        Self(Box::new(answer))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        *self.0
    }
}

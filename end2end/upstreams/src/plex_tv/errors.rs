//! plex.tv's error shapes: `errors[]` in JSON, `<errors>` in XML.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::answers;

/// One error, in the format the caller accepts.
pub(super) fn refusal(headers: &HeaderMap, status: u16, code: u32, message: &str) -> Response {
    if answers::wants_json(headers) {
        return answers::json(status, json!({"errors": [{"code": code, "message": message, "status": status}]}));
    }
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<errors>\n  <error code=\"{code}\" message=\"{}\" \
         status=\"{status}\"/>\n</errors>\n",
        answers::escaped(message)
    );
    (answers::code(status), [(header::CONTENT_TYPE, "application/xml;charset=utf-8")], body).into_response()
}

/// 400 code 1000: every call has to say which installation makes it.
pub(super) fn no_client(headers: &HeaderMap) -> Response {
    refusal(headers, 400, 1000, "X-Plex-Client-Identifier is missing")
}

/// 401 code 1001: the token is missing, unknown or revoked.
pub(super) fn no_user(headers: &HeaderMap) -> Response {
    refusal(headers, 401, 1001, "User could not be authenticated")
}

/// 404 code 1020: the PIN is unknown, expired, or another installation's.
pub(super) fn no_pin(headers: &HeaderMap) -> Response {
    refusal(headers, 404, 1020, "Code not found or expired")
}

/// Anything plex.tv does not have.
pub(super) async fn not_found(headers: HeaderMap) -> Response {
    refusal(&headers, 404, 1404, "Not found")
}

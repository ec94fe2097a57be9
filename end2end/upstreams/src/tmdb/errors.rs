//! TMDB's one error shape: `success`, `status_code` (a number of its own) and `status_message`.

use axum::response::Response;
use serde_json::json;

use crate::answers;

/// TMDB's own number and sentence for it.
fn numbered(status: u16, code: u32, message: &str) -> Response {
    answers::json(status, json!({"success": false, "status_code": code, "status_message": message}))
}

/// An HTTP status as TMDB would answer it.
pub(crate) fn refusal(status: u16) -> Response {
    let (code, message) = match status {
        400 => (22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."),
        401 => (7, "Invalid API key: You must be granted a valid key."),
        404 => (34, "The resource you requested could not be found."),
        405 => (46, "The HTTP method is not supported by this route."),
        422 => (5, "Invalid parameters: Your request parameters are incorrect."),
        429 => (25, "Your request count (#) is over the allowed limit of (40)."),
        502 => (43, "Couldn't connect to the backend server."),
        503 => (9, "Service offline: This service is temporarily offline, try again later."),
        504 => (24, "Your request to the backend server timed out. Try again."),
        _ => (11, "Internal error: Something went wrong, contact TMDB."),
    };
    numbered(status, code, message)
}

/// The key was taken back.
pub(super) fn suspended() -> Response {
    numbered(401, 10, "Suspended API key: Access to your account has been suspended, contact TMDB.")
}

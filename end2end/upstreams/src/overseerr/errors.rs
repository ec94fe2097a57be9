//! The three shapes in which Overseerr refuses.

use serde_json::{Value, json};

use crate::answers::{self, Refusal};

/// From a route: `{"message": …}`.
pub(super) fn refusal(status: u16, message: &str) -> Refusal {
    answers::json(status, json!({"message": message})).into()
}

/// From the validator: `{"message": …, "errors": [{"path": …, "message": …}]}`.
pub(super) fn invalid(status: u16, path: &str, message: &str) -> Refusal {
    answers::json(status, json!({"message": message, "errors": [{"path": path, "message": message}]})).into()
}

/// From the validator about a value: `message` names the place, `errors` say what is wrong there.
pub(super) fn wrong(place: &str, problem: &str, rule: &str) -> Refusal {
    let error: Value = json!({"path": place, "message": problem, "errorCode": format!("{rule}.openapi.validation")});
    answers::json(400, json!({"message": format!("request{place} {problem}"), "errors": [error]})).into()
}

/// From `isAuthenticated`: a shape of its own, and 403 where others would say 401.
pub(super) fn forbidden() -> Refusal {
    answers::json(403, json!({"status": 403, "error": "You do not have permission to access this endpoint"})).into()
}

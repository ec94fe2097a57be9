//! What somebody with bad intentions would write into titles, names and summaries.

use axum::{
    body::{Body, to_bytes},
    http::header,
    response::Response,
};
use serde_json::Value;

/// Runs in careless pages: as an element, in an attribute, in a script, in a template, as an address.
pub const PAYLOAD: &str = "<img src=x onerror=\"struck=1\">\"'><script>struck=1</script></script><svg onload=struck=1>\
    {{constructor.constructor('struck=1')()}}${struck=1}javascript:struck=1//";

/// Fields that hold words for people, in all services.
const WORDS: &[&str] = &[
    "biography",
    "character",
    "department",
    "displayName",
    "friendlyName",
    "grandparentTitle",
    "job",
    "known_for_department",
    "knownForDepartment",
    "message",
    "name",
    "original_name",
    "original_title",
    "originalName",
    "originalTitle",
    "overview",
    "parentTitle",
    "place_of_birth",
    "placeOfBirth",
    "plexUsername",
    "summary",
    "tagline",
    "title",
    "username",
    "version",
];

/// The answer with a script at the end of every word for people.
pub(crate) async fn planted(proper: Response) -> Result<Response, axum::Error> {
    let (mut parts, body) = proper.into_parts();
    let whole = to_bytes(body, usize::MAX).await?;
    let Ok(mut json) = serde_json::from_slice::<Value>(&whole) else {
        return Ok(Response::from_parts(parts, Body::from(whole)));
    };
    plant(&mut json);
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(json.to_string())))
}

fn plant(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(plant),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if WORDS.contains(&name.as_str()) => text.push_str(PAYLOAD),
                    other => plant(other),
                }
            }
        }
        _ => {}
    }
}

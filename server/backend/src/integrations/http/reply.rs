//! What came back: a status below 400 and a body within its bounds.

use super::{Failure, Unreachable, Upstream, Why};
use domain::text;
use reqwest::{
    Response,
    header::{CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, error::Category};
use std::time::Duration;
use url::Url;

/// An answer that is not a refusal.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) upstream: Upstream,
    pub status: u16,
    /// In lower case, without parameters; empty when none was sent.
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON of this shape.
    ///
    /// # Errors
    /// A web page is [`Why::NotJson`]; JSON of another shape is [`Why::WrongShape`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let fail = |why| Failure { upstream: self.upstream, why };
        if is_html(&self.content_type, &self.body) {
            return Err(fail(Why::NotJson));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            fail(match error.classify() {
                Category::Data => Why::WrongShape,
                Category::Syntax | Category::Eof | Category::Io => Why::NotJson,
            })
        })
    }
}

/// Reads an answer of at most so many bytes.
pub(super) async fn read(upstream: Upstream, mut response: Response, most_bytes: usize) -> Result<Reply, Failure> {
    let fail = |why| Failure { upstream, why };
    let status = response.status();
    let retry_after =
        header(&response, &RETRY_AFTER).and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    let content_type = header(&response, &CONTENT_TYPE)
        .and_then(|text| text.split(';').next())
        .map(|text| text.trim().to_ascii_lowercase())
        .unwrap_or_default();
    let announced = response.content_length().and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(0);
    if announced > most_bytes {
        return Err(fail(Why::TooLarge));
    }
    let mut body = Vec::with_capacity(announced);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > most_bytes => return Err(fail(Why::TooLarge)),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(error) if error.is_timeout() => return Err(fail(Why::Unreachable(Unreachable::TimedOut))),
            Err(_) => return Err(fail(Why::Unreachable(Unreachable::Lost))),
        }
    }
    if status.is_client_error() || status.is_server_error() {
        return Err(fail(Why::Status {
            code: status.as_u16(),
            message: message_of(&body)
                .unwrap_or_else(|| status.canonical_reason().unwrap_or(text::no_reason_given()).to_owned()),
            html: is_html(&content_type, &body),
            retry_after,
        }));
    }
    Ok(Reply { upstream, status: status.as_u16(), content_type, body })
}

/// Where a redirect leads to.
pub(super) fn location(response: &Response, from: &Url) -> Option<Url> {
    from.join(header(response, &LOCATION)?).ok()
}

fn header<'r>(response: &'r Response, name: &HeaderName) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

pub(super) fn is_html(content_type: &str, body: &[u8]) -> bool {
    content_type.contains("html") || body.trim_ascii_start().first() == Some(&b'<')
}

/// What a refusal says, in the shapes that our services use: `message`, `status_message`, `error`, `errors[0].message`
/// or `errors[0]`.
pub(super) fn message_of(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let first = value.pointer("/errors/0");
    let text = [
        value.get("message"),
        value.get("status_message"),
        value.get("error"),
        value.pointer("/error/message"),
        first.and_then(|error| error.get("message")),
        first,
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_str)?;
    let text: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::message_of;

    #[test]
    fn a_refusal_is_read_in_every_shape_our_services_use() {
        for (body, message) in [
            (r#"{"message":"Movie Quota exceeded."}"#, Some("Movie Quota exceeded.")),
            (r#"{"status":403,"error":"You do not have permission"}"#, Some("You do not have permission")),
            (
                r#"{"errors":[{"code":1001,"message":"User could not be authenticated"}]}"#,
                Some("User could not be authenticated"),
            ),
            (r#"{"errors":["USER_EXISTS"]}"#, Some("USER_EXISTS")),
            (r#"{"status_code":7,"status_message":"Invalid API key","success":false}"#, Some("Invalid API key")),
            (r#"{"message":"  "}"#, None),
            ("<html>", None),
        ] {
            assert_eq!(message_of(body.as_bytes()).as_deref(), message, "{body}");
        }
    }
}

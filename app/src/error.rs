//! What crosses the wire: the error of every server function and the envelope around every answer.
//!
//! `{"success": true, "data": …}` or `{"success": false, "error": {"code", "message", "details"}}`; the server's layer adds
//! `meta` (time, version, request id), because an encoder sees only the value.

use crate::text;
use bytes::Bytes;
use domain::Error;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use server_fn::{
    ContentType, Decodes, Encodes, Format, FormatType,
    codec::Post,
    error::{FromServerFnError, ServerFnErrorErr},
};
use std::{collections::BTreeMap, fmt};

/// What kind of error it is; decides the HTTP status.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    InvalidRequest,
    Unauthenticated,
    PermissionDenied,
    NotFound,
    Conflict,
    PayloadTooLarge,
    RateLimitExceeded,
    InternalError,
    ServiceUnavailable,
}

impl Code {
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::Unauthenticated => 401,
            Self::PermissionDenied => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::PayloadTooLarge => 413,
            Self::RateLimitExceeded => 429,
            Self::InternalError => 500,
            Self::ServiceUnavailable => 503,
        }
    }
}

/// What a program can act on beside the message.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Details {
    /// What is wrong, by the name of the argument.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// As in `60s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// Seconds to wait.
    #[serde(default, rename = "retryAfter", skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Details {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The error of every server function, in words for people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AppError {
    pub code: Code,
    pub message: String,
    #[serde(default, skip_serializing_if = "Details::is_empty")]
    pub details: Details,
}

impl AppError {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), details: Details::default() }
    }

    /// What is said when the fault is ours: nothing internal leaves the server.
    pub fn internal() -> Self {
        Self::new(Code::InternalError, text::something_went_wrong())
    }

    /// What is wrong with one field, if anything.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.details.fields.get(name).map(String::as_str)
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AppError {}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(fields) => {
                let message = match fields.len() {
                    1 => fields.values().next().cloned().unwrap_or_default(),
                    _ => text::input_several_wrong().to_owned(),
                };
                Self { code: Code::InvalidRequest, message, details: Details { fields, ..Details::default() } }
            }
            Error::Unauthenticated(message) => Self::new(Code::Unauthenticated, message),
            Error::Denied(message) => Self::new(Code::PermissionDenied, message),
            Error::NotFound(message) => Self::new(Code::NotFound, message),
            Error::Conflict(message) => Self::new(Code::Conflict, message),
            Error::TooMany { message, limit, window_seconds, retry_after_seconds } => Self {
                code: Code::RateLimitExceeded,
                message,
                details: Details {
                    limit: Some(limit),
                    window: Some(format!("{window_seconds}s")),
                    retry_after: Some(retry_after_seconds),
                    ..Details::default()
                },
            },
            Error::Unavailable { message, retry_after_seconds, .. } => Self {
                code: Code::ServiceUnavailable,
                message,
                details: Details { retry_after: retry_after_seconds, ..Details::default() },
            },
            Error::Internal(_) => Self::internal(),
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = FailureEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::MissingArg(name) => Error::field(name, text::input_needed()).into(),
            ServerFnErrorErr::Args(cause) => unreadable(&cause),
            ServerFnErrorErr::Request(_) => Self::new(Code::ServiceUnavailable, text::unreachable()),
            _ => Self::internal(),
        }
    }
}

/// Arguments that could not be read. serde names the one that is missing, always in these words; of what is of the wrong
/// kind it says no name, so that the server's layer looks for it.
fn unreadable(cause: &str) -> AppError {
    let missing = cause.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`'));
    if let Some((name, _)) = missing {
        return Error::field(name, text::input_needed()).into();
    }
    AppError::new(Code::InvalidRequest, text::input_unreadable())
}

#[derive(Serialize)]
struct Success<'a, T> {
    success: bool,
    data: &'a T,
}

#[derive(Deserialize)]
struct Data<T> {
    data: T,
}

#[derive(Serialize, Deserialize)]
struct Failure {
    success: bool,
    error: AppError,
}

/// The envelope of a result.
pub struct EnvelopeEncoding;

/// What every server function answers in: `output = Envelope`.
pub type Envelope = Post<EnvelopeEncoding>;

impl ContentType for EnvelopeEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for EnvelopeEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for EnvelopeEncoding {
    type Error = serde_json::Error;
    fn encode(data: &T) -> Result<Bytes, serde_json::Error> {
        serde_json::to_vec(&Success { success: true, data }).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for EnvelopeEncoding {
    type Error = serde_json::Error;
    fn decode(bytes: Bytes) -> Result<T, serde_json::Error> {
        serde_json::from_slice::<Data<T>>(&bytes).map(|envelope| envelope.data)
    }
}

/// The envelope of an error.
pub struct FailureEncoding;

impl ContentType for FailureEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for FailureEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<AppError> for FailureEncoding {
    type Error = serde_json::Error;
    fn encode(error: &AppError) -> Result<Bytes, serde_json::Error> {
        serde_json::to_vec(&Failure { success: false, error: error.clone() }).map(Bytes::from)
    }
}

impl Decodes<AppError> for FailureEncoding {
    type Error = serde_json::Error;
    fn decode(bytes: Bytes) -> Result<AppError, serde_json::Error> {
        serde_json::from_slice::<Failure>(&bytes).map(|envelope| envelope.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_survives_the_envelope_whatever_the_server_adds_to_it() {
        let bytes = EnvelopeEncoding::encode(&vec![1, 2]).expect("encodes");
        assert_eq!(&bytes[..], br#"{"success":true,"data":[1,2]}"#);
        let with_meta = br#"{"success":true,"data":[1,2],"meta":{"version":"1.0"}}"#;
        let back: Vec<u8> = EnvelopeEncoding::decode(Bytes::from_static(with_meta)).expect("decodes");
        assert_eq!(back, [1, 2]);
    }

    #[test]
    fn nothing_internal_leaves_the_server() {
        let error = AppError::from(Error::internal("password=hunter2"));
        let bytes = FailureEncoding::encode(&error).expect("encodes");
        assert!(!String::from_utf8_lossy(&bytes).contains("hunter2"));
        assert_eq!(error.code.status(), 500);
    }

    #[test]
    fn one_wrong_field_is_named_and_its_sentence_is_the_message() {
        let error = AppError::from(Error::field("query", "Type what you are looking for."));
        assert_eq!(error.message, "Type what you are looking for.");
        assert_eq!(error.field("query"), Some("Type what you are looking for."));
    }
}

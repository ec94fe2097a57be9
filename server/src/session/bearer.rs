//! Programs that act for somebody: `Authorization: Bearer mn_…`.

use super::{Viewing, not_now};
use crate::{answer, context::Context};
use app::{AppError, error::Code};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Error, accounts::Secret, policy, text};

const SCHEME: &str = "bearer";

/// Whether the request brings a key, good or bad. Other schemes are those of a proxy in front.
pub fn is_presented(headers: &HeaderMap) -> bool {
    presented(headers).is_some()
}

/// The key of the request; nothing behind this sees it.
pub fn taken_from(headers: &mut HeaderMap) -> Option<Secret> {
    let key = presented(headers)?;
    headers.remove(header::AUTHORIZATION);
    Some(key)
}

fn presented(headers: &HeaderMap) -> Option<Secret> {
    headers.get_all(header::AUTHORIZATION).iter().find_map(|value| {
        let bytes = value.as_bytes();
        let scheme = bytes.get(..SCHEME.len())?;
        let is_bearer = scheme.eq_ignore_ascii_case(SCHEME.as_bytes())
            && bytes.get(SCHEME.len()).is_none_or(|next| matches!(next, b' ' | b'\t'));
        // What is no text is no key either: unknown.
        is_bearer
            .then(|| Secret::new(value.to_str().unwrap_or_default().get(SCHEME.len()..).unwrap_or_default().trim()))
    })
}

/// For whom it acts in this call, or why it does not.
pub async fn view(context: &Context, path: &str, key: &Secret) -> Viewing {
    let viewing = Viewing { by_key: true, ..Viewing::default() };
    match context.keys.holder(key).await {
        Ok(_) if !policy::is_open_to_keys(path) => {
            let refusal = AppError::new(Code::PermissionDenied, text::key_not_for_accounts());
            Viewing { unknown: Some(refusal), ..viewing }
        }
        Ok(actor) => Viewing { actor: Some(actor), ..viewing },
        Err(error @ Error::Unauthenticated(_)) => Viewing { unknown: Some(error.into()), ..viewing },
        Err(error) => {
            tracing::error!(%error, "an API key could not be looked up");
            Viewing { unknown: Some(not_now(error)), ..viewing }
        }
    }
}

/// The answer to a key anywhere but at a call.
pub fn nothing_here() -> Response {
    let refusal = AppError::new(Code::PermissionDenied, text::key_only_for_calls());
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (answer::status(&refusal), no_store, refusal.message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(lines: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::AUTHORIZATION, line.parse().expect("a value"));
        }
        let key = taken_from(&mut headers);
        assert!(key.is_none() || headers.is_empty(), "it is taken out");
        key.map(|key| key.reveal().to_owned())
    }

    #[test]
    fn a_key_is_found_however_its_scheme_is_written_and_other_schemes_are_left_alone() {
        for line in ["Bearer mn_x", "bearer  mn_x", "BEARER\tmn_x "] {
            assert_eq!(key(&[line]).as_deref(), Some("mn_x"), "{line}");
        }
        assert_eq!(key(&["Basic YTpi", "Bearer mn_x"]).as_deref(), Some("mn_x"));
        assert_eq!(key(&["Bearer"]).as_deref(), Some(""), "then it is unknown, and no cookie counts");
        for line in ["Basic YTpi", "Bearers x", "Bear", ""] {
            assert_eq!(key(&[line]), None, "{line}");
        }
    }
}

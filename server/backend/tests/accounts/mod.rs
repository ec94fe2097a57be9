//! Signing in: by password and with Plex, for those who may and those who may not.

mod local;
mod plex;

use domain::{Error, accounts::Secret};

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

/// What a refusal says.
fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Unauthenticated(words)) => words,
        other => panic!("not refused: {other:?}"),
    }
}

fn field<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Invalid(fields)) => fields.into_keys().collect::<Vec<_>>().join(","),
        other => panic!("not refused: {other:?}"),
    }
}

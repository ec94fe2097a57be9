//! Inbound webhooks. They carry a secret of their own and no session, and answer without a body.

use crate::context::Context;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use domain::Error;
use std::sync::Arc;

/// Larger ones are nobody's.
pub const MOST_BYTES: usize = 64 * 1024;

/// `POST /webhooks/overseerr`
pub async fn overseerr(State(context): State<Arc<Context>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match context.inbound.overseerr(authorization, &body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(Error::NotFound(_)) => StatusCode::NOT_FOUND,
        Err(Error::Unauthenticated(_)) => {
            tracing::warn!("a webhook of Overseerr came with a wrong secret");
            StatusCode::UNAUTHORIZED
        }
        Err(Error::Invalid(_)) => StatusCode::BAD_REQUEST,
        Err(error) => {
            tracing::error!(%error, "a webhook of Overseerr could not be taken in");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

//! Asking Overseerr while somebody waits for an answer of ours: as long as that answer stays quick.

use crate::language;
use std::{future::Future, time::Duration};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

/// How long a person's change waits for Overseerr in all. Whatever it does, they are answered within a second.
const PATIENCE: Duration = Duration::from_millis(400);

/// Until when a change that begins now waits for Overseerr.
pub(super) fn deadline() -> Instant {
    Instant::now() + PATIENCE
}

/// What is known in time; `None` otherwise. What takes longer goes on behind, so that whoever asks next finds it kept.
pub(super) async fn until<T: Send + 'static>(
    deadline: Instant,
    asking: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    match timeout_at(deadline, tokio::spawn(language::carried(asking.in_current_span()))).await {
        Ok(Ok(known)) => Some(known),
        Ok(Err(error)) => {
            tracing::error!(%error, "asking Overseerr crashed");
            None
        }
        Err(_elapsed) => None,
    }
}

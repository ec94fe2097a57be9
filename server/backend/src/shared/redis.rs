//! One connection to Redis for all that is asked of it in passing, which mends itself.

use domain::accounts::Secret;
use fred::{
    prelude::{Builder, Client, ClientLike, Config, Error},
    types::config::ReconnectPolicy,
};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout};

/// How long one command may take; people wait for it.
const PATIENCE: Duration = Duration::from_millis(250);
/// After a command that failed, nothing is asked for so long.
const REST: Duration = Duration::from_secs(1);
/// Between two tries to connect, in milliseconds: at first, and at most.
const PAUSES_MS: (u32, u32) = (10, 1_000);

/// A Redis that may be lost at any time.
pub struct Redis {
    client: Client,
    prefix: String,
    resting_until: Mutex<Option<Instant>>,
}

impl Redis {
    /// Connects, now or as soon as it can be reached. All keys begin with the prefix and a colon.
    ///
    /// # Errors
    /// When this is no address of a Redis.
    pub async fn open(url: &Secret, prefix: &str) -> Result<Self, Error> {
        // For rediss; a second call finds it installed, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut config = Config::from_url(url.reveal())?;
        config.fail_fast = false;
        let client = Builder::from_config(config)
            .with_connection_config(|config| {
                config.connection_timeout = PATIENCE;
                config.internal_command_timeout = PATIENCE;
                config.max_command_attempts = 1;
            })
            .with_performance_config(|config| config.default_command_timeout = PATIENCE)
            .set_policy(ReconnectPolicy::new_exponential(0, PAUSES_MS.0, PAUSES_MS.1, 2))
            .build()?;
        // Without its handle the task goes on; it ends when the client quits.
        drop(client.connect());
        if timeout(PATIENCE * 2, client.wait_for_connect()).await.is_err() {
            tracing::warn!("Redis cannot be reached; what is shared stays in this process until it can");
        }
        Ok(Self { client, prefix: prefix.to_owned(), resting_until: Mutex::default() })
    }

    /// Whether it answers, as far as is known.
    pub fn is_connected(&self) -> bool {
        let resting = *self.resting_until.lock().unwrap_or_else(PoisonError::into_inner);
        self.client.is_connected() && resting.is_none_or(|until| until <= Instant::now())
    }

    pub(super) fn key(&self, rest: &str) -> String {
        format!("{}:{rest}", self.prefix)
    }

    /// Its answer; `None` while it is lost.
    pub(super) async fn ask<T, A: Future<Output = Result<T, Error>>>(
        &self,
        command: impl FnOnce(Client) -> A,
    ) -> Option<T> {
        if !self.is_connected() {
            return None;
        }
        let failed = match timeout(PATIENCE * 2, command(self.client.clone())).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.to_string(),
            Err(elapsed) => elapsed.to_string(),
        };
        tracing::warn!(error = failed, "Redis did not answer; this process goes on alone for a moment");
        *self.resting_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
        None
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let client = self.client.clone();
        // Its task lives until it is told.
        runtime.spawn(async move { client.quit().await });
    }
}

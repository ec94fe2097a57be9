//! What goes on beside the requests.

use super::Context;
use backend::live::Sharing;
use backend::{
    clock::Clock,
    jobs::queue::{CancelInOverseerr, Payload, Queue, SendToOverseerr},
    services::{plex_access::AccessChecks, reconciler::Reconciler, service_config::ServicesService},
    settings::SettingsStore,
    store::{Database, api_keys, notifications, plex_sign_ins, session_tokens, sessions},
};
use domain::services::ServiceName;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often every enabled service is asked how it is.
const CHECK_EVERY: Duration = Duration::from_secs(30);
/// How often what is over is removed.
const TIDY_EVERY: Duration = Duration::from_hours(1);
/// How often Overseerr is asked how far all open requests are, whatever its webhooks said.
const SWEEP_EVERY: Duration = Duration::from_mins(5);

/// How often it is looked whose access to the Plex server was not looked at for a day.
const LOOK_AT_ACCESS_EVERY: Duration = Duration::from_mins(5);

impl Context {
    /// Whether what processes share is shared now: `None` where there is one process.
    pub fn is_sharing(&self) -> Option<bool> {
        match (self.live.sharing(), &self.redis) {
            (Sharing::Embedded, _) | (_, None) => None,
            (Sharing::Redis { connected }, Some(redis)) => Some(connected && redis.is_connected()),
        }
    }

    /// Whether the schedules run here, and not on another replica.
    pub fn leads(&self) -> bool {
        self.leader.leads()
    }

    /// What goes on beside the requests, until it is told to stop: jobs on every replica, and on the one that leads the
    /// checks of the services, the sweep of requests, the look at who may use the Plex server, tidying up.
    pub fn work(&self, stop: CancellationToken) -> impl Future<Output = ()> + Send + 'static {
        let (worker, leader) = (self.worker.clone(), self.leader.clone());
        let (checks, reconciler, queue) = (self.checks.clone(), self.reconciler.clone(), self.queue.clone());
        let (database, clock) = (self.database.clone(), self.clock.clone());
        let (plex_access, settings) = (self.plex_access.clone(), self.settings.clone());
        let (live, streams) = (self.live.clone(), self.streams.clone());
        async move {
            // What the last jobs do is still told.
            let done = CancellationToken::new();
            let working = async {
                worker.run(stop.clone()).await;
                done.cancel();
            };
            let watching = streams.watch(&database, clock.as_ref(), stop.clone());
            let checking = leader.every(CHECK_EVERY, &stop, || {
                let (checks, queue) = (checks.clone(), queue.clone());
                async move {
                    if let Err(error) = check_services(&checks, &queue).await {
                        tracing::warn!(%error, "the services could not be checked");
                    }
                }
            });
            let sweeping = leader.every(SWEEP_EVERY, &stop, || {
                let reconciler = reconciler.clone();
                async move { sweep(&reconciler).await }
            });
            let admitting = leader.every(LOOK_AT_ACCESS_EVERY, &stop, || {
                let plex_access = plex_access.clone();
                async move { look_at_access(&plex_access).await }
            });
            let tidying = leader.every(TIDY_EVERY, &stop, || {
                let (database, clock) = (database.clone(), clock.clone());
                async move { tidy(&database, clock.as_ref()).await }
            });
            let reloading = reload(&checks, &settings, &stop);
            tokio::join!(
                working,
                reloading,
                live.run(done.clone()),
                watching,
                leader.run(stop.clone()),
                checking,
                sweeping,
                admitting,
                tidying
            );
        }
    }
}

/// How often it is looked whether another replica has changed the configuration of a service, or a setting.
const RELOAD_EVERY: Duration = Duration::from_secs(5);

/// Takes into use what another replica has saved.
async fn reload(services: &ServicesService, settings: &SettingsStore, stop: &CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(RELOAD_EVERY) => {}
        }
        if let Err(error) = services.load().await {
            tracing::warn!(%error, "the configuration of the services could not be read again");
        }
        if let Err(error) = settings.load().await {
            tracing::warn!(%error, "the settings could not be read again");
        }
    }
}

/// Asks the services how they are. What waited for one that is back need not wait for its next try.
async fn check_services(checks: &ServicesService, queue: &Queue) -> domain::Result<()> {
    if checks.check_enabled().await?.contains(&ServiceName::Overseerr) {
        let count = queue.hurry(&[SendToOverseerr::KIND, CancelInOverseerr::KIND]).await?;
        tracing::info!(count, "Overseerr is back; what waited for it goes on");
    }
    Ok(())
}

/// Asks Overseerr how far all requests are.
async fn sweep(reconciler: &Reconciler) {
    match reconciler.sweep().await {
        Ok(swept) => tracing::debug!(?swept, "asked Overseerr how far all requests are"),
        // Not configured, or away: the status of the service says so.
        Err(error) => tracing::debug!(%error, "Overseerr could not be asked how far the requests are"),
    }
}

/// Asks plex.tv who may still use the Plex server.
async fn look_at_access(checks: &AccessChecks) {
    match checks.sweep().await {
        Ok(swept) => tracing::debug!(?swept, "asked plex.tv who may use the Plex server"),
        Err(error) => tracing::warn!(%error, "it could not be looked at who may use the Plex server"),
    }
}

/// Removes what is over.
async fn tidy(database: &Database, clock: &dyn Clock) {
    let now = clock.now();
    let removed = async {
        let sessions = sessions::purge_expired(database.write(), now).await?;
        let sign_ins = plex_sign_ins::purge_expired(database.write(), now).await?;
        let notices = notifications::purge_old(database.write(), now).await?;
        let tokens = session_tokens::purge(database.write(), now).await?;
        let keys = api_keys::purge(database.write(), now).await?;
        Ok::<_, domain::Error>((sessions, sign_ins, notices, tokens, keys))
    };
    match removed.await {
        Ok((sessions, sign_ins, notices, tokens, keys)) => {
            tracing::debug!(sessions, sign_ins, notices, tokens, keys, "removed what is over");
        }
        Err(error) => tracing::warn!(%error, "what is over could not be removed"),
    }
}

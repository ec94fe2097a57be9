//! What is done again and again, beside the requests.

use backend::{
    clock::Clock,
    jobs::queue::{CancelInOverseerr, Payload, Queue, SendToOverseerr},
    services::{reconciler::Reconciler, service_config::ServicesService},
    store::{Database, notifications, plex_sign_ins, sessions},
};
use domain::services::ServiceName;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether another replica has changed the configuration of a service.
const RELOAD_EVERY: Duration = Duration::from_secs(5);

/// Takes into use what another replica has saved.
pub async fn reload(services: &ServicesService, stop: &CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(RELOAD_EVERY) => {}
        }
        if let Err(error) = services.load().await {
            tracing::warn!(%error, "the configuration of the services could not be read again");
        }
    }
}

/// Asks the services how they are. What waited for one that is back need not wait for its next try.
pub async fn check_services(checks: &ServicesService, queue: &Queue) -> domain::Result<()> {
    if checks.check_enabled().await?.contains(&ServiceName::Overseerr) {
        let count = queue.hurry(&[SendToOverseerr::KIND, CancelInOverseerr::KIND]).await?;
        tracing::info!(count, "Overseerr is back; what waited for it goes on");
    }
    Ok(())
}

/// Asks Overseerr how far all requests are.
pub async fn sweep(reconciler: &Reconciler) {
    match reconciler.sweep().await {
        Ok(swept) => tracing::debug!(?swept, "asked Overseerr how far all requests are"),
        // Not configured, or away: the status of the service says so.
        Err(error) => tracing::debug!(%error, "Overseerr could not be asked how far the requests are"),
    }
}

/// Removes what is over.
pub async fn tidy(database: &Database, clock: &dyn Clock) {
    let now = clock.now();
    let removed = async {
        let sessions = sessions::purge_expired(database.write(), now).await?;
        let sign_ins = plex_sign_ins::purge_expired(database.write(), now).await?;
        let notices = notifications::purge_old(database.write(), now).await?;
        Ok::<_, domain::Error>((sessions, sign_ins, notices))
    };
    match removed.await {
        Ok((sessions, sign_ins, notices)) => tracing::debug!(sessions, sign_ins, notices, "removed what is over"),
        Err(error) => tracing::warn!(%error, "what is over could not be removed"),
    }
}

//! Asking services how they are.

use super::{
    probe::{self, Finding, Probe},
    service::{KEY, ServicesService, access},
    view,
};
use crate::store::{
    failure,
    service_config::{self, SavedService},
    service_status,
};
use domain::{
    Result,
    live::{Audience, LiveEvent},
    services::ServiceName,
};
use tokio::task::JoinSet;

impl ServicesService {
    /// Tests this configuration, saved or not.
    pub(super) async fn probe(&self, service: &SavedService) -> Probe {
        let Some(access) = access(service) else { return Probe::wrong("url", "Enter the address of this service.") };
        let has_key = service.secrets.get(KEY).is_some_and(|key| !key.is_empty());
        match service.name {
            ServiceName::Plex => probe::plex(&self.connections.plex_at(&access), has_key).await,
            ServiceName::Overseerr if !has_key => {
                Probe::wrong("key", "Enter the API key. It is in Overseerr under Settings → General.")
            }
            ServiceName::Overseerr => probe::overseerr(&self.connections.overseerr_at(&access)).await,
            name @ (ServiceName::UptimeKuma | ServiceName::Youtube | ServiceName::Tmdb) => probe::unused(name),
        }
    }

    /// Tests what is saved and keeps what was found.
    pub(super) async fn check(&self, saved: SavedService) -> Result<Probe> {
        let probe = self.probe(&saved).await;
        if !saved.name.is_used() {
            return Ok(probe);
        }
        let now = self.clock.now();
        let status = view::saved_status(saved.name, &probe, now);
        let before = service_status::get(self.db.read(), saved.name).await?;
        service_status::put(self.db.write(), &status, now).await?;
        if before.is_none_or(|before| before.status != status.status) {
            let event = LiveEvent::ServiceStatus { service: status.name, status: status.status };
            self.live.publish(Audience::everybody(), event).await;
        }
        let is_news = probe.facts.iter().any(|(key, value)| saved.config_data.get(key) != Some(value));
        if is_news {
            self.learn(saved, &probe).await?;
        }
        if let Finding::Unreachable(message) = &probe.finding {
            tracing::warn!(service = status.name.as_str(), message, "a service is not reachable");
        }
        Ok(probe)
    }

    /// Keeps the facts, unless an admin changed the service while it was asked.
    async fn learn(&self, asked: SavedService, probe: &Probe) -> Result<()> {
        let transaction = self.db.begin().await.map_err(failure)?;
        let current = service_config::get(&transaction, &self.keyring, asked.name).await?;
        if let Some(mut current) = current.filter(|current| current.url == asked.url) {
            current.config_data.extend(probe.facts.clone());
            service_config::put(&transaction, &self.keyring, &current).await?;
        }
        transaction.commit().await.map_err(failure)
    }

    /// Asks every service that is switched on, all at once; for whoever runs this from time to time.
    pub async fn check_enabled(&self) -> Result<()> {
        self.check_all(|saved| saved.enabled && saved.url.is_some()).await.map(drop)
    }

    /// In the order of [`ServiceName::ALL`].
    pub(super) async fn check_all(&self, which: impl Fn(&SavedService) -> bool) -> Result<Vec<(ServiceName, Probe)>> {
        let mut asked = JoinSet::new();
        for saved in service_config::all(self.db.read(), &self.keyring).await? {
            if saved.name.is_used() && which(&saved) {
                let service = self.clone();
                asked.spawn(async move { (saved.name, service.check(saved).await) });
            }
        }
        let mut found = Vec::new();
        while let Some(answer) = asked.join_next().await {
            let (name, probe) = answer.map_err(domain::Error::internal)?;
            found.push((name, probe?));
        }
        found.sort_by_key(|(name, _)| *name);
        Ok(found)
    }
}

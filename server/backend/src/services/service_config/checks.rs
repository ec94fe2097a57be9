//! Asking services how they are.

use super::{
    probe::{self, Finding, MACHINE, Probe},
    service::{KEY, ServicesService, access, is_configured},
    view,
};
use crate::{
    integrations::tmdb::TmdbKey,
    language,
    store::{
        service_config::{self, SavedService},
        service_status,
    },
};
use domain::{
    Result,
    live::{Audience, LiveEvent},
    services::{ServiceName, ServiceState},
    text,
};
use tokio::task::JoinSet;

impl ServicesService {
    /// Tests this configuration, saved or not.
    pub(super) async fn probe(&self, service: &SavedService) -> Probe {
        if service.name == ServiceName::Tmdb {
            return self.probe_tmdb(service).await;
        }
        let Some(access) = access(service) else { return Probe::wrong("url", text::enter_address()) };
        let has_key = service.secrets.get(KEY).is_some_and(|key| !key.is_empty());
        match service.name {
            ServiceName::Plex => probe::plex(&self.connections.plex_at(&access), has_key).await,
            ServiceName::Overseerr if !has_key => Probe::wrong("key", text::enter_overseerr_key()),
            ServiceName::Overseerr => probe::overseerr(&self.connections.overseerr_at(&access)).await,
            name @ (ServiceName::UptimeKuma | ServiceName::Youtube | ServiceName::Tmdb) => probe::unused(name),
        }
    }

    async fn probe_tmdb(&self, service: &SavedService) -> Probe {
        let Some(key) = service.secrets.get(KEY).filter(|key| !key.is_empty()) else {
            return Probe::wrong("key", text::enter_tmdb_key());
        };
        let Some(key) = TmdbKey::parse(key) else { return Probe::wrong("key", text::tmdb_key_odd()) };
        match self.connections.tmdb_with(&key) {
            Some(tmdb) => probe::tmdb(&tmdb).await,
            None => probe::unused(service.name),
        }
    }

    /// Tests what is saved and keeps what was found. Who the service is was settled when an admin saved it, or when it
    /// was asked for the first time: another one at its address is an error, and nothing of it is kept.
    pub(super) async fn check(&self, saved: SavedService) -> Result<Probe> {
        let probe = self.probe(&saved).await;
        if !saved.name.is_used() {
            return Ok(probe);
        }
        let probe = match saved.config_data.get(MACHINE) {
            Some(known) => probe.unless_other_than(known),
            None => probe,
        };
        let now = self.clock.now();
        let status = view::saved_status(saved.name, &probe, now);
        let before = service_status::get(self.db.read(), saved.name).await?;
        service_status::put(self.db.write(), &status, now).await?;
        if before.is_none_or(|before| before.status != status.status) {
            let event = LiveEvent::ServiceStatus { service: status.name, status: status.status };
            self.live.publish(Audience::everybody(), event).await;
        }
        let mut known = saved.config_data.clone();
        known.extend(probe.facts.clone());
        if known != saved.config_data {
            service_config::learn(self.db.write(), &saved, &known).await?;
        }
        if let Finding::Unreachable(message) = &probe.finding {
            tracing::warn!(service = status.name.as_str(), message, "a service is not reachable");
        }
        Ok(probe)
    }

    /// Asks every service that is switched on, all at once; for whoever runs this from time to time. Says which of them
    /// are back.
    pub async fn check_enabled(&self) -> Result<Vec<ServiceName>> {
        let before = service_status::all(self.db.read()).await?;
        let found = self.check_all(|saved| saved.enabled && is_configured(saved)).await?;
        let was_away = |name| before.iter().any(|known| known.name == name && known.status == ServiceState::Offline);
        let back = found.into_iter().filter(|(name, probe)| probe.state() != ServiceState::Offline && was_away(*name));
        Ok(back.map(|(name, _)| name).collect())
    }

    /// In the order of [`ServiceName::ALL`].
    pub(super) async fn check_all(&self, which: impl Fn(&SavedService) -> bool) -> Result<Vec<(ServiceName, Probe)>> {
        let mut asked = JoinSet::new();
        for saved in service_config::all(self.db.read(), &self.keyring).await? {
            if saved.name.is_used() && which(&saved) {
                let service = self.clone();
                asked.spawn(language::carried(async move { (saved.name, service.check(saved).await) }));
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

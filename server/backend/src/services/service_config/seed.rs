//! The first configuration, from the environment; afterwards the browser rules.

use super::service::{KEY, ServicesService};
use crate::store::service_config::SavedService;
use domain::{
    Result,
    accounts::Secret,
    services::{BaseUrl, ServiceName},
};
use std::collections::BTreeMap;

/// What the environment says of services. Addresses were checked when the environment was read.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    pub plex_url: Option<BaseUrl>,
    pub plex_token: Option<Secret>,
    pub overseerr_url: Option<BaseUrl>,
    pub overseerr_key: Option<Secret>,
    pub uptime_kuma_url: Option<BaseUrl>,
    pub uptime_kuma_token: Option<Secret>,
}

impl ServicesService {
    /// Saves what the environment says of each service that was never configured. Nothing is asked here: a service that
    /// is down must not hold up the start. Says what was saved, so that it can be checked behind.
    pub async fn seed(&self, seed: Seed) -> Result<Vec<ServiceName>> {
        let rows = [
            (ServiceName::Plex, seed.plex_url, seed.plex_token),
            (ServiceName::Overseerr, seed.overseerr_url, seed.overseerr_key),
            (ServiceName::UptimeKuma, seed.uptime_kuma_url, seed.uptime_kuma_token),
        ];
        let mut seeded = Vec::new();
        for (name, url, key) in rows {
            if let Some(url) = url
                && self.saved(name).await?.is_none()
            {
                let secrets = key.filter(|key| !key.is_empty()).map(|key| (KEY.to_owned(), key));
                let saved = SavedService {
                    url: Some(url),
                    secrets: BTreeMap::from_iter(secrets),
                    ..SavedService::new(name, self.clock.now())
                };
                self.save(None, saved, None, None).await?;
                seeded.push(name);
            }
        }
        Ok(seeded)
    }
}

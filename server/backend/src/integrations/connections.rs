//! The current clients of the services an admin configures. Whoever calls a service asks here each time, so that a
//! changed address or key counts from the next call on.

use super::{
    http::Limits,
    overseerr::{Overseerr, OverseerrClient},
    plex::{Plex, PlexClient},
    tmdb::{Tmdb, TmdbClient, TmdbKey},
};
use domain::{
    Error, Result,
    accounts::Secret,
    services::{BaseUrl, ServiceName},
    text,
};
use std::sync::{Arc, PoisonError, RwLock};

/// Where a service is and how it knows us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    pub url: BaseUrl,
    pub key: Secret,
}

/// Hands out clients; none for a service that is not configured or is switched off.
pub struct Connections {
    client_id: String,
    limits: Limits,
    tmdb_base: Option<BaseUrl>,
    current: RwLock<Current>,
}

#[derive(Default)]
struct Current {
    plex: Option<(Access, PlexClient)>,
    overseerr: Option<(Access, OverseerrClient)>,
    tmdb: Option<(TmdbKey, TmdbClient)>,
}

impl Connections {
    /// `client_id` is the identifier of this installation at plex.tv.
    pub fn new(client_id: impl Into<String>, limits: Limits) -> Self {
        Self { client_id: client_id.into(), limits, tmdb_base: None, current: RwLock::default() }
    }

    /// Where TMDB is, the same for everybody; without, it cannot be connected.
    #[must_use]
    pub fn with_tmdb(self, base: BaseUrl) -> Self {
        Self { tmdb_base: Some(base), ..self }
    }

    /// A client for what is not saved (yet).
    pub fn tmdb_with(&self, key: &TmdbKey) -> Option<TmdbClient> {
        let base = self.tmdb_base.clone()?;
        Some(TmdbClient::new(base, key.clone(), self.limits))
    }

    /// A client for what is not saved (yet).
    pub fn plex_at(&self, access: &Access) -> PlexClient {
        PlexClient::new(access.url.clone(), access.key.clone(), self.client_id.clone(), self.limits)
    }

    /// A client for what is not saved (yet).
    pub fn overseerr_at(&self, access: &Access) -> OverseerrClient {
        OverseerrClient::new(access.url.clone(), access.key.clone(), self.limits)
    }

    /// Takes a saved configuration into use; the same one again keeps its open connections.
    pub fn use_plex(&self, access: Option<Access>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.plex.as_ref().map(|(access, _)| access) != access.as_ref() {
            current.plex = access.map(|access| {
                let client = self.plex_at(&access);
                (access, client)
            });
        }
    }

    /// Takes a saved configuration into use; the same one again keeps its open connections.
    pub fn use_overseerr(&self, access: Option<Access>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = current.overseerr.as_ref().map(|(access, _)| access);
        if old == access.as_ref() {
            return;
        }
        current.overseerr = access.map(|access| {
            let client = self.overseerr_at(&access);
            (access, client)
        });
    }

    /// Takes a saved key into use; the same one again keeps its open connections.
    pub fn use_tmdb(&self, key: Option<TmdbKey>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.tmdb.as_ref().map(|(key, _)| key) != key.as_ref() {
            current.tmdb = key.and_then(|key| {
                let client = self.tmdb_with(&key)?;
                Some((key, client))
            });
        }
    }

    /// The Plex server.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none.
    pub fn plex(&self) -> Result<Arc<dyn Plex>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        match &current.plex {
            Some((_, client)) => Ok(Arc::new(client.clone())),
            None => Err(not_connected(ServiceName::Plex)),
        }
    }

    /// Overseerr, asked once per call; see [`Overseerr::patient`] for work that nobody waits for.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none.
    pub fn overseerr(&self) -> Result<Arc<dyn Overseerr>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        match &current.overseerr {
            Some((_, client)) => Ok(Arc::new(client.clone())),
            None => Err(not_connected(ServiceName::Overseerr)),
        }
    }

    /// TMDB, asked once per call; see [`Tmdb::patient`] for work that nobody waits for.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is no key for it.
    pub fn tmdb(&self) -> Result<Arc<dyn Tmdb>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        match &current.tmdb {
            Some((_, client)) => Ok(Arc::new(client.clone())),
            None => Err(not_connected(ServiceName::Tmdb)),
        }
    }

    /// Another text for another Overseerr, the same in every process: what one of them said is not true of the other.
    pub fn overseerr_name(&self) -> String {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.overseerr.as_ref().map(|(access, _)| access.url.as_str().to_owned()).unwrap_or_default()
    }
}

fn not_connected(name: ServiceName) -> Error {
    Error::unavailable(name, text::service_not_connected(name.title()))
}

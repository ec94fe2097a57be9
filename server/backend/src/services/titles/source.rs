//! Whom titles are asked of: Overseerr, which knows what is on the server, else TMDB with the admin's own key.

use crate::integrations::{
    Connections,
    http::{Failure, Patience},
    overseerr::Overseerr,
    tmdb::{Hits, Tmdb},
};
use domain::{
    Error, Result, TmdbId,
    discovery::{DiscoverList, MediaType, Person, SearchText, TitleDetails},
    services::ServiceName,
    text,
};
use std::sync::Arc;

/// The one that is connected.
pub(super) enum Source {
    Overseerr(Arc<dyn Overseerr>),
    Tmdb(Arc<dyn Tmdb>),
}

impl Source {
    /// # Errors
    /// [`Error::Unavailable`] when there is neither.
    pub fn of(connections: &Connections) -> Result<Self> {
        if let Ok(overseerr) = connections.overseerr() {
            return Ok(Self::Overseerr(overseerr));
        }
        let message = text::search_needs_a_source();
        connections.tmdb().map(Self::Tmdb).map_err(|_| Error::unavailable(ServiceName::Overseerr, message))
    }

    pub fn name(&self) -> ServiceName {
        match self {
            Self::Overseerr(_) => ServiceName::Overseerr,
            Self::Tmdb(_) => ServiceName::Tmdb,
        }
    }

    pub fn patient(&self, patience: Patience) -> Self {
        match self {
            Self::Overseerr(overseerr) => Self::Overseerr(overseerr.patient(patience)),
            Self::Tmdb(tmdb) => Self::Tmdb(tmdb.patient(patience)),
        }
    }

    pub async fn search(&self, text: &SearchText, page: u32) -> Result<Hits, Failure> {
        match self {
            Self::Overseerr(overseerr) => overseerr.search(text, page).await,
            Self::Tmdb(tmdb) => tmdb.search(text, page).await,
        }
    }

    pub async fn discover(&self, list: DiscoverList, page: u32) -> Result<Hits, Failure> {
        match self {
            Self::Overseerr(overseerr) => overseerr.discover(list, page).await,
            Self::Tmdb(tmdb) => tmdb.discover(list, page).await,
        }
    }

    pub async fn title(&self, media_type: MediaType, id: TmdbId) -> Result<Option<TitleDetails>, Failure> {
        match self {
            Self::Overseerr(overseerr) => overseerr.title(media_type, id).await,
            Self::Tmdb(tmdb) => tmdb.title(media_type, id).await,
        }
    }

    pub async fn person(&self, id: TmdbId) -> Result<Option<Person>, Failure> {
        match self {
            Self::Overseerr(overseerr) => overseerr.person(id).await,
            Self::Tmdb(tmdb) => tmdb.person(id).await,
        }
    }
}

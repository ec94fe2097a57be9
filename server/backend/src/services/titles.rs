//! What is known of titles, from Overseerr and kept: the same for everybody. What concerns one viewer is laid over it by
//! whoever shows it.

use crate::{
    clock::Clock,
    integrations::{
        Connections,
        cache::{Cacheable, Cached, Freshness},
        overseerr::Hits,
    },
};
use domain::{
    Result, TmdbId,
    discovery::{Fetched, MediaType, SearchText, Title, TitleDetails},
};
use std::sync::Arc;

const SEARCH_BYTES: u64 = 6 * 1024 * 1024;
const DETAIL_BYTES: u64 = 6 * 1024 * 1024;
/// Names of titles that were seen anywhere, so that a wish can be kept while Overseerr is down.
const MOST_NAMES: u64 = 5_000;

/// An answer that proves nothing is asked for again after this many seconds: with TMDB down a search finds nothing.
const DOUBTFUL_SECONDS: u64 = 30;

#[derive(Clone, PartialEq, Eq, Hash)]
struct SearchKey {
    generation: u64,
    /// In lower case: Overseerr finds the same.
    text: String,
    page: u32,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct TitleKey {
    generation: u64,
    media_type: MediaType,
    id: TmdbId,
}

/// A title, or that there is none.
struct Known(Option<TitleDetails>);

/// What is needed of a title to ask for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TitleName {
    pub title: String,
    pub year: Option<u16>,
    pub poster_path: Option<String>,
}

/// Titles, cached.
pub struct Titles {
    connections: Arc<Connections>,
    searches: Cached<SearchKey, Hits>,
    details: Cached<TitleKey, Known>,
    names: moka::future::Cache<(MediaType, TmdbId), Arc<TitleName>>,
}

impl Titles {
    pub fn new(connections: Arc<Connections>, clock: Arc<dyn Clock>) -> Self {
        Self {
            connections,
            searches: Cached::new(SEARCH_BYTES, Arc::clone(&clock)),
            details: Cached::new(DETAIL_BYTES, clock),
            names: moka::future::Cache::new(MOST_NAMES),
        }
    }

    /// There is somebody to ask.
    pub fn is_connected(&self) -> bool {
        self.connections.overseerr().is_ok()
    }

    /// One of Overseerr's own pages.
    ///
    /// # Errors
    /// [`domain::Error::Unavailable`] when nothing is kept and Overseerr cannot say.
    pub async fn search(&self, text: &SearchText, page: u32) -> Result<Fetched<Arc<Hits>>> {
        let overseerr = self.connections.overseerr()?;
        let generation = self.connections.overseerr_generation();
        let key = SearchKey { generation, text: text.as_str().to_lowercase(), page };
        let (text, names) = (text.clone(), self.names.clone());
        let hits = self
            .searches
            .get(key, move |patience| async move {
                let hits = overseerr.patient(patience).search(&text, page).await?;
                for title in &hits.titles {
                    names.insert((title.media_type, title.tmdb_id), Arc::new(TitleName::of(title))).await;
                }
                Ok(hits)
            })
            .await;
        Ok(hits?)
    }

    /// `None` when there is no such title.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub async fn details(&self, media_type: MediaType, id: TmdbId) -> Result<Fetched<Option<TitleDetails>>> {
        let overseerr = self.connections.overseerr()?;
        let key = TitleKey { generation: self.connections.overseerr_generation(), media_type, id };
        let names = self.names.clone();
        let known = self
            .details
            .get(key, move |patience| async move {
                let details = overseerr.patient(patience).title(media_type, id).await?;
                if let Some(details) = &details {
                    names.insert((media_type, id), Arc::new(TitleName::of(&details.title))).await;
                }
                Ok(Known(details))
            })
            .await;
        Ok(known?.map(|known| known.0.clone()))
    }

    /// Something was asked for or taken back: what was known of its requests is not true any more.
    pub async fn forget(&self, media_type: MediaType, id: TmdbId) {
        self.details.forget(&TitleKey { generation: self.connections.overseerr_generation(), media_type, id }).await;
    }

    /// The name of a title that was seen before, without asking anybody.
    pub async fn name(&self, media_type: MediaType, id: TmdbId) -> Option<Arc<TitleName>> {
        self.names.get(&(media_type, id)).await
    }
}

impl TitleName {
    pub fn of(title: &Title) -> Self {
        Self { title: title.title.clone(), year: title.year, poster_path: title.poster_path.clone() }
    }
}

impl Cacheable for Hits {
    fn freshness(&self) -> Freshness {
        if self.is_doubtful() { Freshness::exactly(DOUBTFUL_SECONDS) } else { Freshness::TITLES }
    }

    fn weight(&self) -> usize {
        self.titles.iter().map(title_weight).sum::<usize>() + 64
    }

    fn is_doubtful(&self) -> bool {
        self.titles.is_empty() && self.total_results == 0
    }
}

impl Cacheable for Known {
    fn freshness(&self) -> Freshness {
        if self.is_doubtful() { Freshness::exactly(DOUBTFUL_SECONDS) } else { Freshness::TITLES }
    }

    fn weight(&self) -> usize {
        self.0.as_ref().map_or(0, |details| {
            title_weight(&details.title) + details.seasons.len() * 160 + details.cast.len() * 160 + 400
        })
    }

    fn is_doubtful(&self) -> bool {
        self.0.is_none()
    }
}

fn title_weight(title: &Title) -> usize {
    size_of::<Title>() + title.title.len() + title.overview.len() + title.poster_path.as_ref().map_or(0, String::len)
}

//! What is known of titles and people, from Overseerr or TMDB and kept: the same for everybody. What concerns one viewer
//! is laid over it by whoever shows it.

mod source;

use crate::{
    clock::Clock,
    integrations::{
        Connections,
        cache::{Cacheable, Cached, Freshness},
        tmdb::Hits,
    },
    language,
    shared::Shelves,
};
use domain::{
    Result, TmdbId,
    discovery::{DiscoverList, Fetched, MediaType, Person, SearchText, Title, TitleDetails},
    services::ServiceName,
    text,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use source::Source;
use std::sync::Arc;

const SEARCH_BYTES: u64 = 6 * 1024 * 1024;
const LIST_BYTES: u64 = 2 * 1024 * 1024;
const DETAIL_BYTES: u64 = 6 * 1024 * 1024;
const PEOPLE_BYTES: u64 = 4 * 1024 * 1024;
/// Names of titles that were seen anywhere, so that a wish can be kept while Overseerr is down.
const MOST_NAMES: u64 = 5_000;

/// An answer that proves nothing is asked for again after this many seconds: with TMDB down a search finds nothing.
const DOUBTFUL_SECONDS: u64 = 30;

#[derive(Serialize)]
struct SearchKey {
    overseerr: String,
    /// In lower case: Overseerr finds the same.
    text: String,
    page: u32,
}

#[derive(Serialize)]
struct TitleKey {
    overseerr: String,
    media_type: MediaType,
    id: TmdbId,
}

#[derive(Serialize)]
struct ListKey {
    overseerr: String,
    list: DiscoverList,
    page: u32,
}

/// A title or a person, or that there is none.
#[derive(Serialize, Deserialize)]
struct Known<T>(Option<T>);

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
    lists: Cached<ListKey, Hits>,
    details: Cached<TitleKey, Known<TitleDetails>>,
    people: Cached<(String, TmdbId), Known<Person>>,
    names: Names,
}

type Names = moka::future::Cache<(MediaType, TmdbId), Arc<TitleName>>;

impl Titles {
    pub fn new(connections: Arc<Connections>, shelves: &Shelves, clock: Arc<dyn Clock>) -> Self {
        Self {
            connections,
            searches: Cached::new(shelves.shelf("titles.searches", SEARCH_BYTES), Arc::clone(&clock)),
            lists: Cached::new(shelves.shelf("titles.lists", LIST_BYTES), Arc::clone(&clock)),
            details: Cached::new(shelves.shelf("titles.details", DETAIL_BYTES), Arc::clone(&clock)),
            people: Cached::new(shelves.shelf("titles.people", PEOPLE_BYTES), clock),
            names: moka::future::Cache::new(MOST_NAMES),
        }
    }

    /// Who is asked now; `None` when nobody is connected.
    pub fn source(&self) -> Option<ServiceName> {
        Source::of(&self.connections).ok().map(|source| source.name())
    }

    /// One of the source's own pages.
    ///
    /// # Errors
    /// [`domain::Error::Unavailable`] when nothing is kept and the source cannot say.
    pub async fn search(&self, text: &SearchText, page: u32) -> Result<Fetched<Arc<Hits>>> {
        let source = Source::of(&self.connections)?;
        let overseerr = self.connections.overseerr_name();
        let key = SearchKey { overseerr, text: text.as_str().to_lowercase(), page };
        let (text, names) = (text.clone(), self.names.clone());
        let hits = self
            .searches
            .get(key, move |patience| async move {
                let hits = source.patient(patience).search(&text, page).await?;
                learn(&names, named(&hits.titles)).await;
                Ok(hits)
            })
            .await;
        Ok(hits?)
    }

    /// One page of a list.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub async fn discover(&self, list: DiscoverList, page: u32) -> Result<Fetched<Arc<Hits>>> {
        let source = Source::of(&self.connections)?;
        let key = ListKey { overseerr: self.connections.overseerr_name(), list, page };
        let names = self.names.clone();
        let hits = self
            .lists
            .get(key, move |patience| async move {
                let hits = source.patient(patience).discover(list, page).await?;
                learn(&names, named(&hits.titles)).await;
                Ok(hits)
            })
            .await;
        Ok(hits?)
    }

    /// `None` when there is no such person.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub async fn person(&self, id: TmdbId) -> Result<Fetched<Option<Person>>> {
        let source = Source::of(&self.connections)?;
        let key = (self.connections.overseerr_name(), id);
        let names = self.names.clone();
        let known = self
            .people
            .get(key, move |patience| async move {
                let person = source.patient(patience).person(id).await?;
                let titles = person.iter().flat_map(|person| &person.work).flat_map(|work| &work.titles);
                learn(&names, named(titles.map(|on| &on.title))).await;
                Ok(Known(person))
            })
            .await;
        Ok(known?.map(|known| known.0.clone()))
    }

    /// `None` when there is no such title.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub async fn details(&self, media_type: MediaType, id: TmdbId) -> Result<Fetched<Option<TitleDetails>>> {
        let source = Source::of(&self.connections)?;
        let key = TitleKey { overseerr: self.connections.overseerr_name(), media_type, id };
        let names = self.names.clone();
        let known = self
            .details
            .get(key, move |patience| async move {
                let details = source.patient(patience).title(media_type, id).await?;
                learn(&names, named(details.iter().map(|details| &details.title))).await;
                Ok(Known(details))
            })
            .await;
        Ok(known?.map(|known| known.0.clone()))
    }

    /// Something was asked for or taken back: what was known of its requests is not true any more.
    pub async fn forget(&self, media_type: MediaType, id: TmdbId) {
        self.details.forget(&TitleKey { overseerr: self.connections.overseerr_name(), media_type, id }).await;
    }

    /// The name of a title that was seen before, without asking anybody.
    pub async fn name(&self, media_type: MediaType, id: TmdbId) -> Option<Arc<TitleName>> {
        self.names.get(&(media_type, id)).await
    }
}

type Name = ((MediaType, TmdbId), Arc<TitleName>);

fn named<'a>(titles: impl IntoIterator<Item = &'a Title>) -> Vec<Name> {
    let name = |title: &Title| ((title.media_type, title.tmdb_id), Arc::new(TitleName::of(title)));
    titles.into_iter().map(name).collect()
}

/// Keeps the names of titles that were seen.
async fn learn(names: &Names, seen: Vec<Name>) {
    for (title, name) in seen {
        names.insert(title, name).await;
    }
}

fn unnamed(media_type: MediaType, id: TmdbId) -> String {
    match media_type {
        MediaType::Movie => text::unnamed_film(id),
        MediaType::Tv => text::unnamed_series(id),
    }
}

impl TitleName {
    /// Stands for the name of a title that nobody can tell now.
    pub fn unknown(media_type: MediaType, id: TmdbId) -> Self {
        let title = language::kept(|| unnamed(media_type, id));
        Self { title, year: None, poster_path: None }
    }

    /// Whether this stands for a name that nobody could tell.
    pub fn is_unknown(title: &str, media_type: MediaType, id: TmdbId) -> bool {
        domain::language::is_said(title, || unnamed(media_type, id))
    }

    pub fn of(title: &Title) -> Self {
        Self { title: title.title.clone(), year: title.year, poster_path: title.poster_path.clone() }
    }
}

impl Cacheable for Hits {
    fn freshness(&self) -> Freshness {
        if self.is_doubtful() { Freshness::exactly(DOUBTFUL_SECONDS) } else { Freshness::TITLES }
    }

    fn is_doubtful(&self) -> bool {
        self.titles.is_empty() && self.people.is_empty() && self.total_results == 0
    }
}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Cacheable for Known<T> {
    fn freshness(&self) -> Freshness {
        if self.is_doubtful() { Freshness::exactly(DOUBTFUL_SECONDS) } else { Freshness::TITLES }
    }

    fn is_doubtful(&self) -> bool {
        self.0.is_none()
    }
}

//! TMDB's API v3 over HTTP.

use super::{
    Hits, Tmdb, TmdbKey,
    wire::{WireHits, WirePerson, WireTitle, title_of},
};
use crate::integrations::http::{Call, Failure, Limits, Outbound, Patience, Upstream, Why, query};
use async_trait::async_trait;
use domain::{
    TmdbId,
    accounts::Secret,
    discovery::{DiscoverList, MediaType, Person, SearchText, TitleDetails},
    services::BaseUrl,
};
use serde::de::IgnoredAny;
use std::sync::Arc;

/// Calls TMDB with the admin's key.
#[derive(Clone)]
pub struct TmdbClient {
    outbound: Outbound,
    key: TmdbKey,
    patience: Patience,
}

impl TmdbClient {
    /// `base_url` is what comes before `/3`, e.g. `https://api.themoviedb.org`.
    pub fn new(base_url: BaseUrl, key: TmdbKey, limits: Limits) -> Self {
        Self { outbound: Outbound::new(Upstream::TMDB, base_url, limits), key, patience: Patience::Page }
    }

    /// A v3 key can only be sent in the query; logs and failures never hold queries.
    fn get<'a>(&self, path: &str, pairs: impl IntoIterator<Item = (&'a str, String)>) -> Call<'_> {
        let own = match &self.key {
            TmdbKey::V3(key) => Some(("api_key", key.reveal().to_owned())),
            TmdbKey::V4(_) => None,
        };
        let query = query(pairs.into_iter().chain(own));
        let call = self.outbound.get(format!("/3{path}{query}")).patience(self.patience);
        match &self.key {
            TmdbKey::V3(_) => call,
            TmdbKey::V4(token) => {
                call.secret_header("authorization", &Secret::new(format!("Bearer {}", token.reveal())))
            }
        }
    }

    async fn page<'a>(
        &self,
        path: &str,
        known: Option<MediaType>,
        page: u32,
        more: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Result<Hits, Failure> {
        let pairs = [("page", page.to_string())].into_iter().chain(more);
        let wire: WireHits = self.get(path, pairs).json().await?;
        wire.hits(page, |hit| title_of(hit, known)).ok_or_else(|| self.outbound.failure(Why::WrongShape))
    }
}

#[async_trait]
impl Tmdb for TmdbClient {
    fn patient(&self, patience: Patience) -> Arc<dyn Tmdb> {
        Arc::new(Self { patience, ..self.clone() })
    }

    async fn check_key(&self) -> Result<(), Failure> {
        let limit = self.outbound.limits().health;
        self.get("/authentication", []).within(limit).json::<IgnoredAny>().await.map(drop)
    }

    async fn search(&self, text: &SearchText, page: u32) -> Result<Hits, Failure> {
        let pairs = [("query", text.as_str().to_owned()), ("include_adult", "false".to_owned())];
        self.page("/search/multi", None, page, pairs).await
    }

    async fn discover(&self, list: DiscoverList, page: u32) -> Result<Hits, Failure> {
        let (path, known) = match list {
            DiscoverList::Trending => ("/trending/all/week", None),
            DiscoverList::PopularMovies => ("/movie/popular", Some(MediaType::Movie)),
            DiscoverList::PopularTv => ("/tv/popular", Some(MediaType::Tv)),
            DiscoverList::Upcoming => ("/movie/upcoming", Some(MediaType::Movie)),
        };
        self.page(path, known, page, []).await
    }

    async fn title(&self, media_type: MediaType, id: TmdbId) -> Result<Option<TitleDetails>, Failure> {
        // The credits of a series are those of its newest season; the aggregate ones are of all.
        let credits = match media_type {
            MediaType::Movie => "credits",
            MediaType::Tv => "aggregate_credits",
        };
        let path = format!("/{}/{id}", media_type.as_str());
        let wire = self.get(&path, [("append_to_response", credits.to_owned())]).json::<WireTitle>().await;
        match found(wire)? {
            None => Ok(None),
            Some(wire) => {
                let details = wire.for_everybody().and_then(|wire| wire.details(media_type));
                details.map(Some).ok_or_else(|| self.outbound.failure(Why::WrongShape))
            }
        }
    }

    async fn person(&self, id: TmdbId) -> Result<Option<Person>, Failure> {
        let pairs = [("append_to_response", "combined_credits".to_owned())];
        match found(self.get(&format!("/person/{id}"), pairs).json::<WirePerson>().await)? {
            None => Ok(None),
            Some(mut wire) => {
                let work = wire.combined_credits.take().unwrap_or_default();
                let person = wire.person(work, |entry| title_of(entry, None));
                person.map(Some).ok_or_else(|| self.outbound.failure(Why::WrongShape))
            }
        }
    }
}

/// 404 is an answer, not a failure: there is no such thing.
fn found<T>(result: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure { why: Why::Status { code: 404, html: false, .. }, .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

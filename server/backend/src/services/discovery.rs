//! Finding titles.

use super::titles::Titles;
use crate::{
    integrations::tmdb::Hits,
    language,
    store::{
        Database, Kept,
        requests::{AskedSeason, asked_seasons, briefs},
    },
};
use async_trait::async_trait;
use domain::{
    Actor, Error, Page, Result, TmdbId, UserId,
    discovery::{
        Availability, DiscoverList, Discovery, Fetched, MediaType, Person, Search, SearchResults, Title, TitleDetails,
    },
    policy::Permission,
    requests::{RequestBrief, RequestStatus},
    services::ServiceName,
    text,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use tokio::task::JoinSet;

/// TMDB's pages hold so many, and so do ours.
const PER_PAGE: u32 = 20;
/// A filtered search looks through so many of TMDB's pages.
const MOST_PAGES: u32 = 10;
/// So many of them at once: other people's calls need room, too.
const PAGES_AT_ONCE: u32 = 4;
/// TMDB gives no more pages than that.
const LAST_PAGE: u32 = 500;

/// Of so many pages it is kept what their viewers asked for.
const MOST_KEPT: u64 = 200;

/// Titles as a viewer sees them.
pub struct DiscoveryService {
    db: Database,
    titles: Arc<Titles>,
    mine: Kept<(UserId, Vec<Key>), Arc<Mine>>,
}

type Key = (MediaType, TmdbId);
type Mine = HashMap<Key, RequestBrief>;

impl DiscoveryService {
    pub fn new(db: Database, titles: Arc<Titles>) -> Self {
        Self { db, titles, mine: Kept::new(MOST_KEPT) }
    }

    async fn one_page(&self, search: &Search) -> Result<Fetched<SearchResults>> {
        let page = search.page.clamp(1, LAST_PAGE);
        let hits = self.titles.search(&search.text, page).await?;
        Ok(hits.map(|hits| SearchResults::of(as_page(&hits, page), hits.people.clone())))
    }

    /// Lays over titles what this viewer asked for.
    async fn lay_mine_over<'a>(&self, by: &Actor, titles: impl Iterator<Item = &'a mut Title> + Send) -> Result<()> {
        let titles: Vec<_> = titles.collect();
        let keys: Vec<_> = titles.iter().map(|title| (title.media_type, title.tmdb_id)).collect();
        let ask = async { Ok(Arc::new(briefs(self.db.read(), by.id, &keys).await?)) };
        let mine = self.mine.get(&self.db, (by.id, keys.clone()), ask).await?;
        for title in titles {
            title.my_request = mine.get(&(title.media_type, title.tmdb_id)).cloned();
        }
        Ok(())
    }

    /// Looks through the first pages and counts what fits, so that the number of pages is true.
    async fn filtered(&self, search: &Search) -> Result<Fetched<SearchResults>> {
        let first = self.titles.search(&search.text, 1).await?;
        let last = first.value.total_pages.min(MOST_PAGES);
        let mut stale_since = first.stale_since;
        let mut found = vec![(1, Arc::clone(&first.value))];
        let mut next = 2;
        while next <= last {
            let mut asked = JoinSet::new();
            for page in next..=last.min(next + PAGES_AT_ONCE - 1) {
                let (titles, text) = (Arc::clone(&self.titles), search.text.clone());
                asked.spawn(language::carried(async move { (page, titles.search(&text, page).await) }));
            }
            for (page, hits) in asked.join_all().await {
                let hits = hits?;
                stale_since = stale_since.into_iter().chain(hits.stale_since).min();
                found.push((page, hits.value));
            }
            next += PAGES_AT_ONCE;
        }
        found.sort_by_key(|(page, _)| *page);
        if search.people_only {
            let mut seen = HashSet::new();
            let people = found.iter().flat_map(|(_, hits)| &hits.people).filter(|person| seen.insert(person.tmdb_id));
            let nothing = Page { items: Vec::new(), page: 1, per_page: PER_PAGE, total: 0 };
            return Ok(Fetched { value: SearchResults::of(nothing, people.cloned().collect()), stale_since });
        }
        let mut seen = HashSet::new();
        let fitting: Vec<Title> = found
            .iter()
            .flat_map(|(_, hits)| &hits.titles)
            .filter(|title| fits(search, title))
            // A title may slip from one page to the next between two calls.
            .filter(|title| seen.insert((title.media_type, title.tmdb_id)))
            .cloned()
            .collect();
        let page = search.page.clamp(1, LAST_PAGE);
        let total = fitting.len() as u64;
        let before = usize::try_from((page - 1) * PER_PAGE).unwrap_or(usize::MAX);
        let items = fitting.into_iter().skip(before).take(PER_PAGE as usize).collect();
        // People have neither year nor availability, and are neither film nor series.
        let titles = Page { items, page, per_page: PER_PAGE, total };
        Ok(Fetched { value: SearchResults::of(titles, Vec::new()), stale_since })
    }
}

#[async_trait]
impl Discovery for DiscoveryService {
    async fn search(&self, by: &Actor, search: &Search) -> Result<Fetched<SearchResults>> {
        by.require(Permission::MediaSearch)?;
        let mut found = if search.is_filtered() { self.filtered(search).await? } else { self.one_page(search).await? };
        self.lay_mine_over(by, found.value.items.iter_mut()).await?;
        Ok(found)
    }

    async fn title(&self, by: &Actor, media_type: MediaType, id: TmdbId) -> Result<Fetched<TitleDetails>> {
        by.require(Permission::MediaSearch)?;
        let Fetched { value, stale_since } = self.titles.details(media_type, id).await?;
        let mut details = value.ok_or_else(|| Error::NotFound(text::no_such_title().into()))?;
        self.lay_mine_over(by, std::iter::once(&mut details.title)).await?;
        lay_over(&mut details, &asked_seasons(self.db.read(), media_type, id).await?);
        Ok(Fetched { value: details, stale_since })
    }

    async fn discover(&self, by: &Actor, list: DiscoverList, page: u32) -> Result<Fetched<Page<Title>>> {
        by.require(Permission::MediaSearch)?;
        let page = page.clamp(1, LAST_PAGE);
        let mut found = self.titles.discover(list, page).await?.map(|hits| as_page(&hits, page));
        self.lay_mine_over(by, found.value.items.iter_mut()).await?;
        Ok(found)
    }

    async fn person(&self, by: &Actor, id: TmdbId) -> Result<Fetched<Person>> {
        by.require(Permission::MediaSearch)?;
        let Fetched { value, stale_since } = self.titles.person(id).await?;
        let mut person = value.ok_or_else(|| Error::NotFound(text::no_such_person().into()))?;
        let titles = person.work.iter_mut().flat_map(|work| &mut work.titles).map(|on| &mut on.title);
        self.lay_mine_over(by, titles).await?;
        Ok(Fetched { value: person, stale_since })
    }

    fn source(&self) -> Option<ServiceName> {
        self.titles.source()
    }
}

fn as_page(hits: &Hits, page: u32) -> Page<Title> {
    Page {
        items: hits.titles.clone(),
        page,
        per_page: PER_PAGE,
        // TMDB counts more than it gives.
        total: hits.total_results.min(u64::from(hits.total_pages.min(LAST_PAGE)) * u64::from(PER_PAGE)),
    }
}

fn fits(search: &Search, title: &Title) -> bool {
    search.media_type.is_none_or(|media_type| title.media_type == media_type)
        && search.year.is_none_or(|year| title.year == Some(year))
        && search.availability.is_none_or(|filter| filter.matches(title.availability))
}

/// What was asked for here and Overseerr does not tell yet.
fn lay_over(details: &mut TitleDetails, asked: &[AskedSeason]) {
    for AskedSeason { season, is_4k, status } in asked {
        let Some(number) = season else {
            let known = if *is_4k { &mut details.availability_4k } else { &mut details.title.availability };
            if *known == Availability::Missing {
                *known =
                    if *status == RequestStatus::Pending { Availability::Pending } else { Availability::Processing };
            }
            continue;
        };
        for season in details.seasons.iter_mut().filter(|season| season.number == *number) {
            let known = if *is_4k { &mut season.requested_4k } else { &mut season.requested };
            *known = known.or(Some(*status));
        }
    }
}

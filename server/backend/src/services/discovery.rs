//! Finding titles.

use super::titles::Titles;
use crate::store::{
    Database,
    requests::{AskedSeason, asked_seasons, briefs},
};
use async_trait::async_trait;
use domain::{
    Actor, Error, Page, Result, TmdbId,
    discovery::{Availability, Discovery, Fetched, MediaType, Search, Title, TitleDetails},
    policy::Permission,
    requests::RequestStatus,
    services::ServiceName,
};
use std::{collections::HashSet, sync::Arc};
use tokio::task::JoinSet;

/// Overseerr's pages hold so many, and so do ours.
const PER_PAGE: u32 = 20;
/// A filtered search looks through so many of Overseerr's pages.
const MOST_PAGES: u32 = 10;
/// So many of them at once: other people's calls need room, too.
const PAGES_AT_ONCE: u32 = 4;
/// TMDB gives no more pages than that.
const LAST_PAGE: u32 = 500;

/// Titles as a viewer sees them.
pub struct DiscoveryService {
    db: Database,
    titles: Arc<Titles>,
}

impl DiscoveryService {
    pub fn new(db: Database, titles: Arc<Titles>) -> Self {
        Self { db, titles }
    }

    fn require_overseerr(&self) -> Result<()> {
        if self.titles.is_connected() {
            return Ok(());
        }
        let message = "Search needs Overseerr. An admin can connect it under Admin → Services.";
        Err(Error::unavailable(ServiceName::Overseerr, message))
    }

    async fn one_page(&self, search: &Search) -> Result<Fetched<Page<Title>>> {
        let page = search.page.clamp(1, LAST_PAGE);
        let hits = self.titles.search(&search.text, page).await?;
        Ok(hits.map(|hits| Page {
            items: hits.titles.clone(),
            page,
            per_page: PER_PAGE,
            // TMDB counts more than it gives.
            total: hits.total_results.min(u64::from(hits.total_pages.min(LAST_PAGE)) * u64::from(PER_PAGE)),
        }))
    }

    /// Looks through the first pages and counts what fits, so that the number of pages is true.
    async fn filtered(&self, search: &Search) -> Result<Fetched<Page<Title>>> {
        let first = self.titles.search(&search.text, 1).await?;
        let last = first.value.total_pages.min(MOST_PAGES);
        let mut stale_since = first.stale_since;
        let mut found = vec![(1, Arc::clone(&first.value))];
        let mut next = 2;
        while next <= last {
            let mut asked = JoinSet::new();
            for page in next..=last.min(next + PAGES_AT_ONCE - 1) {
                let (titles, text) = (Arc::clone(&self.titles), search.text.clone());
                asked.spawn(async move { (page, titles.search(&text, page).await) });
            }
            for (page, hits) in asked.join_all().await {
                let hits = hits?;
                stale_since = stale_since.into_iter().chain(hits.stale_since).min();
                found.push((page, hits.value));
            }
            next += PAGES_AT_ONCE;
        }
        found.sort_by_key(|(page, _)| *page);
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
        Ok(Fetched { value: Page { items, page, per_page: PER_PAGE, total }, stale_since })
    }
}

#[async_trait]
impl Discovery for DiscoveryService {
    async fn search(&self, by: &Actor, search: &Search) -> Result<Fetched<Page<Title>>> {
        by.require(Permission::MediaSearch)?;
        self.require_overseerr()?;
        let mut found = if search.is_filtered() { self.filtered(search).await? } else { self.one_page(search).await? };
        let keys: Vec<_> = found.value.items.iter().map(|title| (title.media_type, title.tmdb_id)).collect();
        let mut mine = briefs(self.db.read(), by.id, &keys).await?;
        for title in &mut found.value.items {
            title.my_request = mine.remove(&(title.media_type, title.tmdb_id));
        }
        Ok(found)
    }

    async fn title(&self, by: &Actor, media_type: MediaType, id: TmdbId) -> Result<Fetched<TitleDetails>> {
        by.require(Permission::MediaSearch)?;
        self.require_overseerr()?;
        let Fetched { value, stale_since } = self.titles.details(media_type, id).await?;
        let mut details = value.ok_or_else(|| Error::NotFound("There is no such title.".into()))?;
        let mut mine = briefs(self.db.read(), by.id, &[(media_type, id)]).await?;
        details.title.my_request = mine.remove(&(media_type, id));
        lay_over(&mut details, &asked_seasons(self.db.read(), media_type, id).await?);
        Ok(Fetched { value: details, stale_since })
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

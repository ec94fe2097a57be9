//! Search and details: what Overseerr says, kept and shown to the one who asks.

use crate::support::installation::{Installation, film, series, tmdb_id, url};
use backend::integrations::connections::Access;
use domain::{
    Actor, Error, SeasonNumber,
    accounts::Secret,
    discovery::{Availability, AvailabilityFilter, Discovery, Fetched, MediaType, Search, SearchResults, SearchText},
    requests::{RequestStatus, Requests},
};
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

const SEARCH: &str = "/api/v1/search";

fn search(text: &str) -> Search {
    Search {
        text: SearchText::new(text).expect("a text"),
        page: 1,
        media_type: None,
        people_only: false,
        year: None,
        availability: None,
    }
}

impl Installation {
    async fn find(&self, by: &Actor, text: &str) -> Fetched<SearchResults> {
        self.discovery.search(by, &search(text)).await.expect("found")
    }

    /// Lets a title be known by having searched for it.
    pub async fn discovery_knows(&self, text: &str, by: &Actor) {
        assert!(!self.find(by, text).await.value.items.is_empty());
    }

    /// Searches until the answer is what is waited for: renewals happen behind.
    async fn find_until(&self, by: &Actor, text: &str, good: impl Fn(&Fetched<SearchResults>) -> bool) {
        for _ in 0..1_000 {
            if good(&self.find(by, text).await) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it never came");
    }
}

on_both! {
    async fn finds_titles_and_leaves_people_and_collections_out(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let found = house.find(&ann, "The Long Orbit").await.value;
        let orbit = found.items.iter().find(|title| title.tmdb_id == tmdb_id(fixed::THE_LONG_ORBIT)).expect("the film");
        assert_eq!((orbit.title.as_str(), orbit.media_type), ("The Long Orbit", MediaType::Movie));
        assert_eq!(orbit.availability, Availability::Available);
        assert!(orbit.poster_path.as_ref().is_some_and(|path| path.starts_with('/')));
        assert!(found.items.iter().all(|title| title.tmdb_id != tmdb_id(fixed::LONG_ORBIT_COLLECTION)));
        let people = house.find(&ann, "Mara Lindqvist").await.value;
        assert!(people.items.iter().all(|title| title.tmdb_id != tmdb_id(fixed::MARA_LINDQVIST)));
    }

    async fn every_character_reaches_overseerr_as_it_was_typed(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        for (text, tmdb) in [
            ("The Ferryman's Daughter", fixed::APOSTROPHE),
            ("Salt & Iron: 100% Proof", fixed::AMPERSAND),
            ("光の島", fixed::UNICODE),
        ] {
            let found = house.find(&ann, text).await.value;
            assert!(found.items.iter().any(|title| title.tmdb_id == tmdb_id(tmdb)), "{text}");
        }
        house.find(&ann, "a+b c/d?e=f#g [h] ;i,j\"k\\l").await;
        let statuses: Vec<_> = house.world().calls(Service::Overseerr).iter().map(|call| call.status).collect();
        assert!(statuses.iter().all(|status| *status == Some(200)), "{statuses:?}");
        let queries = house.world().calls(Service::Overseerr);
        assert!(queries.iter().all(|call| !call.query.contains('+') && !call.query.contains('\'')));
    }

    async fn unfiltered_pages_are_overseerrs_own(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let first = house.find(&ann, "the").await.value;
        assert_eq!((first.page, first.per_page), (1, 20));
        assert!(first.total > 20, "{}", first.total);
        let second = house.discovery.search(&ann, &Search { page: 2, ..search("the") }).await.expect("found").value;
        assert_eq!(second.page, 2);
        assert_ne!(first.items, second.items);
        let far = house.discovery.search(&ann, &Search { page: u32::MAX, ..search("the") }).await.expect("found").value;
        assert!(far.items.is_empty());
    }

    async fn filtered_pages_hold_what_fits_and_count_it(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let films = Search { media_type: Some(MediaType::Movie), ..search("the") };
        let first = house.discovery.search(&ann, &films).await.expect("found").value;
        assert_eq!(first.items.len(), 20);
        let mut seen = Vec::new();
        for page in 1..=first.pages() {
            let found = house.discovery.search(&ann, &Search { page, ..films.clone() }).await.expect("found").value;
            assert!(found.items.iter().all(|title| title.media_type == MediaType::Movie));
            assert_eq!(found.total, first.total);
            seen.extend(found.items.into_iter().map(|title| title.tmdb_id));
        }
        assert_eq!(seen.len() as u64, first.total);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len() as u64, first.total, "nothing twice");
        let calls = house.world().count(Service::Overseerr, "GET", SEARCH);
        assert!(calls <= 10, "{calls} calls for all pages together");

        let there = Search { availability: Some(AvailabilityFilter::Available), ..search("Long Orbit") };
        let there = house.discovery.search(&ann, &there).await.expect("found").value;
        assert!(there.items.iter().all(|title| AvailabilityFilter::Available.matches(title.availability)));
        assert!(there.items.iter().any(|title| title.tmdb_id == tmdb_id(fixed::THE_LONG_ORBIT)));
        let year = there.items[0].year;
        let of_year = Search { year, ..search("Long Orbit") };
        let of_year = house.discovery.search(&ann, &of_year).await.expect("found").value;
        assert!(!of_year.items.is_empty() && of_year.items.iter().all(|title| title.year == year));
    }

    async fn a_search_is_asked_once_and_shared_but_never_whose_request_it_is(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().clear_calls();
        let mine = |found: &SearchResults| {
            let title = found.items.iter().find(|title| title.tmdb_id == tmdb_id(fixed::NORTHERN_LIGHT));
            title.expect("found").my_request.as_ref().map(|brief| brief.status)
        };
        assert_eq!(mine(&house.find(&ann, "Northern Light").await.value), Some(RequestStatus::Pending));
        assert_eq!(mine(&house.find(&dora, "northern light").await.value), None);
        assert_eq!(house.world().count(Service::Overseerr, "GET", SEARCH), 1);
    }

    async fn sixty_four_searches_at_once_are_one_call(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.world().set_fault(Fault::slow(Service::Overseerr, 200));
        let searches = (0..64).map(|_| house.find(&ann, "Northern Light"));
        for found in join_all(searches).await {
            assert!(!found.value.items.is_empty());
        }
        assert_eq!(house.world().count(Service::Overseerr, "GET", SEARCH), 1);
    }

    async fn what_is_known_is_served_while_overseerr_is_down_and_says_its_age(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let fresh = house.find(&ann, "Northern Light").await;
        assert_eq!(fresh.stale_since, None);
        let fetched_at = domain::Timestamp(house.clock_now().0);
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Hang));
        house.clock.advance(Duration::from_mins(6));
        let started = std::time::Instant::now();
        let served = house.find(&ann, "Northern Light").await;
        assert!(started.elapsed() < Duration::from_millis(300), "a page does not wait for the renewal");
        assert_eq!(served.value, fresh.value);
        house.find_until(&ann, "Northern Light", |found| found.stale_since == Some(fetched_at)).await;
        house.clock.advance(Duration::from_hours(24));
        assert_eq!(house.find(&ann, "Northern Light").await.value, fresh.value, "a day later it is still there");
        house.world().clear_faults();
        house.clock.advance(Duration::from_mins(1));
        house.find_until(&ann, "Northern Light", |found| found.stale_since.is_none()).await;
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.clock.advance(Duration::from_hours(8 * 24));
        let error = house.discovery.search(&ann, &search("Northern Light")).await.expect_err("too old");
        assert_eq!(error.to_string(), "Overseerr is not reachable. Try again in a few minutes.");
    }

    async fn finding_nothing_proves_nothing(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let known = house.find(&ann, "Northern Light").await.value;
        house.world().set_tmdb_down(true);
        assert!(house.find(&ann, "Low Sun").await.value.items.is_empty());
        // What was found before is not replaced by nothing.
        house.clock.advance(Duration::from_mins(6));
        house.find(&ann, "Northern Light").await;
        house.clock.advance(Duration::from_mins(1));
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(house.find(&ann, "Northern Light").await.value.items, known.items);
        house.world().set_tmdb_down(false);
        house.clock.advance(Duration::from_secs(31));
        assert!(!house.find(&ann, "Low Sun").await.value.items.is_empty());
    }

    async fn a_title_page_has_everything(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let echo = house.discovery.title(&ann, MediaType::Tv, tmdb_id(fixed::ECHO_VALLEY)).await.expect("known").value;
        assert_eq!(echo.title.title, "Echo Valley");
        assert_eq!(echo.title.availability, Availability::PartiallyAvailable);
        let there: Vec<_> = echo
            .seasons
            .iter()
            .filter(|season| season.availability == Availability::Available)
            .map(|season| season.number.get())
            .collect();
        assert_eq!(there, [1, 2]);
        assert!(!echo.cast.is_empty() && !echo.genres.is_empty());
        assert!(echo.plex_url.as_ref().is_some_and(|url| url.starts_with("http")));

        house.requests.submit(&dora, series(fixed::NINTH_HOUR, &[2])).await.expect("kept");
        let ninth = house.discovery.title(&ann, MediaType::Tv, tmdb_id(fixed::NINTH_HOUR)).await.expect("known").value;
        let second = ninth.seasons.iter().find(|season| season.number == SeasonNumber::new(2).expect("2")).expect("2");
        assert_eq!(second.requested, Some(RequestStatus::Pending), "asked for here, not yet there");
        assert_eq!(ninth.title.my_request, None, "but not by her");
        assert_eq!(ninth.plex_url, None);
        let street = house.discovery.title(&ann, MediaType::Tv, tmdb_id(fixed::HARBOUR_STREET)).await.expect("known").value;
        let first = street.seasons.iter().find(|season| season.number == SeasonNumber::new(1).expect("1")).expect("1");
        assert!(first.requested.is_some(), "asked for in Overseerr itself");

        let announced = house.discovery.title(&ann, MediaType::Movie, tmdb_id(fixed::ANNOUNCED)).await.expect("known").value;
        assert_eq!((announced.title.year, announced.runtime_minutes), (None, None));
        let error = house.discovery.title(&ann, MediaType::Movie, tmdb_id(999_999_999)).await.expect_err("unknown");
        assert!(matches!(error, Error::NotFound(_)));
    }

    async fn without_overseerr_the_page_says_who_can_change_that(store) {
        let house = Installation::bare(store).await;
        let ann = house.ann().await;
        let error = house.discovery.search(&ann, &search("x")).await.expect_err("nobody to ask");
        assert!(matches!(error, Error::Unavailable { .. }));
        assert_eq!(error.to_string(), "Search needs Overseerr or TMDB. An admin can connect one under Admin → Services.");
    }

    async fn another_overseerr_is_asked_anew(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.find(&ann, "Northern Light").await;
        // The same simulator by another name is another Overseerr.
        let address = house.upstreams.overseerr_url().replace("127.0.0.1", "localhost");
        let key = Secret::new(fixed::OVERSEERR_API_KEY);
        house.connections.use_overseerr(Some(Access { url: url(&address), key }));
        house.find(&ann, "Northern Light").await;
        assert_eq!(house.world().count(Service::Overseerr, "GET", SEARCH), 2);
        house.connections.use_overseerr(None);
        house.connect_overseerr();
        house.find(&ann, "Northern Light").await;
        assert_eq!(house.world().count(Service::Overseerr, "GET", SEARCH), 2, "the first one's answer is still known");
    }
}

/// All of them, at once.
async fn join_all<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        pending.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pending.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

//! Lists that nobody has to search for, and people: what Overseerr says, kept and shown to the one who asks.

use crate::support::installation::{Installation, film, tmdb_id};
use domain::{
    Error,
    discovery::{Availability, Craft, DiscoverList, Discovery, MediaType},
    requests::{RequestStatus, Requests},
    services::ServiceName,
};
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

on_both! {
    async fn every_list_has_its_own_titles_in_pages(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        assert_eq!(house.discovery.source(), Some(ServiceName::Overseerr));
        for list in DiscoverList::ALL {
            let first = house.discovery.discover(&ann, list, 1).await.expect("found").value;
            assert!((1..=20).contains(&first.items.len()), "{list:?}: {}", first.items.len());
            assert_eq!((first.page, first.per_page), (1, 20));
            let is_of = |media_type| first.items.iter().any(|title| title.media_type == media_type);
            let kinds = (is_of(MediaType::Movie), is_of(MediaType::Tv));
            let expected = match list {
                DiscoverList::Trending => (true, true),
                DiscoverList::PopularMovies | DiscoverList::Upcoming => (true, false),
                DiscoverList::PopularTv => (false, true),
            };
            assert_eq!(kinds, expected, "{list:?}");
            if first.has_next() {
                let second = house.discovery.discover(&ann, list, 2).await.expect("found").value;
                assert_ne!(first.items, second.items, "{list:?}");
            }
        }
        let coming = house.discovery.discover(&ann, DiscoverList::Upcoming, 1).await.expect("found").value;
        assert!(coming.items.iter().all(|title| title.year >= Some(2026)), "{:?}", coming.items);
        let beyond = house.discovery.discover(&ann, DiscoverList::PopularTv, u32::MAX).await.expect("found").value;
        assert_eq!((beyond.items.len(), beyond.page), (0, 500));
    }

    async fn a_list_says_what_is_there_and_what_i_asked_for(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let popular = house.discovery.discover(&ann, DiscoverList::PopularMovies, 1).await.expect("found").value;
        assert!(popular.items.iter().any(|title| title.availability == Availability::Available));
        let wanted = popular.items.iter().find(|title| title.availability == Availability::Missing).expect("one").tmdb_id;
        house.requests.submit(&ann, film(wanted.get())).await.expect("kept");
        house.world().clear_calls();
        for (who, mine) in [(&ann, Some(RequestStatus::Pending)), (&dora, None)] {
            let popular = house.discovery.discover(who, DiscoverList::PopularMovies, 1).await.expect("found").value;
            let title = popular.items.iter().find(|title| title.tmdb_id == wanted).expect("it is there");
            assert_eq!(title.my_request.as_ref().map(|brief| brief.status), mine, "{}", who.name);
        }
        assert_eq!(house.world().count(Service::Overseerr, "GET", "/api/v1/discover"), 0, "it is kept, for everybody");
    }

    async fn a_list_that_cannot_be_renewed_is_shown_with_its_age_and_the_others_are_not_touched(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let known = house.discovery.discover(&ann, DiscoverList::PopularTv, 1).await.expect("found");
        assert_eq!(known.stale_since, None);
        house.world().set_fault(Fault::status(Service::Overseerr, 500).on_path("/api/v1/discover/tv"));
        house.clock.advance(Duration::from_mins(20));
        let old = house.discovery.discover(&ann, DiscoverList::PopularTv, 1).await.expect("kept");
        assert_eq!(old.value, known.value);
        assert!(old.stale_since.is_some());
        let other = house.discovery.discover(&ann, DiscoverList::PopularMovies, 1).await.expect("found");
        assert_eq!(other.stale_since, None);
        let error = house.discovery.discover(&ann, DiscoverList::PopularTv, 2).await.expect_err("never seen");
        assert!(matches!(error, Error::Unavailable { service: Some(ServiceName::Overseerr), .. }), "{error}");
    }

    async fn a_person_has_a_life_and_titles_by_craft(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let mara = house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST)).await.expect("known").value;
        assert_eq!((mara.name.as_str(), mara.known_for), ("Mara Lindqvist", Some(Craft::Acting)));
        assert!(mara.born.is_some() && mara.died.is_none() && mara.birthplace.is_some());
        assert!(!mara.biography.is_empty() && mara.profile_path.is_some());
        let acting = &mara.work[0];
        assert_eq!(acting.craft, Craft::Acting);
        let light = acting.titles.iter().find(|on| on.title.tmdb_id == tmdb_id(fixed::NORTHERN_LIGHT)).expect("her film");
        assert!(!light.part.is_empty());
        assert_eq!(light.title.my_request.as_ref().map(|brief| brief.status), Some(RequestStatus::Pending));
        let same = house.discovery.person(&dora, tmdb_id(fixed::MARA_LINDQVIST)).await.expect("known").value;
        assert!(same.work.iter().flat_map(|work| &work.titles).all(|on| on.title.my_request.is_none()), "not by her");
        assert_eq!(house.world().count(Service::Overseerr, "GET", "/api/v1/person"), 2, "asked once for everybody");

        let details = house.discovery.title(&ann, MediaType::Movie, tmdb_id(fixed::NORTHERN_LIGHT)).await.expect("known");
        assert!(details.value.cast.iter().any(|credit| credit.tmdb_id == Some(mara.tmdb_id)), "the cast leads there");
        let director = house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST + 85)).await.expect("known").value;
        assert_eq!((director.known_for, director.work[0].craft), (Some(Craft::Directing), Craft::Directing));
    }

    async fn nobody_is_not_found_and_a_tmdb_that_is_down_proves_nothing(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let error = house.discovery.person(&ann, tmdb_id(999_999)).await.expect_err("nobody");
        assert!(matches!(error, Error::NotFound(_)), "{error}");
        house.world().set_tmdb_down(true);
        let error = house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST)).await.expect_err("not now");
        assert!(matches!(error, Error::Unavailable { .. }), "{error}");
        house.world().clear_faults();
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Html).on_path("/api/v1/person"));
        let error = house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST)).await.expect_err("a web page");
        assert!(error.to_string().contains("web page"), "{error}");
        house.world().clear_faults();
        house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST)).await.expect("known again");
    }
}

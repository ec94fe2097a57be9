//! TMDB as the source of titles where there is no Overseerr: its key, its answers, its refusals, and wishes that wait for
//! an admin.

use crate::support::installation::{Installation, film, quick, series, story, tmdb_id, url};
use backend::integrations::{
    http::{Patience, Unreachable, Why},
    tmdb::{Tmdb, TmdbClient, TmdbKey},
};
use domain::{
    Error,
    accounts::Secret,
    discovery::{Availability, Craft, DiscoverList, Discovery, MediaType, Search, SearchText},
    requests::{Delivery, RequestStatus, Requests},
    services::{ServiceName, ServiceState, ServiceUpdate, Services},
};
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

fn key(text: &str) -> TmdbKey {
    TmdbKey::parse(&Secret::new(text)).expect("a key")
}

fn update(key: Option<&str>) -> ServiceUpdate {
    ServiceUpdate { name: ServiceName::Tmdb, url: String::new(), key: key.map(Secret::new), enabled: true }
}

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
    fn connect_tmdb(&self) {
        self.connections.use_tmdb(Some(key(fixed::TMDB_READ_TOKEN)));
    }

    fn tmdb(&self, with: &str) -> TmdbClient {
        TmdbClient::new(url(&self.upstreams.tmdb_url()), key(with), quick())
    }
}

on_both! {
    async fn everything_comes_from_tmdb_and_nothing_is_known_to_be_there(store) {
        let house = Installation::bare(store).await;
        house.connect_tmdb();
        let ann = house.ann().await;
        assert_eq!(house.discovery.source(), Some(ServiceName::Tmdb));
        let found = house.discovery.search(&ann, &search("The Long Orbit")).await.expect("found").value;
        let orbit = found.items.iter().find(|title| title.tmdb_id == tmdb_id(fixed::THE_LONG_ORBIT)).expect("the film");
        assert_eq!((orbit.title.as_str(), orbit.availability), ("The Long Orbit", Availability::Missing));
        assert!(orbit.poster_path.is_some() && orbit.year.is_some());
        for list in DiscoverList::ALL {
            let page = house.discovery.discover(&ann, list, 1).await.expect("found").value;
            assert!(!page.items.is_empty(), "{list:?}");
            assert!(page.items.iter().all(|title| title.availability == Availability::Missing), "{list:?}");
        }
        let echo = house.discovery.title(&ann, MediaType::Tv, tmdb_id(fixed::ECHO_VALLEY)).await.expect("known").value;
        assert_eq!((echo.title.title.as_str(), echo.plex_url), ("Echo Valley", None));
        assert!(echo.seasons.len() >= 3 && echo.cast.iter().all(|credit| !credit.role.is_empty()));
        let light = house.discovery.title(&ann, MediaType::Movie, tmdb_id(fixed::NORTHERN_LIGHT)).await.expect("known").value;
        assert!(light.runtime_minutes.is_some() && !light.genres.is_empty() && !light.cast.is_empty());
        let mara = house.discovery.person(&ann, tmdb_id(fixed::MARA_LINDQVIST)).await.expect("known").value;
        assert_eq!((mara.name.as_str(), mara.work[0].craft), ("Mara Lindqvist", Craft::Acting));
        for missing in [
            house.discovery.title(&ann, MediaType::Movie, tmdb_id(999_999_999)).await.map(drop),
            house.discovery.person(&ann, tmdb_id(999_999)).await.map(drop),
        ] {
            assert!(matches!(missing, Err(Error::NotFound(_))), "{missing:?}");
        }
        assert_eq!(house.world().count(Service::Overseerr, "GET", "/"), 0);
    }

    async fn overseerr_comes_first_where_there_is_one(store) {
        let house = Installation::bare(store).await;
        house.connect_tmdb();
        let ann = house.ann().await;
        let availability = async || {
            let found = house.discovery.search(&ann, &search("The Long Orbit")).await.expect("found").value;
            found.items.iter().find(|title| title.tmdb_id == tmdb_id(fixed::THE_LONG_ORBIT)).expect("it").availability
        };
        assert_eq!(availability().await, Availability::Missing);
        house.connect_overseerr();
        assert_eq!(availability().await, Availability::Available, "what TMDB said is not taken for what Overseerr says");
        assert_eq!(house.discovery.source(), Some(ServiceName::Overseerr));
        house.connections.use_overseerr(None);
        assert_eq!(availability().await, Availability::Missing);
    }

    async fn a_wish_is_kept_for_an_admin_and_no_job_gives_it_up(store) {
        let house = Installation::bare(store).await;
        let ann = house.ann().await;
        assert!(!house.requests.terms(&ann, MediaType::Movie).await.may_request, "nobody to ask");
        house.connect_tmdb();
        let terms = house.requests.terms(&ann, MediaType::Movie).await;
        assert!(terms.may_request && !terms.may_request_4k && !terms.auto_approved);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        assert_eq!((wish.status, wish.delivery), (RequestStatus::Pending, Delivery::Waiting));
        house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1])).await.expect("kept");
        let again = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect_err("twice");
        assert!(matches!(again, Error::Conflict(_)), "{again}");
        assert_eq!(house.work_after(Duration::from_hours(8 * 24)).await, 0, "there is nothing to send");
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(detail.request.status, RequestStatus::Pending);
        assert_eq!(
            story(&detail),
            [
                "requested by ann: Requested",
                "waiting: An admin looks at this by hand, because Overseerr is not connected here."
            ]
        );
    }

    async fn a_key_is_tested_before_it_is_saved_and_used_at_once(store) {
        let house = Installation::bare(store).await;
        let (admin, ann) = (house.admin().await, house.ann().await);
        for (given, words) in [
            (None, "Enter the API key or the API read access token"),
            (Some("my key"), "This is neither an API key of TMDB"),
            (Some("00000000000000000000000000000000"), "TMDB answers 401 (Invalid API key: You must be granted a valid key.)"),
            (Some(fixed::TMDB_SUSPENDED_KEY), "TMDB answers 401 (Suspended API key"),
            (Some("eyJhbGciOiJIUzI1NiJ9.e30.wrong"), "TMDB answers 401"),
        ] {
            let Err(Error::Invalid(fields)) = house.services.update(&admin, update(given)).await else {
                panic!("{given:?} is refused")
            };
            assert!(fields["key"].starts_with(words), "{given:?}: {fields:?}");
        }
        assert_eq!(store.count("SELECT COUNT(*) FROM service_config").await, 0);
        assert_eq!(house.discovery.source(), None);
        for given in [fixed::TMDB_API_KEY, fixed::TMDB_READ_TOKEN] {
            let outcome = house.services.update(&admin, update(Some(given))).await.expect("saved");
            assert!(outcome.ok && outcome.response_ms.is_some(), "{outcome:?}");
            assert_eq!(house.discovery.source(), Some(ServiceName::Tmdb));
            house.discovery.search(&ann, &search("light")).await.expect("found");
        }
        house.services.update(&admin, update(None)).await.expect("the key is kept");
        let saved = house.services.list(&admin).await.expect("listed").remove(4);
        assert!(saved.has_key && saved.enabled && saved.url.is_none() && saved.status.configured);
        assert_eq!(saved.status.status, ServiceState::Online);
        for secret in [fixed::TMDB_READ_TOKEN, fixed::TMDB_API_KEY] {
            let leaks = format!("SELECT COUNT(*) FROM service_config WHERE secrets LIKE '%{secret}%'");
            assert_eq!(store.count(&leaks).await, 0);
        }
        let outcomes = house.services.test_all(&admin).await.expect("tested");
        assert_eq!(outcomes.iter().map(|outcome| (outcome.name, outcome.ok)).collect::<Vec<_>>(), [(ServiceName::Tmdb, true)]);
        house.connections.use_tmdb(None);
        house.services.load().await.expect("loaded");
        assert_eq!(house.discovery.source(), Some(ServiceName::Tmdb));
        house.services.update(&admin, ServiceUpdate { enabled: false, ..update(None) }).await.expect("saved");
        assert_eq!(house.discovery.source(), None);
    }

    async fn a_tmdb_that_cannot_answer_is_said_to_in_words(store) {
        let house = Installation::bare(store).await;
        let admin = house.admin().await;
        for (fault, words) in [
            (Fault::status(Service::Tmdb, 429).retry_after(7), "TMDB answers 429: too much was asked of it with this key. Try again in 7 seconds."),
            (Fault::new(Service::Tmdb, Mode::Html), "What answers in TMDB's place is not TMDB."),
            (Fault::new(Service::Tmdb, Mode::Redirect), "What answers in TMDB's place is not TMDB."),
            (Fault::new(Service::Tmdb, Mode::Hang), "TMDB is not reachable: no answer in time."),
            (Fault::new(Service::Tmdb, Mode::Drop), "TMDB is not reachable"),
            (Fault::status(Service::Tmdb, 503), "TMDB answers 503: Service offline"),
        ] {
            let mode = fault.mode;
            house.world().clear_faults();
            house.world().set_fault(fault);
            let outcome = house.services.update(&admin, update(Some(fixed::TMDB_API_KEY))).await.expect("saved");
            assert!(!outcome.ok && outcome.field.is_none(), "{mode:?}: {outcome:?}");
            assert!(outcome.message.starts_with(words), "{mode:?}: {}", outcome.message);
        }
        assert_eq!(house.services.status().await.expect("known")[4].status, ServiceState::Offline);
    }

    async fn every_way_to_fail_is_told_apart_and_no_failure_holds_the_key(store) {
        let house = Installation::bare(store).await;
        let tmdb = house.tmdb(fixed::TMDB_API_KEY);
        let text = SearchText::new("light").expect("a text");
        for (fault, wanted) in [
            (Fault::new(Service::Tmdb, Mode::Garbage), Some(Why::NotJson)),
            (Fault::new(Service::Tmdb, Mode::Truncate), Some(Why::Unreachable(Unreachable::Lost))),
            (Fault::new(Service::Tmdb, Mode::Huge), Some(Why::TooLarge)),
            (Fault::new(Service::Tmdb, Mode::Accepted), Some(Why::WrongShape)),
            (Fault::new(Service::Tmdb, Mode::Hang), Some(Why::Unreachable(Unreachable::TimedOut))),
            (Fault::status(Service::Tmdb, 500), None),
        ] {
            let mode = fault.mode;
            house.world().set_fault(fault);
            let failure = tmdb.search(&text, 1).await.expect_err("it fails");
            assert!(wanted.is_none_or(|wanted| wanted == failure.why), "{mode:?}: {failure:?}");
            assert!(!format!("{failure:?} {failure} {}", Error::from(failure.clone())).contains(fixed::TMDB_API_KEY));
        }
        house.world().clear_faults();
        house.world().set_fault(Fault::status(Service::Tmdb, 429).times(2));
        tmdb.patient(Patience::Background).search(&text, 1).await.expect("asked again after a pause");
        let other = house.tmdb("11111111111111111111111111111111").search(&text, 1).await.expect_err("a wrong key");
        assert_eq!(other.status(), Some(401));
        assert!(house.tmdb(fixed::TMDB_READ_TOKEN).search(&text, 501).await.is_err(), "500 pages are all there are");
        let calls = house.world().calls(Service::Tmdb);
        let with_token: Vec<_> = calls.iter().filter(|call| call.authorization.is_some()).collect();
        assert!(!with_token.is_empty() && with_token.iter().all(|call| !call.query.contains("api_key")));
    }

    async fn every_character_reaches_tmdb_as_it_was_typed(store) {
        let house = Installation::bare(store).await;
        house.connect_tmdb();
        let ann = house.ann().await;
        for (text, tmdb) in [
            ("The Ferryman's Daughter", fixed::APOSTROPHE),
            ("Salt & Iron: 100% Proof", fixed::AMPERSAND),
            ("光の島", fixed::UNICODE),
        ] {
            let found = house.discovery.search(&ann, &search(text)).await.expect("found").value;
            assert!(found.items.iter().any(|title| title.tmdb_id == tmdb_id(tmdb)), "{text}");
        }
    }
}

//! Wishes: what is kept, what is refused and in which words, and who sees what of it.

use crate::support::installation::{Installation, film, series, story, tmdb_id};
use domain::{
    Error, PageNumber, RequestId, Role, SeasonNumber,
    discovery::MediaType,
    requests::{Delivery, NewRequest, RequestStatus, Requests, Scope, SeasonChoice},
};
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

fn refused(result: domain::Result<domain::requests::Request>) -> String {
    result.expect_err("refused").to_string()
}

on_both! {
    async fn the_same_wish_again_is_refused_with_what_to_do(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let error = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect_err("refused");
        assert!(matches!(error, Error::Conflict(_)));
        assert_eq!(error.to_string(), "You already asked for “Northern Light”. See how far it is under Requests.");
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM jobs").await, 1);
    }

    async fn what_somebody_else_asked_for_is_followed(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let anns = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let followed = house.requests.submit(&dora, film(fixed::NORTHERN_LIGHT)).await.expect("followed");
        assert_eq!(followed.id, anns.id);
        assert_eq!(followed.user_name, "somebody else");
        assert_eq!(
            followed.last_error.as_deref(),
            Some("Somebody else had already asked for this. You follow their request and are told when it is available.")
        );
        // Twice is as good as once.
        house.requests.submit(&dora, film(fixed::NORTHERN_LIGHT)).await.expect("followed");
        assert_eq!(store.count("SELECT COUNT(*) FROM request_followers").await, 1);
        house.work().await;
        let detail = house.detail(&dora, anns.id).await;
        assert_eq!(story(&detail), ["requested: Requested", "sent: Sent to Overseerr"], "says nothing of whose it is");
        assert!(!detail.can.cancel && detail.request.user_id != ann.id);
        assert!(matches!(house.requests.cancel(&dora, anns.id).await, Err(Error::NotFound(_))));
        let mine = house.requests.list(&dora, Scope::Mine, None, PageNumber::default()).await.expect("listed");
        assert_eq!(mine.total, 0);
    }

    async fn of_a_series_the_seasons_that_are_left_make_a_request_of_their_own(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1, 2])).await.expect("kept");
        let doras = house.requests.submit(&dora, series(fixed::NINTH_HOUR, &[2, 3])).await.expect("kept");
        let seasons: Vec<u16> = doras.seasons.iter().map(|season| season.get()).collect();
        assert_eq!(seasons, [3]);
        let detail = house.detail(&dora, doras.id).await;
        assert_eq!(
            story(&detail),
            ["requested by dora: Season 3 requested; Season 2 had been asked for by somebody else and is followed"]
        );
        assert_eq!(
            refused(house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1])).await),
            "You already asked for “Ninth Hour” (Season 1). See how far it is under Requests."
        );
    }

    async fn sixty_four_identical_wishes_at_once_make_one(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..64 {
            let (requests, ann) = (house.requests.clone(), ann.clone());
            asked.spawn(async move { requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await });
        }
        let results = asked.join_all().await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        assert!(results.iter().all(|result| matches!(result, Ok(_) | Err(Error::Conflict(_)))));
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 1);
        assert_eq!(store.count("SELECT COUNT(*) FROM jobs").await, 1);
        house.work().await;
        assert_eq!(house.world().count(Service::Overseerr, "POST", "/api/v1/request"), 1);
    }

    async fn a_wish_for_what_is_there_or_does_not_exist_is_refused(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        assert_eq!(
            refused(house.requests.submit(&ann, film(fixed::THE_LONG_ORBIT)).await),
            "“The Long Orbit” is already on the server."
        );
        assert_eq!(refused(house.requests.submit(&ann, film(999_999_999)).await), "There is no such title.");
        assert_eq!(
            refused(house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[])).await),
            "invalid input: seasons: Choose at least one season."
        );
        assert_eq!(
            refused(house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1, 77])).await),
            "invalid input: seasons: “Ninth Hour” has no season 77."
        );
        assert_eq!(
            refused(house.requests.submit(&ann, series(fixed::THE_LAMPLIGHTERS, &[1])).await),
            "Season 1 of “The Lamplighters” is already on the server."
        );
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 0);
    }

    async fn all_seasons_means_those_that_are_missing(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let all = |tmdb| NewRequest { seasons: Some(SeasonChoice::All), ..series(tmdb, &[]) };
        let ninth = house.requests.submit(&ann, all(fixed::NINTH_HOUR)).await.expect("kept");
        let numbers = |seasons: &[SeasonNumber]| seasons.iter().map(|season| season.get()).collect::<Vec<_>>();
        assert_eq!(numbers(&ninth.seasons), [1, 2, 3, 4], "no specials");
        let echo = house.requests.submit(&ann, all(fixed::ECHO_VALLEY)).await.expect("kept");
        assert_eq!(numbers(&echo.seasons), [3], "1 and 2 are there");
    }

    async fn a_film_and_a_series_of_one_number_are_two_titles(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        assert_eq!(
            refused(house.requests.submit(&ann, film(fixed::PAPER_CITIES)).await),
            "“Paper Cities” is already on the server."
        );
        let wish = house.requests.submit(&ann, series(fixed::PAPER_CITIES, &[1])).await.expect("kept");
        assert_eq!((wish.title.as_str(), wish.media_type), ("Paper Cities: The Series", MediaType::Tv));
        house.work().await;
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(story(&detail)[1], "sent: Sent to Overseerr as ann");
    }

    async fn four_k_is_only_for_who_may(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let in_4k = || NewRequest { is_4k: true, ..film(fixed::NORTHERN_LIGHT) };
        let terms = house.requests.terms(&ann, MediaType::Movie).await;
        assert!(!terms.may_request_4k);
        assert_eq!(
            refused(house.requests.submit(&ann, in_4k()).await),
            "You may not ask for films in 4K. Ask for the usual quality, or ask the admin."
        );
        if house.requests.terms(&dora, MediaType::Movie).await.may_request_4k {
            let wish = house.requests.submit(&dora, in_4k()).await.expect("kept");
            house.requests.submit(&dora, film(fixed::NORTHERN_LIGHT)).await.expect("the usual quality is another wish");
            house.work().await;
            assert!(house.detail(&dora, wish.id).await.request.is_4k);
        }
    }

    async fn denies_request_when_quota_is_spent(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.world().set_quota(fixed::OVERSEERR_ANN, (1, 7), (2, 7));
        let terms = house.requests.terms(&ann, MediaType::Movie).await;
        let quota = terms.quota.expect("a quota");
        assert_eq!((quota.limit, quota.days, quota.used, quota.remaining), (1, Some(7), 0, Some(1)));
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        assert_eq!(
            refused(house.requests.submit(&ann, film(fixed::LOW_SUN)).await),
            "Your film quota in Overseerr is used up (1 of 1 films in 7 days). Try again when some of it is free, or ask the admin for more."
        );
        // What is known may be a minute old, but nobody is refused for that.
        house.world().set_quota(fixed::OVERSEERR_ANN, (2, 7), (2, 7));
        house.requests.submit(&ann, film(fixed::LOW_SUN)).await.expect("kept");
        assert_eq!(
            refused(house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1, 2, 3])).await),
            "Your series quota in Overseerr allows 2 more seasons now (0 of 2 in 7 days are used). Choose fewer."
        );
    }

    async fn the_hourly_limit_says_when_to_come_back(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        house.settings.put(&admin, "requests_per_hour", &serde_json::json!(2)).await.expect("saved");
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.clock.advance(Duration::from_mins(10));
        house.requests.submit(&ann, film(fixed::LOW_SUN)).await.expect("kept");
        house.clock.advance(Duration::from_mins(10));
        let error = house.requests.submit(&ann, film(fixed::UNICODE)).await.expect_err("refused");
        let Error::TooMany { message, limit, window_seconds, retry_after_seconds } = error else {
            panic!("{error:?}");
        };
        assert_eq!((limit, window_seconds, retry_after_seconds), (2, 3600, 2400));
        assert_eq!(message, "You have asked for 2 titles within the last hour, which is the most. Try again in 40 minutes.");
        house.clock.advance(Duration::from_mins(40));
        house.requests.submit(&ann, film(fixed::UNICODE)).await.expect("there is room again");
    }

    async fn while_overseerr_is_down_titles_can_still_be_asked_for(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.discovery_knows("Ninth Hour", &ann).await;
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let kept = house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[2])).await.expect("kept");
        assert_eq!((kept.title.as_str(), kept.delivery), ("Ninth Hour", Delivery::Waiting));
        let all = NewRequest { seasons: Some(SeasonChoice::All), ..series(fixed::NINTH_HOUR, &[]) };
        assert_eq!(
            refused(house.requests.submit(&ann, all).await),
            "invalid input: seasons: Overseerr is not reachable, so it is not known which seasons “Ninth Hour” has. Choose seasons by number."
        );
        let unseen = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept by its number");
        assert_eq!((unseen.title, unseen.delivery), (format!("Film {}", fixed::NORTHERN_LIGHT), Delivery::Waiting));
    }

    async fn a_request_of_somebody_else_is_not_found_except_by_admins(store) {
        let house = Installation::start(store).await;
        let (ann, dora, admin) = (house.ann().await, house.dora().await, house.admin().await);
        let anns = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        for id in [anns.id, RequestId(uuid::Uuid::nil())] {
            let error = house.requests.detail(&dora, id).await.expect_err("refused");
            assert_eq!(error.to_string(), "There is no such request, or it is not yours.");
            assert!(matches!(house.requests.cancel(&dora, id).await, Err(Error::NotFound(_))));
        }
        let all = house.requests.list(&dora, Scope::All, None, PageNumber::default()).await;
        assert!(matches!(all, Err(Error::Denied(_))));
        let all = house.requests.list(admin.actor(), Scope::All, None, PageNumber::default()).await.expect("listed");
        assert_eq!((all.total, all.items[0].user_name.as_str()), (1, "ann"));
        assert!(house.requests.detail(admin.actor(), anns.id).await.expect("seen").can.cancel);
        let pending = Some(RequestStatus::Pending);
        let mine = house.requests.list(&ann, Scope::Mine, pending, PageNumber::default()).await.expect("listed");
        assert_eq!(mine.items[0].id, anns.id);
        let failed = Some(RequestStatus::Failed);
        assert_eq!(house.requests.list(&ann, Scope::Mine, failed, PageNumber::default()).await.expect("listed").total, 0);
    }

    async fn terms_say_what_is_known_and_never_fail(store) {
        let house = Installation::bare(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let guest = house.local("guest", Role::User).await;
        assert!(!house.requests.terms(&ann, MediaType::Movie).await.may_request, "there is nobody to ask");
        house.connect_overseerr();
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Html));
        let terms = house.requests.terms(&ann, MediaType::Movie).await;
        assert!(terms.may_request && !terms.may_request_4k && terms.quota.is_none());
        house.world().clear_faults();
        let terms = house.requests.terms(&ann, MediaType::Movie).await;
        assert_eq!(terms.quota.map(|quota| (quota.limit, quota.days)), Some((5, Some(7))));
        assert!(terms.may_request && !terms.auto_approved);
        assert!(house.requests.terms(&dora, MediaType::Movie).await.auto_approved);
        assert!(!house.requests.terms(&dora, MediaType::Tv).await.auto_approved);
        assert!(house.requests.terms(&guest, MediaType::Tv).await.may_request, "an admin can still say as whom");
    }

    async fn who_may_not_ask_is_told_at_once(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.world().set_permissions(fixed::OVERSEERR_ANN, 0);
        assert_eq!(
            refused(house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await),
            "You may not ask for films: Overseerr does not allow it. Ask the admin."
        );
    }

    async fn titles_are_kept_as_they_are_written(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        for tmdb in [fixed::UNICODE, fixed::LONG_TITLE, fixed::SCRIPT_TITLE, fixed::ANNOUNCED, fixed::NO_POSTER] {
            let kept = house.requests.submit(&ann, film(tmdb)).await.expect("kept");
            assert_eq!(kept.tmdb_id, tmdb_id(tmdb));
            assert!(!kept.title.is_empty());
        }
        let unicode = house.requests.list(&ann, Scope::Mine, None, PageNumber::default()).await.expect("listed");
        assert!(unicode.items.iter().any(|request| request.title == "光の島"));
    }

    async fn who_lost_plex_asks_for_nothing_until_it_is_back(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        store.execute("UPDATE users SET plex_lost_at = created_at").await;
        let refused = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await;
        assert!(matches!(&refused, Err(Error::Denied(words)) if words.contains("Your profile says")), "{refused:?}");
        assert_eq!(store.count("SELECT COUNT(*) FROM media_requests").await, 0);
        store.execute("UPDATE users SET plex_lost_at = NULL").await;
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let admin = house.admin().await;
        store.execute("UPDATE users SET plex_lost_at = created_at").await;
        house.requests.submit(admin.actor(), film(fixed::LOW_SUN)).await.expect("a local account asks as itself");
    }
}

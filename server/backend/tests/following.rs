//! A delivered request is followed to its end: by hints, by sweeps, and never backwards because of a failure.

use crate::{
    delivery::requests_for,
    support::installation::{Installation, film, series, story},
};
use backend::{integrations::overseerr::OverseerrRequestId, services::reconciler::Swept};
use domain::{
    PageNumber,
    inbox::Inbox,
    requests::{RequestStatus, Requests},
};
use upstreams::{Advance, Fault, Mode, Service, Stage, fixed};

async fn inbox(house: &Installation, user: &domain::Actor) -> Vec<String> {
    let page = house.inbox.list(user, PageNumber::new(None, None)).await.expect("listed");
    page.items.into_iter().map(|one| one.title).collect()
}

fn id_of(house: &Installation, tmdb: u32) -> u64 {
    requests_for(house, tmdb)[0]["id"].as_u64().expect("a number")
}

on_both! {
    async fn a_request_is_followed_through_all_its_states(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let id = id_of(&house, fixed::NORTHERN_LIGHT);
        let steps = [
            (Advance::to(Stage::Approved), RequestStatus::Approved),
            (Advance::downloading(40), RequestStatus::Processing),
            (Advance::to(Stage::Available), RequestStatus::Available),
        ];
        for (step, status) in steps {
            house.world().advance_request(id, &step).expect("advanced");
            assert_eq!(house.reconciler.sweep().await.expect("swept"), Swept { looked: 1, changed: 1, gone: 0 });
            assert_eq!(house.detail(&ann, wish.id).await.request.status, status);
        }
        assert_eq!(house.reconciler.sweep().await.expect("swept"), Swept::default(), "what is there stays there");
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(
            story(&detail)[2..],
            ["approved: Approved", "processing: Being fetched", "available: Available"].map(str::to_owned)
        );
        assert_eq!(inbox(&house, &ann).await, ["Northern Light is available", "Northern Light was approved"]);
    }

    async fn each_season_is_followed_by_itself(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1, 2])).await.expect("kept");
        house.work().await;
        let id = id_of(&house, fixed::NINTH_HOUR);
        house.world().advance_request(id, &Advance::to(Stage::Approved)).expect("approved");
        house.world().advance_request(id, &Advance { seasons: Some(vec![1]), ..Advance::to(Stage::PartiallyAvailable) }).expect("advanced");
        house.reconciler.sweep().await.expect("swept");
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(detail.request.status, RequestStatus::PartiallyAvailable);
        let states: Vec<_> = detail.seasons.iter().map(|season| (season.number.get(), season.status)).collect();
        assert_eq!(states[0], (1, Some(RequestStatus::Available)));
        assert_ne!(states[1].1, Some(RequestStatus::Available));
    }

    async fn nothing_is_taken_away_by_an_overseerr_in_trouble(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.world().advance_request(id_of(&house, fixed::NORTHERN_LIGHT), &Advance::to(Stage::Approved)).expect("approved");
        house.reconciler.sweep().await.expect("swept");
        let before = house.detail(&ann, wish.id).await;
        for mode in [Mode::Down, Mode::Garbage, Mode::Html, Mode::Status, Mode::Redirect, Mode::Accepted, Mode::Truncate] {
            house.world().set_fault(Fault::new(Service::Overseerr, mode));
            // Whatever it answers, it may be an error; it changes nothing.
            let _ = house.reconciler.sweep().await;
            assert_eq!(house.detail(&ann, wish.id).await, before, "{mode:?}");
            house.world().clear_faults();
        }
    }

    async fn what_an_admin_of_overseerr_removed_says_so(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let id = i64::try_from(id_of(&house, fixed::NORTHERN_LIGHT)).expect("a number");
        let overseerr = house.connections.overseerr().expect("connected");
        assert!(overseerr.delete_request(OverseerrRequestId(id), None).await.expect("deleted"));
        assert_eq!(house.reconciler.sweep().await.expect("swept"), Swept { looked: 1, changed: 1, gone: 1 });
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!(request.status, RequestStatus::Failed);
        assert!(request.last_error.is_some_and(|why| why.contains("removed there")));
    }

    async fn a_follower_is_told_once_and_whose_it_is_is_not_said(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.requests.follow(&dora, wish.id).await.expect("followed");
        house.requests.follow(&dora, wish.id).await.expect("followed again");
        house.work().await;
        let id = id_of(&house, fixed::NORTHERN_LIGHT);
        house.world().advance_request(id, &Advance::to(Stage::Available)).expect("there");
        for _ in 0..3 {
            house.reconciler.sweep().await.expect("swept");
        }
        assert_eq!(inbox(&house, &dora).await, ["Northern Light is available"]);
        assert_eq!(house.detail(&dora, wish.id).await.request.user_name, "somebody else");
        assert_eq!(house.inbox.unread(&dora).await.expect("counted"), 1);
        assert_eq!(house.inbox.mark_read(&dora, None).await.expect("read"), 1);
        assert_eq!(house.inbox.unread(&dora).await.expect("counted"), 0);
        assert_eq!(house.inbox.unread(&ann).await.expect("counted"), 1, "Ann's own is not read by that");
    }

    async fn one_request_that_overseerr_fails_at_is_in_nobodys_way(store) {
        let house = Installation::start(store).await;
        let dora = house.dora().await;
        let first = house.requests.submit(&dora, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.clock.advance(std::time::Duration::from_mins(1));
        let second = house.requests.submit(&dora, film(fixed::LOW_SUN)).await.expect("kept");
        house.work().await;
        let ids = [id_of(&house, fixed::NORTHERN_LIGHT), id_of(&house, fixed::LOW_SUN)];
        let path = format!("/api/v1/request/{}", ids[0]);
        house.world().set_fault(Fault::status(Service::Overseerr, 500).on_path(&path));
        for id in ids {
            house.world().advance_request(id, &Advance::to(Stage::Available)).expect("there");
        }
        assert_eq!(house.reconciler.sweep().await.expect("swept"), Swept { looked: 2, changed: 1, gone: 0 });
        assert_eq!(house.detail(&dora, second.id).await.request.status, RequestStatus::Available);
        assert_eq!(house.detail(&dora, first.id).await.request.status, RequestStatus::Approved, "as it was known");
        house.world().clear_faults();
        assert_eq!(house.reconciler.sweep().await.expect("swept"), Swept { looked: 1, changed: 1, gone: 0 });
        assert_eq!(house.detail(&dora, first.id).await.request.status, RequestStatus::Available);
    }
}

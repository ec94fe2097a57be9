//! From a wish to Overseerr: as the right user, once and only once, through every accident.

use crate::support::installation::{Installation, film, series, story};
use domain::{
    Role,
    requests::{Decision, Delivery, RequestStatus, Requests},
    users::Users,
};
use serde_json::json;
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

const REQUEST: &str = "/api/v1/request";

/// What Overseerr has for a title.
pub fn requests_for(house: &Installation, tmdb: u32) -> Vec<serde_json::Value> {
    let all = house.world().overseerr_requests();
    all.into_iter().filter(|request| request["media"]["tmdbId"] == tmdb).collect()
}

on_both! {
    async fn a_wish_reaches_overseerr_as_the_user_it_belongs_to(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        assert_eq!((wish.status, wish.delivery), (RequestStatus::Pending, Delivery::Waiting));
        assert_eq!(wish.title, "Northern Light");

        assert_eq!(house.work().await, 1);
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!((detail.request.status, detail.request.delivery), (RequestStatus::Pending, Delivery::Delivered));
        assert_eq!(story(&detail), ["requested by ann: Requested", "sent: Sent to Overseerr as ann"]);
        let there = requests_for(&house, fixed::NORTHERN_LIGHT);
        assert_eq!(there.len(), 1);
        assert_eq!(there[0]["requestedBy"]["id"], fixed::OVERSEERR_ANN);

        let calls = house.world().calls(Service::Overseerr);
        let post = calls.iter().find(|call| call.method == "POST").expect("a request was posted");
        assert_eq!(post.api_user.as_deref(), Some("2"));
        assert_eq!(post.body, Some(json!({ "mediaType": "movie", "mediaId": fixed::NORTHERN_LIGHT, "is4k": false })));
    }

    async fn a_series_is_asked_for_by_the_numbers_of_its_seasons(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, series(fixed::NINTH_HOUR, &[1, 3])).await.expect("kept");
        house.work().await;
        let calls = house.world().calls(Service::Overseerr);
        let post = calls.iter().find(|call| call.method == "POST").expect("a request was posted");
        let body = json!({ "mediaType": "tv", "mediaId": fixed::NINTH_HOUR, "is4k": false, "seasons": [1, 3] });
        assert_eq!(post.body, Some(body));
        assert_eq!(house.detail(&ann, wish.id).await.request.delivery, Delivery::Delivered);
    }

    async fn overseerr_approves_by_the_users_own_rules_and_not_by_the_keys(store) {
        let house = Installation::start(store).await;
        let (ann, dora) = (house.ann().await, house.dora().await);
        let anns = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let doras = house.requests.submit(&dora, film(fixed::LOW_SUN)).await.expect("kept");
        assert_eq!(house.work().await, 2);
        assert_eq!(house.detail(&ann, anns.id).await.request.status, RequestStatus::Pending);
        let detail = house.detail(&dora, doras.id).await;
        assert_eq!(detail.request.status, RequestStatus::Approved);
        assert_eq!(
            story(&detail),
            ["requested by dora: Requested", "sent: Sent to Overseerr as dora", "approved: Approved"]
        );
    }

    async fn a_plex_user_whom_overseerr_does_not_know_is_taken_over(store) {
        let house = Installation::start(store).await;
        let erik = house.plex_user("erik").await;
        let wish = house.requests.submit(&erik, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let detail = house.detail(&erik, wish.id).await;
        assert_eq!(story(&detail), ["requested by erik: Requested", "sent: Sent to Overseerr as erik"]);
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["requestedBy"]["plexUsername"], "erik");
    }

    async fn a_plex_user_without_the_server_waits_for_the_admin(store) {
        let house = Installation::start(store).await;
        let carl = house.plex_user("carl").await;
        let wish = house.requests.submit(&carl, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let request = house.detail(&carl, wish.id).await.request;
        assert_eq!(request.delivery, Delivery::Waiting);
        assert_eq!(
            request.last_error.as_deref(),
            Some("Overseerr does not know carl and could not take them over from Plex. An admin should check that the Plex server is shared with them.")
        );
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
    }

    async fn a_local_user_waits_until_the_admin_says_as_whom_to_ask(store) {
        let house = Installation::start(store).await;
        let guest = house.local("guest", Role::User).await;
        let wish = house.requests.submit(&guest, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let request = house.detail(&guest, wish.id).await.request;
        assert_eq!(request.delivery, Delivery::Waiting);
        assert_eq!(
            request.last_error.as_deref(),
            Some("An admin must choose as which Overseerr user guest asks, because this account is not one of Plex.")
        );
        let dora = i64::try_from(fixed::OVERSEERR_DORA).expect("a number");
        house.people.deliver_as(&house.admin().await, guest.id, Some(dora)).await.expect("chosen");
        // Due at once: no time has passed.
        house.work().await;
        let request = house.detail(&guest, wish.id).await.request;
        assert_eq!((request.delivery, request.last_error), (Delivery::Delivered, None));
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["requestedBy"]["id"], fixed::OVERSEERR_DORA);
    }

    async fn the_local_admin_asks_as_the_owner_of_the_key(store) {
        let house = Installation::start(store).await;
        let admin = house.admin().await;
        let wish = house.requests.submit(admin.actor(), film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let detail = house.detail(admin.actor(), wish.id).await;
        assert_eq!(detail.request.status, RequestStatus::Approved);
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["requestedBy"]["id"], fixed::OVERSEERR_BEN);
    }

    async fn while_overseerr_is_down_the_wish_waits_and_then_arrives_once(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.work().await;
        house.work_after(Duration::from_secs(2)).await;
        house.work_after(Duration::from_secs(4)).await;
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!((detail.request.status, detail.request.delivery), (RequestStatus::Pending, Delivery::Waiting));
        let reason = "Overseerr is not reachable. Try again in a few minutes.";
        assert_eq!(detail.request.last_error.as_deref(), Some(reason));
        assert_eq!(
            story(&detail),
            ["requested by ann: Requested".to_owned(), format!("waiting: Waiting for Overseerr: {reason}")],
            "said once, however often it was tried"
        );
        house.world().clear_faults();
        house.work_after(Duration::from_mins(5)).await;
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!((detail.request.delivery, detail.request.last_error.as_deref()), (Delivery::Delivered, None));
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT).len(), 1);
    }

    async fn an_answer_that_gets_lost_makes_no_second_request(store) {
        let house = Installation::start(store).await;
        let dora = house.dora().await;
        for (mode, tmdb) in [(Mode::DropAfter, fixed::NORTHERN_LIGHT), (Mode::Truncate, fixed::LOW_SUN)] {
            let wish = house.requests.submit(&dora, film(tmdb)).await.expect("kept");
            house.world().clear_calls();
            let lost = Fault::new(Service::Overseerr, mode).on_path(REQUEST).on_method("POST").times(1);
            house.world().set_fault(lost);
            house.work().await;
            assert_eq!(house.detail(&dora, wish.id).await.request.delivery, Delivery::Waiting, "{mode:?}");
            house.work_after(Duration::from_secs(2)).await;
            let request = house.detail(&dora, wish.id).await.request;
            assert_eq!((request.delivery, request.status), (Delivery::Delivered, RequestStatus::Approved));
            assert_eq!(requests_for(&house, tmdb).len(), 1, "{mode:?}");
            assert_eq!(house.world().count(Service::Overseerr, "POST", REQUEST), 1, "looked, and did not post again");
        }
        let wish = house.requests.submit(&dora, series(fixed::NINTH_HOUR, &[1, 2])).await.expect("kept");
        house.world().clear_calls();
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::DropAfter).on_path(REQUEST).on_method("POST").times(1));
        house.work().await;
        house.work_after(Duration::from_secs(2)).await;
        assert_eq!(house.detail(&dora, wish.id).await.request.delivery, Delivery::Delivered);
        assert_eq!(requests_for(&house, fixed::NINTH_HOUR).len(), 1);
        assert_eq!(house.world().count(Service::Overseerr, "POST", REQUEST), 1);
    }

    async fn whatever_overseerr_answers_in_its_trouble_the_wish_waits(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let fault = |mode| Fault::new(Service::Overseerr, mode);
        for trouble in [
            Fault::status(Service::Overseerr, 500),
            Fault::status(Service::Overseerr, 503),
            fault(Mode::Html),
            fault(Mode::Redirect),
            fault(Mode::Garbage),
            fault(Mode::Drop),
            fault(Mode::Hang),
            fault(Mode::Huge),
            Fault::status(Service::Overseerr, 403),
        ] {
            let mode = (trouble.mode, trouble.status);
            house.world().clear_faults();
            house.world().set_fault(trouble);
            assert_eq!(house.work_after(Duration::from_mins(5)).await, 1, "{mode:?}");
            let request = house.detail(&ann, wish.id).await.request;
            assert_eq!((request.status, request.delivery), (RequestStatus::Pending, Delivery::Waiting), "{mode:?}");
            assert!(request.last_error.is_some(), "{mode:?}");
        }
        house.world().clear_faults();
        house.world().set_tmdb_down(true);
        house.work_after(Duration::from_mins(5)).await;
        assert_eq!(house.detail(&ann, wish.id).await.request.delivery, Delivery::Waiting);
        house.world().set_tmdb_down(false);
        house.work_after(Duration::from_mins(5)).await;
        assert_eq!(house.detail(&ann, wish.id).await.request.delivery, Delivery::Delivered);
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT).len(), 1);
    }

    async fn an_overseerr_that_asks_to_wait_is_left_alone_that_long(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::status(Service::Overseerr, 429).retry_after(120).times(1));
        assert_eq!(house.work().await, 1);
        assert_eq!(house.work_after(Duration::from_secs(119)).await, 0);
        assert_eq!(house.work_after(Duration::from_secs(1)).await, 1);
    }

    async fn after_a_week_nobody_waits_any_more(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.work().await;
        house.work_after(Duration::from_hours(7 * 24 + 1)).await;
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!(request.status, RequestStatus::Failed);
        assert_eq!(
            request.last_error.as_deref(),
            Some("Overseerr could not be reached for a week. Ask again when it is back.")
        );
    }

    async fn a_quota_that_is_spent_is_explained(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        // Kept while there was room; somebody spends it before it is delivered.
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_quota(fixed::OVERSEERR_ANN, (1, 365), (0, 7));
        house.work().await;
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(detail.request.status, RequestStatus::Failed);
        let reason = detail.request.last_error.as_deref().expect("a reason");
        assert!(reason.starts_with("Your film quota in Overseerr is used up ("), "{reason}");
        assert_eq!(story(&detail)[1], format!("failed: {reason}"));
        assert_eq!(house.work_after(Duration::from_hours(1)).await, 0, "it is not tried again");
        // What failed does not stand in the way of asking again.
        house.world().set_quota(fixed::OVERSEERR_ANN, (0, 7), (0, 7));
        house.clock.advance(Duration::from_mins(2));
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
    }

    async fn what_a_user_may_not_ask_for_is_explained(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_permissions(fixed::OVERSEERR_ANN, 0);
        house.work().await;
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!(request.status, RequestStatus::Failed);
        assert_eq!(
            request.last_error.as_deref(),
            Some("Overseerr does not allow ann to ask for this: You do not have permission to make movie requests.")
        );
    }

    async fn what_somebody_asked_for_in_overseerr_itself_is_followed_there(store) {
        let house = Installation::start(store).await;
        let dora = house.dora().await;
        // Ann asked for it in Overseerr, past us.
        let wish = house.requests.submit(&dora, film(fixed::PENDING_FILM)).await.expect("kept");
        house.work().await;
        let detail = house.detail(&dora, wish.id).await;
        assert_eq!((detail.request.status, detail.request.delivery), (RequestStatus::Pending, Delivery::Delivered));
        assert_eq!(
            story(&detail)[1],
            "sent: Somebody else had asked for it in Overseerr already; this follows their request."
        );
        assert_eq!(requests_for(&house, fixed::PENDING_FILM).len(), 1);
    }

    async fn an_own_request_made_in_overseerr_is_adopted(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::PENDING_FILM)).await.expect("kept");
        house.work().await;
        let detail = house.detail(&ann, wish.id).await;
        assert_eq!(story(&detail)[1], "sent: Sent to Overseerr as ann");
        assert_eq!(house.world().count(Service::Overseerr, "POST", REQUEST), 0);
    }

    async fn seasons_that_others_have_in_overseerr_are_202_and_followed(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, series(fixed::HARBOUR_STREET, &[1])).await.expect("kept");
        house.work().await;
        let posts = house.world().calls(Service::Overseerr).into_iter().filter(|call| call.method == "POST");
        assert_eq!(posts.map(|call| call.status).collect::<Vec<_>>(), [Some(202)]);
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.status, request.delivery), (RequestStatus::Approved, Delivery::Delivered));
    }

    async fn a_202_out_of_nowhere_is_not_taken_for_success(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Accepted).on_path(REQUEST).on_method("POST"));
        house.work().await;
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.status, request.delivery), (RequestStatus::Failed, Delivery::Waiting));
    }

    async fn without_overseerr_the_reason_says_who_can_change_that(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.connections.use_overseerr(None);
        house.work().await;
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!(
            request.last_error.as_deref(),
            Some("Overseerr is not connected. An admin can connect it under Admin → Services.")
        );
        house.connect_overseerr();
        house.work_after(Duration::from_mins(5)).await;
        assert_eq!(house.detail(&ann, wish.id).await.request.delivery, Delivery::Delivered);
    }

    async fn what_waited_goes_on_as_soon_as_overseerr_is_back(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept without a name");
        assert_eq!(wish.title, format!("Film {}", fixed::NORTHERN_LIGHT));
        for _ in 0..6 {
            house.work_after(Duration::from_secs(64)).await;
        }
        house.world().clear_faults();
        assert_eq!(house.work().await, 0, "its next try is a while off");
        assert_eq!(house.queue.hurry(&["send_to_overseerr"]).await.expect("hurried"), 1);
        house.work().await;
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.delivery, request.title.as_str()), (Delivery::Delivered, "Northern Light"));
    }

    async fn who_waits_for_an_admin_waits_as_long_as_it_takes(store) {
        let house = Installation::start(store).await;
        let guest = house.local("guest", Role::User).await;
        let wish = house.requests.submit(&guest, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.work_after(Duration::from_hours(8 * 24)).await;
        let request = house.detail(&guest, wish.id).await.request;
        assert_eq!((request.status, request.delivery), (RequestStatus::Pending, Delivery::Waiting));
        // What follows is the first time that Overseerr is away.
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let dora = i64::try_from(fixed::OVERSEERR_DORA).expect("a number");
        house.people.deliver_as(&house.admin().await, guest.id, Some(dora)).await.ok();
        house.work_after(Duration::from_hours(24)).await;
        assert_eq!(house.detail(&guest, wish.id).await.request.status, RequestStatus::Pending);
    }

    async fn a_wish_older_than_overseerr_survives_its_first_failure(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.connections.use_overseerr(None);
        house.work().await;
        house.work_after(Duration::from_hours(8 * 24)).await;
        house.connect_overseerr();
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.work_after(Duration::from_hours(1)).await;
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Pending);
        house.world().clear_faults();
        house.work_after(Duration::from_hours(1)).await;
        assert_eq!(house.detail(&ann, wish.id).await.request.delivery, Delivery::Delivered);
    }

    async fn what_is_approved_while_it_is_on_its_way_is_approved_over_there_too(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::slow(Service::Overseerr, 600).on_path(REQUEST).on_method("POST").times(1));
        let approve = async {
            while house.world().count(Service::Overseerr, "POST", REQUEST) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty(), "it is still on its way");
            house.requests.decide(&admin, wish.id, &Decision::Approve).await.expect("approved here");
        };
        tokio::join!(house.work(), approve);
        house.work().await;
        let there = requests_for(&house, fixed::NORTHERN_LIGHT);
        assert_eq!((there.len(), &there[0]["status"]), (1, &json!(2)));
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.status, request.delivery), (RequestStatus::Approved, Delivery::Delivered));
    }
}

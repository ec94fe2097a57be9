//! Taking a wish back, wherever it is by then.

use crate::{
    delivery::requests_for,
    support::installation::{Installation, film},
};
use domain::{
    Error,
    requests::{RequestStatus, Requests},
};
use std::time::Duration;
use upstreams::{Advance, Fault, Mode, Service, Stage, fixed};

const REQUEST: &str = "/api/v1/request";

on_both! {
    async fn what_was_cancelled_before_it_was_sent_is_never_sent(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let cancelled = house.requests.cancel(&ann, wish.id).await.expect("cancelled");
        assert_eq!(cancelled.status, RequestStatus::Cancelled);
        house.work().await;
        assert_eq!(house.world().count(Service::Overseerr, "POST", REQUEST), 0);
        house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("it can be asked for again");
    }

    async fn what_is_cancelled_while_it_is_sent_is_taken_back(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::slow(Service::Overseerr, 300).on_path(REQUEST).on_method("POST"));
        let (worked, cancelled) = tokio::join!(house.work(), async {
            while house.world().count(Service::Overseerr, "POST", REQUEST) == 0 {
                tokio::task::yield_now().await;
            }
            house.requests.cancel(&ann, wish.id).await
        });
        cancelled.expect("cancelled");
        assert_eq!(worked, 2, "sent, and taken back");
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Cancelled);
    }

    async fn a_delivered_request_is_taken_back_from_overseerr_too(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.requests.cancel(&ann, wish.id).await.expect("cancelled");
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
        let calls = house.world().calls(Service::Overseerr);
        let delete = calls.iter().find(|call| call.method == "DELETE").expect("deleted");
        assert_eq!(delete.api_user.as_deref(), Some("2"));
    }

    async fn cancelling_while_overseerr_is_down_is_done_later(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let cancelled = house.requests.cancel(&ann, wish.id).await.expect("cancelled");
        assert_eq!(cancelled.status, RequestStatus::Cancelled);
        house.work().await;
        house.world().clear_faults();
        house.work_after(Duration::from_mins(5)).await;
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
    }

    async fn what_overseerr_approved_meanwhile_only_an_admin_cancels(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let id = requests_for(&house, fixed::NORTHERN_LIGHT)[0]["id"].as_u64().expect("an id");
        house.world().advance_request(id, &Advance::to(Stage::Approved)).expect("approved");
        let error = house.requests.cancel(&ann, wish.id).await.expect_err("refused");
        assert_eq!(
            error.to_string(),
            "Overseerr does not let this request be taken back any more: it was approved meanwhile. An admin can still cancel it."
        );
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Pending);
        house.requests.cancel(admin.actor(), wish.id).await.expect("cancelled");
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
        let again = house.requests.cancel(&ann, wish.id).await.expect_err("refused");
        assert!(matches!(again, Error::Conflict(_)));
    }

    async fn somebody_elses_request_that_was_only_followed_is_not_taken_back(store) {
        let house = Installation::start(store).await;
        let (dora, admin) = (house.dora().await, house.admin().await);
        let wish = house.requests.submit(&dora, film(fixed::PENDING_FILM)).await.expect("kept");
        house.work().await;
        house.requests.cancel(admin.actor(), wish.id).await.expect("cancelled");
        assert_eq!(requests_for(&house, fixed::PENDING_FILM).len(), 1, "Ann's own stays");
    }

    async fn what_overseerr_took_without_our_hearing_of_it_is_taken_back_too(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::DropAfter).on_path(REQUEST).on_method("POST"));
        house.work().await;
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT).len(), 1, "it arrived, its answer did not");
        house.world().clear_faults();
        house.requests.cancel(&ann, wish.id).await.expect("cancelled");
        house.work_after(Duration::from_mins(10)).await;
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
    }

    async fn what_was_approved_before_it_could_be_taken_back_is_told_as_it_is(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let id = requests_for(&house, fixed::NORTHERN_LIGHT)[0]["id"].as_u64().expect("an id");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.requests.cancel(&ann, wish.id).await.expect("cancelled here");
        house.world().clear_faults();
        house.world().advance_request(id, &Advance::to(Stage::Approved)).expect("approved meanwhile");
        house.work_after(Duration::from_mins(10)).await;
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT).len(), 1, "only an admin takes that back");
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Approved);
    }
}

//! What admins do with wishes, here and in Overseerr.

use crate::{
    delivery::requests_for,
    support::installation::{Installation, film, story},
};
use domain::{
    Error, PageNumber, Role,
    inbox::Inbox,
    requests::{Decision, Delivery, Reason, RequestRules, RequestStatus, Requests},
};
use upstreams::{Advance, Fault, Mode, Service, Stage, fixed};

fn because(words: &str) -> Decision {
    Decision::Decline(Reason::new("reason", words).expect("words"))
}

on_both! {
    async fn an_admin_approves_here_and_overseerr_hears_of_it(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let decided = house.requests.decide(&admin, wish.id, &Decision::Approve).await.expect("approved");
        assert_eq!(decided.status, RequestStatus::Approved);
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["status"], 2);
        assert!(story(&house.detail(&ann, wish.id).await).contains(&"approved by admin: Approved".to_owned()));
        let again = house.requests.decide(&admin, wish.id, &because("no")).await.expect_err("decided already");
        assert!(matches!(again, Error::Conflict(_)));
    }

    async fn a_decline_gives_its_reason_to_the_requester(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        house.requests.decide(&admin, wish.id, &because("No room.")).await.expect("declined");
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.status, request.decline_reason.as_deref()), (RequestStatus::Declined, Some("No room.")));
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["status"], 3);
        let told = house.inbox.list(&ann, PageNumber::new(None, None)).await.expect("listed").items;
        assert_eq!((told[0].title.as_str(), told[0].body.as_str()), ("Northern Light was declined", "No room."));
        house.reconciler.sweep().await.expect("swept");
        assert_eq!(house.detail(&ann, wish.id).await.request.decline_reason.as_deref(), Some("No room."), "kept");
    }

    async fn what_was_approved_while_it_waited_is_approved_when_it_arrives(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        house.connections.use_overseerr(None);
        house.connect_overseerr();
        house.world().clear_faults();
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.requests.decide(&admin, wish.id, &Decision::Approve).await.expect("approved here");
        assert!(requests_for(&house, fixed::NORTHERN_LIGHT).is_empty());
        house.work().await;
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["status"], 2);
        let request = house.detail(&ann, wish.id).await.request;
        assert_eq!((request.status, request.delivery), (RequestStatus::Approved, Delivery::Delivered));
    }

    async fn while_overseerr_is_away_a_decision_is_refused_and_nothing_changes(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let before = house.detail(&ann, wish.id).await;
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Down));
        let refused = house.requests.decide(&admin, wish.id, &Decision::Approve).await.expect_err("away");
        assert!(matches!(refused, Error::Unavailable { .. }));
        assert_eq!(house.detail(&ann, wish.id).await, before);
    }

    async fn what_has_failed_is_tried_again(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        house.work().await;
        let id = requests_for(&house, fixed::NORTHERN_LIGHT)[0]["id"].as_u64().expect("a number");
        house.world().advance_request(id, &Advance::to(Stage::Failed)).expect("failed");
        house.reconciler.sweep().await.expect("swept");
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Failed);
        house.requests.retry(&admin, wish.id).await.expect("tried again");
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Approved);
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["status"], 2);
    }

    async fn a_rule_approves_by_itself(store) {
        let house = Installation::start(store).await;
        let (ann, admin) = (house.ann().await, house.admin().await);
        let rules = RequestRules { approve_users: true, reasons: vec!["No room.".into()], ..RequestRules::default() };
        house.requests.set_rules(&admin, &rules).await.expect("saved");
        assert_eq!(house.requests.rules(&admin).await.expect("read"), rules);
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        assert_eq!(wish.status, RequestStatus::Approved);
        house.work().await;
        assert_eq!(requests_for(&house, fixed::NORTHERN_LIGHT)[0]["status"], 2);
        assert_eq!(house.detail(&ann, wish.id).await.request.status, RequestStatus::Approved);
    }

    async fn comments_reach_the_others_and_nobody_else_may_write(store) {
        let house = Installation::start(store).await;
        let (ann, dora, admin) = (house.ann().await, house.dora().await, house.admin().await);
        let root = house.local("root", Role::Admin).await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let words = |text: &str| Reason::new("text", text).expect("words");
        house.requests.comment(&ann, wish.id, &words("In German, please.")).await.expect("said");
        house.requests.comment(admin.actor(), wish.id, &words("Will do.")).await.expect("said");
        let refused = house.requests.comment(&dora, wish.id, &words("Me too")).await.expect_err("not hers");
        assert!(matches!(refused, Error::NotFound(_)));
        let unread = async |user| house.inbox.unread(user).await.expect("counted");
        assert_eq!((unread(&ann).await, unread(admin.actor()).await, unread(&root).await), (1, 1, 2));
        let told = story(&house.detail(&ann, wish.id).await);
        assert!(told.contains(&"comment by ann: In German, please.".to_owned()), "{told:?}");
    }
}

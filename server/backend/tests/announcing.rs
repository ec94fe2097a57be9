//! Who is told when a request changes.

use crate::support::{
    hubs::{listener, next},
    installation::{Installation, film},
};
use backend::live::{Heard, Hub, Subscription};
use domain::{
    Actor, RequestId,
    accounts::Secret,
    live::{Audience, Live, LiveEvent},
    requests::{Delivery, RequestStatus, Requests},
    services::{ServiceName, ServiceState, ServiceUpdate, Services},
};
use std::time::Duration;
use upstreams::{Fault, Mode, Service, fixed};

fn hear(house: &Installation, who: &Actor) -> Subscription {
    house.hub.subscribe(None, listener(who.id, who.role))
}

async fn hears(heard: &mut Subscription, request: RequestId, status: RequestStatus, delivery: Delivery) {
    match next(heard).await {
        Heard::Event(_, event) => assert_eq!(event, LiveEvent::RequestUpdate { request, status, delivery }),
        Heard::Missed(_) => panic!("missed something"),
    }
}

on_both! {
    async fn its_owner_its_followers_and_admins_hear_of_every_change_and_nobody_else(store) {
        let house = Installation::start(store).await;
        let (ann, dora, erik) = (house.ann().await, house.dora().await, house.plex_user("erik").await);
        let admin = house.admin().await;
        let mut anns = hear(&house, &ann);
        let mut doras = hear(&house, &dora);
        let mut admins = hear(&house, admin.actor());
        let mut eriks = hear(&house, &erik);

        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        hears(&mut anns, wish.id, RequestStatus::Pending, Delivery::Waiting).await;
        hears(&mut admins, wish.id, RequestStatus::Pending, Delivery::Waiting).await;

        house.requests.submit(&dora, film(fixed::NORTHERN_LIGHT)).await.expect("followed");
        house.work().await;
        for heard in [&mut anns, &mut admins, &mut doras] {
            hears(heard, wish.id, RequestStatus::Pending, Delivery::Delivered).await;
        }

        house.requests.cancel(&ann, wish.id).await.expect("cancelled");
        for heard in [&mut anns, &mut admins, &mut doras] {
            hears(heard, wish.id, RequestStatus::Cancelled, Delivery::Delivered).await;
        }

        house.hub.publish(Audience::everybody(), LiveEvent::UserNotification).await;
        let Heard::Event(_, first) = next(&mut eriks).await else { panic!("missed something") };
        assert_eq!(first, LiveEvent::UserNotification, "the request is none of Erik's business");
    }

    async fn everybody_hears_when_a_service_is_not_as_it_was_and_only_then(store) {
        let house = Installation::bare(store).await;
        let (admin, ann) = (house.admin().await, house.ann().await);
        let mut anns = hear(&house, &ann);
        let url = house.upstreams.overseerr_url();
        let key = Some(Secret::new(fixed::OVERSEERR_API_KEY));
        let update = ServiceUpdate { name: ServiceName::Overseerr, url, key, enabled: true };
        house.services.update(&admin, update).await.expect("saved");
        house.services.check_enabled().await.expect("asked");
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Drop));
        house.services.check_enabled().await.expect("asked");
        house.services.check_enabled().await.expect("asked");
        house.world().clear_faults();
        house.services.check_enabled().await.expect("asked");
        for status in [ServiceState::Online, ServiceState::Offline, ServiceState::Online] {
            let Heard::Event(_, event) = next(&mut anns).await else { panic!("missed something") };
            assert_eq!(event, LiveEvent::ServiceStatus { service: ServiceName::Overseerr, status });
        }
    }

    async fn what_cannot_be_delivered_yet_and_what_was_delivered_at_last_is_told(store) {
        let house = Installation::start(store).await;
        let ann = house.ann().await;
        let wish = house.requests.submit(&ann, film(fixed::NORTHERN_LIGHT)).await.expect("kept");
        let mut anns = hear(&house, &ann);
        house.world().set_fault(Fault::new(Service::Overseerr, Mode::Drop));
        house.work().await;
        hears(&mut anns, wish.id, RequestStatus::Pending, Delivery::Waiting).await;
        house.world().clear_faults();
        house.work_after(Duration::from_mins(5)).await;
        hears(&mut anns, wish.id, RequestStatus::Pending, Delivery::Delivered).await;
    }
}

//! Requests, users and webhooks of Overseerr.

use std::{sync::atomic::Ordering, time::Duration};

use serde_json::Value;

use crate::{
    Delivered, World,
    overseerr::{
        advance::{self, Advance, Numbers},
        flavour::Flavour,
        webhook::{ALL_TYPES, Webhook},
    },
};

impl World {
    /// All requests, oldest first, as `GET /request/{id}` shows them to the administrator.
    pub fn overseerr_requests(&self) -> Vec<Value> {
        let state = self.state();
        state.overseerr.requests.iter().map(|request| state.overseerr.request_json(request)).collect()
    }

    /// Moves a request on, as its administrator, Radarr, Sonarr or Plex would.
    pub fn advance_request(&self, id: u64, step: &Advance) -> Result<Value, String> {
        let now = self.now_ms();
        advance::apply(&mut self.state(), self.catalogue(), id, step, now)
    }

    /// Puts Seerr in Overseerr's place, or back; what is in it stays.
    pub fn set_flavour(&self, flavour: Flavour) {
        self.state().overseerr.flavour = flavour;
    }

    /// Which of the two it is.
    pub fn flavour(&self) -> Flavour {
        self.state().overseerr.flavour
    }

    /// Sets the numbers of a request and its title, however they came about; `None` when there is no such request.
    pub fn force_request(&self, id: u64, numbers: &Numbers) -> Option<Value> {
        let overseerr = &mut self.state().overseerr;
        advance::force(overseerr, id, numbers)?;
        overseerr.request(id).map(|request| overseerr.request_json(request))
    }

    /// Waits until all webhooks that were ordered have been answered, or not.
    pub async fn webhooks_settled(&self) -> Vec<Delivered> {
        loop {
            let ordered = self.state().overseerr.ordered.load(Ordering::Relaxed);
            let sent = self.webhooks();
            if sent.len() >= ordered {
                return sent;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Lets Overseerr send its webhooks (all kinds) to this URL, with this `Authorization`.
    pub fn set_webhook(&self, url: &str, authorization: Option<&str>) {
        self.state().overseerr.webhook = Webhook {
            enabled: true,
            types: ALL_TYPES,
            url: url.to_owned(),
            authorization: authorization.map(str::to_owned),
            ..Webhook::default()
        };
    }

    /// The `Authorization` with which Overseerr sends its webhooks.
    pub fn webhook_authorization(&self) -> Option<String> {
        self.state().overseerr.webhook.authorization.clone()
    }

    /// The webhooks Overseerr has sent, in the order in which they were answered.
    pub fn webhooks(&self) -> Vec<Delivered> {
        self.deliveries().clone()
    }

    /// Gives an Overseerr user other permission bits.
    pub fn set_permissions(&self, overseerr_user: u64, bits: u64) -> bool {
        self.state().overseerr.user_mut(overseerr_user).map(|user| user.permissions = bits).is_some()
    }

    /// Gives an Overseerr user quotas as (limit, days); a limit of 0 means unlimited.
    pub fn set_quota(&self, overseerr_user: u64, movie: (u64, u64), tv: (u64, u64)) -> bool {
        let set =
            |user: &mut crate::overseerr::store::User| (user.movie_quota, user.tv_quota) = (Some(movie), Some(tv));
        self.state().overseerr.user_mut(overseerr_user).map(set).is_some()
    }
}

//! The shared state of all simulators, and the handle with which tests read and steer it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::{
    Account, Addresses, Call, Delivered, Fault, Service, accounts, calls,
    catalogue::{Catalogue, Kind},
    clock::Clock,
    courier::Delivery,
    faults::Faults,
    overseerr::{
        advance::{self, Advance},
        store::Overseerr,
        webhook::{ALL_TYPES, Webhook},
    },
    plex::library::Library,
    plex_tv::pins::{PinView, Pins},
};

/// A handle to everything the simulators know. Clones share the same world.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    addresses: Addresses,
    clock: Clock,
    catalogue: Arc<Catalogue>,
    courier: UnboundedSender<Delivery>,
    deliveries: Mutex<Vec<Delivered>>,
    state: Mutex<State>,
    faults: Mutex<Faults>,
    calls: Mutex<calls::Log>,
    images: Mutex<HashMap<String, Bytes>>,
}

/// What changes while a world lives.
pub(crate) struct State {
    pub accounts: Vec<Account>,
    pub pins: Pins,
    pub library: Library,
    pub overseerr: Overseerr,
}

impl State {
    fn seeded(catalogue: &Arc<Catalogue>, courier: UnboundedSender<Delivery>) -> Self {
        let library = Library::seeded(catalogue);
        let overseerr = Overseerr::seeded(catalogue, &library, courier);
        Self { accounts: accounts::seeded(), pins: Pins::default(), library, overseerr }
    }

    /// An account by user name or id.
    pub(crate) fn account(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.username == name || account.id.to_string() == name)
    }

    fn account_mut(&mut self, name: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.username == name || account.id.to_string() == name)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    pub(crate) fn new(addresses: Addresses, courier: UnboundedSender<Delivery>) -> Self {
        let catalogue = Arc::new(Catalogue::new());
        let state = Mutex::new(State::seeded(&catalogue, courier.clone()));
        Self(Arc::new(Inner {
            addresses,
            clock: Clock::default(),
            catalogue,
            courier,
            deliveries: Mutex::default(),
            state,
            faults: Mutex::default(),
            calls: Mutex::default(),
            images: Mutex::default(),
        }))
    }

    /// Where everything listens.
    pub fn addresses(&self) -> Addresses {
        self.0.addresses
    }

    /// All addresses, keys and tokens, as the binary prints them.
    pub fn description(&self) -> Value {
        crate::control::description(self)
    }

    /// Back to the beginning: accounts, PINs, libraries, requests, faults, calls and the clock.
    pub fn reset(&self) {
        self.0.clock.reset();
        *self.state() = State::seeded(&self.0.catalogue, self.0.courier.clone());
        locked(&self.0.deliveries).clear();
        self.clear_faults();
        self.clear_calls();
    }

    /// Lets time pass for all simulators: PINs expire, quotas recover.
    pub fn advance_clock(&self, by: Duration) {
        self.0.clock.advance(by);
    }

    /// Milliseconds since the Unix epoch by the simulators' clock.
    pub fn now_ms(&self) -> i64 {
        self.0.clock.now_ms()
    }

    // Calls

    /// What was asked of a service, oldest first.
    pub fn calls(&self, service: Service) -> Vec<Call> {
        locked(&self.0.calls).of(Some(service))
    }

    /// How many calls had this method and a path that starts so.
    pub fn count(&self, service: Service, method: &str, path: &str) -> usize {
        locked(&self.0.calls).count(service, method, path)
    }

    /// Forgets the calls made so far.
    pub fn clear_calls(&self) {
        locked(&self.0.calls).clear();
    }

    // Faults

    /// Lets something go wrong from now on.
    pub fn set_fault(&self, fault: Fault) {
        locked(&self.0.faults).set(fault);
    }

    /// Everything works again.
    pub fn clear_faults(&self) {
        locked(&self.0.faults).clear();
        self.set_tmdb_down(false);
    }

    /// The accidents that are waiting.
    pub fn faults(&self) -> Vec<Fault> {
        locked(&self.0.faults).waiting()
    }

    /// TMDB is down behind Overseerr: search finds nothing with status 200, details and new requests answer 500.
    pub fn set_tmdb_down(&self, down: bool) {
        self.state().overseerr.tmdb_down = down;
    }

    // Accounts and sign-in

    /// All Plex accounts.
    pub fn accounts(&self) -> Vec<Account> {
        self.state().accounts.clone()
    }

    /// An account by user name (`"ann"`) or id (`"1002"`).
    pub fn account(&self, name: &str) -> Option<Account> {
        self.state().account(name).cloned()
    }

    /// All PINs that have been created, oldest first.
    pub fn pins(&self) -> Vec<PinView> {
        let now = self.now_ms();
        self.state().pins.views(now)
    }

    /// The person behind `account` enters (or follows) the code. False when either is unknown or the PIN has expired.
    pub fn authorise_pin(&self, code: &str, account: &str) -> bool {
        let now = self.now_ms();
        let state = &mut *self.state();
        let Some(id) = state.account(account).map(|account| account.id) else { return false };
        state.pins.authorise(code, id, now)
    }

    /// The person refuses; the PIN stays without a token until it expires, as at plex.tv.
    pub fn deny_pin(&self, code: &str) -> bool {
        self.state().pins.deny(code)
    }

    /// The PIN expires now.
    pub fn expire_pin(&self, code: &str) -> bool {
        let now = self.now_ms();
        self.state().pins.expire(code, now)
    }

    /// Pretends the PIN was created from this IP address, which is what the security alert looks at.
    pub fn set_pin_creator(&self, code: &str, address: &str) -> bool {
        self.state().pins.set_creator(code, address)
    }

    /// "Sign out all devices": every plex.tv token of the account stops working, the fixed one too.
    pub fn revoke_tokens(&self, account: &str) -> bool {
        let mut state = self.state();
        let Some(id) = state.account(account).map(|account| account.id) else { return false };
        state.pins.revoke(id);
        true
    }

    /// Shares the server with an account, or takes it away again.
    pub fn share_server(&self, account: &str, shared: bool) -> bool {
        self.state().account_mut(account).map(|account| account.shared = shared).is_some()
    }

    /// Restricts an account to these libraries (see [`crate::fixed`]) and hides films with these content ratings.
    pub fn restrict(&self, account: &str, sections: &[&str], hidden_ratings: &[&str]) -> bool {
        let mut state = self.state();
        let Some(account) = state.account_mut(account) else { return false };
        account.sections = sections.iter().map(|&key| key.to_owned()).collect();
        account.hidden_ratings = hidden_ratings.iter().map(|&rating| rating.to_owned()).collect();
        true
    }

    // The Plex server

    /// Puts a film or series (of a series: these seasons) into Plex. Returns its rating key; `None` for unknown ids.
    pub fn add_to_plex(&self, media_type: &str, tmdb: u32, seasons: &[u16]) -> Option<u64> {
        let kind = if media_type == "tv" { Kind::Tv } else { Kind::Movie };
        let title = self.0.catalogue.title(kind, tmdb)?;
        let now = self.now_ms() / 1000;
        Some(self.state().library.add_title(title, &self.0.catalogue, seasons, now))
    }

    /// Puts a video file into a library, as a scan would. Returns its rating key.
    pub fn add_video(&self, section: &str, title: &str, file: &str) -> Option<u64> {
        let now = self.now_ms() / 1000;
        let mut state = self.state();
        state.library.section(section)?;
        Some(state.library.add_video(section, title, file, now))
    }

    /// Takes an item, and what is below it, out of Plex.
    pub fn remove_from_plex(&self, rating_key: u64) -> bool {
        let mut state = self.state();
        let below: Vec<u64> = state.library.leaves(rating_key).iter().map(|item| item.key).collect();
        let seasons: Vec<u64> = state.library.children(rating_key).iter().map(|item| item.key).collect();
        for key in below.into_iter().chain(seasons) {
            state.library.items.remove(&key);
        }
        state.library.items.remove(&rating_key).is_some()
    }

    /// Makes a library look at a real folder of this machine: from then on a scan finds the videos in it.
    pub fn set_library_folder(&self, section: &str, folder: &str) -> bool {
        let mut state = self.state();
        let found = state.library.sections.iter_mut().find(|one| one.key == section);
        found.map(|one| folder.clone_into(&mut one.folder)).is_some()
    }

    /// Scans a library, or one folder of it, as `GET /library/sections/{key}/refresh` does. Returns what is new.
    pub fn scan(&self, section: &str, path: Option<&str>) -> Option<Vec<u64>> {
        let now = self.now_ms() / 1000;
        self.state().library.scan(section, path, now)
    }

    // Overseerr

    /// All requests, oldest first, as `GET /request/{id}` shows them to the administrator.
    pub fn overseerr_requests(&self) -> Vec<Value> {
        let state = self.state();
        state.overseerr.requests.iter().map(|request| state.overseerr.request_json(request)).collect()
    }

    /// Moves a request on, as its administrator, Radarr, Sonarr or Plex would.
    pub fn advance_request(&self, id: u64, step: &Advance) -> Result<Value, String> {
        let now = self.now_ms();
        advance::apply(&mut self.state(), &self.0.catalogue, id, step, now)
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

    /// The webhooks Overseerr has sent, in the order in which they were answered.
    pub fn webhooks(&self) -> Vec<Delivered> {
        locked(&self.0.deliveries).clone()
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

    // For the simulators themselves

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.0.state)
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    pub(crate) fn all_calls(&self) -> Vec<Call> {
        locked(&self.0.calls).of(None)
    }

    pub(crate) fn delivered(&self, delivered: Delivered) {
        locked(&self.0.deliveries).push(delivered);
    }

    pub(crate) fn record(&self, call: Call) -> u64 {
        locked(&self.0.calls).record(call)
    }

    pub(crate) fn answered(&self, number: u64, status: u16) {
        locked(&self.0.calls).answered(number, status);
    }

    pub(crate) fn take_fault(&self, service: Service, method: &str, path: &str) -> Option<Fault> {
        locked(&self.0.faults).take(service, method, path)
    }

    pub(crate) fn is_down(&self, service: Service) -> bool {
        locked(&self.0.faults).is_down(service)
    }

    /// An image from the cache, drawn on first use.
    pub(crate) async fn image(&self, key: &str, draw: impl FnOnce() -> Bytes + Send + 'static) -> Bytes {
        let found = locked(&self.0.images).get(key).cloned();
        if let Some(found) = found {
            return found;
        }
        // Drawing takes a tenth of a second in an unoptimised build: too long for a thread that serves others.
        let drawn = tokio::task::spawn_blocking(draw).await.unwrap_or_default();
        locked(&self.0.images).insert(key.to_owned(), drawn.clone());
        drawn
    }
}

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
    Account, Addresses, Call, Delivered, Fault, Service, accounts, calls, catalogue::Catalogue, clock::Clock,
    courier::Delivery, faults::Faults, overseerr::store::Overseerr, plex::library::Library, plex_tv::pins::Pins,
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
    /// plex.tv lists servers without saying which they are.
    pub nameless_servers: bool,
}

impl State {
    fn seeded(catalogue: &Arc<Catalogue>, courier: UnboundedSender<Delivery>) -> Self {
        let library = Library::seeded(catalogue);
        let overseerr = Overseerr::seeded(catalogue, &library, courier);
        Self { accounts: accounts::seeded(), pins: Pins::default(), library, overseerr, nameless_servers: false }
    }

    /// An account by user name or id.
    pub(crate) fn account(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.username == name || account.id.to_string() == name)
    }

    /// The same, to change.
    pub(crate) fn account_mut(&mut self, name: &str) -> Option<&mut Account> {
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

    pub(crate) fn deliveries(&self) -> MutexGuard<'_, Vec<Delivered>> {
        locked(&self.0.deliveries)
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

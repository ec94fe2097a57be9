//! The one way out: every call to another system goes through [`Outbound`], which bounds how long, how much, how many
//! at once and where to, and turns whatever goes wrong into one [`Failure`]. [`OpenWeb`] is the same for addresses that
//! nobody configured.
//!
//! A circuit breaker will sit between the slot and the try in `Outbound::once`; nothing else needs to know of it.

mod call;
mod encode;
mod failure;
mod open_web;
mod reply;

pub use call::Call;
pub use encode::{path_segment, query};
pub use failure::{Failure, Unreachable, Upstream, Why};
pub use open_web::OpenWeb;
pub use reply::Reply;

use super::guard::{GuardedDns, Reach};
use domain::{services::BaseUrl, text};
use reqwest::{Client, Method, redirect};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How far a call may go. The defaults are what runs; tests shorten the pauses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    pub connect: Duration,
    /// One try from the first byte out to the last byte in.
    pub per_try: Duration,
    /// The same for health checks.
    pub health: Duration,
    /// How long a call waits for one of the slots.
    pub wait_for_slot: Duration,
    pub in_flight: usize,
    /// After the first failed try of background work; doubles from there.
    pub first_pause: Duration,
    pub longest_pause: Duration,
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            per_try: Duration::from_secs(10),
            health: Duration::from_secs(3),
            wait_for_slot: Duration::from_secs(1),
            in_flight: 10,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(10),
            body_bytes: 10 * 1024 * 1024,
        }
    }
}

/// Who waits for the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Patience {
    /// A page: one try, then the fallback.
    #[default]
    Page,
    /// Nobody: up to three tries more, where repeating does no harm.
    Background,
}

/// The calls to one service. Cheap to clone; all clones share connections and slots.
#[derive(Clone)]
pub struct Outbound {
    inner: Arc<Inner>,
}

struct Inner {
    upstream: Upstream,
    base: BaseUrl,
    limits: Limits,
    slots: Semaphore,
    /// Built at the first call: reading the system's certificates would slow down every start.
    client: OnceLock<Result<Client, String>>,
}

impl Outbound {
    pub fn new(upstream: Upstream, base: BaseUrl, limits: Limits) -> Self {
        let slots = Semaphore::new(limits.in_flight);
        Self { inner: Arc::new(Inner { upstream, base, limits, slots, client: OnceLock::new() }) }
    }

    pub fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// A read. `path_and_query` starts with `/` and is already encoded (see [`query`]).
    pub fn get(&self, path_and_query: impl Into<String>) -> Call<'_> {
        Call::new(self, Method::GET, path_and_query.into())
    }

    /// A write; never tried twice, never redirected.
    pub fn post(&self, path_and_query: impl Into<String>) -> Call<'_> {
        Call::new(self, Method::POST, path_and_query.into())
    }

    /// A write; never tried twice, never redirected.
    pub fn delete(&self, path_and_query: impl Into<String>) -> Call<'_> {
        Call::new(self, Method::DELETE, path_and_query.into())
    }

    /// Why something failed, as this service's failure.
    pub fn failure(&self, why: Why) -> Failure {
        Failure { upstream: self.inner.upstream, why }
    }

    async fn slot(&self) -> Result<SemaphorePermit<'_>, Failure> {
        match tokio::time::timeout(self.inner.limits.wait_for_slot, self.inner.slots.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(self.failure(Why::Unreachable(Unreachable::Busy))),
        }
    }

    fn client(&self) -> Result<&Client, Failure> {
        self.inner
            .client
            .get_or_init(|| {
                let base = self.inner.base.as_url();
                Reach::Services.check_url(base).map_err(|refused| refused.to_string())?;
                build(Reach::Services, base.scheme() == "https", &self.inner.limits)
            })
            .as_ref()
            .map_err(|reason| self.failure(Why::Unreachable(Unreachable::Tls(reason.clone()))))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one outbound way")]
fn build(reach: Reach, with_tls: bool, limits: &Limits) -> Result<Client, String> {
    // A second call finds it installed, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .user_agent(concat!("MediaNest/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(limits.connect)
        .timeout(limits.per_try)
        .pool_max_idle_per_host(limits.in_flight)
        .pool_idle_timeout(Duration::from_mins(1))
        .tcp_nodelay(true)
        // Followed by hand, where it is known whether the call writes and where it may go.
        .redirect(redirect::Policy::none())
        .referer(false)
        // A proxy from the environment would resolve names behind the guard's back.
        .no_proxy()
        .dns_resolver(GuardedDns(reach));
    let builder = if with_tls { builder } else { builder.tls_certs_only([]) };
    builder.build().map_err(|error| failure::tls_reason(&error).unwrap_or_else(|| text::tls_not_set_up().into()))
}

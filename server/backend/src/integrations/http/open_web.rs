//! The way out to addresses that somebody other than an admin can influence: http and https only, to the public internet
//! only, checked again at each redirect. What an admin configured is exempt by its exact scheme, host and port.

use super::{Failure, Limits, Reply, Unreachable, Upstream, Why, build, reply};
use crate::integrations::guard::Reach;
use reqwest::{
    Client,
    header::{ACCEPT, HeaderValue},
};
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use url::{Origin, Url};

/// As browsers have it, less.
const MOST_REDIRECTS: usize = 5;

/// Reads from anywhere on the public internet.
pub struct OpenWeb {
    /// On whose behalf, for the words of a failure.
    upstream: Upstream,
    configured: Vec<Origin>,
    limits: Limits,
    slots: Semaphore,
    /// Built at the first call, as in `Outbound`.
    to_configured: OnceLock<Result<Client, String>>,
    to_public: OnceLock<Result<Client, String>>,
}

impl OpenWeb {
    /// `configured` may be anywhere that a service may be.
    pub fn new(upstream: Upstream, configured: Vec<Origin>, limits: Limits) -> Self {
        Self {
            upstream,
            configured,
            limits,
            slots: Semaphore::new(limits.in_flight),
            to_configured: OnceLock::new(),
            to_public: OnceLock::new(),
        }
    }

    /// What is at this address: at most so many bytes, redirects and all within the time of one try. No cookie, name or key
    /// goes along.
    ///
    /// # Errors
    /// [`Unreachable::Forbidden`] for an address that nobody may send us to, at once or by a redirect; the others as from
    /// [`super::Call::send`].
    pub async fn get(&self, address: &str, accept: &'static str, most_bytes: usize) -> Result<Reply, Failure> {
        let Ok(Ok(_slot)) = tokio::time::timeout(self.limits.wait_for_slot, self.slots.acquire()).await else {
            return Err(self.unreachable(Unreachable::Busy));
        };
        let url = Url::parse(address).map_err(|_| self.unreachable(Unreachable::Forbidden))?;
        let answer = self.follow(url, accept, most_bytes);
        tokio::time::timeout(self.limits.per_try, answer)
            .await
            .unwrap_or_else(|_| Err(self.unreachable(Unreachable::TimedOut)))
    }

    async fn follow(&self, mut url: Url, accept: &'static str, most_bytes: usize) -> Result<Reply, Failure> {
        for _ in 0..=MOST_REDIRECTS {
            let request = self.client_for(&url)?.get(url.clone()).header(ACCEPT, HeaderValue::from_static(accept));
            let response = request.send().await.map_err(|error| Failure::from_reqwest(self.upstream, &error))?;
            let next = if response.status().is_redirection() { reply::location(&response, &url) } else { None };
            let Some(next) = next else {
                return reply::read(self.upstream, response, most_bytes).await;
            };
            url = next;
        }
        Err(Failure { upstream: self.upstream, why: Why::Redirected(url.origin().ascii_serialization()) })
    }

    /// The client that may go there, and no farther.
    fn client_for(&self, url: &Url) -> Result<&Client, Failure> {
        let forbidden = || self.unreachable(Unreachable::Forbidden);
        let has_userinfo = !url.username().is_empty() || url.password().is_some();
        if !matches!(url.scheme(), "http" | "https") || has_userinfo {
            return Err(forbidden());
        }
        let (reach, client) = if self.configured.contains(&url.origin()) {
            (Reach::Services, &self.to_configured)
        } else {
            (Reach::Public, &self.to_public)
        };
        reach.check_url(url).map_err(|_| forbidden())?;
        client
            .get_or_init(|| build(reach, true, &self.limits))
            .as_ref()
            .map_err(|reason| self.unreachable(Unreachable::Tls(reason.clone())))
    }

    fn unreachable(&self, unreachable: Unreachable) -> Failure {
        Failure { upstream: self.upstream, why: Why::Unreachable(unreachable) }
    }
}

//! One call: built up, sent within its limits, tried again where that is allowed.

use super::{Failure, Outbound, Patience, Reply, Why, reply};
use backon::{ExponentialBuilder, Retryable};
use domain::{accounts::Secret, text};
use reqwest::{
    Method, Response,
    header::{ACCEPT, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::{Duration, Instant};
use url::Url;

/// Reads follow this many redirects within their origin.
const MOST_REDIRECTS: usize = 3;

/// A call that is being put together.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    outbound: &'a Outbound,
    method: Method,
    path_and_query: String,
    headers: HeaderMap,
    body: Option<Value>,
    per_try: Duration,
    body_bytes: usize,
    patience: Patience,
    /// A header value that cannot be sent; said when the call is made.
    unsendable: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(outbound: &'a Outbound, method: Method, path_and_query: String) -> Self {
        let limits = outbound.limits();
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        Self {
            outbound,
            method,
            path_and_query,
            headers,
            body: None,
            per_try: limits.per_try,
            body_bytes: limits.body_bytes,
            patience: Patience::Page,
            unsendable: false,
        }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => {
                self.headers.insert(HeaderName::from_static(name), value);
            }
            Err(_) => self.unsendable = true,
        }
        self
    }

    /// A header that no log may show.
    pub fn secret_header(mut self, name: &'static str, value: &Secret) -> Self {
        match HeaderValue::from_str(value.reveal()) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(HeaderName::from_static(name), value);
            }
            Err(_) => self.unsendable = true,
        }
        self
    }

    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    pub fn accept(self, media_type: &'static str) -> Self {
        self.header("accept", media_type)
    }

    /// Another limit for one try.
    pub fn within(mut self, per_try: Duration) -> Self {
        self.per_try = per_try;
        self
    }

    /// Another limit for the answer's size.
    pub fn at_most(mut self, bytes: usize) -> Self {
        self.body_bytes = bytes;
        self
    }

    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// Sends it and reads the answer as JSON of this shape.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Failure> {
        self.send().await?.json()
    }

    /// Sends it. Answers of 400 and more are failures, as are redirects of writes.
    pub async fn send(self) -> Result<Reply, Failure> {
        if self.unsendable {
            return Err(self.outbound.failure(Why::Status {
                code: 401,
                message: text::key_with_odd_characters().into(),
                html: false,
                retry_after: None,
            }));
        }
        if self.method != Method::GET || self.patience == Patience::Page {
            return self.once().await;
        }
        let limits = self.outbound.limits();
        let pauses = ExponentialBuilder::default()
            .with_min_delay(limits.first_pause)
            .with_max_delay(limits.longest_pause)
            .with_max_times(3)
            .with_jitter();
        (|| self.once())
            .retry(pauses)
            .when(Failure::is_passing)
            .adjust(|failure, pause| match (pause, failure.retry_after()) {
                (Some(pause), Some(asked)) => (asked <= limits.longest_pause).then(|| pause.max(asked)),
                (pause, _) => pause,
            })
            .await
    }

    async fn once(&self) -> Result<Reply, Failure> {
        let started = Instant::now();
        let _slot = self.outbound.slot().await?;
        let result = self.follow().await;
        let inner = &self.outbound.inner;
        let path = self.path_and_query.split('?').next().unwrap_or_default();
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &result {
            Ok(reply) => {
                tracing::debug!(service = inner.upstream.title, method = %self.method, path, status = reply.status, took_ms, "upstream call");
            }
            Err(failure) => {
                tracing::debug!(service = inner.upstream.title, method = %self.method, path, %failure, took_ms, "upstream call failed");
            }
        }
        result
    }

    async fn follow(&self) -> Result<Reply, Failure> {
        let base = self.outbound.base();
        let mut url = Url::parse(&format!("{}{}", base.as_str(), self.path_and_query))
            .map_err(|_| self.outbound.failure(Why::WrongShape))?;
        for _ in 0..=MOST_REDIRECTS {
            let response = self.try_at(url.clone()).await?;
            if !response.status().is_redirection() {
                return reply::read(self.outbound.inner.upstream, response, self.body_bytes).await;
            }
            let Some(to) = reply::location(&response, &url) else {
                return reply::read(self.outbound.inner.upstream, response, self.body_bytes).await;
            };
            if self.method != Method::GET || to.origin() != url.origin() {
                return Err(self.outbound.failure(Why::Redirected(to.origin().ascii_serialization())));
            }
            url = to;
        }
        Err(self.outbound.failure(Why::Redirected(url.origin().ascii_serialization())))
    }

    async fn try_at(&self, url: Url) -> Result<Response, Failure> {
        let mut request = self
            .outbound
            .client()?
            .request(self.method.clone(), url)
            .headers(self.headers.clone())
            .timeout(self.per_try);
        if let Some(body) = &self.body {
            request = request.json(body);
        } else if self.method == Method::POST {
            request = request.header(CONTENT_LENGTH, "0");
        }
        request.send().await.map_err(|error| Failure::from_reqwest(self.outbound.inner.upstream, &error))
    }
}

//! What was asked of the simulators: every request, counted and kept for the tests to read.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Calls kept for reading; the count goes on beyond it.
const KEPT: usize = 20_000;

/// A simulated service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// plex.tv, its API and its pages.
    PlexTv,
    /// The Plex Media Server.
    Plex,
    /// Overseerr.
    Overseerr,
    /// TMDB's API.
    Tmdb,
    /// The TMDB image host.
    Images,
}

/// One request that arrived.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// Counts up from 1 over all services since the last clearing.
    pub number: u64,
    /// Which service was asked.
    pub service: Service,
    /// HTTP method.
    pub method: String,
    /// Path, still percent-encoded.
    pub path: String,
    /// Query string without `?`, still percent-encoded; empty when there was none.
    pub query: String,
    /// `X-API-User`, when it was sent.
    pub api_user: Option<String>,
    /// `X-Api-Key`, when it was sent.
    pub api_key: Option<String>,
    /// `Authorization`, when it was sent.
    pub authorization: Option<String>,
    /// `X-Plex-Token`, from the header only: a token in the query shows in `query`.
    pub plex_token: Option<String>,
    /// `X-Plex-Client-Identifier`, from the header.
    pub client_identifier: Option<String>,
    /// `Accept`.
    pub accept: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Origin`: set when a browser made a cross-origin call.
    pub origin: Option<String>,
    /// The body, when it was JSON.
    pub body: Option<Value>,
    /// Milliseconds since the Unix epoch, by the simulators' clock.
    pub at: i64,
    /// Status of the answer; absent when there was none (yet).
    pub status: Option<u16>,
    /// The accident that befell this call.
    pub fault: Option<crate::Mode>,
}

/// The log of calls.
#[derive(Default)]
pub(crate) struct Log {
    counted: u64,
    kept: VecDeque<Call>,
}

impl Log {
    /// Keeps a call and gives it its number.
    pub(crate) fn record(&mut self, mut call: Call) -> u64 {
        self.counted += 1;
        call.number = self.counted;
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(call);
        self.counted
    }

    /// Notes how a call was answered.
    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        let Some(first) = self.kept.front().map(|call| call.number) else { return };
        let index = number.checked_sub(first).and_then(|index| usize::try_from(index).ok());
        if let Some(call) = index.and_then(|index| self.kept.get_mut(index)).filter(|call| call.number == number) {
            call.status = Some(status);
        }
    }

    /// The calls of one service, or of all, oldest first.
    pub(crate) fn of(&self, service: Option<Service>) -> Vec<Call> {
        self.kept.iter().filter(|call| service.is_none_or(|wanted| call.service == wanted)).cloned().collect()
    }

    /// How many calls of a service had this method and a path that starts so.
    pub(crate) fn count(&self, service: Service, method: &str, path: &str) -> usize {
        let fits = |call: &&Call| {
            call.service == service && call.method.eq_ignore_ascii_case(method) && call.path.starts_with(path)
        };
        self.kept.iter().filter(fits).count()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

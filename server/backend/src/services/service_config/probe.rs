//! One real test of a service: can it be reached, is it what it should be, does it take the key.

use crate::integrations::{
    http::{Failure, Unreachable, Why},
    overseerr::Overseerr,
    plex::Plex,
    tmdb::Tmdb,
};
use domain::services::{ServiceName, ServiceState};
use domain::text;
use std::{collections::BTreeMap, future::Future, time::Instant};

/// A service that answers later than this is slow.
const SLOW_MS: u32 = 2_000;

/// Under which the identity of a Plex server is kept.
pub(super) const MACHINE: &str = "machine_identifier";

/// What a test found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Probe {
    pub finding: Finding,
    /// How long the first answer took.
    pub response_ms: Option<u32>,
    pub version: Option<String>,
    /// What is worth keeping beside the configuration, whatever was found: e.g. `machine_identifier`.
    pub facts: BTreeMap<String, String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Finding {
    Good(String),
    /// What was entered is wrong; the form's field and a sentence.
    Wrong {
        field: &'static str,
        message: String,
    },
    /// It cannot be said now.
    Unreachable(String),
}

impl Probe {
    pub fn wrong(field: &'static str, message: impl Into<String>) -> Self {
        let finding = Finding::Wrong { field, message: message.into() };
        Self { finding, response_ms: None, version: None, facts: BTreeMap::new() }
    }

    /// The same when it was found of the server that is `known`, or of none; else that it is another one.
    pub fn unless_other_than(self, known: &str) -> Self {
        match self.facts.get(MACHINE) {
            Some(found) if found != known => {
                let message = text::another_plex_server(found, known);
                Self { response_ms: self.response_ms, version: self.version, ..Self::wrong("url", message) }
            }
            _ => self,
        }
    }

    pub fn state(&self) -> ServiceState {
        match self.finding {
            Finding::Good(_) if self.response_ms.is_some_and(|ms| ms >= SLOW_MS) => ServiceState::Degraded,
            Finding::Good(_) => ServiceState::Online,
            // It answers, but it is of no use as it is.
            Finding::Wrong { .. } => ServiceState::Degraded,
            Finding::Unreachable(_) => ServiceState::Offline,
        }
    }

    /// What is wrong, in words for people.
    pub fn error(&self) -> Option<&str> {
        match &self.finding {
            Finding::Good(_) => None,
            Finding::Wrong { message, .. } | Finding::Unreachable(message) => Some(message),
        }
    }

    pub fn message(&self) -> &str {
        match &self.finding {
            Finding::Good(message) | Finding::Wrong { message, .. } | Finding::Unreachable(message) => message,
        }
    }

    pub fn field(&self) -> Option<&'static str> {
        match self.finding {
            Finding::Wrong { field, .. } => Some(field),
            _ => None,
        }
    }
}

/// Who it is needs no token, so that a server is known even before its token is.
pub(super) async fn plex(plex: &dyn Plex, has_token: bool) -> Probe {
    let (identity, response_ms) = timed(plex.identity()).await;
    let identity = match identity {
        Ok(identity) => identity,
        Err(failure) => return address_failure(&failure),
    };
    let mut probe = Probe {
        finding: Finding::Wrong { field: "key", message: text::enter_plex_token().into() },
        response_ms: Some(response_ms),
        version: Some(identity.version),
        facts: BTreeMap::from([(MACHINE.to_owned(), identity.machine_identifier)]),
    };
    if !has_token {
        return probe;
    }
    probe.finding = match plex.server().await {
        Ok(server) => {
            let message = text::connected_to_server(&server.name);
            probe.facts.insert("friendly_name".into(), server.name);
            probe.facts.insert(MACHINE.into(), server.machine_identifier);
            Finding::Good(message)
        }
        Err(Failure { why: Why::Status { code: code @ (401 | 403), .. }, .. }) => {
            Finding::Wrong { field: "key", message: text::plex_token_refused(code) }
        }
        Err(failure) => address_failure(&failure).finding,
    };
    probe
}

pub(super) async fn overseerr(overseerr: &dyn Overseerr) -> Probe {
    let (version, response_ms) = timed(overseerr.version()).await;
    let version = match version {
        Ok(version) => version,
        Err(failure) => return address_failure(&failure),
    };
    let finding = match overseerr.key_owner().await {
        Ok(owner) if owner.permissions.is_admin() => Finding::Good(text::connected_key_of(owner.name)),
        Ok(owner) => Finding::Wrong { field: "key", message: text::key_of_no_admin(owner.name) },
        Err(Failure { why: Why::Status { code: code @ (401 | 403), html: false, .. }, .. }) => {
            Finding::Wrong { field: "key", message: text::overseerr_key_refused(code) }
        }
        Err(failure) => address_failure(&failure).finding,
    };
    Probe { finding, response_ms: Some(response_ms), version: Some(version), facts: BTreeMap::new() }
}

/// Its address is the same for everybody, so only the key or the way there can be to blame.
pub(super) async fn tmdb(tmdb: &dyn Tmdb) -> Probe {
    let (answer, response_ms) = timed(tmdb.check_key()).await;
    let (finding, response_ms) = match answer {
        Ok(()) => (Finding::Good(text::tmdb_takes_key().into()), Some(response_ms)),
        Err(Failure { why: Why::Status { code: code @ (401 | 403), message, html: false, .. }, .. }) => {
            let message = text::tmdb_key_refused(code, message);
            (Finding::Wrong { field: "key", message }, Some(response_ms))
        }
        Err(failure @ Failure { why: Why::Status { code: 429, .. }, .. }) => {
            let wait = failure
                .retry_after()
                .map_or_else(|| text::in_a_minute().to_owned(), |pause| text::in_seconds(pause.as_secs().max(1)));
            let message = text::tmdb_asked_too_much(wait);
            (Finding::Unreachable(message), None)
        }
        Err(Failure { why: Why::NotJson | Why::WrongShape | Why::TooLarge | Why::Redirected(_), .. }) => {
            let message = text::not_tmdb();
            (Finding::Unreachable(message.into()), None)
        }
        Err(failure) => (Finding::Unreachable(failure.to_string()), None),
    };
    Probe { finding, response_ms, version: None, facts: BTreeMap::new() }
}

/// Whether the address is to blame, or only the moment.
fn address_failure(failure: &Failure) -> Probe {
    let title = failure.upstream.title;
    let wrong = |message| Probe::wrong("url", message);
    match &failure.why {
        Why::Unreachable(Unreachable::Forbidden)
        | Why::NotJson
        | Why::WrongShape
        | Why::TooLarge
        | Why::Redirected(_) => wrong(failure.to_string()),
        Why::Status { code, html: true, .. } if *code < 500 => wrong(text::web_page_with_status(title, code)),
        Why::Status { code, message, .. } if (400..500).contains(code) && !failure.is_passing() => {
            wrong(text::something_else_answers(code, message, title))
        }
        Why::Unreachable(_) | Why::Status { .. } => Probe {
            finding: Finding::Unreachable(failure.to_string()),
            response_ms: None,
            version: None,
            facts: BTreeMap::new(),
        },
    }
}

/// A service that nothing here uses yet.
pub(super) fn unused(name: ServiceName) -> Probe {
    Probe::wrong("name", text::service_not_used_yet(name.title()))
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, u32) {
    let started = Instant::now();
    let result = work.await;
    (result, u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX))
}

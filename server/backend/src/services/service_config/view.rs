//! What forms and the dashboard are shown.

use super::{
    probe::{Finding, Probe},
    service::{has_key, is_configured},
};
use crate::store::{service_config::SavedService, service_status::SavedStatus};
use domain::{
    Timestamp,
    services::{BaseUrl, ServiceConfig, ServiceName, ServiceState, ServiceStatus, TestOutcome},
    text,
};

/// Services are asked every 30 s; what is older than this says nothing of now.
const BELIEVED_SECONDS: u64 = 90;

pub(super) fn outcome(name: ServiceName, probe: Probe) -> TestOutcome {
    TestOutcome {
        name,
        ok: matches!(probe.finding, Finding::Good(_)),
        response_ms: probe.response_ms,
        message: probe.message().to_owned(),
        field: probe.field().map(str::to_owned),
        version: probe.version,
        switched_off: false,
    }
}

/// What was saved without asking.
pub(super) fn switched_off(name: ServiceName) -> TestOutcome {
    TestOutcome {
        name,
        ok: true,
        response_ms: None,
        version: None,
        message: text::service_is_switched_off(name.title()),
        field: None,
        switched_off: true,
    }
}

pub(super) fn saved_status(name: ServiceName, probe: &Probe, now: Timestamp) -> SavedStatus {
    SavedStatus {
        name,
        status: probe.state(),
        response_ms: probe.response_ms,
        last_check_at: Some(now),
        error: probe.error().map(str::to_owned),
    }
}

pub(super) fn status(
    name: ServiceName,
    saved: Option<&SavedService>,
    known: Option<&SavedStatus>,
    now: Timestamp,
) -> ServiceStatus {
    let last_check_at = known.and_then(|known| known.last_check_at);
    ServiceStatus {
        name,
        configured: saved.is_some_and(is_configured),
        enabled: saved.is_some_and(|saved| saved.enabled),
        status: known.map_or(ServiceState::Unknown, |known| known.status),
        response_ms: known.and_then(|known| known.response_ms),
        last_check_at,
        error: known.and_then(|known| known.error.clone()),
        stale: last_check_at.is_some_and(|at| at.seconds_until(now) > BELIEVED_SECONDS),
    }
}

/// For everybody: how it is, without addresses and without what the service itself said.
pub(super) fn for_everybody(status: ServiceStatus) -> ServiceStatus {
    let title = status.name.title();
    let words = match status.status {
        ServiceState::Offline => text::service_does_not_answer(title),
        ServiceState::Online | ServiceState::Degraded | ServiceState::Unknown => text::service_answers_oddly(title),
    };
    ServiceStatus { error: status.error.map(|_| words), ..status }
}

pub(super) fn config(saved: Option<&SavedService>, status: ServiceStatus) -> ServiceConfig {
    ServiceConfig {
        name: status.name,
        used: status.name.is_used(),
        url: saved.and_then(|saved| saved.url.as_ref()).map(BaseUrl::as_str).map(str::to_owned),
        has_key: saved.is_some_and(has_key),
        enabled: status.enabled,
        settings: saved.map(|saved| saved.config_data.clone()).unwrap_or_default(),
        updated_at: saved.map(|saved| saved.updated_at),
        status,
    }
}

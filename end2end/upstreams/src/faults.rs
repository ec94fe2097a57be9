//! Accidents on demand: what can go wrong between MediaNest and a service.

use serde::{Deserialize, Serialize};

use crate::Service;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nothing: takes the service's accidents away.
    None,
    /// Answers properly, `ms` later.
    Slow,
    /// Answers `status` in the service's own error shape, without doing anything.
    Status,
    /// Answers 200 with the HTML of a login page, as a proxy in front of the service would.
    Html,
    /// Answers 302 to a login page.
    Redirect,
    /// Answers 200 with bytes that claim to be JSON.
    Garbage,
    /// Does what was asked and breaks the connection in the middle of the answer.
    Truncate,
    /// Closes the connection without doing or answering anything.
    Drop,
    /// Does what was asked, then closes the connection without an answer.
    DropAfter,
    /// Answers 202 `{}` without doing anything.
    Accepted,
    /// Answers 200 and streams 20 MB.
    Huge,
    /// Answers properly, with a script in everything that people write or read.
    Scripts,
    /// Never answers.
    Hang,
    /// As if nothing listened: every connection is closed at once.
    Down,
}

/// One accident, waiting to happen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// The service it befalls.
    pub service: Service,
    /// What happens.
    pub mode: Mode,
    /// Delay in milliseconds; `slow` waits this long, the others too when it is given.
    #[serde(default)]
    pub ms: u64,
    /// Status for [`Mode::Status`]; 503 unless given.
    #[serde(default = "unavailable")]
    pub status: u16,
    /// Only calls whose path starts so; all when absent.
    #[serde(default)]
    pub path: Option<String>,
    /// Only calls with this method; all when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// How often it happens; for good when absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// Sent as `Retry-After`, in seconds, with [`Mode::Status`].
    #[serde(default)]
    pub retry_after: Option<u64>,
}

fn unavailable() -> u16 {
    503
}

impl Fault {
    /// A fault for every call of the service, until it is taken away.
    pub fn new(service: Service, mode: Mode) -> Self {
        Self { service, mode, ms: 0, status: 503, path: None, method: None, times: None, retry_after: None }
    }

    /// Every call answers so.
    pub fn status(service: Service, status: u16) -> Self {
        Self { status, ..Self::new(service, Mode::Status) }
    }

    /// Every call takes this much longer.
    pub fn slow(service: Service, ms: u64) -> Self {
        Self { ms, ..Self::new(service, Mode::Slow) }
    }

    /// Only for calls whose path starts so.
    #[must_use]
    pub fn on_path(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Only for calls with this method.
    #[must_use]
    pub fn on_method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only so often.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Sends `Retry-After` along with the status.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    fn befalls(&self, service: Service, method: &str, path: &str) -> bool {
        self.service == service
            && self.path.as_deref().is_none_or(|prefix| path.starts_with(prefix))
            && self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.times != Some(0)
    }
}

/// All accidents that are waiting.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds one before the others; [`Mode::None`] takes away what the service (and path, when given) had.
    pub(crate) fn set(&mut self, fault: Fault) {
        if fault.mode == Mode::None {
            self.0.retain(|old| old.service != fault.service || (fault.path.is_some() && old.path != fault.path));
        } else {
            self.0.retain(|old| old.service != fault.service || old.path != fault.path || old.method != fault.method);
            self.0.insert(0, fault);
        }
    }

    /// The accident for a call, used up by one.
    pub(crate) fn take(&mut self, service: Service, method: &str, path: &str) -> Option<Fault> {
        let fault = self.0.iter_mut().find(|fault| fault.befalls(service, method, path))?;
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some(fault.clone())
    }

    /// Whether the service does not even take connections.
    pub(crate) fn is_down(&self, service: Service) -> bool {
        self.0.iter().any(|fault| {
            fault.service == service && fault.mode == Mode::Down && fault.path.is_none() && fault.times.is_none()
        })
    }

    /// What is waiting, newest first.
    pub(crate) fn waiting(&self) -> Vec<Fault> {
        self.0.clone()
    }

    /// Takes all away.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

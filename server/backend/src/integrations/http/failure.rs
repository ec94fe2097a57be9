//! Why a call to another system did not work, in words: detailed for admins, modest for everybody else.

use domain::{Error, services::ServiceName, text};
use std::{error::Error as StdError, fmt, io, time::Duration};

/// Whom we talked to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upstream {
    pub service: ServiceName,
    /// As people call it: plex.tv and a Plex server belong to the same service.
    pub title: &'static str,
}

impl Upstream {
    pub const PLEX: Self = Self { service: ServiceName::Plex, title: "Plex" };
    pub const PLEX_TV: Self = Self { service: ServiceName::Plex, title: "plex.tv" };
    pub const OVERSEERR: Self = Self { service: ServiceName::Overseerr, title: "Overseerr" };
    pub const TMDB: Self = Self { service: ServiceName::Tmdb, title: "TMDB" };
    pub const TMDB_IMAGES: Self = Self { service: ServiceName::Tmdb, title: "TMDB" };
}

/// A call that did not work. Never holds an address with a query, a token or a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    pub upstream: Upstream,
    pub why: Why,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// No answer.
    Unreachable(Unreachable),
    /// An answer of 400 or more.
    Status {
        code: u16,
        /// What the service says, or the name of the status.
        message: String,
        /// It came as a web page: perhaps not from the service, but from something in front of it.
        html: bool,
        retry_after: Option<Duration>,
    },
    /// A web page (a login form, a proxy) or something else that is no JSON.
    NotJson,
    /// More bytes than allowed.
    TooLarge,
    /// JSON, but not what was asked for.
    WrongShape,
    /// To this origin; only reads are redirected, and only within the same origin.
    Redirected(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreachable {
    Refused,
    TimedOut,
    NameNotFound,
    /// The certificate, or the handshake.
    Tls(String),
    /// It broke off in the middle.
    Lost,
    /// An address that no service may have.
    Forbidden,
    /// Too many of our own calls are waiting for it.
    Busy,
}

impl Failure {
    pub(super) fn from_reqwest(upstream: Upstream, error: &reqwest::Error) -> Self {
        let unreachable = if find::<crate::integrations::guard::Refused>(error).is_some() {
            Unreachable::Forbidden
        } else if error.is_timeout() || io_kind(error) == Some(io::ErrorKind::TimedOut) {
            Unreachable::TimedOut
        } else if let Some(reason) = tls_reason(error) {
            Unreachable::Tls(reason)
        } else if error.is_dns() || find::<crate::integrations::guard::NameNotFound>(error).is_some() {
            Unreachable::NameNotFound
        } else if error.is_connect() {
            Unreachable::Refused
        } else {
            Unreachable::Lost
        };
        Self { upstream, why: Why::Unreachable(unreachable) }
    }

    /// The status it answered with, where that was 400 or more.
    pub fn status(&self) -> Option<u16> {
        match self.why {
            Why::Status { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The same call may well work later.
    pub fn is_passing(&self) -> bool {
        match &self.why {
            Why::Unreachable(unreachable) => *unreachable != Unreachable::Forbidden,
            Why::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..),
            Why::NotJson | Why::TooLarge | Why::WrongShape | Why::Redirected(_) => false,
        }
    }

    /// How long it asked us to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.why {
            Why::Status { retry_after, .. } => retry_after,
            _ => None,
        }
    }
}

/// For admins and the log: what happened and where to look.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.upstream.title;
        match &self.why {
            Why::Unreachable(Unreachable::Refused) => f.write_str(&text::unreachable_refused(title)),
            Why::Unreachable(Unreachable::TimedOut) => f.write_str(&text::unreachable_timed_out(title)),
            Why::Unreachable(Unreachable::NameNotFound) => f.write_str(&text::unreachable_no_such_host(title)),
            Why::Unreachable(Unreachable::Tls(reason)) => f.write_str(&text::unreachable_insecure(title, reason)),
            Why::Unreachable(Unreachable::Lost) => f.write_str(&text::unreachable_broke_off(title)),
            Why::Unreachable(Unreachable::Forbidden) => f.write_str(&text::not_called_forbidden(title)),
            Why::Unreachable(Unreachable::Busy) => f.write_str(&text::busy_too_many_calls(title)),
            Why::Status { code, message, .. } => f.write_str(&text::answers_with(title, code, message)),
            Why::NotJson => f.write_str(&text::answered_with_web_page(title)),
            Why::TooLarge => f.write_str(&text::sent_too_much(title)),
            Why::WrongShape => f.write_str(&text::sent_another_shape(title)),
            Why::Redirected(to) => f.write_str(&text::redirects_elsewhere(title, to)),
        }
    }
}

impl StdError for Failure {}

/// For everybody who may see a page: nothing of addresses and keys.
impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let title = failure.upstream.title;
        let message = match &failure.why {
            Why::Unreachable(Unreachable::Busy) => text::service_is_busy(title),
            Why::Unreachable(_) => text::service_is_unreachable(title),
            Why::Status { code: 401 | 403, .. } => text::service_refuses_key(title),
            Why::Status { code, .. } => text::service_cannot_now(title, code),
            Why::NotJson | Why::Redirected(_) => text::service_answers_web_page(title),
            Why::TooLarge | Why::WrongShape => text::service_not_readable(title),
        };
        Self::Unavailable {
            service: Some(failure.upstream.service),
            message,
            retry_after_seconds: failure.retry_after().map(|pause| pause.as_secs()),
        }
    }
}

/// The first cause of this type.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(found) = cause.downcast_ref::<T>() {
            return Some(found);
        }
        // An io::Error hides the one it wraps from `source`.
        if let Some(inner) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
            && let Some(found) = find::<T>(inner)
        {
            return Some(found);
        }
        next = cause.source();
    }
    None
}

fn io_kind(error: &(dyn StdError + 'static)) -> Option<io::ErrorKind> {
    find::<io::Error>(error).map(io::Error::kind)
}

pub(super) fn tls_reason(error: &(dyn StdError + 'static)) -> Option<String> {
    let error = find::<rustls::Error>(error)?;
    Some(match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            rustls::CertificateError::Expired | rustls::CertificateError::ExpiredContext { .. } => {
                text::certificate_expired().into()
            }
            rustls::CertificateError::NotValidForName | rustls::CertificateError::NotValidForNameContext { .. } => {
                text::certificate_of_another().into()
            }
            rustls::CertificateError::UnknownIssuer => text::certificate_of_unknown_authority().into(),
            other => text::certificate_not_valid(other),
        },
        rustls::Error::InvalidMessage(_) => text::no_https_here().into(),
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(why: Why) -> Failure {
        Failure { upstream: Upstream::OVERSEERR, why }
    }

    #[test]
    fn people_are_told_nothing_of_addresses() {
        let error = Error::from(failure(Why::Redirected("https://auth.internal:8443".into())));
        assert_eq!(
            error.to_string(),
            "Overseerr answers with a web page. An admin should check its address under Admin → Services."
        );
        assert!(matches!(error, Error::Unavailable { service: Some(ServiceName::Overseerr), .. }));
    }

    #[test]
    fn a_wait_that_was_asked_for_is_passed_on() {
        let why = Why::Status {
            code: 429,
            message: "Too Many Requests".into(),
            html: false,
            retry_after: Some(Duration::from_secs(7)),
        };
        assert!(failure(why.clone()).is_passing());
        assert!(matches!(Error::from(failure(why)), Error::Unavailable { retry_after_seconds: Some(7), .. }));
    }

    #[test]
    fn what_an_admin_must_change_is_not_passing() {
        for why in [Why::NotJson, Why::WrongShape, Why::Redirected("https://a".into()), Why::TooLarge] {
            assert!(!failure(why).is_passing());
        }
    }
}

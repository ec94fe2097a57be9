//! View logic of the home page, tested on the host: which services it shows, and one plain sentence about them.

use crate::text;
use domain::services::{ServiceName, ServiceState, ServiceStatus};

/// Those that are in use: what is not configured or switched off says nothing about how things are.
pub fn in_use(services: Vec<ServiceStatus>) -> Vec<ServiceStatus> {
    services.into_iter().filter(|service| service.configured && service.enabled).collect()
}

/// What is wrong, if anything. Nothing is well only because nobody asked.
pub fn sentence(services: &[ServiceStatus], is_admin: bool) -> String {
    if services.is_empty() {
        let words = if is_admin { text::nothing_configured_admin() } else { text::nothing_configured_user() };
        return words.to_owned();
    }
    let wrong: Vec<String> = services.iter().filter_map(trouble).collect();
    if wrong.is_empty() { text::all_works().to_owned() } else { wrong.join(" ") }
}

fn trouble(service: &ServiceStatus) -> Option<String> {
    let name = service.name.title();
    match (service.status, service.stale) {
        (ServiceState::Unknown, _) => Some(text::service_not_checked(name)),
        (_, true) => Some(text::service_not_asked_lately(name)),
        (ServiceState::Online, false) => None,
        (ServiceState::Degraded, false) => Some(text::service_slow(name)),
        (ServiceState::Offline, false) if service.name == ServiceName::Overseerr => {
            Some(text::overseerr_down().to_owned())
        }
        (ServiceState::Offline, false) => Some(text::service_down(name)),
    }
}

/// "34 ms", "2.3 s".
pub fn response_words(milliseconds: u32) -> String {
    if milliseconds < 1000 {
        text::milliseconds(milliseconds)
    } else {
        text::seconds_tenths(milliseconds / 1000, milliseconds % 1000 / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: ServiceName, status: ServiceState, stale: bool) -> ServiceStatus {
        ServiceStatus {
            name,
            configured: true,
            enabled: true,
            status,
            response_ms: Some(34),
            last_check_at: None,
            error: None,
            stale,
        }
    }

    #[test]
    fn all_is_well_only_when_everything_was_asked_and_answered() {
        use ServiceState::{Offline, Online, Unknown};
        let say = |plex, stale, overseerr| {
            sentence(
                &[service(ServiceName::Plex, plex, stale), service(ServiceName::Overseerr, overseerr, false)],
                false,
            )
        };
        assert_eq!(say(Online, false, Online), "Everything works.");
        assert_eq!(say(Unknown, false, Online), "Plex was not checked yet.");
        assert_eq!(say(Online, true, Online), "It is not known how Plex is: it was not asked lately.");
        assert_eq!(
            say(Offline, false, Offline),
            "Plex does not answer. Overseerr does not answer. Requests are kept and sent when it is back."
        );
    }

    #[test]
    fn what_is_not_configured_is_not_spoken_of() {
        let mut off = service(ServiceName::Plex, ServiceState::Offline, false);
        off.configured = false;
        let shown = in_use(vec![off]);
        assert!(shown.is_empty());
        assert_ne!(sentence(&shown, true), sentence(&shown, false));
    }

    #[test]
    fn says_response_times_in_the_unit_that_fits() {
        assert_eq!((response_words(34), response_words(2_345)), ("34 ms".to_owned(), "2.3 s".to_owned()));
    }
}

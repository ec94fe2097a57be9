//! View logic of the service forms, tested on the host.

use crate::{error::AppError, text, ui::Kind};
use domain::services::{ServiceConfig, ServiceName, ServiceState, TestOutcome};
use serde::{Deserialize, Serialize};

/// What was done with what a form held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Tested,
    Saved,
}

/// All that a service's form needs to know; never the key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceCard {
    pub name: ServiceName,
    /// What stands in the field; what is saved may differ after a form was refused.
    pub url: String,
    pub has_key: bool,
    pub enabled: bool,
    /// How the service is, with the words beside it; absent in the wizard.
    pub health: Option<Health>,
    /// What the last form without JavaScript led to.
    pub deed: Deed,
    pub error: Option<AppError>,
    pub outcome: Option<TestOutcome>,
    /// Where to go on once it is saved; absent to stay.
    pub next: Option<String>,
}

/// The head of a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Health {
    pub state: ServiceState,
    pub stale: bool,
    pub details: String,
}

impl ServiceCard {
    /// A card for what is saved. `checked` is how long ago the last check was, in words.
    pub fn of(config: ServiceConfig, checked: Option<String>) -> Self {
        let mut details: Vec<String> = Vec::new();
        details.extend(config.status.response_ms.map(text::milliseconds));
        details.extend(checked.map(text::checked_ago));
        details.extend(config.status.error.clone().filter(|_| config.status.status != ServiceState::Online));
        let is_new = !config.status.configured;
        if is_new {
            details = vec![text::not_connected().to_owned()];
        } else if !config.enabled {
            details.insert(0, text::switched_off().to_owned());
        }
        Self {
            name: config.name,
            has_key: config.has_key,
            // What is set up for the first time is meant to be used.
            enabled: config.enabled || is_new,
            url: config.url.unwrap_or_default(),
            health: Some(Health {
                state: config.status.status,
                stale: config.status.stale,
                details: details.join(" · "),
            }),
            deed: Deed::Tested,
            error: None,
            outcome: None,
            next: None,
        }
    }
}

impl ServiceCard {
    /// What is wrong with a field, by the last answer.
    pub fn wrong(&self, field: &str) -> Option<String> {
        match (&self.error, &self.outcome) {
            (Some(error), _) => error.field(field).map(str::to_owned),
            (None, Some(outcome)) if !outcome.ok && outcome.field.as_deref() == Some(field) => {
                Some(outcome.message.clone())
            }
            _ => None,
        }
    }
}

/// The id of a field's control, unique on a page with several services; `None` for what has none.
pub fn control(name: ServiceName, field: &str) -> Option<String> {
    matches!(field, "url" | "key").then(|| format!("{}-{field}", name.as_str()))
}

/// What the box under a form says first, and how good or bad that is.
pub fn verdict(deed: Deed, outcome: &TestOutcome) -> (Kind, String) {
    let service = outcome.name.title();
    if outcome.switched_off {
        return (Kind::Ok, text::service_saved_off().to_owned());
    }
    match (deed, outcome.ok) {
        (Deed::Tested, true) => (Kind::Ok, text::service_answers(service)),
        (Deed::Saved, true) => (Kind::Ok, text::service_saved(service)),
        // Saved all the same: it may be switched off for the night.
        (Deed::Saved, false) => (Kind::Warn, text::service_saved_unreached(service)),
        (Deed::Tested, false) => (Kind::Bad, text::service_test_failed(service)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::services::ServiceStatus;
    use std::collections::BTreeMap;

    fn outcome(ok: bool) -> TestOutcome {
        TestOutcome {
            name: ServiceName::Plex,
            ok,
            response_ms: Some(34),
            version: Some("1.43.2".into()),
            message: String::new(),
            field: None,
            switched_off: false,
        }
    }

    fn config(url: Option<&str>, enabled: bool) -> ServiceConfig {
        ServiceConfig {
            name: ServiceName::Plex,
            used: true,
            url: url.map(str::to_owned),
            has_key: url.is_some(),
            enabled,
            settings: BTreeMap::new(),
            status: ServiceStatus {
                name: ServiceName::Plex,
                configured: url.is_some(),
                enabled,
                status: ServiceState::Online,
                response_ms: Some(34),
                last_check_at: None,
                error: None,
                stale: false,
            },
            updated_at: None,
        }
    }

    #[test]
    fn what_is_saved_but_not_reached_is_a_warning_and_a_failed_test_is_not() {
        assert_eq!(verdict(Deed::Saved, &outcome(false)).0, Kind::Warn);
        assert_eq!(verdict(Deed::Tested, &outcome(false)).0, Kind::Bad);
        assert_eq!(verdict(Deed::Saved, &outcome(true)).0, Kind::Ok);
    }

    #[test]
    fn what_is_saved_switched_off_says_nothing_of_answers() {
        let off = TestOutcome { switched_off: true, ..outcome(true) };
        assert_eq!(verdict(Deed::Saved, &off), (Kind::Ok, "Saved.".to_owned()));
    }

    #[test]
    fn a_service_that_is_connected_for_the_first_time_is_switched_on() {
        assert!(ServiceCard::of(config(None, false), None).enabled);
        assert!(!ServiceCard::of(config(Some("http://plex:32400"), false), None).enabled);
    }

    #[test]
    fn the_head_of_a_card_says_how_it_is_and_when_that_was_seen() {
        let card = ServiceCard::of(config(Some("http://plex:32400"), true), Some("3 minutes ago".into()));
        assert_eq!(card.health.expect("a head").details, "34 ms · checked 3 minutes ago");
    }
}

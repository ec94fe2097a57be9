//! View logic of finding a Plex server, tested on the host.

use crate::{
    routes::{going_on, own_path},
    text,
};
use domain::plex_servers::{Reach, Step, Way};

/// Where services are configured, beside the wizard.
const SERVICES: &str = "/admin/services";

/// The page of the search, which goes on to `next` afterwards.
pub fn search_path(next: Option<&str>) -> String {
    going_on("/admin/services/plex", next)
}

/// Where to go when the server is saved.
pub fn onward(next: Option<&str>) -> &str {
    next.and_then(own_path).unwrap_or(SERVICES)
}

/// Where the address is typed by hand.
pub fn by_hand(next: Option<&str>) -> &'static str {
    if onward(next).starts_with("/welcome") { "/welcome?step=plex" } else { "/admin/services#plex" }
}

/// What to say after a look at the code; nothing when the page shows it.
pub fn said(step: Step) -> Option<&'static str> {
    match step {
        Step::Waiting => Some(text::plex_still_waiting()),
        Step::Expired => Some(text::plex_code_expired()),
        Step::Found => None,
    }
}

pub fn way_words(way: Way) -> &'static str {
    match way {
        Way::Local => text::way_local(),
        Way::Remote => text::way_remote(),
        Way::Relay => text::way_relay(),
    }
}

/// What came of trying an address, in words.
pub fn reach_words(reach: Reach) -> String {
    match reach {
        Reach::Reached { ms } => text::reach_reached(ms),
        Reach::OtherServer => text::reach_other_server().into(),
        Reach::NotPlex => text::reach_not_plex().into(),
        Reach::NotAllowed => text::reach_not_allowed().into(),
        Reach::Refused => text::reach_refused().into(),
        Reach::TimedOut => text::reach_timed_out().into(),
        Reach::NameNotFound => text::reach_name_not_found().into(),
        Reach::Insecure => text::reach_insecure().into(),
        Reach::Lost => text::reach_lost().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_only_within_this_site() {
        assert_eq!(onward(Some("/welcome?step=overseerr")), "/welcome?step=overseerr");
        assert_eq!(onward(Some("//evil.example")), "/admin/services");
        assert_eq!(onward(None), "/admin/services");
        assert_eq!(search_path(Some("https://evil.example")), "/admin/services/plex");
    }

    #[test]
    fn by_hand_leads_back_to_where_one_came_from() {
        assert_eq!(by_hand(Some("/welcome?step=overseerr")), "/welcome?step=plex");
        assert_eq!(by_hand(None), "/admin/services#plex");
    }
}

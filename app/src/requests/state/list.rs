//! Lists of requests: whose, which, and what a row says.

use crate::{arguments::number, text};
use domain::{
    Error, Result, SeasonNumber,
    requests::{Delivery, Request, RequestStatus, Scope},
};

/// Whose requests a call asks for.
///
/// # Errors
/// [`Error::Invalid`] for `scope`.
pub fn parse_scope(text: Option<&str>) -> Result<Scope> {
    match text {
        None | Some("" | "mine") => Ok(Scope::Mine),
        Some("all") => Ok(Scope::All),
        Some(_) => Err(Error::field("scope", text::input_scope())),
    }
}

/// What the address of the list asks for. It cannot be wrong: what is not understood is as if it were not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListQuery {
    pub scope: Scope,
    /// `None` is all of them.
    pub status: Option<RequestStatus>,
    pub page: u32,
}

impl ListQuery {
    /// The filters, in the order in which a request lives.
    pub const FILTERS: [Option<RequestStatus>; 7] = [
        None,
        Some(RequestStatus::Pending),
        Some(RequestStatus::Approved),
        Some(RequestStatus::Processing),
        Some(RequestStatus::Available),
        Some(RequestStatus::Failed),
        Some(RequestStatus::Declined),
    ];

    /// Everybody's requests are shown to admins, and first what waits for their word.
    pub fn read(scope: Scope, status: Option<&str>, page: Option<&str>) -> Self {
        let status = match (status, scope) {
            (Some("all"), _) | (None, Scope::Mine) => None,
            (None, Scope::All) => Some(RequestStatus::Pending),
            (Some(text), _) => text.parse().ok(),
        };
        let page = number("page", page, 1, 500).ok().flatten().unwrap_or(1);
        Self { scope, status, page }
    }

    /// The address of this list with another filter, from its first page.
    pub fn with_status(self, status: Option<RequestStatus>) -> String {
        list_href(self.scope, status)
    }
}

/// The address of a list; what is its default is left out.
pub fn list_href(scope: Scope, status: Option<RequestStatus>) -> String {
    let filter = match (scope, status) {
        (Scope::Mine, None) | (Scope::All, Some(RequestStatus::Pending)) => None,
        (Scope::All, None) => Some("all"),
        (_, Some(status)) => Some(status.as_str()),
    };
    let path = match scope {
        Scope::Mine => "/requests",
        Scope::All => "/admin/requests",
    };
    filter.map_or_else(|| path.to_owned(), |filter| format!("{path}?status={filter}"))
}

/// Seasons in words: "season 1", "seasons 1–3, 5", "specials", "season 2 and specials"; nothing for films.
pub fn seasons_words(seasons: &[SeasonNumber]) -> Option<String> {
    let mut numbers: Vec<u16> = seasons.iter().map(|season| season.get()).filter(|number| *number > 0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let specials = seasons.iter().any(|season| season.is_specials());
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for &number in &numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect();
    match (numbers.len(), specials) {
        (0, false) => None,
        (0, true) => Some(text::specials_only().to_owned()),
        (1, false) => Some(text::one_season_number(&runs[0])),
        (1, true) => Some(text::and_specials(text::one_season_number(&runs[0]))),
        (_, false) => Some(text::season_numbers(runs.join(", "))),
        (_, true) => Some(text::and_specials(text::season_numbers(runs.join(", ")))),
    }
}

/// Why a request is where it is, for its row: kept, declined for a reason, failed with what happened.
pub fn request_note(request: &Request) -> Option<String> {
    match request.status {
        RequestStatus::Declined => request.decline_reason.as_ref().map(text::quoted),
        RequestStatus::Failed => request.last_error.clone(),
        _ if request.is_for_an_admin() => None,
        status if request.delivery == Delivery::Waiting && !status.is_final() => {
            let words = if request.last_error.is_some() { text::kept_until_back() } else { text::on_its_way() };
            Some(words.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seasons(numbers: &[u32]) -> Option<String> {
        let numbers: Vec<_> = numbers.iter().map(|number| SeasonNumber::new(*number).expect("a season")).collect();
        seasons_words(&numbers)
    }

    #[test]
    fn says_seasons_as_people_do() {
        assert_eq!(seasons(&[]), None);
        assert_eq!(seasons(&[2]).as_deref(), Some("season 2"));
        assert_eq!(seasons(&[3, 1, 2, 5]).as_deref(), Some("seasons 1–3, 5"));
        assert_eq!(seasons(&[0]).as_deref(), Some("specials"));
        assert_eq!(seasons(&[0, 1, 2]).as_deref(), Some("seasons 1–2 and specials"));
    }

    #[test]
    fn admins_see_first_what_waits_for_them_and_users_all_that_is_theirs() {
        assert_eq!(ListQuery::read(Scope::All, None, None).status, Some(RequestStatus::Pending));
        let own = ListQuery::read(Scope::Mine, Some("lost"), Some("-4"));
        assert_eq!(own, ListQuery { scope: Scope::Mine, status: None, page: 1 }, "nonsense is no filter");
    }

    #[test]
    fn every_filter_leads_to_the_list_it_names() {
        for scope in [Scope::Mine, Scope::All] {
            for status in ListQuery::FILTERS {
                let href = list_href(scope, status);
                let filter = href.split_once("?status=").map(|(_, filter)| filter);
                let read = ListQuery::read(scope, filter, None);
                assert_eq!((href.starts_with("/admin/"), read.status), (scope == Scope::All, status), "{href}");
            }
        }
    }
}

//! What is said about a title: years, running time, rating, and what its card offers.

use crate::text;
use domain::{
    TmdbId,
    discovery::{Availability, MediaType, Title, TitleDetails},
    requests::RequestBrief,
};
use std::collections::BTreeSet;

/// What can be done from a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardAction {
    /// A film: one press.
    Request,
    /// A series: on its page.
    ChooseSeasons,
    Nothing,
}

/// What a card offers: only what is neither there nor asked for.
pub fn card_action(title: &Title) -> CardAction {
    let mine = title.my_request.as_ref().is_some_and(RequestBrief::blocks);
    match (title.media_type, title.availability) {
        (MediaType::Movie, Availability::Missing) if !mine => CardAction::Request,
        (MediaType::Tv, Availability::Missing | Availability::PartiallyAvailable) => CardAction::ChooseSeasons,
        _ => CardAction::Nothing,
    }
}

/// Those that were not seen before: between two calls a title can move from one page to the next.
pub fn first_of(seen: &mut BTreeSet<(&'static str, TmdbId)>, titles: Vec<Title>) -> Vec<Title> {
    titles.into_iter().filter(|title| seen.insert((title.media_type.as_str(), title.tmdb_id))).collect()
}

/// "2024" of a film; "2021–2026" or "since 2021" of a series.
pub fn years(details: &TitleDetails) -> Option<String> {
    let first = details.title.year?;
    Some(match (details.title.media_type, details.last_year) {
        (MediaType::Tv, _) if details.in_production => text::years_since(first),
        (MediaType::Tv, Some(last)) if last > first => text::years_range(first, last),
        _ => first.to_string(),
    })
}

/// "1 h 52 min".
pub fn runtime(minutes: u32) -> Option<String> {
    match (minutes / 60, minutes % 60) {
        (0, 0) => None,
        (0, minutes) => Some(text::runtime_minutes(minutes)),
        (hours, 0) => Some(text::runtime_full_hours(hours)),
        (hours, minutes) => Some(text::runtime_hours(hours, minutes)),
    }
}

/// "7.9"; nothing where nobody voted.
pub fn rating(tenths: u8) -> Option<String> {
    (tenths > 0).then(|| text::rating(tenths / 10, tenths % 10))
}

/// The first few genres.
pub fn genres(details: &TitleDetails) -> Option<String> {
    let shown: Vec<_> = details.genres.iter().take(3).map(String::as_str).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::requests::{Delivery, RequestStatus};

    fn title(media_type: MediaType, availability: Availability, mine: Option<RequestStatus>) -> Title {
        Title {
            media_type,
            tmdb_id: TmdbId::new(11).expect("an id"),
            title: "Low Sun".into(),
            year: Some(2024),
            overview: String::new(),
            poster_path: None,
            availability,
            my_request: mine.map(|status| RequestBrief {
                id: "0197a000-0000-7000-8000-000000000001".parse().expect("an id"),
                status,
                delivery: Delivery::Waiting,
                is_4k: false,
            }),
        }
    }

    #[test]
    fn a_card_offers_only_what_can_be_asked_for() {
        use Availability::{Available, Missing, PartiallyAvailable, Pending};
        let action = |kind, availability, mine| card_action(&title(kind, availability, mine));
        assert_eq!(action(MediaType::Movie, Missing, None), CardAction::Request);
        assert_eq!(action(MediaType::Movie, Missing, Some(RequestStatus::Pending)), CardAction::Nothing);
        assert_eq!(action(MediaType::Movie, Missing, Some(RequestStatus::Declined)), CardAction::Request);
        assert_eq!(action(MediaType::Movie, Available, None), CardAction::Nothing);
        assert_eq!(action(MediaType::Tv, PartiallyAvailable, None), CardAction::ChooseSeasons);
        assert_eq!(action(MediaType::Tv, Pending, None), CardAction::Nothing);
    }

    #[test]
    fn a_title_is_shown_once_even_when_it_moves_between_pages() {
        let mut seen = BTreeSet::new();
        let page = || vec![title(MediaType::Movie, Availability::Missing, None)];
        assert_eq!(first_of(&mut seen, page()).len(), 1);
        assert!(first_of(&mut seen, page()).is_empty());
        assert_eq!(first_of(&mut seen, vec![title(MediaType::Tv, Availability::Missing, None)]).len(), 1);
    }

    #[test]
    fn says_running_times_and_ratings_as_people_do() {
        let told: Vec<_> = [0, 45, 60, 112].into_iter().map(runtime).collect();
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(told, [None, words("45 min"), words("1 h"), words("1 h 52 min")]);
        assert_eq!((rating(79), rating(100), rating(0)), (words("7.9"), words("10.0"), None));
    }
}

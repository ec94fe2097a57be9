//! What exactly is wished for: the rules that need nothing but the wish and the title.

use domain::{
    Error, Result, SeasonNumber,
    discovery::{Availability, MediaType, Season, TitleDetails},
    requests::{NewRequest, RequestStatus, SeasonChoice},
    text,
};
use std::collections::BTreeSet;

/// More seasons than any series has.
const MOST_SEASONS: usize = 200;

/// The seasons to ask for; none for a film.
///
/// # Errors
/// A wrong choice is [`Error::Invalid`] for field `seasons`; a wish for what is there already is [`Error::Conflict`].
pub(super) fn seasons(wish: &NewRequest, details: &TitleDetails) -> Result<Vec<SeasonNumber>> {
    let name = &details.title.title;
    if wish.media_type == MediaType::Movie {
        let known = if wish.is_4k { details.availability_4k } else { details.title.availability };
        return match known {
            Availability::Available => Err(Error::Conflict(text::title_is_there(name))),
            Availability::Blocklisted => Err(blocked(name)),
            _ => Ok(Vec::new()),
        };
    }
    if details.title.availability == Availability::Blocklisted {
        return Err(blocked(name));
    }
    match chosen(wish)? {
        SeasonChoice::All => {
            let missing: Vec<_> = details
                .seasons
                .iter()
                .filter(|season| is_missing(season, wish.is_4k))
                .map(|season| season.number)
                .collect();
            if missing.is_empty() {
                return Err(Error::Conflict(text::all_seasons_there(name)));
            }
            Ok(missing)
        }
        SeasonChoice::Some(numbers) => {
            if let Some(unknown) =
                numbers.iter().find(|number| details.seasons.iter().all(|season| season.number != **number))
            {
                return Err(Error::field("seasons", text::no_such_season(name, unknown)));
            }
            let there: BTreeSet<_> = details
                .seasons
                .iter()
                .filter(|season| is_there(season, wish.is_4k))
                .map(|season| season.number)
                .collect();
            let wanted: Vec<_> = numbers.difference(&there).copied().collect();
            if wanted.is_empty() {
                return Err(Error::Conflict(text::seasons_are_there(list(numbers), name)));
            }
            Ok(wanted)
        }
    }
}

/// The same while only the title's name is known: the seasons are believed.
pub(super) fn seasons_unchecked(wish: &NewRequest, name: &str) -> Result<Vec<SeasonNumber>> {
    if wish.media_type == MediaType::Movie {
        return Ok(Vec::new());
    }
    match chosen(wish)? {
        SeasonChoice::Some(numbers) => Ok(numbers.iter().copied().collect()),
        SeasonChoice::All => Err(Error::field("seasons", text::seasons_not_known(name))),
    }
}

fn chosen(wish: &NewRequest) -> Result<&SeasonChoice> {
    match &wish.seasons {
        Some(SeasonChoice::Some(numbers)) if numbers.len() > MOST_SEASONS => {
            Err(Error::field("seasons", text::choose_fewer_seasons(MOST_SEASONS)))
        }
        Some(SeasonChoice::Some(numbers)) if numbers.is_empty() => Err(no_season()),
        Some(choice) => Ok(choice),
        None => Err(no_season()),
    }
}

fn no_season() -> Error {
    Error::field("seasons", text::choose_a_season())
}

fn blocked(name: &str) -> Error {
    Error::Conflict(text::title_not_wanted(name))
}

fn is_there(season: &Season, is_4k: bool) -> bool {
    let known = if is_4k { season.availability_4k } else { season.availability };
    known == Availability::Available
}

/// A regular season that is neither there nor asked for. Specials are only for who names them.
fn is_missing(season: &Season, is_4k: bool) -> bool {
    let requested = if is_4k { season.requested_4k } else { season.requested };
    !season.number.is_specials() && !is_there(season, is_4k) && requested.is_none_or(RequestStatus::is_final)
}

/// `Season 1`, `Seasons 1, 2`; nothing for a film.
pub(super) fn list<'a>(numbers: impl IntoIterator<Item = &'a SeasonNumber>) -> String {
    let numbers: Vec<_> = numbers.into_iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => text::one_season(one),
        more => text::more_seasons(more.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{TmdbId, discovery::Title};

    fn number(number: u32) -> SeasonNumber {
        SeasonNumber::new(number).expect("a season")
    }

    /// Specials; 1 there; 2 asked for; 3 and 4 missing.
    fn series() -> TitleDetails {
        let season = |n: u32, availability, requested| Season {
            number: number(n),
            name: format!("Season {n}"),
            episodes: 10,
            air_date: None,
            availability,
            requested,
            requested_4k: None,
            availability_4k: Availability::Missing,
        };
        TitleDetails {
            title: Title {
                media_type: MediaType::Tv,
                tmdb_id: TmdbId::new(1396).expect("an id"),
                title: "Breaking Bad".into(),
                year: Some(2008),
                overview: String::new(),
                poster_path: None,
                availability: Availability::PartiallyAvailable,
                my_request: None,
            },
            original_title: None,
            tagline: None,
            backdrop_path: None,
            genres: Vec::new(),
            runtime_minutes: None,
            vote_tenths: None,
            last_year: None,
            in_production: false,
            seasons: vec![
                season(0, Availability::Missing, None),
                season(1, Availability::Available, None),
                season(2, Availability::Processing, Some(RequestStatus::Approved)),
                season(3, Availability::Missing, Some(RequestStatus::Declined)),
                season(4, Availability::Missing, None),
            ],
            cast: Vec::new(),
            availability_4k: Availability::Missing,
            plex_url: None,
        }
    }

    fn wish(seasons: Option<SeasonChoice>, is_4k: bool) -> NewRequest {
        NewRequest { media_type: MediaType::Tv, tmdb_id: TmdbId::new(1396).expect("an id"), seasons, is_4k }
    }

    fn some(numbers: &[u32]) -> SeasonChoice {
        SeasonChoice::Some(numbers.iter().copied().map(number).collect())
    }

    fn outcome(seasons: impl Into<Option<SeasonChoice>>) -> String {
        match super::seasons(&wish(seasons.into(), false), &series()) {
            Ok(numbers) => list(&numbers),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn all_means_the_regular_seasons_that_are_missing() {
        assert_eq!(outcome(SeasonChoice::All), "Seasons 3, 4");
        let all_4k = super::seasons(&wish(Some(SeasonChoice::All), true), &series()).expect("seasons");
        assert_eq!(list(&all_4k), "Seasons 1, 2, 3, 4");
    }

    #[test]
    fn specials_come_only_when_they_are_named() {
        assert_eq!(outcome(some(&[0, 4])), "Seasons 0, 4");
    }

    #[test]
    fn a_series_needs_a_season_that_it_has() {
        assert_eq!(outcome(None), "invalid input: seasons: Choose at least one season.");
        assert_eq!(outcome(some(&[])), "invalid input: seasons: Choose at least one season.");
        assert_eq!(outcome(some(&[4, 9])), "invalid input: seasons: “Breaking Bad” has no season 9.");
    }

    #[test]
    fn seasons_that_are_there_are_left_out() {
        assert_eq!(outcome(some(&[1, 4])), "Season 4");
        assert_eq!(outcome(some(&[1])), "Season 1 of “Breaking Bad” is already on the server.");
    }

    #[test]
    fn without_the_title_named_seasons_are_believed_and_all_is_not_known() {
        assert_eq!(list(&seasons_unchecked(&wish(Some(some(&[2])), false), "X").expect("a season")), "Season 2");
        assert!(matches!(seasons_unchecked(&wish(Some(SeasonChoice::All), false), "X"), Err(Error::Invalid(_))));
    }
}

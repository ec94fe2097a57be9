//! What lists and people are called, where they are, and what is said of a life.

use crate::{text, ui::time};
use domain::{
    Day,
    discovery::{Craft, DiscoverList, Person},
};

/// A biography longer than this is folded after its first paragraphs.
const MOST_SHOWN: usize = 700;

/// The page of a list.
pub fn list_path(list: DiscoverList) -> String {
    format!("/discover/{}", list.as_str())
}

pub fn list_name(list: DiscoverList) -> &'static str {
    match list {
        DiscoverList::Trending => text::list_trending(),
        DiscoverList::PopularMovies => text::list_popular_films(),
        DiscoverList::PopularTv => text::list_popular_series(),
        DiscoverList::Upcoming => text::list_upcoming(),
    }
}

/// What stands in it.
pub fn list_text(list: DiscoverList) -> &'static str {
    match list {
        DiscoverList::Trending => text::list_trending_text(),
        DiscoverList::PopularMovies => text::list_popular_films_text(),
        DiscoverList::PopularTv => text::list_popular_series_text(),
        DiscoverList::Upcoming => text::list_upcoming_text(),
    }
}

pub fn craft_name(craft: Craft) -> &'static str {
    match craft {
        Craft::Acting => text::craft_acting(),
        Craft::Directing => text::craft_directing(),
        Craft::Writing => text::craft_writing(),
        Craft::Producing => text::craft_producing(),
        Craft::Other => text::craft_other(),
    }
}

/// The id of its section.
pub fn craft_id(craft: Craft) -> &'static str {
    match craft {
        Craft::Acting => "acting",
        Craft::Directing => "directing",
        Craft::Writing => "writing",
        Craft::Producing => "producing",
        Craft::Other => "other",
    }
}

/// "as Marie", "Director"; empty where nobody says.
pub fn part(craft: Craft, part: &str) -> String {
    match craft {
        Craft::Acting if !part.is_empty() => text::as_part(part),
        _ => part.to_owned(),
    }
}

/// What somebody does, when and where they were born, how old they are or became.
pub fn life(person: &Person, today: Option<Day>) -> Vec<String> {
    let Person { born, died, birthplace, .. } = person;
    let begun = match (born.map(time::day), birthplace) {
        (Some(day), Some(place)) => Some(text::born_in(day, place)),
        (Some(day), None) => Some(text::born(day)),
        (None, Some(place)) => Some(text::from_place(place)),
        (None, None) => None,
    };
    let years = |until: Day| born.and_then(|born| born.years_until(until));
    let since = match died {
        Some(died) => Some(match years(*died) {
            Some(age) => text::died_aged(time::day(*died), age),
            None => text::died(time::day(*died)),
        }),
        None => today.and_then(years).map(text::years_old),
    };
    let craft = person.known_for.filter(|craft| *craft != Craft::Other).map(|craft| craft_name(craft).to_owned());
    [craft, begun, since].into_iter().flatten().collect()
}

/// The paragraphs that are shown, and those that are folded away.
pub fn biography(text: &str) -> (Vec<String>, Vec<String>) {
    let mut shown: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let mut length = 0;
    let fits = shown
        .iter()
        .take_while(|paragraph| {
            length += paragraph.len();
            length <= MOST_SHOWN
        })
        .count();
    let rest = shown.split_off(fits.max(1).min(shown.len()));
    (shown, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::TmdbId;

    fn person(born: Option<&str>, died: Option<&str>, birthplace: Option<&str>) -> Person {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        Person {
            tmdb_id: TmdbId::new(5001).expect("an id"),
            name: "Mara".into(),
            biography: String::new(),
            born: born.map(day),
            died: died.map(day),
            birthplace: birthplace.map(str::to_owned),
            known_for: Some(Craft::Acting),
            profile_path: None,
            work: Vec::new(),
        }
    }

    #[test]
    fn a_life_is_told_as_far_as_it_is_known() {
        let today = "2026-11-20".parse::<Day>().ok();
        let told = |person: Person| life(&person, today).join(" · ");
        assert_eq!(
            told(person(Some("1961-03-12"), None, Some("Oslo, Norway"))),
            "Acting · Born 12 Mar 1961 in Oslo, Norway · 65 years old"
        );
        assert_eq!(
            told(person(Some("1931-03-12"), Some("2020-01-03"), None)),
            "Acting · Born 12 Mar 1931 · Died 3 Jan 2020, aged 88"
        );
        assert_eq!(told(person(None, Some("2020-01-03"), Some("Oslo"))), "Acting · From Oslo · Died 3 Jan 2020");
        assert_eq!(told(person(None, None, None)), "Acting");
    }

    #[test]
    fn a_long_biography_is_folded_between_paragraphs() {
        let long = "x".repeat(500);
        let (shown, rest) = biography(&format!("{long}\n\n{long}\n{long}"));
        assert_eq!((shown.len(), rest.len()), (1, 2));
        let (shown, rest) = biography(&"y".repeat(2_000));
        assert_eq!((shown.len(), rest.len()), (1, 0), "one paragraph is not cut");
        assert_eq!(biography(" \n"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_part_is_played_and_a_job_is_done() {
        assert_eq!(part(Craft::Acting, "Marie"), "as Marie");
        assert_eq!(part(Craft::Acting, ""), "");
        assert_eq!(part(Craft::Directing, "Director"), "Director");
    }
}

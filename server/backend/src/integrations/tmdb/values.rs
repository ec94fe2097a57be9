//! What TMDB's values mean, whoever passes them on: Overseerr names the fields differently and leaves the values alone.

use super::ImagePath;
use crate::integrations::lenient;
use domain::{
    Day, TmdbId,
    discovery::{Craft, FoundPerson, Title, Work, WorkedOn},
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// How many people a title page shows.
pub const MOST_CREDITS: usize = 20;
/// How many titles a person's page shows for each craft.
const MOST_TITLES: usize = 60;
/// How many titles stand under somebody that a search found.
const MOST_KNOWN_FOR: usize = 3;

pub fn tmdb_id(number: Option<i64>) -> Option<TmdbId> {
    TmdbId::new(u32::try_from(number?).ok()?).ok()
}

/// The year of `1977-05-25`.
pub fn year(date: Option<&str>) -> Option<u16> {
    date?.get(..4)?.parse().ok().filter(|year| *year > 0)
}

/// Dates may be empty or only in part.
pub fn day(date: Option<&str>) -> Option<Day> {
    date?.parse().ok()
}

/// Only what our own image address can serve.
pub fn image(path: Option<&str>) -> Option<String> {
    ImagePath::parse(path?).map(|path| path.as_str().to_owned())
}

/// 0 means that nobody voted.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 1 to 100, checked")]
pub fn tenths(average: f64) -> Option<u8> {
    let tenths = (average * 10.0).round();
    (1.0..=100.0).contains(&tenths).then_some(tenths as u8)
}

/// TMDB's departments; the small ones are one.
pub fn craft(department: &str) -> Craft {
    match department {
        "Acting" | "Actors" => Craft::Acting,
        "Directing" => Craft::Directing,
        "Writing" | "Creator" => Craft::Writing,
        "Production" => Craft::Producing,
        _ => Craft::Other,
    }
}

/// A person among the hits of a search, in the words of TMDB or of Overseerr.
#[derive(Deserialize, Default)]
#[serde(default)]
struct WireFoundPerson {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(alias = "mediaType", deserialize_with = "lenient::text")]
    media_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    adult: bool,
    #[serde(alias = "profilePath", deserialize_with = "lenient::text")]
    profile_path: Option<String>,
    #[serde(alias = "knownFor", deserialize_with = "lenient::list")]
    known_for: Vec<WireKnownFor>,
}

/// Films have a title, series a name.
#[derive(Deserialize, Default)]
#[serde(default)]
struct WireKnownFor {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
}

/// `None` for what is no person, has no name, or is not for everybody.
pub fn found_person(hit: &Value) -> Option<FoundPerson> {
    let wire = WireFoundPerson::deserialize(hit).ok()?;
    if wire.media_type.as_deref() != Some("person") || wire.adult {
        return None;
    }
    Some(FoundPerson {
        tmdb_id: tmdb_id(wire.id)?,
        name: wire.name?,
        profile_path: image(wire.profile_path.as_deref()),
        known_for: wire
            .known_for
            .into_iter()
            .filter_map(|known| known.title.or(known.name))
            .take(MOST_KNOWN_FOR)
            .collect(),
    })
}

/// The lists of a person's credits; each entry is a title with [`WirePart`] beside it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireWork {
    #[serde(deserialize_with = "lenient::list")]
    cast: Vec<Value>,
    #[serde(deserialize_with = "lenient::list")]
    crew: Vec<Value>,
}

/// What a credit says beside the title.
#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePart {
    #[serde(deserialize_with = "lenient::text")]
    character: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    department: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    job: Option<String>,
    #[serde(alias = "voteCount", deserialize_with = "lenient::integer")]
    vote_count: Option<i64>,
}

impl WireWork {
    /// By craft, `first` before the others, the best known titles first. `title` reads a title in the words of whoever
    /// passes it on.
    pub fn work(self, first: Option<Craft>, title: impl Fn(Value) -> Option<Title>) -> Vec<Work> {
        let mut crafts: Vec<(Craft, Vec<(i64, WorkedOn)>)> = Vec::new();
        let mut places = HashMap::new();
        let entries =
            self.cast.into_iter().map(|entry| (true, entry)).chain(self.crew.into_iter().map(|entry| (false, entry)));
        for (is_cast, entry) in entries {
            let part: WirePart = serde_json::from_value(entry.clone()).unwrap_or_default();
            let Some(title) = title(entry) else { continue };
            let (craft, words) = if is_cast {
                (Craft::Acting, part.character)
            } else {
                (part.department.as_deref().map_or(Craft::Other, craft), part.job)
            };
            let words = words.unwrap_or_default();
            let of_craft = crafts.iter().position(|(known, _)| *known == craft).unwrap_or_else(|| {
                crafts.push((craft, Vec::new()));
                crafts.len() - 1
            });
            let titles = &mut crafts[of_craft].1;
            let place = *places.entry((craft, title.media_type, title.tmdb_id)).or_insert(titles.len());
            match titles.get_mut(place) {
                Some((_, known)) => also(&mut known.part, &words),
                None => titles.push((part.vote_count.unwrap_or(0), WorkedOn { title, part: words })),
            }
        }
        crafts.sort_by_key(|(craft, _)| (Some(*craft) != first, *craft));
        crafts
            .into_iter()
            .map(|(craft, mut titles)| {
                titles.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
                Work { craft, titles: titles.into_iter().map(|(_, title)| title).take(MOST_TITLES).collect() }
            })
            .collect()
    }
}

/// Who wrote a film and its dialogues is named once, with both.
fn also(part: &mut String, more: &str) {
    if part.is_empty() {
        more.clone_into(part);
    } else if !more.is_empty() && part.split(", ").all(|known| known != more) {
        part.push_str(", ");
        part.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::discovery::{Availability, MediaType};
    use serde_json::json;

    fn title(entry: &Value) -> Option<Title> {
        Some(Title {
            media_type: entry["media_type"].as_str()?.parse::<MediaType>().ok()?,
            tmdb_id: tmdb_id(entry["id"].as_i64())?,
            title: "A".into(),
            year: None,
            overview: String::new(),
            poster_path: None,
            availability: Availability::Missing,
            my_request: None,
        })
    }

    #[test]
    fn people_are_read_from_both_dialects_and_nothing_else_is() {
        let tmdb = json!({ "id": 31, "media_type": "person", "name": "Mara", "profile_path": "/6Ff.jpg", "adult": false,
            "known_for": [{ "title": "A" }, { "name": "B" }, {}, { "title": "C" }, { "title": "D" }] });
        let person = found_person(&tmdb).expect("a person");
        assert_eq!((person.tmdb_id.get(), person.name.as_str()), (31, "Mara"));
        assert_eq!((person.profile_path.as_deref(), person.known_for.join("")), (Some("/6Ff.jpg"), "ABC".to_owned()));
        let overseerr =
            json!({ "id": "31", "mediaType": "person", "name": "Mara", "profilePath": null, "knownFor": 1 });
        let person = found_person(&overseerr).expect("a person");
        assert_eq!((person.profile_path, person.known_for.len()), (None, 0));
        for other in [
            json!({ "id": 1, "media_type": "movie", "title": "A" }),
            json!({ "id": 1, "media_type": "person" }),
            json!({ "id": 0, "media_type": "person", "name": "Nobody" }),
            json!({ "id": 1, "media_type": "person", "name": "X", "adult": true }),
            json!("nonsense"),
        ] {
            assert_eq!(found_person(&other), None, "{other}");
        }
    }

    #[test]
    fn work_is_told_by_craft_with_every_title_once() {
        let wire: WireWork = serde_json::from_value(json!({
            "cast": [
                { "id": 1, "media_type": "movie", "character": "Ann", "vote_count": 5 },
                { "id": 2, "media_type": "tv", "character": "", "voteCount": 50 },
                { "id": 1, "media_type": "tv", "character": "Bea" },
                { "id": 3, "media_type": "person" },
                "nonsense",
            ],
            "crew": [
                { "id": 1, "media_type": "movie", "department": "Writing", "job": "Screenplay" },
                { "id": 1, "media_type": "movie", "department": "Writing", "job": "Story" },
                { "id": 1, "media_type": "movie", "department": "Writing", "job": "Story" },
                { "id": 4, "media_type": "movie", "department": "Directing", "job": "Director" },
                { "id": 5, "media_type": "movie" },
            ],
        }))
        .expect("lenient");
        let told: Vec<_> = wire
            .work(Some(Craft::Directing), |entry| title(&entry))
            .into_iter()
            .map(|work| {
                let titles: Vec<_> =
                    work.titles.into_iter().map(|on| (on.title.tmdb_id.get(), on.part.clone())).collect();
                (work.craft, titles)
            })
            .collect();
        let parts =
            |titles: &[(u32, &str)]| -> Vec<_> { titles.iter().map(|(id, part)| (*id, (*part).to_owned())).collect() };
        assert_eq!(
            told,
            [
                (Craft::Directing, parts(&[(4, "Director")])),
                (Craft::Acting, parts(&[(2, ""), (1, "Ann"), (1, "Bea")])),
                (Craft::Writing, parts(&[(1, "Screenplay, Story")])),
                (Craft::Other, parts(&[(5, "")])),
            ]
        );
    }
}

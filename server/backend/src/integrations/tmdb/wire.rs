//! TMDB's JSON, also as Overseerr passes it on, which writes the names in camel case and leaves the values alone. Films and
//! series name the same things differently; dates may be empty, paths null.

use super::{
    Hits,
    values::{MOST_CREDITS, WireWork, craft, day, found_person, image, tenths, tmdb_id, year},
};
use crate::{integrations::lenient, language};
use domain::{
    SeasonNumber,
    discovery::{Availability, Credit, MediaType, Person, Season, Title, TitleDetails},
    text,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireHits {
    #[serde(deserialize_with = "lenient::integer")]
    page: Option<i64>,
    #[serde(alias = "totalPages", deserialize_with = "lenient::integer")]
    total_pages: Option<i64>,
    #[serde(alias = "totalResults", deserialize_with = "lenient::integer")]
    total_results: Option<i64>,
    /// Not `lenient`: an answer without results is no list at all.
    results: Option<Vec<Value>>,
}

impl WireHits {
    /// `title` reads a title. `None` when it has no list of results.
    pub fn hits(self, asked: u32, title: impl Fn(Value) -> Option<Title>) -> Option<Hits> {
        let results = self.results?;
        let people = results.iter().filter_map(found_person).collect();
        let titles: Vec<_> = results.into_iter().filter_map(title).collect();
        let count = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        Some(Hits {
            page: count(self.page).unwrap_or(asked),
            total_pages: count(self.total_pages).unwrap_or(1),
            total_results: count(self.total_results).map_or(titles.len() as u64, u64::from),
            titles,
            people,
        })
    }
}

/// A title as TMDB itself tells it. `known` is what a list is of, where its entries do not say it.
pub fn title_of(hit: Value, known: Option<MediaType>) -> Option<Title> {
    serde_json::from_value::<WireTitle>(hit).ok()?.for_everybody()?.title(known)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireTitle {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(alias = "mediaType", deserialize_with = "lenient::text")]
    media_type: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    adult: bool,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(alias = "originalTitle", deserialize_with = "lenient::text")]
    original_title: Option<String>,
    #[serde(alias = "originalName", deserialize_with = "lenient::text")]
    original_name: Option<String>,
    #[serde(alias = "releaseDate", deserialize_with = "lenient::text")]
    release_date: Option<String>,
    #[serde(alias = "firstAirDate", deserialize_with = "lenient::text")]
    first_air_date: Option<String>,
    #[serde(alias = "lastAirDate", deserialize_with = "lenient::text")]
    last_air_date: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    overview: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    tagline: Option<String>,
    #[serde(alias = "posterPath", deserialize_with = "lenient::text")]
    poster_path: Option<String>,
    #[serde(alias = "backdropPath", deserialize_with = "lenient::text")]
    backdrop_path: Option<String>,
    #[serde(alias = "voteAverage", deserialize_with = "lenient::number")]
    vote_average: Option<f64>,
    #[serde(deserialize_with = "lenient::integer")]
    runtime: Option<i64>,
    #[serde(alias = "episodeRunTime", deserialize_with = "lenient::list")]
    episode_run_time: Vec<u32>,
    #[serde(alias = "inProduction", deserialize_with = "lenient::flag")]
    in_production: bool,
    #[serde(deserialize_with = "lenient::list")]
    genres: Vec<WireGenre>,
    #[serde(deserialize_with = "lenient::object")]
    credits: Option<WireCredits>,
    /// Of a series: those of all its seasons, where TMDB was asked for them.
    #[serde(deserialize_with = "lenient::object")]
    aggregate_credits: Option<WireCredits>,
    #[serde(deserialize_with = "lenient::list")]
    seasons: Vec<WireSeason>,
}

#[derive(Deserialize)]
struct WireGenre {
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCredits {
    #[serde(deserialize_with = "lenient::list")]
    cast: Vec<WireCredit>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCredit {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    character: Option<String>,
    /// Of all seasons: one for each character.
    #[serde(deserialize_with = "lenient::list")]
    roles: Vec<WireRole>,
    #[serde(alias = "profilePath", deserialize_with = "lenient::text")]
    profile_path: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireRole {
    #[serde(deserialize_with = "lenient::text")]
    character: Option<String>,
}

#[derive(Deserialize)]
struct WireSeason {
    #[serde(alias = "seasonNumber")]
    season_number: SeasonNumber,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(alias = "episodeCount", default, deserialize_with = "lenient::integer")]
    episode_count: Option<i64>,
    #[serde(alias = "airDate", default, deserialize_with = "lenient::text")]
    air_date: Option<String>,
}

impl WireTitle {
    pub fn for_everybody(self) -> Option<Self> {
        (!self.adult).then_some(self)
    }

    /// `known` is what it was asked for as; a hit says it itself. `None` for people, collections and what has no name.
    pub fn title(&self, known: Option<MediaType>) -> Option<Title> {
        let media_type = match known {
            Some(media_type) => media_type,
            None => self.media_type.as_deref()?.parse().ok()?,
        };
        let (name, date) = match media_type {
            MediaType::Movie => (self.title.as_ref().or(self.name.as_ref()), &self.release_date),
            MediaType::Tv => (self.name.as_ref().or(self.title.as_ref()), &self.first_air_date),
        };
        Some(Title {
            media_type,
            tmdb_id: tmdb_id(self.id)?,
            title: name?.clone(),
            year: year(date.as_deref()),
            overview: self.overview.clone().unwrap_or_default(),
            poster_path: image(self.poster_path.as_deref()),
            availability: Availability::Missing,
            my_request: None,
        })
    }

    /// Everything for a title page; `None` when it is no title.
    pub fn details(self, media_type: MediaType) -> Option<TitleDetails> {
        let title = self.title(Some(media_type))?;
        let is_tv = media_type == MediaType::Tv;
        let original = if is_tv { self.original_name } else { self.original_title };
        let minutes = self.runtime.and_then(|minutes| u32::try_from(minutes).ok());
        let cast = self.aggregate_credits.or(self.credits).unwrap_or_default().cast;
        Some(TitleDetails {
            original_title: original.filter(|original| *original != title.title),
            tagline: self.tagline,
            backdrop_path: image(self.backdrop_path.as_deref()),
            genres: self.genres.into_iter().map(|genre| genre.name).collect(),
            runtime_minutes: minutes.or(self.episode_run_time.first().copied()).filter(|minutes| *minutes > 0),
            vote_tenths: self.vote_average.and_then(tenths),
            last_year: year(self.last_air_date.as_deref()),
            in_production: self.in_production,
            seasons: self.seasons.into_iter().filter(|_| is_tv).map(WireSeason::season).collect(),
            cast: cast.into_iter().filter_map(WireCredit::credit).take(MOST_CREDITS).collect(),
            availability_4k: Availability::Missing,
            plex_url: None,
            title,
        })
    }
}

impl WireCredit {
    fn credit(self) -> Option<Credit> {
        let role = self.character.or_else(|| self.roles.into_iter().find_map(|role| role.character));
        Some(Credit {
            tmdb_id: tmdb_id(self.id),
            name: self.name?,
            role: role.unwrap_or_default(),
            profile_path: image(self.profile_path.as_deref()),
        })
    }
}

impl WireSeason {
    fn season(self) -> Season {
        let number = self.season_number;
        let name = self.name.unwrap_or_else(|| {
            language::kept(|| if number.is_specials() { text::specials().into() } else { text::one_season(number) })
        });
        Season {
            number,
            name,
            episodes: self.episode_count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
            air_date: self.air_date,
            availability: Availability::Missing,
            requested: None,
            requested_4k: None,
            availability_4k: Availability::Missing,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WirePerson {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    biography: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    birthday: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    deathday: Option<String>,
    #[serde(alias = "placeOfBirth", deserialize_with = "lenient::text")]
    place_of_birth: Option<String>,
    #[serde(alias = "knownForDepartment", deserialize_with = "lenient::text")]
    known_for_department: Option<String>,
    #[serde(alias = "profilePath", deserialize_with = "lenient::text")]
    profile_path: Option<String>,
    #[serde(deserialize_with = "lenient::object")]
    pub combined_credits: Option<WireWork>,
}

impl WirePerson {
    /// `title` reads a title of `work`. `None` when it is nobody.
    pub fn person(self, work: WireWork, title: impl Fn(Value) -> Option<Title>) -> Option<Person> {
        let known_for = self.known_for_department.as_deref().map(craft);
        Some(Person {
            tmdb_id: tmdb_id(self.id)?,
            name: self.name?,
            biography: self.biography.unwrap_or_default(),
            born: day(self.birthday.as_deref()),
            died: day(self.deathday.as_deref()),
            birthplace: self.place_of_birth,
            known_for,
            profile_path: image(self.profile_path.as_deref()),
            work: work.work(known_for, title),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_of_one_kind_needs_no_word_for_it_and_a_mixed_one_does() {
        let body = json!({ "page": 1, "total_pages": 3, "total_results": 60, "results": [
            { "id": 11, "title": "A", "release_date": "", "poster_path": "/6Ff.jpg" },
            { "id": 12, "title": "B", "release_date": "1977-05-25", "adult": true },
            null,
        ] });
        let read = |known| {
            serde_json::from_value::<WireHits>(body.clone())
                .expect("lenient")
                .hits(1, |hit| title_of(hit, known))
                .expect("a list")
        };
        let films = read(Some(MediaType::Movie));
        assert_eq!(films.titles[0].title, "A");
        assert_eq!((films.titles[0].year, films.titles.len()), (None, 1));
        assert!(read(None).titles.is_empty());
        assert!(serde_json::from_value::<WireHits>(json!({})).expect("lenient").hits(1, |_| None).is_none());
    }

    #[test]
    fn the_cast_of_a_series_is_that_of_all_its_seasons() {
        let body = json!({ "id": 1396, "name": "S", "episode_run_time": [], "runtime": null, "in_production": true,
            "seasons": [{ "season_number": 0, "episode_count": 2, "air_date": null }, { "season_number": 1, "name": "One" }],
            "aggregate_credits": { "cast": [{ "id": 17, "name": "N", "roles": [{ "character": "", "episode_count": 1 }, { "character": "W" }] }] },
        });
        let details =
            serde_json::from_value::<WireTitle>(body).expect("lenient").details(MediaType::Tv).expect("a series");
        assert_eq!((details.cast[0].role.as_str(), details.runtime_minutes), ("W", None));
        assert_eq!((details.seasons[0].name.as_str(), details.seasons[0].episodes), ("Specials", 2));
        assert!(details.seasons.iter().all(|season| season.availability == Availability::Missing));
    }
}

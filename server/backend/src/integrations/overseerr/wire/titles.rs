//! Search results and details: TMDB's data as Overseerr passes it on. Films and series name the same things differently.

use super::media::WireMedia;
use crate::integrations::{
    lenient,
    overseerr::Hits,
    tmdb::values::{MOST_CREDITS, found_person, image, tenths, tmdb_id, year},
};
use domain::{
    SeasonNumber,
    discovery::{Credit, MediaType, Season, Title, TitleDetails},
    text,
};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireHits {
    #[serde(deserialize_with = "lenient::integer")]
    page: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    total_pages: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    total_results: Option<i64>,
    /// Not `lenient`: an answer without results is no search result at all.
    results: Option<Vec<serde_json::Value>>,
}

impl WireHits {
    /// `None` when it has no list of results.
    pub fn hits(self, asked: u32) -> Option<Hits> {
        let results = self.results?;
        let people = results.iter().filter_map(found_person).collect();
        let titles: Vec<_> = results
            .into_iter()
            .filter_map(|hit| serde_json::from_value::<WireTitle>(hit).ok())
            .filter_map(|hit| hit.title(None))
            .collect();
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

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireTitle {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    media_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    original_title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    original_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    release_date: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    first_air_date: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    last_air_date: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    overview: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    tagline: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    poster_path: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    backdrop_path: Option<String>,
    #[serde(deserialize_with = "lenient::number")]
    vote_average: Option<f64>,
    #[serde(deserialize_with = "lenient::integer")]
    runtime: Option<i64>,
    #[serde(deserialize_with = "lenient::list")]
    episode_run_time: Vec<u32>,
    #[serde(deserialize_with = "lenient::flag")]
    in_production: bool,
    #[serde(deserialize_with = "lenient::list")]
    genres: Vec<WireGenre>,
    #[serde(deserialize_with = "lenient::object")]
    credits: Option<WireCredits>,
    #[serde(deserialize_with = "lenient::list")]
    seasons: Vec<WireSeason>,
    #[serde(deserialize_with = "lenient::object")]
    pub media_info: Option<WireMedia>,
}

#[derive(Deserialize)]
struct WireGenre {
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCredits {
    #[serde(deserialize_with = "lenient::list")]
    cast: Vec<WirePerson>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct WirePerson {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    character: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    profile_path: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireSeason {
    season_number: SeasonNumber,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    episode_count: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    air_date: Option<String>,
}

impl WireTitle {
    /// `known` is what it was asked for as; a hit says it itself. `None` for people, collections and what has no name.
    pub(super) fn title(&self, known: Option<MediaType>) -> Option<Title> {
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
            availability: self.media_info.as_ref().map(|media| media.availability(false)).unwrap_or_default(),
            my_request: None,
        })
    }

    /// Everything for a title page; `None` when it is no title.
    pub fn details(self, media_type: MediaType) -> Option<TitleDetails> {
        let title = self.title(Some(media_type))?;
        let media = self.media_info.unwrap_or_default();
        let is_tv = media_type == MediaType::Tv;
        let original = if is_tv { self.original_name } else { self.original_title };
        let minutes = self.runtime.and_then(|minutes| u32::try_from(minutes).ok());
        Some(TitleDetails {
            original_title: original.filter(|original| *original != title.title),
            tagline: self.tagline,
            backdrop_path: image(self.backdrop_path.as_deref()),
            genres: self.genres.into_iter().map(|genre| genre.name).collect(),
            runtime_minutes: minutes.or(self.episode_run_time.first().copied()).filter(|minutes| *minutes > 0),
            vote_tenths: self.vote_average.and_then(tenths),
            last_year: year(self.last_air_date.as_deref()),
            in_production: self.in_production,
            seasons: if is_tv {
                self.seasons.into_iter().map(|season| season.season(&media)).collect()
            } else {
                Vec::new()
            },
            cast: self
                .credits
                .unwrap_or_default()
                .cast
                .into_iter()
                .filter_map(WirePerson::credit)
                .take(MOST_CREDITS)
                .collect(),
            availability_4k: media.availability(true),
            plex_url: media.watch_url(),
            title,
        })
    }
}

impl WireSeason {
    fn season(self, media: &WireMedia) -> Season {
        let number = self.season_number;
        let name = self
            .name
            .unwrap_or_else(|| if number.is_specials() { text::specials().into() } else { text::one_season(number) });
        Season {
            number,
            name,
            episodes: self.episode_count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
            air_date: self.air_date,
            availability: media.season_availability(number, false),
            requested: media.asked(Some(number), false),
            requested_4k: media.asked(Some(number), true),
            availability_4k: media.season_availability(number, true),
        }
    }
}

impl WirePerson {
    fn credit(self) -> Option<Credit> {
        Some(Credit {
            tmdb_id: tmdb_id(self.id),
            name: self.name?,
            role: self.character.unwrap_or_default(),
            profile_path: image(self.profile_path.as_deref()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{discovery::Availability, requests::RequestStatus};
    use serde_json::{Value, json};

    fn hits(body: Value) -> Hits {
        serde_json::from_value::<WireHits>(body).expect("lenient").hits(1).expect("results")
    }

    fn details(body: Value, media_type: MediaType) -> TitleDetails {
        serde_json::from_value::<WireTitle>(body).expect("lenient").details(media_type).expect("a title")
    }

    #[test]
    fn numbers_may_be_text_and_an_odd_hit_costs_only_itself() {
        let found = hits(json!({ "page": "1", "totalPages": "3", "totalResults": 44, "results": [
            { "id": "11", "mediaType": "movie", "title": "A", "releaseDate": "", "posterPath": "/../x.jpg" },
            { "id": 12, "mediaType": "tv", "name": "B", "firstAirDate": "2008-01-20", "mediaInfo": { "status": "5" } },
            { "id": {}, "mediaType": "movie", "title": "no number" },
            { "id": 0, "mediaType": "movie", "title": "zero is no number" },
            { "id": 287, "mediaType": "person", "name": "somebody" },
            { "id": 10, "mediaType": "collection", "title": "many" },
            { "id": 13, "mediaType": "movie", "title": null },
            "nonsense",
        ] }));
        let names: Vec<_> = found.titles.iter().map(|title| (title.title.as_str(), title.year)).collect();
        assert_eq!(names, [("A", None), ("B", Some(2008))]);
        assert_eq!((found.total_pages, found.total_results), (3, 44));
        assert_eq!(found.titles[0].poster_path, None, "not a path that can be served");
        assert_eq!(found.titles[1].availability, Availability::Available);
    }

    #[test]
    fn an_answer_without_results_is_no_search_result() {
        assert!(serde_json::from_value::<WireHits>(json!({})).expect("lenient").hits(1).is_none());
    }

    #[test]
    fn unknown_statuses_read_as_missing() {
        for media in [json!({ "status": 99 }), json!({ "status": null }), json!("odd"), Value::Null] {
            let body = json!({ "id": 1, "title": "A", "mediaInfo": media });
            assert_eq!(details(body, MediaType::Movie).title.availability, Availability::Missing);
        }
    }

    #[test]
    fn seasons_know_who_asked_in_which_quality_and_declined_ones_do_not_count() {
        let request = |status: i64, is_4k: bool, season: i64| json!({ "id": 1, "status": status, "is4k": is_4k, "seasons": [{ "seasonNumber": season, "status": status }] });
        let series = details(
            json!({
                "id": 1, "name": "S",
                "seasons": [{ "seasonNumber": 0 }, { "seasonNumber": "1" }, { "seasonNumber": 2 }, { "seasonNumber": 3 }],
                "mediaInfo": {
                    "status": 3, "seasons": [{ "seasonNumber": 1, "status": 3 }],
                    "requests": [request(2, false, 1), request(3, false, 2), request(1, true, 3)],
                },
            }),
            MediaType::Tv,
        );
        let asked: Vec<_> = series.seasons.iter().map(|season| (season.requested, season.requested_4k)).collect();
        let (approved, pending) = (Some(RequestStatus::Approved), Some(RequestStatus::Pending));
        assert_eq!(asked, [(None, None), (approved, None), (None, None), (None, pending)]);
        assert_eq!(series.seasons[0].name, "Specials");
        assert_eq!(series.seasons[1].name, "Season 1");
    }

    #[test]
    fn a_watch_link_is_a_web_address_of_what_is_there() {
        let with = |status: i64, url: &str| {
            let body = json!({ "id": 1, "title": "A", "mediaInfo": { "status": status, "plexUrl": url } });
            details(body, MediaType::Movie).plex_url
        };
        assert!(with(5, "https://app.plex.tv/desktop#!/server/x").is_some());
        assert_eq!(with(1, "https://app.plex.tv/desktop#!/server/x"), None);
        assert_eq!(with(5, "javascript:alert(1)"), None);
    }
}

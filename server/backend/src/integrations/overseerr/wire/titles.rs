//! Titles: TMDB's data as Overseerr passes it on, and what of them is on the server or asked for.

use super::media::WireMedia;
use crate::integrations::{lenient, tmdb::wire};
use domain::discovery::{MediaType, Title, TitleDetails};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireTitle {
    #[serde(flatten)]
    of_tmdb: wire::WireTitle,
    #[serde(rename = "mediaInfo", deserialize_with = "lenient::object")]
    pub media_info: Option<WireMedia>,
}

/// A hit of a search, a list or a person's work, which says itself what it is.
pub fn title_of(hit: Value) -> Option<Title> {
    serde_json::from_value::<WireTitle>(hit).ok()?.title(None)
}

impl WireTitle {
    /// `known` is what it was asked for as. `None` for people, collections and what has no name.
    fn title(&self, known: Option<MediaType>) -> Option<Title> {
        let availability = self.media_info.as_ref().map(|media| media.availability(false)).unwrap_or_default();
        Some(Title { availability, ..self.of_tmdb.title(known)? })
    }

    /// Everything for a title page; `None` when it is no title.
    pub fn details(self, media_type: MediaType) -> Option<TitleDetails> {
        let title = self.title(Some(media_type))?;
        let media = self.media_info.unwrap_or_default();
        let mut details = self.of_tmdb.details(media_type)?;
        for season in &mut details.seasons {
            season.availability = media.season_availability(season.number, false);
            season.availability_4k = media.season_availability(season.number, true);
            season.requested = media.asked(Some(season.number), false);
            season.requested_4k = media.asked(Some(season.number), true);
        }
        Some(TitleDetails { title, availability_4k: media.availability(true), plex_url: media.watch_url(), ..details })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrations::{overseerr::Hits, tmdb::wire::WireHits};
    use domain::{discovery::Availability, requests::RequestStatus};
    use serde_json::json;

    fn hits(body: Value) -> Hits {
        serde_json::from_value::<WireHits>(body).expect("lenient").hits(1, title_of).expect("results")
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
        assert!(serde_json::from_value::<WireHits>(json!({})).expect("lenient").hits(1, title_of).is_none());
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

//! `GET /movie/{id}`, `GET /tv/{id}` and its seasons.

use axum::{
    Extension,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{errors, gate::Asked};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::{Catalogue, Episode, Kind, Season, Title, genre_name},
};

/// A film. Unknown ids answer 500, as Overseerr 1.34 does for everything TMDB refuses.
pub(super) async fn movie(
    State(world): State<World>,
    Extension(_asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    let state = world.state();
    let catalogue = world.catalogue();
    let Some(title) = catalogue.title(Kind::Movie, id).filter(|_| !state.overseerr.tmdb_down) else {
        return Err(errors::refusal(500, "Unable to retrieve movie."));
    };
    let mut body = common(catalogue, title);
    body["adult"] = json!(false);
    body["budget"] = json!(0);
    body["revenue"] = json!(0);
    body["title"] = json!(title.name);
    body["originalTitle"] = json!(title.original_name);
    body["releaseDate"] = json!(title.date);
    body["releases"] = json!({"results": [{"iso_3166_1": "US", "release_dates": [{
        "certification": title.rating, "iso_639_1": "", "note": "", "release_date": format!("{}T00:00:00.000Z", title.date),
        "type": 3,
    }]}]});
    body["runtime"] = json!(title.runtime);
    body["video"] = json!(false);
    body["imdbId"] = json!(title.imdb_id());
    body["status"] = json!(if title.date.is_empty() || title.year() > 2026 { "In Production" } else { "Released" });
    if let Some(collection) = title.collection.and_then(|id| catalogue.collection(id)) {
        body["collection"] = json!({
            "id": collection.id, "name": collection.name, "posterPath": format!("/c{}.jpg", collection.id),
            "backdropPath": format!("/b{}.jpg", collection.id),
        });
    }
    if let Some(media) = state.overseerr.media_of(Kind::Movie, id) {
        body["mediaInfo"] = state.overseerr.media_detail_json(media);
    }
    Ok(answers::json(200, body))
}

/// A series.
pub(super) async fn tv(State(world): State<World>, Extension(_asked): Extension<Asked>, Path(id): Path<u32>) -> Answer {
    let state = world.state();
    let catalogue = world.catalogue();
    let Some(title) = catalogue.title(Kind::Tv, id).filter(|_| !state.overseerr.tmdb_down) else {
        return Err(errors::refusal(500, "Unable to retrieve series."));
    };
    let mut body = common(catalogue, title);
    let numbered = || title.seasons.iter().filter(|season| season.number > 0);
    body["name"] = json!(title.name);
    body["originalName"] = json!(title.original_name);
    body["firstAirDate"] = json!(title.date);
    body["lastAirDate"] = json!(title.last_date);
    body["inProduction"] = json!(title.in_production);
    body["status"] = json!(if title.in_production { "Returning Series" } else { "Ended" });
    body["type"] = json!("Scripted");
    body["createdBy"] = json!([]);
    body["contentRatings"] = json!({"results": [{"iso_3166_1": "US", "rating": "TV-14"}]});
    body["episodeRunTime"] = json!([title.runtime]);
    body["languages"] = json!([title.language]);
    body["originCountry"] = json!([title.country]);
    body["networks"] = json!([{"id": 49, "name": title.studio, "originCountry": title.country, "logoPath": null}]);
    body["numberOfSeasons"] = json!(numbered().count());
    body["numberOfEpisodes"] = json!(numbered().map(|season| season.episodes.len()).sum::<usize>());
    body["seasons"] = Value::Array(title.seasons.iter().map(|season| season_summary(title, season)).collect());
    body["externalIds"]["tvdbId"] = json!(title.tvdb_id());
    if let Some(season) = title.seasons.last() {
        body["lastEpisodeToAir"] = season.episodes.last().map_or(Value::Null, |last| episode(title, season, last));
    }
    if let Some(media) = state.overseerr.media_of(Kind::Tv, id) {
        body["mediaInfo"] = state.overseerr.media_detail_json(media);
    }
    Ok(answers::json(200, body))
}

/// The episodes of a season, by its number.
pub(super) async fn season(
    State(world): State<World>,
    Extension(_asked): Extension<Asked>,
    Path((id, number)): Path<(u32, u16)>,
) -> Answer {
    let down = world.state().overseerr.tmdb_down;
    let found = world.catalogue().title(Kind::Tv, id).filter(|_| !down).and_then(|title| {
        let season = title.seasons.iter().find(|season| season.number == number)?;
        Some((title, season))
    });
    let Some((title, season)) = found else { return Err(errors::refusal(500, "Unable to retrieve season.")) };
    let mut body = season_summary(title, season);
    let episodes: Vec<Value> = season.episodes.iter().map(|one| episode(title, season, one)).collect();
    body["episodes"] = Value::Array(episodes);
    body["externalIds"] = json!({"tvdbId": 500_000 + title.id * 10 + u32::from(season.number)});
    Ok(answers::json(200, body))
}

fn season_summary(title: &Title, season: &Season) -> Value {
    json!({
        "airDate": season.date,
        "episodeCount": season.episodes.len(),
        "id": title.id * 100 + u32::from(season.number),
        "name": season.name,
        "overview": season.overview,
        "seasonNumber": season.number,
        "posterPath": title.poster,
    })
}

fn episode(title: &Title, season: &Season, one: &Episode) -> Value {
    json!({
        "id": title.id * 10_000 + u32::from(season.number) * 100 + u32::from(one.number),
        "airDate": if one.date.is_empty() { Value::Null } else { json!(one.date) },
        "episodeNumber": one.number,
        "name": one.name,
        "overview": one.overview,
        "productionCode": "",
        "seasonNumber": season.number,
        "showId": title.id,
        "voteAverage": 7.5,
        "stillPath": title.backdrop,
    })
}

/// What films and series have in common.
fn common(catalogue: &Catalogue, title: &Title) -> Value {
    let genres: Vec<Value> =
        title.genres.iter().map(|&id| json!({"id": id, "name": genre_name(title.kind, id)})).collect();
    let cast: Vec<Value> = title
        .cast
        .iter()
        .zip(0..)
        .filter_map(|((id, part), order)| {
            let person = catalogue.person(*id)?;
            Some(json!({
                "castId": order + 1, "character": part, "creditId": format!("c{}-{}", title.id, id), "id": id,
                "name": person.name, "order": order, "gender": 0, "profilePath": person.picture,
            }))
        })
        .collect();
    let crew: Vec<Value> = catalogue
        .person(title.director)
        .map(|person| {
            json!({
                "creditId": format!("d{}-{}", title.id, person.id), "department": "Directing", "id": person.id,
                "job": "Director", "name": person.name, "gender": 0, "profilePath": person.picture,
            })
        })
        .into_iter()
        .collect();
    json!({
        "id": title.id,
        "genres": genres,
        "relatedVideos": [{
            "site": "YouTube", "key": format!("trailer{}", title.id), "name": "Official Trailer", "size": 1080,
            "type": "Trailer", "url": format!("https://www.youtube.com/watch?v=trailer{}", title.id),
        }],
        "originalLanguage": title.language,
        "popularity": title.popularity,
        "productionCompanies": [{"id": 1, "name": title.studio, "originCountry": title.country, "logoPath": null}],
        "productionCountries": [{"iso_3166_1": title.country, "name": title.country}],
        "spokenLanguages": [{"english_name": "English", "iso_639_1": title.language, "name": "English"}],
        "homepage": "",
        "tagline": title.tagline,
        "overview": title.overview,
        "voteAverage": title.vote_average,
        "voteCount": title.vote_count,
        "backdropPath": title.backdrop,
        "posterPath": title.poster,
        "credits": {"cast": cast, "crew": crew},
        "externalIds": {"imdbId": title.imdb_id()},
        "keywords": [],
        "watchProviders": [],
    })
}

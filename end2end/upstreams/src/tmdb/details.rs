//! `GET /movie/{id}`, `GET /tv/{id}` and its seasons, with what is appended.

use axum::{
    Extension,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{errors, gate::Asked, json};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::{Catalogue, Kind, Season, Title, genre_name},
};

/// A film.
pub(super) async fn film(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<String>,
) -> Answer {
    let title = title(&world, Kind::Movie, &id)?;
    let catalogue = world.catalogue();
    let mut body = common(title);
    body["imdb_id"] = json!(title.imdb_id());
    body["runtime"] = json!(title.runtime);
    body["budget"] = json!(0);
    body["revenue"] = json!(0);
    body["status"] = json!(if title.date.is_empty() { "Post Production" } else { "Released" });
    body["belongs_to_collection"] =
        title.collection.and_then(|id| catalogue.collection(id)).map_or(Value::Null, |one| {
            json!({
                "id": one.id, "name": one.name, "poster_path": format!("/c{}.jpg", one.id),
                "backdrop_path": format!("/b{}.jpg", one.id),
            })
        });
    if asked.appends("credits") {
        body["credits"] = credits(catalogue, title);
    }
    if asked.appends("external_ids") {
        body["external_ids"] = json!({"imdb_id": title.imdb_id(), "wikidata_id": null});
    }
    Ok(answers::json(200, body))
}

/// A series.
pub(super) async fn series(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<String>,
) -> Answer {
    let title = title(&world, Kind::Tv, &id)?;
    let catalogue = world.catalogue();
    let numbered = || title.seasons.iter().filter(|season| season.number > 0);
    let mut body = common(title);
    body["last_air_date"] = json!(title.last_date);
    body["in_production"] = json!(title.in_production);
    body["status"] = json!(if title.in_production { "Returning Series" } else { "Ended" });
    body["type"] = json!("Scripted");
    body["created_by"] = json!([]);
    // Often empty at TMDB, too.
    body["episode_run_time"] = json!([]);
    body["networks"] = json!([{"id": 49, "name": title.studio, "origin_country": title.country, "logo_path": null}]);
    body["number_of_seasons"] = json!(numbered().count());
    body["number_of_episodes"] = json!(numbered().map(|season| season.episodes.len()).sum::<usize>());
    body["seasons"] = title.seasons.iter().map(|season| summary(title, season)).collect();
    if asked.appends("credits") {
        body["credits"] = credits(catalogue, title);
    }
    if asked.appends("aggregate_credits") {
        body["aggregate_credits"] = aggregate(catalogue, title);
    }
    if asked.appends("external_ids") {
        body["external_ids"] = json!({"imdb_id": title.imdb_id(), "tvdb_id": title.tvdb_id()});
    }
    Ok(answers::json(200, body))
}

/// A season with its episodes, by its number.
pub(super) async fn season(State(world): State<World>, Path((id, number)): Path<(String, String)>) -> Answer {
    let title = title(&world, Kind::Tv, &id)?;
    let found = number.parse().ok().and_then(|number: u16| title.seasons.iter().find(|season| season.number == number));
    let Some(season) = found else { return Err(errors::refusal(404).into()) };
    let mut body = summary(title, season);
    body["episodes"] = season
        .episodes
        .iter()
        .map(|one| {
            json!({
                "id": title.id * 10_000 + u32::from(season.number) * 100 + u32::from(one.number),
                "air_date": if one.date.is_empty() { Value::Null } else { json!(one.date) },
                "episode_number": one.number, "season_number": season.number, "show_id": title.id, "name": one.name,
                "overview": one.overview, "still_path": title.backdrop, "vote_average": 7.5,
            })
        })
        .collect();
    Ok(answers::json(200, body))
}

fn title<'a>(world: &'a World, kind: Kind, id: &str) -> Result<&'a Title, answers::Refusal> {
    let found = id.parse().ok().and_then(|id| world.catalogue().title(kind, id));
    found.ok_or_else(|| errors::refusal(404).into())
}

/// What films and series have in common.
fn common(title: &Title) -> Value {
    let mut body = json::title(title, false);
    if let Value::Object(fields) = &mut body {
        fields.remove("genre_ids");
    }
    body["genres"] = title.genres.iter().map(|&id| json!({"id": id, "name": genre_name(title.kind, id)})).collect();
    body["tagline"] = json!(title.tagline);
    body["homepage"] = json!("");
    body["production_companies"] =
        json!([{"id": 1, "name": title.studio, "origin_country": title.country, "logo_path": null}]);
    body["production_countries"] = json!([{"iso_3166_1": title.country, "name": title.country}]);
    body["spoken_languages"] = json!([{"english_name": "English", "iso_639_1": title.language, "name": "English"}]);
    body
}

fn summary(title: &Title, season: &Season) -> Value {
    json!({
        "air_date": season.date, "episode_count": season.episodes.len(),
        "id": title.id * 100 + u32::from(season.number), "name": season.name, "overview": season.overview,
        "season_number": season.number, "poster_path": title.poster, "vote_average": 7.5,
    })
}

fn crew(catalogue: &Catalogue, title: &Title) -> Vec<Value> {
    let directs = catalogue.person(title.director).map(|person| {
        json!({
            "adult": false, "id": person.id, "name": person.name, "known_for_department": person.department,
            "profile_path": person.picture, "credit_id": format!("d{}-{}", title.id, person.id),
            "department": "Directing", "job": "Director",
        })
    });
    directs.into_iter().collect()
}

fn credits(catalogue: &Catalogue, title: &Title) -> Value {
    let cast: Vec<Value> = cast(catalogue, title, |part, credit| json!({"character": part, "credit_id": credit}));
    json!({"cast": cast, "crew": crew(catalogue, title)})
}

/// Of a series: everybody once, with all their characters.
fn aggregate(catalogue: &Catalogue, title: &Title) -> Value {
    let cast = cast(catalogue, title, |part, credit| {
        json!({
            "roles": [{"credit_id": credit, "character": part, "episode_count": 8}], "total_episode_count": 8,
        })
    });
    json!({"cast": cast, "crew": []})
}

fn cast(catalogue: &Catalogue, title: &Title, part: impl Fn(&str, String) -> Value) -> Vec<Value> {
    let people = title.cast.iter().zip(0..).filter_map(|((id, name), order)| {
        let person = catalogue.person(*id)?;
        let mut body = part(name, format!("c{}-{id}", title.id));
        for (field, value) in [
            ("adult", json!(false)),
            ("id", json!(id)),
            ("name", json!(person.name)),
            ("known_for_department", json!(person.department)),
            ("profile_path", json!(person.picture)),
            ("order", json!(order)),
        ] {
            body[field] = value;
        }
        Some(body)
    });
    people.collect()
}

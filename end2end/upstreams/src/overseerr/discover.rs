//! Discovery: trending, popular, upcoming, by genre, and what is like a title.

use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{errors, gate::Asked, results};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::{Found, Kind, Title, genre_name, genres},
    clock,
};

/// A page of titles, or 500 when TMDB is down (or the page is 0, which TMDB refuses).
fn page(world: &World, asked: &Asked, titles: &[&Title], failure: &str, more: Value) -> Answer {
    let state = world.state();
    let number = asked.number("page", 1);
    if state.overseerr.tmdb_down || number == 0 {
        return Err(errors::refusal(500, failure));
    }
    let mut body = results::page_body(titles, number, |title| results::title(&state.overseerr, title));
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    Ok(answers::json(200, body))
}

fn by_popularity(mut titles: Vec<&Title>) -> Vec<&Title> {
    titles.sort_by(|a, b| b.popularity.total_cmp(&a.popularity));
    titles
}

/// `GET /discover/trending`: films and series mixed, with a person among them.
pub(super) async fn trending(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    let state = world.state();
    let catalogue = world.catalogue();
    let number = asked.number("page", 1);
    if state.overseerr.tmdb_down || number == 0 {
        return Err(errors::refusal(500, "Unable to retrieve trending items."));
    }
    let titles = by_popularity(catalogue.titles.iter().filter(|title| !title.date.is_empty()).collect());
    let mut list: Vec<Found<'_>> = titles.into_iter().map(Found::Title).collect();
    if let Some(person) = catalogue.people.first() {
        list.insert(5, Found::Person(person));
    }
    Ok(results::page(&list, number, |one| results::found(&state.overseerr, catalogue, one)))
}

/// `GET /discover/movies` with its filters.
pub(super) async fn movies(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    let titles = filtered(&world, &asked, Kind::Movie);
    page(&world, &asked, &titles, "Unable to retrieve popular movies.", json!({"keywords": []}))
}

/// `GET /discover/tv` with its filters.
pub(super) async fn tv(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    let titles = filtered(&world, &asked, Kind::Tv);
    page(&world, &asked, &titles, "Unable to retrieve popular series.", json!({"keywords": []}))
}

fn filtered<'a>(world: &'a World, asked: &Asked, kind: Kind) -> Vec<&'a Title> {
    let (from, until) = match kind {
        Kind::Movie => ("primaryReleaseDateGte", "primaryReleaseDateLte"),
        Kind::Tv => ("firstAirDateGte", "firstAirDateLte"),
    };
    let day = |name: &str| asked.text(name).and_then(|date| date.get(..10)).map(str::to_owned);
    let (from, until) = (day(from), day(until));
    let wanted: Vec<u32> =
        asked.text("genre").unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
    let limit = |name: &str| asked.text(name).and_then(|value| value.parse::<f64>().ok());
    let fits = |title: &&Title| {
        wanted.iter().all(|genre| title.genres.contains(genre))
            && asked.text("language").is_none_or(|language| title.language == language)
            && from.as_ref().is_none_or(|from| title.date >= *from)
            && until.as_ref().is_none_or(|until| title.date <= *until && !title.date.is_empty())
            && limit("voteAverageGte").is_none_or(|least| title.vote_average >= least)
            && limit("voteAverageLte").is_none_or(|most| title.vote_average <= most)
            && limit("withRuntimeGte").is_none_or(|least| f64::from(title.runtime) >= least)
            && limit("withRuntimeLte").is_none_or(|most| f64::from(title.runtime) <= most)
    };
    let mut titles = by_popularity(world.catalogue().of(kind).filter(fits).collect());
    match asked.text("sortBy").unwrap_or_default() {
        "popularity.asc" => titles.reverse(),
        "vote_average.desc" => titles.sort_by(|a, b| b.vote_average.total_cmp(&a.vote_average)),
        "vote_average.asc" => titles.sort_by(|a, b| a.vote_average.total_cmp(&b.vote_average)),
        "primary_release_date.desc" | "release_date.desc" | "first_air_date.desc" => {
            titles.sort_by(|a, b| b.date.cmp(&a.date));
        }
        "primary_release_date.asc" | "release_date.asc" | "first_air_date.asc" => {
            titles.sort_by(|a, b| a.date.cmp(&b.date));
        }
        "original_title.asc" => titles.sort_by(|a, b| a.original_name.cmp(&b.original_name)),
        _ => {}
    }
    titles
}

fn upcoming(world: &World, kind: Kind) -> Vec<&Title> {
    let today = clock::to_seconds(world.now_ms());
    let today = today.get(..10).unwrap_or_default().to_owned();
    by_popularity(world.catalogue().of(kind).filter(|title| title.date > today).collect())
}

/// `GET /discover/movies/upcoming`.
pub(super) async fn movies_upcoming(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    page(&world, &asked, &upcoming(&world, Kind::Movie), "Unable to retrieve upcoming movies.", Value::Null)
}

/// `GET /discover/tv/upcoming`.
pub(super) async fn tv_upcoming(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    page(&world, &asked, &upcoming(&world, Kind::Tv), "Unable to retrieve upcoming series.", Value::Null)
}

fn of_genre(world: &World, asked: &Asked, kind: Kind, id: u32, failure: &str) -> Answer {
    if !genres(kind).iter().any(|(genre, _)| *genre == id) {
        return Err(errors::refusal(404, "Genre not found."));
    }
    let titles = by_popularity(world.catalogue().of(kind).filter(|title| title.genres.contains(&id)).collect());
    page(world, asked, &titles, failure, json!({"genre": {"id": id, "name": genre_name(kind, id)}}))
}

/// `GET /discover/movies/genre/{id}`.
pub(super) async fn movies_of_genre(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    of_genre(&world, &asked, Kind::Movie, id, "Unable to retrieve movies by genre.")
}

/// `GET /discover/tv/genre/{id}`.
pub(super) async fn tv_of_genre(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    of_genre(&world, &asked, Kind::Tv, id, "Unable to retrieve series by genre.")
}

fn slider(world: &World, kind: Kind) -> Response {
    let list: Vec<Value> = genres(kind)
        .iter()
        .map(|&(id, name)| {
            let titles = by_popularity(world.catalogue().of(kind).filter(|title| title.genres.contains(&id)).collect());
            let backdrops: Vec<&String> = titles.iter().filter_map(|title| title.backdrop.as_ref()).take(20).collect();
            json!({"id": id, "name": name, "backdrops": backdrops})
        })
        .collect();
    answers::json(200, Value::Array(list))
}

/// `GET /discover/genreslider/movie`.
pub(super) async fn movie_slider(State(world): State<World>, Extension(_asked): Extension<Asked>) -> Response {
    slider(&world, Kind::Movie)
}

/// `GET /discover/genreslider/tv`.
pub(super) async fn tv_slider(State(world): State<World>, Extension(_asked): Extension<Asked>) -> Response {
    slider(&world, Kind::Tv)
}

fn like(world: &World, asked: &Asked, kind: Kind, id: u32, failure: &str) -> Answer {
    let Some(one) = world.catalogue().title(kind, id) else { return Err(errors::refusal(500, failure)) };
    let near = |title: &&Title| title.id != id && title.genres.iter().any(|genre| one.genres.contains(genre));
    page(world, asked, &by_popularity(world.catalogue().of(kind).filter(near).take(40).collect()), failure, Value::Null)
}

/// `GET /movie/{id}/recommendations` and `/similar`.
pub(super) async fn like_movie(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    like(&world, &asked, Kind::Movie, id, "Unable to retrieve movie recommendations.")
}

/// `GET /tv/{id}/recommendations` and `/similar`.
pub(super) async fn like_tv(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    like(&world, &asked, Kind::Tv, id, "Unable to retrieve series recommendations.")
}

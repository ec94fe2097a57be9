//! Search, trends, what is popular and what comes.

use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use serde_json::json;

use super::{errors, gate::Asked, json};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::{Found, Kind, Title, genres},
    clock,
};

/// `GET /authentication`
pub(super) async fn authentication() -> Response {
    answers::json(200, json!({"success": true, "status_code": 1, "status_message": "Success."}))
}

/// `GET /configuration`
pub(super) async fn configuration(State(world): State<World>) -> Response {
    let images = format!("{}/", world.addresses().tmdb_image_url());
    answers::json(
        200,
        json!({
            "images": {
                "base_url": images, "secure_base_url": images,
                "poster_sizes": ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
                "backdrop_sizes": ["w300", "w780", "w1280", "original"],
                "profile_sizes": ["w45", "w185", "h632", "original"],
                "still_sizes": ["w92", "w185", "w300", "original"],
                "logo_sizes": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
            },
            "change_keys": [],
        }),
    )
}

/// `GET /search/multi`; no words find nothing.
pub(super) async fn search_all(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    let catalogue = world.catalogue();
    let found = catalogue.search(asked.text("query").unwrap_or_default());
    json::page(&found, asked.page, |one| json::found(catalogue, one))
}

fn search(world: &World, asked: &Asked, kind: Kind, year: &str) -> Response {
    let year: Option<u16> = asked.text(year).and_then(|year| year.parse().ok());
    let found: Vec<&Title> = world
        .catalogue()
        .search(asked.text("query").unwrap_or_default())
        .into_iter()
        .filter_map(|one| match one {
            Found::Title(title) => Some(title),
            Found::Person(_) | Found::Collection(_) => None,
        })
        .filter(|title| title.kind == kind && year.is_none_or(|year| title.year() == year))
        .collect();
    json::page(&found, asked.page, |one| json::title(one, false))
}

/// `GET /search/movie`
pub(super) async fn search_films(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    search(&world, &asked, Kind::Movie, "primary_release_year")
}

/// `GET /search/tv`
pub(super) async fn search_series(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    search(&world, &asked, Kind::Tv, "first_air_date_year")
}

fn by_popularity(mut titles: Vec<&Title>) -> Vec<&Title> {
    titles.sort_by(|a, b| b.popularity.total_cmp(&a.popularity));
    titles
}

/// `GET /trending/{all|movie|tv}/{day|week}`: everything says what it is, and a person is among all.
pub(super) async fn trending(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path((what, window)): Path<(String, String)>,
) -> Answer {
    let kind = match what.as_str() {
        "all" => None,
        "movie" => Some(Kind::Movie),
        "tv" => Some(Kind::Tv),
        _ => return Err(errors::refusal(404).into()),
    };
    if !matches!(window.as_str(), "day" | "week") {
        return Err(errors::refusal(404).into());
    }
    let catalogue = world.catalogue();
    let fits = |title: &&Title| !title.date.is_empty() && kind.is_none_or(|kind| title.kind == kind);
    let mut list: Vec<Found<'_>> =
        by_popularity(catalogue.titles.iter().filter(fits).collect()).into_iter().map(Found::Title).collect();
    if let Some(person) = catalogue.people.first().filter(|_| kind.is_none()) {
        list.insert(5.min(list.len()), Found::Person(person));
    }
    Ok(json::page(&list, asked.page, |one| json::found(catalogue, one)))
}

fn popular(world: &World, asked: &Asked, kind: Kind) -> Response {
    let titles = by_popularity(world.catalogue().of(kind).collect());
    json::page(&titles, asked.page, |one| json::title(one, false))
}

/// `GET /movie/popular`
pub(super) async fn popular_films(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    popular(&world, &asked, Kind::Movie)
}

/// `GET /tv/popular`
pub(super) async fn popular_series(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    popular(&world, &asked, Kind::Tv)
}

/// `GET /movie/upcoming`
pub(super) async fn upcoming(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    let now = clock::to_seconds(world.now_ms());
    let today = now.get(..10).unwrap_or_default();
    let titles = by_popularity(world.catalogue().of(Kind::Movie).filter(|title| title.date.as_str() > today).collect());
    json::page(&titles, asked.page, |one| json::title(one, false))
}

fn genre_list(kind: Kind) -> Response {
    let list: Vec<_> = genres(kind).iter().map(|(id, name)| json!({"id": id, "name": name})).collect();
    answers::json(200, json!({"genres": list}))
}

/// `GET /genre/movie/list`
pub(super) async fn film_genres() -> Response {
    genre_list(Kind::Movie)
}

/// `GET /genre/tv/list`
pub(super) async fn series_genres() -> Response {
    genre_list(Kind::Tv)
}

//! Titles and people as TMDB writes them in lists.

use axum::response::Response;
use serde_json::{Value, json};

use crate::{
    answers,
    catalogue::{Catalogue, Collection, Found, Kind, Person, Title},
};

/// TMDB's page length.
const PAGE: usize = 20;

/// A film or series. Lists of one kind leave the word for it out.
pub(super) fn title(title: &Title, with_type: bool) -> Value {
    let mut body = json!({
        "adult": false,
        "id": title.id,
        "genre_ids": title.genres,
        "original_language": title.language,
        "overview": title.overview,
        "popularity": title.popularity,
        "vote_average": title.vote_average,
        "vote_count": title.vote_count,
        "backdrop_path": title.backdrop,
        "poster_path": title.poster,
    });
    if with_type {
        body["media_type"] = json!(title.kind.word());
    }
    match title.kind {
        Kind::Movie => {
            body["title"] = json!(title.name);
            body["original_title"] = json!(title.original_name);
            body["release_date"] = json!(title.date);
            body["video"] = json!(false);
        }
        Kind::Tv => {
            body["name"] = json!(title.name);
            body["original_name"] = json!(title.original_name);
            body["first_air_date"] = json!(title.date);
            body["origin_country"] = json!([title.country]);
        }
    }
    body
}

/// Somebody, with what they are known for.
pub(super) fn person(catalogue: &Catalogue, person: &Person) -> Value {
    let known: Vec<Value> =
        catalogue.with_person(person.id).into_iter().take(3).map(|known| title(known, true)).collect();
    json!({
        "adult": false, "id": person.id, "name": person.name, "original_name": person.name, "media_type": "person",
        "popularity": person.popularity, "gender": 0, "known_for_department": person.department,
        "profile_path": person.picture, "known_for": known,
    })
}

fn collection(one: &Collection) -> Value {
    json!({
        "adult": false, "id": one.id, "media_type": "collection", "name": one.name, "original_name": one.name,
        "overview": one.overview, "original_language": "en", "poster_path": format!("/c{}.jpg", one.id),
        "backdrop_path": format!("/b{}.jpg", one.id),
    })
}

/// Anything a mixed list holds.
pub(super) fn found(catalogue: &Catalogue, one: &Found<'_>) -> Value {
    match one {
        Found::Title(one) => title(one, true),
        Found::Person(one) => person(catalogue, one),
        Found::Collection(one) => collection(one),
    }
}

/// One page of a list; beyond the last page there is an empty one.
pub(super) fn page<T>(list: &[T], number: usize, render: impl Fn(&T) -> Value) -> Response {
    let shown: Vec<Value> = list.iter().skip((number - 1) * PAGE).take(PAGE).map(render).collect();
    answers::json(
        200,
        json!({
            "page": number,
            "results": shown,
            "total_pages": list.len().div_ceil(PAGE).max(1),
            "total_results": list.len(),
        }),
    )
}

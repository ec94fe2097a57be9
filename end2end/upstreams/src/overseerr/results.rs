//! Results as search, discover and credits list them.

use axum::response::Response;
use serde_json::{Value, json};

use super::store::Overseerr;
use crate::{
    answers,
    catalogue::{Catalogue, Collection, Found, Kind, Person, Title},
};

/// TMDB's page length.
const PAGE: usize = 20;

/// A film or series.
pub(super) fn title(overseerr: &Overseerr, title: &Title) -> Value {
    let mut body = json!({
        "id": title.id,
        "mediaType": title.kind.word(),
        "genreIds": title.genres,
        "originalLanguage": title.language,
        "overview": title.overview,
        "popularity": title.popularity,
        "voteAverage": title.vote_average,
        "voteCount": title.vote_count,
        "backdropPath": title.backdrop,
        "posterPath": title.poster,
    });
    match title.kind {
        Kind::Movie => {
            body["title"] = json!(title.name);
            body["originalTitle"] = json!(title.original_name);
            body["releaseDate"] = json!(title.date);
            body["adult"] = json!(false);
            body["video"] = json!(false);
        }
        Kind::Tv => {
            body["name"] = json!(title.name);
            body["originalName"] = json!(title.original_name);
            body["firstAirDate"] = json!(title.date);
            body["originCountry"] = json!([title.country]);
        }
    }
    if let Some(media) = overseerr.media_of(title.kind, title.id) {
        body["mediaInfo"] = media.json();
    }
    body
}

/// A person, with what they are known for.
pub(super) fn person(catalogue: &Catalogue, person: &Person) -> Value {
    let known: Vec<Value> = catalogue
        .with_person(person.id)
        .into_iter()
        .take(3)
        .map(|one| {
            let name = if one.kind == Kind::Movie { "title" } else { "name" };
            json!({
                "id": one.id, "mediaType": one.kind.word(), name: one.name, "posterPath": one.poster,
                "backdropPath": one.backdrop, "overview": one.overview, "genreIds": one.genres,
                "voteAverage": one.vote_average, "voteCount": one.vote_count, "popularity": one.popularity,
                "originalLanguage": one.language,
            })
        })
        .collect();
    json!({
        "id": person.id, "name": person.name, "popularity": person.popularity, "adult": false, "mediaType": "person",
        "profilePath": person.picture, "knownFor": known,
    })
}

/// A collection in search results.
pub(super) fn collection(one: &Collection) -> Value {
    json!({
        "id": one.id, "mediaType": "collection", "adult": false, "originalLanguage": "en", "originalTitle": one.name,
        "title": one.name, "overview": one.overview, "backdropPath": format!("/b{}.jpg", one.id),
        "posterPath": format!("/c{}.jpg", one.id),
    })
}

/// Anything a search finds.
pub(super) fn found(overseerr: &Overseerr, catalogue: &Catalogue, one: &Found<'_>) -> Value {
    match one {
        Found::Title(one) => title(overseerr, one),
        Found::Person(one) => person(catalogue, one),
        Found::Collection(one) => collection(one),
    }
}

/// One page of a list, twenty long, as TMDB pages; beyond the last page there is an empty one.
pub(super) fn page<T>(list: &[T], number: usize, render: impl Fn(&T) -> Value) -> Response {
    answers::json(200, page_body(list, number, render))
}

/// The same, to add something to.
pub(super) fn page_body<T>(list: &[T], number: usize, render: impl Fn(&T) -> Value) -> Value {
    let shown: Vec<Value> = list.iter().skip(number.saturating_sub(1) * PAGE).take(PAGE).map(render).collect();
    json!({
        "page": number,
        "totalPages": list.len().div_ceil(PAGE).max(1),
        "totalResults": list.len(),
        "results": shown,
    })
}

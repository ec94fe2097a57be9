//! People and collections.

use axum::{
    Extension,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{errors, gate::Asked, results};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::Kind,
};

/// `GET /person/{id}`.
pub(super) async fn person(
    State(world): State<World>,
    Extension(_asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    let down = world.state().overseerr.tmdb_down;
    let Some(person) = world.catalogue().person(id).filter(|_| !down) else {
        return Err(errors::refusal(500, "Unable to retrieve person."));
    };
    Ok(answers::json(
        200,
        json!({
            "id": person.id, "name": person.name, "birthday": person.birthday, "deathday": null,
            "knownForDepartment": person.department, "alsoKnownAs": [], "gender": 0, "biography": person.biography,
            "popularity": person.popularity, "placeOfBirth": person.birthplace, "profilePath": person.picture,
            "adult": false, "imdbId": format!("nm9{:06}", person.id), "homepage": null,
        }),
    ))
}

/// `GET /person/{id}/combined_credits`.
pub(super) async fn credits(
    State(world): State<World>,
    Extension(_asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    let state = world.state();
    let catalogue = world.catalogue();
    if state.overseerr.tmdb_down || catalogue.person(id).is_none() {
        return Err(errors::refusal(500, "Unable to retrieve combined credits."));
    }
    let mut cast = Vec::new();
    for title in catalogue.with_person(id) {
        let mut credit = results::title(&state.overseerr, title);
        let part = title.cast.iter().find(|(person, _)| *person == id).map(|(_, part)| part.clone());
        credit["character"] = json!(part);
        credit["creditId"] = json!(format!("c{}-{id}", title.id));
        cast.push(credit);
    }
    let mut crew = Vec::new();
    for title in catalogue.titles.iter().filter(|title| title.director == id) {
        let mut credit = results::title(&state.overseerr, title);
        credit["department"] = json!("Directing");
        credit["job"] = json!("Director");
        credit["creditId"] = json!(format!("d{}-{id}", title.id));
        crew.push(credit);
    }
    Ok(answers::json(200, json!({"cast": cast, "crew": crew, "id": id})))
}

/// `GET /collection/{id}`: its films by release date.
pub(super) async fn collection(
    State(world): State<World>,
    Extension(_asked): Extension<Asked>,
    Path(id): Path<u32>,
) -> Answer {
    let state = world.state();
    let catalogue = world.catalogue();
    let Some(one) = catalogue.collection(id).filter(|_| !state.overseerr.tmdb_down) else {
        return Err(errors::refusal(500, "Unable to retrieve collection."));
    };
    let mut titles: Vec<_> = one.parts.iter().filter_map(|&part| catalogue.title(Kind::Movie, part)).collect();
    titles.sort_by(|a, b| a.date.cmp(&b.date));
    let parts: Vec<Value> = titles.into_iter().map(|title| results::title(&state.overseerr, title)).collect();
    Ok(answers::json(
        200,
        json!({
            "id": one.id, "name": one.name, "overview": one.overview, "posterPath": format!("/c{}.jpg", one.id),
            "backdropPath": format!("/b{}.jpg", one.id), "parts": parts,
        }),
    ))
}

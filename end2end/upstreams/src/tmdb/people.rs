//! `GET /person/{id}` with the credits that are appended, and the credits alone.

use axum::{
    Extension,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{errors, gate::Asked, json};
use crate::{
    World,
    answers::{self, Answer, Refusal},
    catalogue::{Catalogue, Person},
};

/// Somebody.
pub(super) async fn person(
    State(world): State<World>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<String>,
) -> Answer {
    let person = known(&world, &id)?;
    let mut body = json!({
        "adult": false, "also_known_as": [], "biography": person.biography, "birthday": person.birthday,
        "deathday": null, "gender": 0, "homepage": null, "id": person.id, "imdb_id": format!("nm9{:06}", person.id),
        "known_for_department": person.department, "name": person.name, "place_of_birth": person.birthplace,
        "popularity": person.popularity, "profile_path": person.picture,
    });
    if asked.appends("combined_credits") {
        body["combined_credits"] = combined(world.catalogue(), person.id);
    }
    Ok(answers::json(200, body))
}

/// `GET /person/{id}/combined_credits`
pub(super) async fn credits(State(world): State<World>, Path(id): Path<String>) -> Answer {
    let person = known(&world, &id)?;
    let mut body = combined(world.catalogue(), person.id);
    body["id"] = json!(person.id);
    Ok(answers::json(200, body))
}

fn known<'a>(world: &'a World, id: &str) -> Result<&'a Person, Refusal> {
    let found = id.parse().ok().and_then(|id| world.catalogue().person(id));
    found.ok_or_else(|| errors::refusal(404).into())
}

fn combined(catalogue: &Catalogue, id: u32) -> Value {
    let cast: Vec<Value> = catalogue
        .with_person(id)
        .into_iter()
        .map(|title| {
            let mut credit = json::title(title, true);
            let part = title.cast.iter().find(|(person, _)| *person == id).map(|(_, part)| part.clone());
            credit["character"] = json!(part);
            credit["credit_id"] = json!(format!("c{}-{id}", title.id));
            credit
        })
        .collect();
    let crew: Vec<Value> = catalogue
        .titles
        .iter()
        .filter(|title| title.director == id)
        .map(|title| {
            let mut credit = json::title(title, true);
            credit["department"] = json!("Directing");
            credit["job"] = json!("Director");
            credit["credit_id"] = json!(format!("d{}-{id}", title.id));
            credit
        })
        .collect();
    json!({"cast": cast, "crew": crew})
}

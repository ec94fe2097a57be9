//! `GET /search`, with the prefixes `tmdb:`, `imdb:`, `tvdb:` and `year:`.

use axum::{Extension, extract::State, response::Response};

use super::{gate::Asked, results};
use crate::{
    World,
    catalogue::{Catalogue, Found, Kind},
};

/// Films, series, people and collections. With TMDB down: 200 and nothing found.
pub(super) async fn search(State(world): State<World>, Extension(asked): Extension<Asked>) -> Response {
    let words = asked.text("query").unwrap_or_default();
    let catalogue = world.catalogue();
    let state = world.state();
    let page = asked.number("page", 1);
    if state.overseerr.tmdb_down || page == 0 {
        return results::page::<Found<'_>>(&[], 1, |_| serde_json::Value::Null);
    }
    let (list, page) = match by_prefix(catalogue, words) {
        Some(list) => (list, 1),
        None => (catalogue.search(words), page),
    };
    results::page(&list, page, |one| results::found(&state.overseerr, catalogue, one))
}

/// What a prefix asks for; `None` without one.
fn by_prefix<'a>(catalogue: &'a Catalogue, words: &str) -> Option<Vec<Found<'a>>> {
    let words = words.to_lowercase();
    let value = |prefix: &str| {
        let rest = words.split_once(prefix)?.1;
        Some(rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned())
    };
    if let Some(id) = value("tmdb:").and_then(|id| id.parse::<u32>().ok()) {
        let titles = [Kind::Movie, Kind::Tv].into_iter().filter_map(|kind| catalogue.title(kind, id));
        let mut list: Vec<Found<'a>> = titles.map(Found::Title).collect();
        list.extend(catalogue.person(id).map(Found::Person));
        return Some(list);
    }
    if let Some(id) = value("imdb:") {
        return Some(catalogue.titles.iter().filter(|title| title.imdb_id() == id).map(Found::Title).collect());
    }
    if let Some(id) = value("tvdb:").and_then(|id| id.parse().ok()) {
        return Some(catalogue.titles.iter().filter(|title| title.tvdb_id() == Some(id)).map(Found::Title).collect());
    }
    let year = value("year:")?;
    let rest = words.replace(&format!("year:{year}"), "");
    let fits = |one: &Found<'_>| matches!(one, Found::Title(title) if title.year().to_string() == year);
    Some(catalogue.search(&rest).into_iter().filter(fits).collect())
}

//! Manual collections: made, filled, ordered and emptied by the owner, seen by everybody with the library.

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    access::{self, Asked},
    items as written,
    library::{Collection, Item, Library},
    shelf,
};
use crate::{
    Account, World, answers,
    answers::{Answer, value_of},
    fixed,
};

/// The items of a collection that an account may see, in order.
pub(super) fn visible<'a>(library: &'a Library, account: &Account, one: &Collection) -> Vec<&'a Item> {
    let mut list: Vec<&Item> = one.items.iter().filter_map(|key| library.items.get(key)).collect();
    match one.sort {
        0 => list.sort_by(|a, b| a.date.cmp(&b.date).then(a.key.cmp(&b.key))),
        1 => list.sort_by_key(|item| item.sort_title().to_lowercase()),
        _ => {}
    }
    list.retain(|item| library.visible(account, item));
    list
}

/// The collections of a section, as a list.
pub(super) fn in_section(
    headers: &HeaderMap,
    asked: &Asked,
    library: &Library,
    account: &Account,
    key: &str,
    about: Value,
) -> Response {
    let list: Vec<(&Collection, usize)> = library
        .collections
        .iter()
        .filter(|one| one.section == key)
        .map(|one| (one, visible(library, account, one).len()))
        .filter(|(_, seen)| *seen > 0)
        .collect();
    shelf::container(headers, asked, &list, |(one, seen)| written::collection(library, one, *seen), about)
}

/// `GET /library/sections/{key}/collections`.
pub(super) async fn list(
    State(world): State<World>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (account, asked) = access::account(&world, &headers, query.as_deref())?;
    if !account.sections.contains(&key) {
        return Err(access::missing());
    }
    Ok(in_section(&headers, &asked, &world.state().library, &account, &key, json!({"allowSync": account.owner})))
}

/// `GET /library/collections/{key}/items` (and `/children`).
pub(super) async fn items(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (account, asked) = access::account(&world, &headers, query.as_deref())?;
    let state = world.state();
    let library = &state.library;
    let Some(one) = library.collections.iter().find(|one| one.key == key) else { return Err(access::missing()) };
    let list = visible(library, &account, one);
    if list.is_empty() {
        return Err(access::missing());
    }
    Ok(shelf::page(&headers, &asked, library, &list, json!({"title": one.title})))
}

/// The rating keys named by `uri=server://{machine}/com.plexapp.plugins.library/library/metadata/1,2`.
fn named(asked: &Asked) -> Option<Vec<u64>> {
    let root = format!("server://{}/com.plexapp.plugins.library/library/metadata/", fixed::MACHINE_IDENTIFIER);
    value_of(asked, "uri")?.strip_prefix(&root)?.split(',').map(|key| key.parse().ok()).collect()
}

/// All there, all of one kind and in one section.
fn belong_together(library: &Library, keys: &[u64], section: &str) -> bool {
    let found: Vec<&Item> = keys.iter().filter_map(|key| library.items.get(key)).collect();
    found.len() == keys.len()
        && found.iter().all(|item| item.section == section)
        && found.windows(2).all(|pair| pair[0].kind == pair[1].kind)
}

/// `POST /library/collections?type=&title=&smart=0&sectionId=&uri=`: needs at least one item.
pub(super) async fn create(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let (_, asked) = access::owner(&world, &headers, query.as_deref())?;
    let now = world.now_ms() / 1000;
    let mut state = world.state();
    let library = &mut state.library;
    let (Some(title), Some(section), Some(keys)) =
        (value_of(&asked, "title"), value_of(&asked, "sectionId"), named(&asked))
    else {
        return Err(access::bad_request());
    };
    if keys.is_empty() || library.section(section).is_none() || !belong_together(library, &keys, section) {
        return Err(access::bad_request());
    }
    let made = Collection {
        key: library.fresh_key(),
        section: section.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        items: keys,
        sort: 0,
        added_at: now,
        updated_at: now,
    };
    let shown = written::collection(library, &made, made.items.len());
    library.collections.push(made);
    Ok(answers::plex(&headers, 200, "MediaContainer", json!({"MediaContainer": {"size": 1, "Metadata": [shown]}})))
}

/// Changes one collection as the owner; an emptied one disappears.
fn change(
    world: &World,
    headers: &HeaderMap,
    query: Option<&str>,
    key: u64,
    edit: impl FnOnce(&Asked, &Library, &mut Collection) -> bool,
) -> Answer {
    let (_, asked) = access::owner(world, headers, query)?;
    let now = world.now_ms() / 1000;
    let mut state = world.state();
    let library = &mut state.library;
    let Some(mut one) = library.collections.iter().find(|one| one.key == key).cloned() else {
        return Err(access::missing());
    };
    if !edit(&asked, library, &mut one) {
        return Err(access::bad_request());
    }
    one.updated_at = now;
    library.collections.retain(|other| other.key != key);
    let shown = written::collection(library, &one, one.items.len());
    if !one.items.is_empty() {
        library.collections.push(one);
        library.collections.sort_by_key(|one| one.key);
    }
    Ok(answers::plex(headers, 200, "MediaContainer", json!({"MediaContainer": {"size": 1, "Metadata": [shown]}})))
}

/// `PUT /library/collections/{key}/items?uri=`.
pub(super) async fn add(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    change(&world, &headers, query.as_deref(), key, |asked, library, one| {
        let Some(keys) = named(asked).filter(|keys| belong_together(library, keys, &one.section)) else { return false };
        for key in keys {
            if !one.items.contains(&key) {
                one.items.push(key);
            }
        }
        true
    })
}

/// `DELETE /library/collections/{key}/items/{item}`.
pub(super) async fn remove(
    State(world): State<World>,
    Path((key, item)): Path<(u64, u64)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    change(&world, &headers, query.as_deref(), key, |_, _, one| {
        one.items.retain(|other| *other != item);
        true
    })
}

/// `PUT /library/collections/{key}/items/{item}/move?after=`.
pub(super) async fn reorder(
    State(world): State<World>,
    Path((key, item)): Path<(u64, u64)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    change(&world, &headers, query.as_deref(), key, |asked, _, one| {
        if !one.items.contains(&item) {
            return false;
        }
        one.items.retain(|other| *other != item);
        let after = value_of(asked, "after").and_then(|after| after.parse::<u64>().ok());
        let place = after.and_then(|after| one.items.iter().position(|other| *other == after)).map_or(0, |at| at + 1);
        one.items.insert(place, item);
        true
    })
}

/// `PUT /library/metadata/{key}/prefs?collectionSort=`.
pub(super) async fn prefs(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    change(&world, &headers, query.as_deref(), key, |asked, _, one| {
        let wanted = value_of(asked, "collectionSort").and_then(|sort| sort.parse().ok()).filter(|sort| *sort <= 2);
        wanted.map(|sort| one.sort = sort).is_some()
    })
}

/// `PUT /library/sections/{key}/all?type=18&id=&title.value=&summary.value=`.
pub(super) async fn edit(
    State(world): State<World>,
    Path(_section): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let asked = answers::pairs(query.as_deref().unwrap_or_default());
    let Some(key) = value_of(&asked, "id").and_then(|id| id.parse().ok()) else { return Err(access::bad_request()) };
    change(&world, &headers, query.as_deref(), key, |asked, _, one| {
        if let Some(title) = value_of(asked, "title.value") {
            title.clone_into(&mut one.title);
        }
        if let Some(summary) = value_of(asked, "summary.value") {
            summary.clone_into(&mut one.summary);
        }
        true
    })
}

/// `DELETE /library/collections/{key}`.
pub(super) async fn delete(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    access::owner(&world, &headers, query.as_deref())?;
    let mut state = world.state();
    let before = state.library.collections.len();
    state.library.collections.retain(|one| one.key != key);
    if state.library.collections.len() == before { Err(access::missing()) } else { Ok(().into_response()) }
}

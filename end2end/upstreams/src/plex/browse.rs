//! Browsing: sections, items, what is new, search, scans.

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::IntoResponse,
};
use serde_json::{Value, json};

use super::{
    access::{self, Asked},
    items,
    library::{Item, ItemKind, Library},
    shelf,
};
use crate::{
    Account, World,
    answers::{self, Answer, value_of},
};

/// `GET /library/sections`: the libraries this token may see.
pub(super) async fn sections(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let (account, _) = access::account(&world, &headers, query.as_deref())?;
    let state = world.state();
    let mut list = Vec::new();
    for section in state.library.sections.iter().filter(|section| account.sections.contains(&section.key)) {
        list.push(json!({
            "allowSync": account.owner, "art": "/:/resources/movie-fanart.jpg", "composite":
            format!("/library/sections/{}/composite/{}", section.key, section.scanned_at), "filters": true,
            "refreshing": section.refreshing, "thumb": "/:/resources/movie.png", "key": section.key, "type": section.kind.word(),
            "title": section.title, "agent": section.agent, "scanner": section.scanner, "language":
            if section.agent == "com.plexapp.agents.none" { "xn" } else { "en-US" }, "uuid":
            format!("{:08x}-0000-4000-8000-00000000000{}", 0x5ec7_0000, section.key), "updatedAt": section.scanned_at,
            "createdAt": 1_609_459_200, "scannedAt": section.scanned_at, "content": true, "directory": true,
            "contentChangedAt": section.scanned_at, "hidden": 0,
            "Location": [{"id": section.key.parse::<u32>().unwrap_or_default(), "path": section.folder}],
        }));
    }
    let mut body = json!({"size": list.len(), "allowSync": account.owner, "title1": "Plex Library"});
    if !list.is_empty() {
        body["Directory"] = Value::Array(list);
    }
    Ok(answers::plex(&headers, 200, "MediaContainer", json!({"MediaContainer": body})))
}

/// The items of a section that an account may see and the filters keep.
fn on_shelf<'a>(library: &'a Library, account: &Account, key: &str, kind: ItemKind, asked: &Asked) -> Vec<&'a Item> {
    library
        .items
        .values()
        .filter(|item| item.section == key && item.kind == kind)
        .filter(|item| library.visible(account, item) && shelf::keep(item, asked))
        .collect()
}

/// `GET /library/sections/{key}/all`.
pub(super) async fn section_items(
    State(world): State<World>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (account, asked) = access::account(&world, &headers, query.as_deref())?;
    let state = world.state();
    let library = &state.library;
    let Some(section) = library.section(&key).filter(|section| account.sections.contains(&section.key)) else {
        return Err(access::missing());
    };
    let about = json!({
        "allowSync": account.owner, "identifier": "com.plexapp.plugins.library", "librarySectionID":
        section.key.parse::<u32>().unwrap_or_default(), "librarySectionTitle": section.title, "title1": section.title,
        "viewGroup": section.kind.word(),
    });
    let kind = match value_of(&asked, "type") {
        Some("18") => return Ok(super::collections::in_section(&headers, &asked, library, &account, &key, about)),
        Some(number) => {
            let kinds = [ItemKind::Movie, ItemKind::Show, ItemKind::Season, ItemKind::Episode];
            match kinds.into_iter().find(|kind| kind.number().to_string() == number) {
                Some(kind) => kind,
                None => return Err(access::bad_request()),
            }
        }
        None => section.kind,
    };
    let mut list = on_shelf(library, &account, &key, kind, &asked);
    shelf::sort(&mut list, &asked);
    Ok(shelf::page(&headers, &asked, library, &list, about))
}

/// `GET /library/sections/{key}/recentlyAdded`.
pub(super) async fn section_recent(
    State(world): State<World>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    newest(&world, &headers, query.as_deref(), Some(&key))
}

/// `GET /library/recentlyAdded`: films and seasons, mixed.
pub(super) async fn recent(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    newest(&world, &headers, query.as_deref(), None)
}

fn newest(world: &World, headers: &HeaderMap, query: Option<&str>, section: Option<&str>) -> Answer {
    let (account, asked) = access::account(world, headers, query)?;
    let state = world.state();
    let library = &state.library;
    if section.is_some_and(|key| !account.sections.iter().any(|seen| seen == key)) {
        return Err(access::missing());
    }
    let mut list: Vec<&Item> = library
        .items
        .values()
        .filter(|item| matches!(item.kind, ItemKind::Movie | ItemKind::Season))
        .filter(|item| section.is_none_or(|key| item.section == key) && library.visible(&account, item))
        .collect();
    list.sort_by_key(|item| std::cmp::Reverse((item.added_at, item.key)));
    if shelf::window(headers, &asked).is_none() {
        list.truncate(50);
    }
    Ok(shelf::page(headers, &asked, library, &list, json!({"allowSync": account.owner, "mixedParents": true})))
}

/// `GET /library/metadata/{key[,key…]}`: 404 when none of them is there for this token.
pub(super) async fn metadata(
    State(world): State<World>,
    Path(keys): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (account, _) = access::account(&world, &headers, query.as_deref())?;
    let state = world.state();
    let library = &state.library;
    let mut list = Vec::new();
    for key in keys.split(',').filter_map(|key| key.parse::<u64>().ok()) {
        if let Some(found) = library.items.get(&key).filter(|item| library.visible(&account, item)) {
            list.push(items::item(library, found, true));
        } else if let Some(found) = library.collections.iter().find(|one| one.key == key) {
            let seen = super::collections::visible(library, &account, found).len();
            if seen > 0 {
                list.push(items::collection(library, found, seen));
            }
        }
    }
    if list.is_empty() {
        return Err(access::missing());
    }
    let body = json!({"MediaContainer": {"size": list.len(), "allowSync": account.owner, "Metadata": list}});
    Ok(answers::plex(&headers, 200, "MediaContainer", body))
}

/// `GET /library/metadata/{key}/children`: seasons of a show, episodes of a season.
pub(super) async fn children(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    below(&world, key, query.as_deref(), &headers, false)
}

/// `GET /library/metadata/{key}/allLeaves`: all episodes.
pub(super) async fn leaves(
    State(world): State<World>,
    Path(key): Path<u64>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    below(&world, key, query.as_deref(), &headers, true)
}

fn below(world: &World, key: u64, query: Option<&str>, headers: &HeaderMap, all: bool) -> Answer {
    let (account, asked) = access::account(world, headers, query)?;
    let state = world.state();
    let library = &state.library;
    let Some(parent) = library.items.get(&key).filter(|item| library.visible(&account, item)) else {
        return Err(access::missing());
    };
    let list = if all { library.leaves(key) } else { library.children(key) };
    let mut about = json!({"allowSync": account.owner, "key": key.to_string(), "parentTitle": parent.title});
    if parent.kind == ItemKind::Show && !all && value_of(&asked, "excludeAllLeaves") != Some("1") {
        about["Directory"] = json!([{
            "leafCount": library.leaves(key).len(), "title": "All episodes",
            "key": format!("/library/metadata/{key}/allLeaves"),
        }]);
    }
    Ok(shelf::page(headers, &asked, library, &list, about))
}

/// `GET /hubs/search?query=`: hits by kind, three of each unless `limit` says otherwise.
pub(super) async fn search(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let (account, asked) = access::account(&world, &headers, query.as_deref())?;
    let Some(words) = value_of(&asked, "query").map(str::to_lowercase).filter(|words| !words.is_empty()) else {
        return Err(access::bad_request());
    };
    if account.sections.is_empty() {
        return Err(access::missing());
    }
    let limit = value_of(&asked, "limit").and_then(|limit| limit.parse().ok()).unwrap_or(3_usize);
    let section = value_of(&asked, "sectionId");
    let state = world.state();
    let library = &state.library;
    let mut hubs = Vec::new();
    for (kind, title) in [(ItemKind::Movie, "Movies"), (ItemKind::Show, "Shows"), (ItemKind::Episode, "Episodes")] {
        let found: Vec<&Item> = library
            .items
            .values()
            .filter(|item| item.kind == kind && section.is_none_or(|key| item.section == key))
            .filter(|item| library.visible(&account, item) && item.title.to_lowercase().contains(&words))
            .collect();
        let mut hub = json!({
            "title": title, "type": kind.word(), "hubIdentifier": kind.word(), "context": "hub.search",
            "size": found.len().min(limit), "more": found.len() > limit, "style": "shelf",
        });
        if !found.is_empty() {
            let shown: Vec<Value> = found.iter().take(limit).map(|item| items::item(library, item, false)).collect();
            hub["Metadata"] = Value::Array(shown);
        }
        hubs.push(hub);
    }
    let body = json!({"MediaContainer": {"size": hubs.len(), "Hub": hubs}});
    Ok(answers::plex(&headers, 200, "MediaContainer", body))
}

/// `GET /library/sections/{key}/refresh[?path=]`: starts a scan and answers at once with nothing.
///
/// The folder, when it exists on this machine, is really looked into.
pub(super) async fn refresh(
    State(world): State<World>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (_, asked) = access::owner(&world, &headers, query.as_deref())?;
    let delay = {
        let mut state = world.state();
        let delay = state.library.scan_delay;
        let section = state.library.sections.iter_mut().find(|section| section.key == key);
        section.ok_or_else(access::missing)?.refreshing = true;
        delay
    };
    let path = value_of(&asked, "path").map(str::to_owned);
    let scan = async move {
        tokio::time::sleep(delay).await;
        world.scan(&key, path.as_deref());
    };
    if delay.is_zero() {
        scan.await;
    } else {
        tokio::spawn(scan);
    }
    Ok(().into_response())
}

//! Lists of items: filtered, sorted and cut into pages as Plex does it.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    access::Asked,
    items,
    library::{Item, Library},
};
use crate::answers::{self, header_text, value_of};

/// Where a page starts and how long it is; `None` when no paging was asked for.
pub(super) fn window(headers: &HeaderMap, asked: &Asked) -> Option<(usize, usize)> {
    let number = |name: &str| {
        header_text(headers, name)
            .or_else(|| value_of(asked, name).map(str::to_owned))
            .and_then(|value| value.parse::<usize>().ok())
    };
    // Plex ignores one without the other.
    Some((number("x-plex-container-start")?, number("x-plex-container-size")?))
}

/// Whether lists should carry the outside ids.
pub(super) fn with_guids(asked: &Asked) -> bool {
    value_of(asked, "includeGuids").is_some_and(|value| value == "1")
}

/// Applies the filters Plex puts into parameter names: `addedAt>>=…`, `title=…`, `year=…`.
pub(super) fn keep(item: &Item, asked: &Asked) -> bool {
    asked.iter().all(|(name, value)| {
        let number = value.parse::<i64>();
        match name.as_str() {
            "addedAt>>" => number.is_ok_and(|since| item.added_at > since),
            "addedAt>" => number.is_ok_and(|since| item.added_at >= since),
            "addedAt<<" => number.is_ok_and(|until| item.added_at < until),
            "addedAt<" => number.is_ok_and(|until| item.added_at <= until),
            "updatedAt>>" => number.is_ok_and(|since| item.updated_at > since),
            "updatedAt>" => number.is_ok_and(|since| item.updated_at >= since),
            "year" => item.year.to_string() == *value,
            "title" => match value.strip_prefix('=') {
                Some(exact) => item.title == exact,
                None => item.title.to_lowercase().contains(&value.to_lowercase()),
            },
            "genre" => item.genres.iter().any(|genre| genre.eq_ignore_ascii_case(value)),
            "contentRating" => item.rating == value,
            "guid" => item.guid == *value || item.guids.contains(value),
            _ => true,
        }
    })
}

/// Sorts by `sort=field[:desc]`; by title unless asked otherwise.
pub(super) fn sort(list: &mut [&Item], asked: &Asked) {
    let wanted = value_of(asked, "sort").unwrap_or("titleSort");
    let (field, order) = wanted.split_once(':').unwrap_or((wanted, "asc"));
    match field {
        "addedAt" => list.sort_by_key(|item| (item.added_at, item.key)),
        "updatedAt" => list.sort_by_key(|item| (item.updated_at, item.key)),
        "year" => list.sort_by_key(|item| (item.year, item.key)),
        "originallyAvailableAt" => list.sort_by(|a, b| a.date.cmp(&b.date).then(a.key.cmp(&b.key))),
        "duration" => list.sort_by_key(|item| (item.duration_ms, item.key)),
        "audienceRating" | "rating" => list.sort_by(|a, b| a.audience_rating.total_cmp(&b.audience_rating)),
        _ => list.sort_by_key(|item| (item.sort_title().to_lowercase(), item.key)),
    }
    if order == "desc" {
        list.reverse();
    }
}

/// One page of items in a container with these further fields.
pub(super) fn page(headers: &HeaderMap, asked: &Asked, library: &Library, list: &[&Item], more: Value) -> Response {
    let guids = with_guids(asked);
    let render = |item: &&Item| items::item(library, item, guids);
    container(headers, asked, list, render, more)
}

/// One page of anything, in `Metadata`.
pub(super) fn container<T>(
    headers: &HeaderMap,
    asked: &Asked,
    list: &[T],
    render: impl Fn(&T) -> Value,
    more: Value,
) -> Response {
    let window = window(headers, asked);
    let (start, size) = window.unwrap_or((0, list.len()));
    let shown: Vec<Value> = list.iter().skip(start).take(size).map(render).collect();
    let mut body = more;
    body["size"] = json!(shown.len());
    if window.is_some() {
        body["totalSize"] = json!(list.len());
        body["offset"] = json!(start);
    }
    if !shown.is_empty() {
        body["Metadata"] = Value::Array(shown);
    }
    let mut answer = answers::plex(headers, 200, "MediaContainer", json!({"MediaContainer": body}));
    if window.is_some() {
        for (name, value) in [("x-plex-container-start", start), ("x-plex-container-total-size", list.len())] {
            answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
    answer
}

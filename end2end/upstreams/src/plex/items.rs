//! Items as Plex writes them: string ids, mixed booleans, nothing that is empty.

use serde_json::{Map, Value, json};

use super::library::{Collection, Item, ItemKind, Library};

/// One item. Guids only when they were asked for, or for a single item.
pub(super) fn item(library: &Library, item: &Item, guids: bool) -> Value {
    let key = item.key.to_string();
    let below = matches!(item.kind, ItemKind::Show | ItemKind::Season);
    let path = if below { format!("/library/metadata/{key}/children") } else { format!("/library/metadata/{key}") };
    let section = library.section(&item.section);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if !empty {
            fields.insert(name.to_owned(), value);
        }
    };
    put("ratingKey", json!(key));
    put("key", json!(path));
    put("guid", json!(item.guid));
    put("type", json!(item.kind.word()));
    put("title", json!(item.title));
    put("librarySectionTitle", json!(section.map(|section| section.title)));
    put("librarySectionID", json!(item.section.parse::<u32>().ok()));
    put("librarySectionKey", json!(format!("/library/sections/{}", item.section)));
    let sort_title = item.sort_title();
    if sort_title != item.title {
        put("titleSort", json!(sort_title));
    }
    put("contentRating", json!(item.rating));
    put("summary", json!(item.summary));
    put("tagline", json!(item.tagline));
    put("studio", json!(item.studio));
    put("year", if item.year > 0 { json!(item.year) } else { Value::Null });
    put("originallyAvailableAt", json!(item.date));
    put("audienceRating", if item.audience_rating > 0.0 { json!(item.audience_rating) } else { Value::Null });
    put("thumb", json!(format!("/library/metadata/{key}/thumb/{}", item.updated_at)));
    put("art", json!(format!("/library/metadata/{key}/art/{}", item.updated_at)));
    put("duration", if item.kind == ItemKind::Season { Value::Null } else { json!(item.duration_ms) });
    put("addedAt", json!(item.added_at));
    put("updatedAt", json!(item.updated_at));
    if below || item.kind == ItemKind::Episode {
        put("index", json!(item.index));
    }
    if below {
        put("leafCount", json!(library.leaves(item.key).len()));
        put("viewedLeafCount", json!(0));
        put("childCount", json!(library.children(item.key).len()));
    }
    ancestors(library, item, &mut put);
    put("Genre", tags(item.genres.iter().copied()));
    put("Director", tags(item.director.iter().map(String::as_str)));
    put("Role", json!(item.people.iter().map(|(name, part)| json!({"tag": name, "role": part})).collect::<Vec<_>>()));
    if guids {
        put("Guid", json!(item.guids.iter().map(|id| json!({"id": id})).collect::<Vec<_>>()));
    }
    if let Some(file) = &item.file {
        put("Media", media(item, file));
    }
    Value::Object(fields)
}

/// Parent and grandparent of a season or an episode.
fn ancestors(library: &Library, item: &Item, put: &mut impl FnMut(&str, Value)) {
    let Some(parent) = item.parent.and_then(|key| library.items.get(&key)) else { return };
    put("parentRatingKey", json!(parent.key.to_string()));
    put("parentKey", json!(format!("/library/metadata/{}", parent.key)));
    put("parentTitle", json!(parent.title));
    put("parentIndex", json!(parent.index));
    put("parentThumb", json!(format!("/library/metadata/{}/thumb/{}", parent.key, parent.updated_at)));
    let Some(show) = parent.parent.and_then(|key| library.items.get(&key)) else { return };
    put("grandparentRatingKey", json!(show.key.to_string()));
    put("grandparentKey", json!(format!("/library/metadata/{}", show.key)));
    put("grandparentTitle", json!(show.title));
    put("grandparentThumb", json!(format!("/library/metadata/{}/thumb/{}", show.key, show.updated_at)));
}

fn tags<'a>(words: impl Iterator<Item = &'a str>) -> Value {
    json!(words.map(|tag| json!({"tag": tag})).collect::<Vec<_>>())
}

fn media(item: &Item, file: &str) -> Value {
    let container = file.rsplit('.').next().unwrap_or("mkv");
    let sharp = item.key.is_multiple_of(5);
    let (resolution, width, height) = if sharp { ("4k", 3840, 2160) } else { ("1080", 1920, 1080) };
    json!([{
        "id": 50_000 + item.key, "duration": item.duration_ms, "bitrate": 8000 + item.key % 4000, "width": width,
        "height": height, "aspectRatio": 1.78, "audioChannels": 6, "audioCodec": "eac3", "videoCodec": "hevc",
        "videoResolution": resolution, "container": container, "videoFrameRate": "24p",
        "Part": [{
            "id": 70_000 + item.key, "key": format!("/library/parts/{}/{}/file.{container}", item.key, item.added_at),
            "duration": item.duration_ms, "file": file, "size": 1_000_000 + item.duration_ms * 1000,
            "container": container,
        }],
    }])
}

/// A collection in a list.
pub(super) fn collection(library: &Library, one: &Collection, visible: usize) -> Value {
    let section = library.section(&one.section);
    let mut body = json!({
        "ratingKey": one.key.to_string(),
        "key": format!("/library/collections/{}/children", one.key),
        "guid": format!("collection://{:08x}-0000", one.key),
        "type": "collection",
        "subtype": section.map_or("movie", |section| section.kind.word()),
        "title": one.title,
        "librarySectionID": one.section.parse::<u32>().unwrap_or_default(),
        "librarySectionTitle": section.map_or("", |section| section.title),
        "summary": one.summary,
        "index": one.key,
        "smart": "0",
        "thumb": format!("/library/collections/{}/composite/{}", one.key, one.updated_at),
        "addedAt": one.added_at,
        "updatedAt": one.updated_at,
        "childCount": visible.to_string(),
    });
    if one.sort > 0 {
        body["collectionSort"] = json!(one.sort.to_string());
    }
    body
}

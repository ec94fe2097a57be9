//! Posters and backgrounds of the Plex server; they need a token like everything else.

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};

use super::access;
use crate::{
    Account, World,
    answers::{self, Answer, value_of},
    images,
};

/// `GET /library/metadata/{key}/{thumb|art}/{stamp}`.
pub(super) async fn picture(
    State(world): State<World>,
    Path((key, kind, _stamp)): Path<(u64, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let (account, _) = access::account(&world, &headers, query.as_deref())?;
    let (width, height) = if kind == "art" { (1280, 720) } else { (600, 900) };
    drawn(&world, &account, key, &kind, width, height, false).await.ok_or_else(access::missing)
}

/// `GET /photo/:/transcode?url=/library/metadata/…&width=&height=&format=`.
///
/// The real server would also fetch absolute URLs for whoever asks; this one answers them 400, so that a client that
/// lets them through is noticed (the call is in the log).
pub(super) async fn transcode(State(world): State<World>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let (account, asked) = access::account(&world, &headers, query.as_deref())?;
    let number = |name: &str| value_of(&asked, name).and_then(|value| value.parse::<u32>().ok());
    let (Some(url), Some(width), Some(height)) = (value_of(&asked, "url"), number("width"), number("height")) else {
        return Err(access::bad_request());
    };
    let parts: Vec<&str> = url.split('/').collect();
    let ["", "library", "metadata" | "collections", key, kind, _stamp] = parts.as_slice() else {
        return Err(access::bad_request());
    };
    let Ok(key) = key.parse() else { return Err(access::bad_request()) };
    let png = value_of(&asked, "format") == Some("png");
    drawn(&world, &account, key, kind, width.clamp(16, 2000), height.clamp(16, 2000), png)
        .await
        .ok_or_else(access::missing)
}

/// The picture of something the account may see.
async fn drawn(
    world: &World,
    account: &Account,
    key: u64,
    kind: &str,
    width: u32,
    height: u32,
    png: bool,
) -> Option<Response> {
    let title = {
        let state = world.state();
        let library = &state.library;
        let item = library.items.get(&key).filter(|item| library.visible(account, item)).map(|item| item.title.clone());
        item.or_else(|| {
            let one = library.collections.iter().find(|one| one.key == key)?;
            account.sections.contains(&one.section).then(|| one.title.clone())
        })?
    };
    let picture = images::Picture { title, width, height, wide: kind == "art", png };
    let bytes = world.image(&format!("plex {key} {kind} {width}x{height} {png}"), move || picture.draw()).await;
    Some(answers::bytes(if png { "image/png" } else { "image/jpeg" }, bytes))
}

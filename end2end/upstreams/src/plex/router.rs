//! Every path of the Plex server.

use super::{access, browse, collections, pictures, server_info};
use axum::{
    Router,
    routing::{get, put},
};

use crate::World;

/// The whole server.
pub(crate) fn router(world: &World) -> Router {
    Router::new()
        // One of the server's own paths has a segment that is a colon.
        .without_v07_checks()
        .route("/identity", get(server_info::identity))
        .route("/", get(server_info::root))
        .route("/status/sessions", get(server_info::sessions))
        .route("/library/sections", get(browse::sections))
        .route("/library/sections/all", get(browse::sections))
        .route("/library/sections/{key}/all", get(browse::section_items).put(collections::edit))
        .route("/library/sections/{key}/recentlyAdded", get(browse::section_recent))
        .route("/library/sections/{key}/collections", get(collections::list))
        .route("/library/sections/{key}/refresh", get(browse::refresh).post(browse::refresh))
        .route("/library/recentlyAdded", get(browse::recent))
        .route("/library/metadata/{keys}", get(browse::metadata))
        .route("/library/metadata/{key}/children", get(browse::children))
        .route("/library/metadata/{key}/allLeaves", get(browse::leaves))
        .route("/library/metadata/{key}/prefs", put(collections::prefs))
        .route("/library/metadata/{key}/{kind}/{stamp}", get(pictures::picture))
        .route("/library/collections", axum::routing::post(collections::create))
        .route("/library/collections/{key}", axum::routing::delete(collections::delete))
        .route("/library/collections/{key}/items", get(collections::items).put(collections::add))
        .route("/library/collections/{key}/children", get(collections::items))
        .route("/library/collections/{key}/items/{item}", axum::routing::delete(collections::remove))
        .route("/library/collections/{key}/items/{item}/move", put(collections::reorder))
        .route("/library/collections/{key}/{kind}/{stamp}", get(pictures::picture))
        .route("/hubs/search", get(browse::search))
        .route("/photo/:/transcode", get(pictures::transcode))
        .fallback(access::not_found)
        .with_state(world.clone())
}

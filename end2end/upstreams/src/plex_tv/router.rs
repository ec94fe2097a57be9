//! Every path of plex.tv.

use super::{auth_page, errors, link_page, resources, routes, users};
use axum::{
    Router,
    routing::{get, post},
};
use tower_http::cors::{Any, CorsLayer};

use crate::World;

/// All of plex.tv.
pub(crate) fn router(world: &World) -> Router {
    // Browsers create PINs themselves, so plex.tv answers every origin and every X-Plex-* header.
    let cors = CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any);
    let api = Router::new()
        .route("/api/v2/pins", post(routes::create))
        .route("/api/v2/pins/info", get(routes::info))
        .route("/api/v2/pins/{id}", get(routes::poll))
        .route("/api/v2/pins/qr/{code}", get(routes::qr))
        .route("/api/v2/user", get(users::user))
        .route("/api/v2/ping", get(users::ping))
        .route("/api/v2/friends", get(users::friends))
        .route("/api/v2/resources", get(resources::resources))
        .route("/api/users", get(users::shared_with))
        .route("/users/account.json", get(users::legacy_account))
        .route("/users/{id}/avatar", get(users::avatar))
        .fallback(errors::not_found)
        .layer(cors);
    Router::new()
        .route("/link", get(link_page::show).post(link_page::submit))
        .route("/link/", get(link_page::show).post(link_page::submit))
        .route("/app/auth", get(auth_page::show))
        .route("/app/auth/", get(auth_page::show))
        .route("/app/auth/grant", post(auth_page::grant))
        .merge(api)
        .with_state(world.clone())
}

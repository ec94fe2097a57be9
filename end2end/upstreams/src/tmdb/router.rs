//! Every path of TMDB that is simulated; the others are not found, as the key is checked first.

use super::{details, errors, gate, lists, people};
use axum::{Router, middleware::from_fn_with_state, response::Response, routing::get};

use crate::World;

/// All of TMDB's API.
pub(crate) fn router(world: &World) -> Router {
    let api = Router::new()
        .route("/authentication", get(lists::authentication))
        .route("/configuration", get(lists::configuration))
        .route("/search/multi", get(lists::search_all))
        .route("/search/movie", get(lists::search_films))
        .route("/search/tv", get(lists::search_series))
        .route("/trending/{what}/{window}", get(lists::trending))
        .route("/movie/popular", get(lists::popular_films))
        .route("/movie/upcoming", get(lists::upcoming))
        .route("/tv/popular", get(lists::popular_series))
        .route("/genre/movie/list", get(lists::film_genres))
        .route("/genre/tv/list", get(lists::series_genres))
        .route("/movie/{id}", get(details::film))
        .route("/tv/{id}", get(details::series))
        .route("/tv/{id}/season/{number}", get(details::season))
        .route("/person/{id}", get(people::person))
        .route("/person/{id}/combined_credits", get(people::credits))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(world.clone(), gate::check))
        .with_state(world.clone());
    Router::new().nest("/3", api).fallback(not_found)
}

async fn not_found() -> Response {
    errors::refusal(404)
}

async fn not_allowed() -> Response {
    errors::refusal(405)
}

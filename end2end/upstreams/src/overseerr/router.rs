//! Every path of Overseerr.

use super::{create, details, discover, gate, media, people, requests, search, settings, users, webhook};
use axum::{
    Router,
    middleware::from_fn_with_state,
    response::Response,
    routing::{get, post},
};

use crate::{World, answers};

/// All of Overseerr: the API, and HTML for everything else.
pub(crate) fn router(world: &World) -> Router {
    let api = Router::new()
        .route("/", get(settings::hello))
        .route("/status", get(settings::status))
        .route("/status/appdata", get(settings::appdata))
        .route("/settings/public", get(settings::public))
        .route("/settings/main", get(settings::main))
        .route("/settings/notifications/webhook", get(webhook::show).post(webhook::save))
        .route("/settings/notifications/webhook/test", post(webhook::test))
        .route("/auth/me", get(users::me))
        .route("/search", get(search::search))
        .route("/movie/{id}", get(details::movie))
        .route("/movie/{id}/recommendations", get(discover::like_movie))
        .route("/movie/{id}/similar", get(discover::like_movie))
        .route("/tv/{id}", get(details::tv))
        .route("/tv/{id}/season/{number}", get(details::season))
        .route("/tv/{id}/recommendations", get(discover::like_tv))
        .route("/tv/{id}/similar", get(discover::like_tv))
        .route("/person/{id}", get(people::person))
        .route("/person/{id}/combined_credits", get(people::credits))
        .route("/collection/{id}", get(people::collection))
        .route("/discover/trending", get(discover::trending))
        .route("/discover/movies", get(discover::movies))
        .route("/discover/movies/upcoming", get(discover::movies_upcoming))
        .route("/discover/movies/genre/{id}", get(discover::movies_of_genre))
        .route("/discover/tv", get(discover::tv))
        .route("/discover/tv/upcoming", get(discover::tv_upcoming))
        .route("/discover/tv/genre/{id}", get(discover::tv_of_genre))
        .route("/discover/genreslider/movie", get(discover::movie_slider))
        .route("/discover/genreslider/tv", get(discover::tv_slider))
        .route("/genres/movie", get(settings::movie_genres))
        .route("/genres/tv", get(settings::tv_genres))
        .route("/request", get(requests::list).post(create::create))
        .route("/request/count", get(requests::count))
        .route("/request/{id}", get(requests::one).put(requests::change).delete(requests::delete))
        .route("/request/{id}/{status}", post(requests::decide))
        .route("/media", get(media::list))
        .route("/media/{id}", axum::routing::delete(media::delete))
        .route("/media/{id}/{status}", post(media::set_status))
        .route("/user", get(users::list))
        .route("/user/import-from-plex", post(users::import))
        .route("/user/{id}", get(users::one).delete(users::delete))
        .route("/user/{id}/requests", get(users::requests))
        .route("/user/{id}/quota", get(users::quota))
        .route("/service/radarr", get(settings::radarr))
        .route("/service/radarr/{id}", get(settings::radarr_one))
        .route("/service/sonarr", get(settings::sonarr))
        .route("/service/sonarr/{id}", get(settings::sonarr_one))
        // Never reached: the gate refuses unknown paths. Without it they would fall to the web application.
        .fallback(settings::hello)
        .layer(from_fn_with_state(world.clone(), gate::check))
        .with_state(world.clone());
    Router::new().nest("/api/v1", api).fallback(web_application)
}

/// Whatever is not the API is the web application: a page, with status 200, for every path.
async fn web_application() -> Response {
    answers::html(
        200,
        "<!DOCTYPE html><html><head><title>Overseerr</title></head><body><div id=\"__next\"></div></body></html>"
            .to_owned(),
    )
}

//! In which language an answer is.

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use backend::language;
use domain::language::Language;

/// As the browser asks, of what there is; else as the site speaks. Whoever is signed in may have chosen another language: it
/// is spoken from where it is known who they are.
pub async fn speak(request: Request, next: Next) -> Response {
    let wanted = wanted(request.headers()).unwrap_or_else(language::of_site);
    language::speaking(wanted, next.run(request)).await
}

fn wanted(headers: &HeaderMap) -> Option<Language> {
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    Language::wanted(&lines.collect::<Vec<_>>().join(","))
}

//! The TMDB image host: `/t/p/{size}/{file}`.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{Picture, portrait};
use crate::{
    World, answers,
    catalogue::{Kind, Title},
};

/// What a file name stands for.
enum Subject {
    Poster(String),
    Backdrop(String),
    Person(String),
}

/// An image in one of TMDB's sizes; 404 for files nobody has.
pub(crate) async fn image(State(world): State<World>, Path((size, file)): Path<(String, String)>) -> Response {
    let found = subject(&world, &file).and_then(|subject| Some((dimensions(&size, &subject)?, subject)));
    let Some(((width, height), subject)) = found else {
        return answers::html(404, "<h1>404 Not Found</h1>".to_owned());
    };
    let png = file.rsplit_once('.').is_some_and(|(_, ending)| ending == "png");
    let bytes = world
        .image(&format!("tmdb {size} {file}"), move || match subject {
            Subject::Person(name) => portrait(&name, width, height),
            Subject::Poster(title) => Picture { title, width, height, wide: false, png }.draw(),
            Subject::Backdrop(title) => Picture { title, width, height, wide: true, png }.draw(),
        })
        .await;
    answers::bytes(if png { "image/png" } else { "image/jpeg" }, bytes)
}

/// A letter for the kind, then the id: `/p11.jpg` is the poster of film 11.
fn subject(world: &World, file: &str) -> Option<Subject> {
    let (stem, _) = file.rsplit_once('.')?;
    let (kind, id) = stem.split_at_checked(1)?;
    let id: u32 = id.parse().ok()?;
    let catalogue = world.catalogue();
    let name = |title: &Title| title.name.clone();
    let set = || catalogue.collection(id).map(|one| one.name.clone());
    match kind {
        "p" => catalogue.title(Kind::Movie, id).filter(|title| title.poster.is_some()).map(name).map(Subject::Poster),
        "t" => catalogue.title(Kind::Tv, id).map(name).map(Subject::Poster),
        "c" => set().map(Subject::Poster),
        "b" => catalogue
            .title(Kind::Movie, id)
            .filter(|title| title.backdrop.is_some())
            .map(name)
            .or_else(set)
            .map(Subject::Backdrop),
        "d" => catalogue.title(Kind::Tv, id).map(name).map(Subject::Backdrop),
        "a" => catalogue.person(id).filter(|one| one.picture.is_some()).map(|one| Subject::Person(one.name.clone())),
        _ => None,
    }
}

/// TMDB's sizes: `w342`, `h632`, `w600_and_h900_bestv2`, `original`.
fn dimensions(size: &str, subject: &Subject) -> Option<(u32, u32)> {
    let wide = matches!(subject, Subject::Backdrop(_));
    let tall_of = |width: u32| if wide { width * 9 / 16 } else { width * 3 / 2 };
    if size == "original" {
        return Some(if wide { (1920, 1080) } else { (1000, 1500) });
    }
    if let Some(rest) = size.strip_prefix("w") {
        let (width, more) = rest.split_once('_').unwrap_or((rest, ""));
        let width: u32 = width.parse().ok().filter(|width| (16..=2000).contains(width))?;
        let height = more.strip_prefix("and_h").and_then(|more| more.split('_').next()?.parse::<u32>().ok());
        return Some((width, height.filter(|height| (16..=2000).contains(height)).unwrap_or_else(|| tall_of(width))));
    }
    let height: u32 = size.strip_prefix('h')?.parse().ok().filter(|height| (16..=2000).contains(height))?;
    Some((height * 2 / 3, height))
}

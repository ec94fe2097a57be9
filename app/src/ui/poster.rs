//! Posters: the card, its grid, the picture and what stands for it where there is none.

use crate::{
    text,
    ui::{
        badge::{AvailabilityBadge, RequestBadge, TypePill},
        icon::{Glyph, Icon},
    },
};
use domain::{
    TmdbId,
    discovery::{MediaType, Title},
};
use leptos::{either::Either, prelude::*};

/// The page of a title.
pub fn title_path(media_type: MediaType, id: TmdbId) -> String {
    format!("/{}/{id}", media_type.as_str())
}

/// The page of a person.
pub fn person_path(id: TmdbId) -> String {
    format!("/person/{id}")
}

/// The address of a picture of TMDB here; `size` is one of `w154`, `w342`, `w500`, `w780`, `w1280`.
pub fn image_path(size: &str, path: &str) -> String {
    format!("/img/tmdb/{size}{path}")
}

fn type_icon(media_type: MediaType) -> Icon {
    match media_type {
        MediaType::Movie => Icon::Film,
        MediaType::Tv => Icon::Tv,
    }
}

/// The poster of a title, or its name where there is no picture. `eager` for what is seen first.
#[component]
pub fn PosterImage(
    media_type: MediaType,
    #[prop(into)] title: String,
    path: Option<String>,
    #[prop(optional)] eager: bool,
) -> impl IntoView {
    match path {
        Some(path) => Either::Left(view! {
            <img
                src=image_path("w342", &path)
                alt=""
                width="342"
                height="513"
                loading=if eager { "eager" } else { "lazy" }
                fetchpriority=eager.then_some("high")
                decoding="async"
            />
        }),
        None => Either::Right(view! {
            <div class="poster-blank" aria-hidden="true">
                <Glyph icon=type_icon(media_type) />
                {title}
            </div>
        }),
    }
}

/// The small picture in a row of a list.
#[component]
pub fn Thumb(media_type: MediaType, path: Option<String>) -> impl IntoView {
    view! {
        <div class="row-thumb">
            {match path {
                Some(path) => {
                    view! {
                        <img
                            src=image_path("w154", &path)
                            alt=""
                            width="154"
                            height="231"
                            loading="lazy"
                            decoding="async"
                        />
                    }
                        .into_any()
                }
                None => view! { <Glyph icon=type_icon(media_type) /> }.into_any(),
            }}
        </div>
    }
}

/// A grid of [`PosterCard`]s.
#[component]
pub fn PosterGrid<C: IntoView + 'static>(children: TypedChildren<C>) -> impl IntoView {
    view! { <ul class="poster-grid">{children.into_inner()()}</ul> }
}

/// A title in a grid: poster, type, how far it is, and on hover or focus its summary and what can be done (the children: a
/// form or a link of class `poster-action`).
#[component]
pub fn PosterCard<C: IntoView + 'static>(
    title: Title,
    #[prop(optional)] eager: bool,
    /// The heading's level: 2 directly under the page's heading, 3 inside a section.
    #[prop(default = 2)]
    level: u8,
    /// A line under the year; empty is none.
    #[prop(optional, into)]
    note: String,
    children: TypedChildren<C>,
) -> impl IntoView {
    let link = view! { <a href=title_path(title.media_type, title.tmdb_id)>{title.title.clone()}</a> };
    let year = title.year.map(|year| year.to_string());
    let mark = match &title.my_request {
        Some(request) if !request.status.is_final() => Either::Left(view! {
            <RequestBadge status=request.status delivery=request.delivery is_4k=request.is_4k mark=true />
        }),
        _ => Either::Right(view! { <AvailabilityBadge availability=title.availability mark=true /> }),
    };
    view! {
        <li class="poster">
            <div class="poster-art">
                <PosterImage media_type=title.media_type title=title.title.clone() path=title.poster_path eager />
                <TypePill media_type=title.media_type />
                {mark}
                <div class="poster-more">
                    {year.clone().map(|year| view! { <p class="poster-year" aria-hidden="true">{year}</p> })}
                    <p class="poster-name" aria-hidden="true">{title.title}</p>
                    {(!title.overview.is_empty()).then(|| view! { <p class="poster-summary">{title.overview}</p> })}
                    {children.into_inner()()}
                </div>
            </div>
            {if level == 2 {
                Either::Left(view! { <h2 class="poster-title">{link}</h2> })
            } else {
                Either::Right(view! { <h3 class="poster-title">{link}</h3> })
            }}
            <p class="poster-meta">{year.unwrap_or_else(|| text::year_unknown().to_owned())}</p>
            {(!note.is_empty()).then(|| view! { <p class="poster-meta">{note}</p> })}
        </li>
    }
}

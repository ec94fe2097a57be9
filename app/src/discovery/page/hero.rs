//! The head of a title's page: picture, name, what is known of it, how far it is.

use crate::{
    discovery::state::{genres, rating, runtime, years},
    text,
    ui::{AvailabilityBadge, Badge, PosterImage, RequestBadge, Tone, TypePill, poster::image_path},
};
use domain::discovery::{Availability, MediaType, TitleDetails};
use leptos::prelude::*;

/// The head; what can be done are its children.
#[component]
pub(super) fn Hero(details: TitleDetails, children: Children) -> impl IntoView {
    let years = years(&details);
    let (badges, facts) = (view! { <Badges details=details.clone() /> }, view! { <Facts details=details.clone() /> });
    let TitleDetails { title, tagline, backdrop_path, original_title, .. } = details;
    let backdrop = backdrop_path.map(|path| image_path("w1280", &path));
    let original = original_title.filter(|name| *name != title.title);
    view! {
        <section class="hero" aria-labelledby="title">
            {backdrop
                .map(|src| view! { <img class="hero-backdrop" src=src alt="" width="1280" height="720" decoding="async" /> })}
            <div class="hero-poster">
                <PosterImage media_type=title.media_type title=title.title.clone() path=title.poster_path eager=true />
            </div>
            <div class="hero-head">
                {badges}
                <h1 id="title">{title.title} {years.map(|years| view! { " " <small>{years}</small> })}</h1>
                {facts}
            </div>
            <div class="hero-body">
                {tagline.filter(|text| !text.is_empty()).map(|text| view! { <p class="hero-tagline">{text}</p> })}
                {(!title.overview.is_empty()).then(|| view! { <p class="hero-summary">{title.overview}</p> })}
                {original.map(|name| view! { <p class="soft small">{text::original_title(name)}</p> })}
                {children()}
            </div>
        </section>
    }
}

/// What of it is there, in both variants, and how far one's own request is.
#[component]
fn Badges(details: TitleDetails) -> impl IntoView {
    let availability = details.title.availability;
    let mine = details.title.my_request.clone().filter(|request| !request.status.is_final());
    let is_4k = mine.as_ref().is_some_and(|request| request.is_4k);
    let untouched = availability == Availability::Missing && mine.is_none();
    let other_4k = if is_4k { Availability::Missing } else { details.availability_4k };
    view! {
        <div class="hero-badges" id="title-badges" data-live>
            <TypePill media_type=details.title.media_type />
            {match mine {
                Some(request) => view! { <RequestBadge status=request.status delivery=request.delivery is_4k /> }.into_any(),
                None => view! { <AvailabilityBadge availability /> }.into_any(),
            }}
            {untouched.then(|| view! { <Badge tone=Tone::Unknown label=text::not_requested() /> })}
            <AvailabilityBadge availability=other_4k is_4k=true />
        </div>
    }
}

/// Running time or seasons, genres, rating.
#[component]
fn Facts(details: TitleDetails) -> impl IntoView {
    let seasons = details.seasons.iter().filter(|season| !season.number.is_specials()).count();
    let length = match details.title.media_type {
        MediaType::Movie => details.runtime_minutes.and_then(runtime),
        MediaType::Tv => match seasons {
            0 => None,
            1 => Some(text::one_season_count().to_owned()),
            seasons => Some(text::seasons_count(seasons)),
        },
    };
    let plain = [length, genres(&details)].into_iter().flatten().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <ul class="hero-meta">
            {plain}
            {details
                .vote_tenths
                .and_then(rating)
                .map(|rating| {
                    view! {
                        <li class="nowrap">
                            <span class="sr-only">{text::rating_name()} " "</span>
                            <span aria-hidden="true">"★ "</span>
                            {rating}
                            <span class="sr-only">" "{text::rating_of_ten()}</span>
                        </li>
                    }
                })}
        </ul>
    }
}

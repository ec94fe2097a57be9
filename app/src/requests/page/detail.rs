//! One request: what it is for, how far it is and why, and taking it back.

use crate::{
    context::{self, Flash},
    error::Code,
    requests::{
        api::load_request,
        page::{
            manage::{DEEDS, Decline, Deeds, Refused, rules},
            talk::{COMMENT, CommentForm, UNFOLLOW, Unfollow},
        },
        state::{advice, coming, seasons_words, told_to},
    },
    shell::PageTitle,
    text,
    ui::{
        Badge, Button, Hidden, Icon, Kind, LinkButton, Look, Notice, PageHead, PosterImage, Problem, RequestBadge,
        Section, TimeText, Timeline, TypePill, badge::request_badge, loaded, title_path,
    },
};
use domain::{
    Role, SeasonNumber, UserId,
    discovery::MediaType,
    requests::{Delivery, Possible, Request, RequestDetail, RequestStatus, SeasonProgress},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const CANCEL: &str = "/api/media/requests/cancel";

/// `/requests/{id}`
#[component]
pub fn RequestPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let viewer = context::viewer();
    let is_admin = viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Admin);
    let viewer = viewer.map(|viewer| viewer.id);
    let flash = DEEDS.into_iter().chain([CANCEL, COMMENT, UNFOLLOW]).find_map(context::flash);
    view! {
        {loaded(async move {
            match load_request(id.clone()).await {
                Ok(detail) => {
                    let reasons = if is_admin { rules().await.reasons } else { Vec::new() };
                    view! { <Story detail reasons viewer is_admin flash /> }.into_any()
                }
                Err(error) => {
                    let is_there = error.code != Code::NotFound;
                    // What is not there has a title of its own.
                    let head = is_there
                        .then(|| {
                            view! {
                                <PageTitle text=text::nav_requests() />
                                <PageHead title=text::nav_requests() />
                            }
                        });
                    view! {
                        {head}
                        <Problem error retry=format!("/requests/{id}") />
                    }
                        .into_any()
                }
            }
        })}
    }
}

#[component]
fn Story(
    detail: RequestDetail,
    reasons: Vec<String>,
    viewer: Option<UserId>,
    is_admin: bool,
    flash: Option<Flash>,
) -> impl IntoView {
    let RequestDetail { request, seasons, timeline, can } = detail;
    let id = request.id;
    // What was sent is not offered again; what was refused is not lost.
    let deed = Refused::from(flash.clone());
    let refused = flash.filter(|flash| flash.error.is_some());
    let typed = refused.as_ref().map(|flash| flash.value("text", "")).unwrap_or_default();
    let refused = refused.and_then(|flash| flash.error);
    let next = coming(&request);
    let entries = told_to(viewer, &request, timeline);
    view! {
        <PageTitle text=request.title.clone() />
        {refused.map(|error| view! { <Notice kind=Kind::Bad title=text::deed_failed_title()>{error.message}</Notice> })}
        <Head request=request.clone() can is_admin reasons refused=deed />
        <div class="live" id="request-advice" data-live>
            {if can.unfollow {
                // Whose it is and what keeps it is not theirs to know.
                request.last_error.clone().map(|note| view! { <Notice title=note /> }.into_any())
            } else {
                advice(&request, is_admin)
                    .map(|said| view! { <Notice kind=said.kind title=said.title>{said.next}</Notice> }.into_any())
            }}
        </div>
        <div class="split">
            <Section id="timeline" title=text::timeline()>
                <div class="card card-roomy" id="request-timeline" data-live>
                    <Timeline entries next />
                </div>
                // Apart from what is renewed: nothing that is being written gets lost.
                {can.comment.then(|| view! { <CommentForm id is_admin typed /> })}
            </Section>
            <Section id="facts" title=text::facts()>
                <div class="card" id="request-facts" data-live>
                    <Facts request viewer />
                </div>
                <div class="live" id="request-seasons" data-live>
                    <SeasonStates seasons />
                </div>
            </Section>
        </div>
    }
}

#[component]
fn Head(request: Request, can: Possible, is_admin: bool, reasons: Vec<String>, refused: Refused) -> impl IntoView {
    let path = title_path(request.media_type, request.tmdb_id);
    let (icon, view_title) = match request.media_type {
        MediaType::Movie => (Icon::Film, text::view_film()),
        MediaType::Tv => (Icon::Tv, text::view_series()),
    };
    view! {
        <section class="hero" aria-labelledby="title">
            <div class="hero-poster">
                <PosterImage
                    media_type=request.media_type
                    title=request.title.clone()
                    path=request.poster_path.clone()
                    eager=true
                />
            </div>
            <div class="hero-head">
                <nav class="crumbs" aria-label=text::you_are_here()>
                    <a href="/requests">{text::nav_requests()}</a>
                    <span aria-hidden="true">"/"</span>
                    <span>{request.title.clone()}</span>
                </nav>
                <div class="hero-badges" id="request-badges" aria-live="polite" data-live>
                    <TypePill media_type=request.media_type />
                    <RequestBadge status=request.status delivery=request.shown_delivery() is_4k=request.is_4k />
                </div>
                <h1 id="title">
                    <a href=path.clone()>{request.title.clone()}</a>
                    {request.year.map(|year| view! { " " <small>{year}</small> })}
                </h1>
                {seasons_words(&request.seasons).map(|seasons| view! { <p class="soft">{sentence(&seasons)}</p> })}
            </div>
            <div class="hero-body">
                <div class="live" id="request-actions" data-live>
                {can.cancel.then(|| view! { <p class="soft">{text::cancel_text()}</p> })}
                <div class="actions">
                    <LinkButton href=path icon>
                        {view_title}
                    </LinkButton>
                    {can.unfollow.then(|| view! { <Unfollow id=request.id /> })}
                    {can.cancel
                        .then(|| {
                            view! {
                                <form method="post" action=CANCEL>
                                    <Hidden name="id" value=request.id.to_string() />
                                    <Button look=Look::Danger>{text::cancel_request()}</Button>
                                </form>
                            }
                        })}
                </div>
                <Deeds id=request.id can />
                </div>
                {is_admin.then(|| view! { <Decline id=request.id can reasons refused /> })}
            </div>
        </section>
    }
}

/// How far each season is, once Overseerr has said it.
#[component]
fn SeasonStates(seasons: Vec<SeasonProgress>) -> impl IntoView {
    let known: Vec<_> = seasons.into_iter().filter_map(|season| Some((season.number, season.status?))).collect();
    (known.len() > 1).then(|| {
        let line = |(number, status): (SeasonNumber, RequestStatus)| {
            let (tone, label) = request_badge(status, Delivery::Delivered);
            view! {
                <div>
                    <dt>{sentence(&seasons_words(&[number]).unwrap_or_default())}</dt>
                    <dd>
                        <Badge tone label />
                    </dd>
                </div>
            }
        };
        view! {
            <div class="card">
                <dl class="facts">{known.into_iter().map(line).collect_view()}</dl>
            </div>
        }
    })
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[component]
fn Facts(request: Request, viewer: Option<UserId>) -> impl IntoView {
    let quality = if request.is_4k { text::quality_4k() } else { text::quality_standard() };
    view! {
        <dl class="facts">
            {(viewer != Some(request.user_id))
                .then(|| {
                    view! {
                        <div>
                            <dt>{text::fact_requester()}</dt>
                            <dd>{request.user_name}</dd>
                        </div>
                    }
                })}
            <div>
                <dt>{text::fact_quality()}</dt>
                <dd>{quality}</dd>
            </div>
            <div>
                <dt>{text::fact_requested_at()}</dt>
                <dd>
                    <TimeText at=request.created_at />
                </dd>
            </div>
            <div>
                <dt>{text::fact_changed_at()}</dt>
                <dd>
                    <TimeText at=request.updated_at />
                </dd>
            </div>
        </dl>
    }
}

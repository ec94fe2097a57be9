//! One film or one series: what is known of it, and asking for it.

use super::{
    cast::Cast,
    hero::Hero,
    trouble::{source_name, trouble},
};
use crate::{
    context::{self, Flash},
    discovery::{api::load_title, card::REQUEST_CALL},
    error::Code,
    requests::{
        page::{FilmRequestForm, NotifyMe, SeriesRequestForm},
        state::{SeriesForm, film_form, series_form},
        terms::QuotaStrip,
    },
    shell::{NotFound, PageTitle},
    text,
    ui::{
        ErrorSummary, Icon, Kind, LinkButton, Look, Notice, PageHead, Section, Size, StaleNotice, WrongField, loaded,
        title_path,
    },
};
use domain::{
    TmdbId,
    discovery::{Availability, Fetched, MediaType, TitleDetails},
    requests::{RequestTerms, Requests},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/movie/{tmdb}`
#[component]
pub fn MoviePage() -> impl IntoView {
    view! { <TitlePage media_type=MediaType::Movie /> }
}

/// `/tv/{tmdb}?seasons=missing|first|latest|1,2&is_4k=true`
#[component]
pub fn SeriesPage() -> impl IntoView {
    view! { <TitlePage media_type=MediaType::Tv /> }
}

#[component]
fn TitlePage(media_type: MediaType) -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("tmdb")).unwrap_or_default();
    let Ok(id) = id.parse::<TmdbId>() else {
        return view! { <NotFound /> }.into_any();
    };
    let address = use_query_map().get_untracked();
    let flash = context::flash(REQUEST_CALL);
    view! {
        {loaded(async move {
            match load_title(media_type.as_str().to_owned(), id.to_string()).await {
                Err(error) => {
                    let name = if media_type == MediaType::Movie { text::film() } else { text::series() };
                    let is_there = error.code != Code::NotFound;
                    let trouble = trouble(error, title_path(media_type, id));
                    // What is not there has a title of its own.
                    let head = is_there.then(|| view! { <PageTitle text=name /> <PageHead title=name /> });
                    view! {
                        {head}
                        {trouble}
                    }
                        .into_any()
                }
                Ok(found) => {
                    let terms = terms(media_type).await;
                    let asked = Asked {
                        seasons: address.get("seasons"),
                        is_4k: address.get("is_4k").is_some_and(|text| text == "true"),
                    };
                    view! { <FoundTitle found terms asked flash /> }.into_any()
                }
            }
        })}
    }
    .into_any()
}

/// On what terms the viewer may ask; what cannot be said is not allowed.
async fn terms(media_type: MediaType) -> RequestTerms {
    match (context::actor(), context::service::<dyn Requests>()) {
        (Ok(actor), Ok(requests)) => requests.terms(&actor, media_type).await,
        _ => RequestTerms::default(),
    }
}

/// What the address chooses.
struct Asked {
    seasons: Option<String>,
    is_4k: bool,
}

#[component]
fn FoundTitle(found: Fetched<TitleDetails>, terms: RequestTerms, asked: Asked, flash: Option<Flash>) -> impl IntoView {
    let Fetched { value: details, stale_since } = found;
    let refused = flash.as_ref().and_then(|flash| flash.error.as_ref()).map(|error| {
        let lines = WrongField::of(error, |_| Some("request".to_owned()));
        view! { <ErrorSummary title=text::request_failed_title() lines /> }
    });
    let series = (details.title.media_type == MediaType::Tv)
        .then(|| series_form(&details, terms, asked.seasons.as_deref(), asked.is_4k, flash.as_ref()));
    let cast = details.cast.clone();
    let seasons = series.clone().map(|form| view! { <Seasons form /> });
    view! {
        <PageTitle text=details.title.title.clone() />
        <div class="live" id="refused" data-told>
            {refused}
        </div>
        {stale_since
            .map(|since| {
                view! { <StaleNotice since service=source_name() /> }
            })}
        <Hero details=details.clone()>
            <Actions details=details.clone() terms series />
        </Hero>
        {seasons}
        <Cast cast />
    }
}

/// What can be done, and why nothing can where nothing can.
#[component]
fn Actions(details: TitleDetails, terms: RequestTerms, series: Option<SeriesForm>) -> impl IntoView {
    let media_type = details.title.media_type;
    let mine = details.title.my_request.clone();
    let film = if media_type == MediaType::Movie { film_form(&details, terms) } else { None };
    // In the usual quality; somebody else's wish is for that.
    let asks = film.is_some_and(|form| form.standard) || series.as_ref().is_some_and(|form| form.anything_open(false));
    let theirs = series.as_ref().map(SeriesForm::asked_for).unwrap_or_default();
    let seasons = series.filter(|form| form.anything_open(false) || form.anything_open(true)).map(|_| {
        if mine.is_some() || details.title.availability != Availability::Missing {
            text::request_more()
        } else {
            text::request()
        }
    });
    let why = match details.title.availability {
        Availability::Blocklisted => Some(text::blocklisted()),
        _ if !terms.may_request && !terms.may_request_4k => Some(match media_type {
            MediaType::Movie => text::may_not_request_films(),
            MediaType::Tv => text::may_not_request_series(),
        }),
        Availability::Pending | Availability::Processing if mine.is_none() && !asks => Some(text::somebody_asked()),
        _ => None,
    };
    let notify = why == Some(text::somebody_asked());
    view! {
        {film
            .map(|form| {
                view! {
                    <div class="stack stack-s" id="request">
                        <FilmRequestForm form />
                        <QuotaStrip quota=terms.quota media_type />
                    </div>
                }
            })}
        <div class="actions">
            {seasons
                .map(|words| {
                    view! {
                        <LinkButton href="#request" look=Look::Primary size=Size::Large icon=Icon::Plus>
                            {words}
                        </LinkButton>
                    }
                })}
            {details
                .plex_url
                .map(|href| {
                    view! {
                        <LinkButton href look=Look::Plex size=Size::Large icon=Icon::Play external=true>
                            {text::watch_in_plex()}
                        </LinkButton>
                    }
                })}
            {mine
                .map(|request| {
                    view! {
                        <LinkButton href=format!("/requests/{}", request.id) size=Size::Large icon=Icon::Ticket>
                            {text::view_request()}
                        </LinkButton>
                    }
                })}
        </div>
        {why.map(|words| view! { <p class="soft">{words}</p> })}
        {notify.then(|| view! { <NotifyMe media_type id=details.title.tmdb_id seasons=theirs /> })}
    }
}

/// The seasons, to choose from where anything can be asked for.
#[component]
fn Seasons(form: SeriesForm) -> impl IntoView {
    let terms = form.terms;
    let may = terms.may_request || terms.may_request_4k;
    view! {
        <Section id="request" title=text::seasons()>
            {if form.rows.is_empty() {
                view! { <Notice kind=Kind::Info title=text::no_seasons_known() /> }.into_any()
            } else {
                view! {
                    {may.then(|| view! { <QuotaStrip quota=terms.quota media_type=MediaType::Tv /> })}
                    <SeriesRequestForm form />
                }
                    .into_any()
            }}
        </Section>
    }
}

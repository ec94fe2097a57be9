//! Searching: words, filters, and what was found.

use super::{
    cast::PersonCard,
    rows::Rows,
    trouble::{CardNotice, SearchBox, source_name, trouble},
};
use crate::{
    AppError,
    discovery::{
        api::search_titles,
        card::TitleCard,
        island::{MoreResults, Names},
        state::{PERSON, SearchQuery, first_of, span},
    },
    shell::PageTitle,
    text,
    ui::{
        Button, Empty, FieldKind, Hidden, Icon, Kind, LinkButton, Look, Notice, PageHead, Pagination, PosterGrid,
        Section, Segmented, SelectField, SelectOption, Size, SkeletonCard, StaleNotice, TextField, loaded,
    },
};
use domain::{
    Timestamp,
    discovery::{AvailabilityFilter, FoundPerson, MediaType, Title},
};
use leptos::{
    either::{EitherOf3, EitherOf4},
    prelude::*,
};
use leptos_router::hooks::use_query_map;
use std::{collections::BTreeSet, ops::RangeInclusive};

/// The first row on a wide screen: these pictures are not waited for.
const EAGER: usize = 8;

/// What several pages of a search found together.
struct Found {
    titles: Vec<Title>,
    /// Of the first of these pages: later ones would push down what is read already.
    people: Vec<FoundPerson>,
    first: u32,
    page: u32,
    pages: u32,
    per_page: u32,
    total: u64,
    stale_since: Option<Timestamp>,
}

/// Asks for page after page. A later page that fails ends the list: what was found is shown, and the rest is tried again
/// from there.
async fn find(query: &SearchQuery, span: RangeInclusive<u32>) -> Result<Found, AppError> {
    let (first, last) = (*span.start(), *span.end());
    let mut seen = BTreeSet::new();
    let mut found: Option<Found> = None;
    for page in first..=last {
        let SearchQuery { q, media_type, year, availability } = query.clone();
        let answer = search_titles(q, Some(page.to_string()), Some(media_type), Some(year), Some(availability)).await;
        match (answer, &mut found) {
            (Err(error), None) => return Err(error),
            (Err(_), Some(_)) => break,
            (Ok(answer), None) => {
                found = Some(Found {
                    first,
                    page,
                    pages: answer.value.pages(),
                    per_page: answer.value.per_page,
                    total: answer.value.total,
                    stale_since: answer.stale_since,
                    titles: first_of(&mut seen, answer.value.items),
                    people: answer.value.people,
                });
            }
            (Ok(answer), Some(found)) => {
                found.page = page;
                found.stale_since = found.stale_since.into_iter().chain(answer.stale_since).min();
                found.titles.extend(first_of(&mut seen, answer.value.items));
            }
        }
        if found.as_ref().is_none_or(|found| found.page >= found.pages) {
            break;
        }
    }
    found.ok_or_else(AppError::internal)
}

/// How many titles there are. Without filters people are counted, too, so only what is all in sight is known for sure.
fn count_words(found: &Found, query: &SearchQuery) -> String {
    if query.media_type == PERSON {
        return match found.people.len() {
            0 => String::new(),
            1 => text::one_person().to_owned(),
            count => text::people_found(count),
        };
    }
    let all_shown = found.first == 1 && found.page == found.pages;
    let count = if all_shown { found.titles.len() as u64 } else { found.total };
    match count {
        0 => String::new(),
        1 => text::one_title().to_owned(),
        count if all_shown || query.is_filtered() => text::titles(count),
        count => text::about_titles(count),
    }
}

/// `/search?q=&type=&year=&availability=&page=&upto=`
#[component]
pub fn SearchPage() -> impl IntoView {
    let address = use_query_map().get_untracked();
    let query = SearchQuery::read(|name| address.get(name));
    let span = span(address.get("page").as_deref(), address.get("upto").as_deref());
    if query.q.is_empty() {
        return view! {
            <PageTitle text=text::nav_search() />
            <PageHead title=text::nav_search() />
            <SearchBox />
            <Rows retry="/search" />
        }
        .into_any();
    }
    let title = text::search_results(&query.q);
    view! {
        <PageTitle text=title.clone() />
        <CardNotice />
        {loaded(async move {
            let found = find(&query, span).await;
            let wrong_year = found.as_ref().err().and_then(|error| error.field("year")).map(str::to_owned);
            let count = found.as_ref().map(|found| count_words(found, &query)).unwrap_or_default();
            let results = match found {
                Ok(found) => EitherOf3::A(view! { <Results query=query.clone() found /> }),
                Err(_) if wrong_year.is_some() => EitherOf3::B(view! { <WrongFilter query=query.clone() /> }),
                Err(error) => EitherOf3::C(trouble(error, query.href())),
            };
            view! {
                <PageHead title=title text=count />
                <Filters query wrong_year />
                {results}
            }
        })}
    }
    .into_any()
}

/// The filters: a form that works without JavaScript.
#[component]
fn Filters(query: SearchQuery, wrong_year: Option<String>) -> impl IntoView {
    let types = vec![
        SelectOption::new("", text::filter_all()),
        SelectOption::new(MediaType::Movie.as_str(), text::filter_films()),
        SelectOption::new(MediaType::Tv.as_str(), text::filter_series()),
        SelectOption::new(PERSON, text::filter_people()),
    ];
    let availabilities = vec![
        SelectOption::new("", text::filter_anything()),
        SelectOption::new(AvailabilityFilter::Missing.as_str(), text::filter_missing()),
        SelectOption::new(AvailabilityFilter::Requested.as_str(), text::filter_requested()),
        SelectOption::new(AvailabilityFilter::Available.as_str(), text::filter_available()),
    ];
    let clear = query.is_filtered().then(|| query.unfiltered().href());
    view! {
        <form class="toolbar" method="get" action="/search" aria-label=text::filters()>
            <Hidden name="q" value=query.q />
            <Segmented name="type" label=text::filter_type() options=types value=query.media_type />
            <TextField
                id="year"
                name="year"
                label=text::filter_year()
                kind=FieldKind::Number
                value=query.year
                placeholder=text::filter_year_any()
                error=wrong_year
            />
            <SelectField
                id="availability"
                name="availability"
                label=text::filter_availability()
                options=availabilities
                value=query.availability
            />
            <Button icon=Icon::Filter>{text::filter_apply()}</Button>
            {clear
                .map(|href| {
                    view! {
                        <LinkButton href look=Look::Quiet icon=Icon::Close>
                            {text::filter_clear()}
                        </LinkButton>
                    }
                })}
        </form>
    }
}

/// The grid, and what loads on under it.
#[component]
fn Results(query: SearchQuery, found: Found) -> impl IntoView {
    let stale = found.stale_since.map(|since| view! { <StaleNotice since service=source_name() /> });
    if query.media_type == PERSON && !found.people.is_empty() {
        return EitherOf4::A(view! {
            {stale}
            <ul class="poster-grid">{people_cards(found.people)}</ul>
        });
    }
    let people = (!found.people.is_empty()).then(|| view! { <People people=found.people /> });
    if found.titles.is_empty() && people.is_some() && found.pages <= 1 {
        return EitherOf4::B(view! {
            {stale}
            {people}
        });
    }
    if found.titles.is_empty() {
        let (is_stale, beyond) = (found.stale_since.is_some(), found.total > 0);
        return EitherOf4::C(view! {
            {stale}
            <NothingFound query is_stale beyond />
        });
    }
    EitherOf4::D(view! {
        {stale}
        {people}
        <PosterGrid attr:id=Names::RESULTS>
            {found
                .titles
                .into_iter()
                .enumerate()
                .map(|(place, title)| {
                    let eager = place < EAGER;
                    view! { <TitleCard title eager /> }
                })
                .collect_view()}
        </PosterGrid>
        {(found.pages > 1)
            .then(|| {
                let base = query.href();
                view! {
                    <More base=base.clone() first=found.first page=found.page pages=found.pages per_page=found.per_page />
                    <MoreResults base first=found.first page=found.page pages=found.pages />
                }
            })}
    })
}

/// The links to the other pages, and what is said while they load by themselves.
#[component]
fn More(base: String, first: u32, page: u32, pages: u32, per_page: u32) -> impl IntoView {
    let summary = if page == first { text::one_page_shown(page, pages) } else { text::pages_shown(first, page, pages) };
    view! {
        <div class="stack" id=Names::MORE data-pages=pages>
            <p class="sr-only" role="status" id=Names::SAID></p>
            <div id=Names::FAILED hidden>
                <Notice kind=Kind::Warn title=text::more_failed()>
                    <Button size=Size::Small icon=Icon::Refresh attr:r#type="button" attr:id=Names::AGAIN>
                        {text::try_again()}
                    </Button>
                </Notice>
            </div>
            <div id=Names::PAGES>
                <Pagination base page pages summary summary_id=Names::SUMMARY />
            </div>
            <ul id=Names::SKELETONS hidden>
                {(0..per_page).map(|_| view! { <SkeletonCard /> }).collect_view()}
            </ul>
        </div>
    }
}

/// The people among what was found, in a row above the titles that scrolls.
#[component]
fn People(people: Vec<FoundPerson>) -> impl IntoView {
    view! {
        <Section id="people" title=text::people_title()>
            <ul class="scroller" aria-labelledby="people">
                {people_cards(people)}
            </ul>
        </Section>
    }
}

fn people_cards(people: Vec<FoundPerson>) -> impl IntoView {
    people
        .into_iter()
        .map(|person| {
            let note = person.known_for.join(", ");
            view! { <PersonCard id=Some(person.tmdb_id) name=person.name note picture=person.profile_path /> }
        })
        .collect_view()
}

/// A filter that cannot be: what is wrong stands beside it.
#[component]
fn WrongFilter(query: SearchQuery) -> impl IntoView {
    view! {
        <Empty icon=Icon::Filter title=text::wrong_filter_title() text=text::wrong_filter_text()>
            <LinkButton href=query.unfiltered().href()>{text::filter_clear()}</LinkButton>
        </Empty>
    }
}

/// `beyond`: something was found, but not so many pages of it.
#[component]
fn NothingFound(query: SearchQuery, is_stale: bool, beyond: bool) -> impl IntoView {
    let (title, text, href, action) = if beyond {
        (text::no_results_title(&query.q), text::search_page_empty(), query.href(), text::first_page())
    } else if query.is_filtered() {
        (text::no_results_title(&query.q), text::no_results_filtered(), query.unfiltered().href(), text::filter_clear())
    } else if is_stale {
        (text::no_results_title(&query.q), text::no_results_stale(), query.href(), text::try_again())
    } else {
        (text::no_results_title(&query.q), text::no_results_text(), "/search".to_owned(), text::search_again())
    };
    view! {
        <Empty icon=Icon::Search title text>
            <LinkButton href>{action}</LinkButton>
        </Empty>
    }
}

//! Somebody in front of or behind the camera: who they are, and the titles they worked on.

use super::trouble::{CardNotice, source_name, trouble};
use crate::{
    context,
    discovery::{
        api::load_person,
        card::TitleCard,
        state::{biography, craft_id, craft_name, life, part},
    },
    error::Code,
    shell::{NotFound, PageTitle},
    text,
    ui::{
        Empty, Glyph, Icon, LinkButton, Look, PageHead, PosterGrid, Section, StaleNotice, loaded, person_path,
        poster::image_path,
    },
};
use domain::{
    Day, TmdbId,
    discovery::{Fetched, Person, Work},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/person/{tmdb}`
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("tmdb")).unwrap_or_default();
    let Ok(id) = id.parse::<TmdbId>() else {
        return view! { <NotFound /> }.into_any();
    };
    let today = context::now().map(Day::from);
    view! {
        {loaded(async move {
            match load_person(id.to_string()).await {
                Ok(found) => view! { <FoundPerson found today /> }.into_any(),
                Err(error) => {
                    // What is not there has a title of its own.
                    let head = (error.code != Code::NotFound)
                        .then(|| view! { <PageTitle text=text::person() /> <PageHead title=text::person() /> });
                    view! {
                        {head}
                        {trouble(error, person_path(id))}
                    }
                        .into_any()
                }
            }
        })}
    }
    .into_any()
}

#[component]
fn FoundPerson(found: Fetched<Person>, today: Option<Day>) -> impl IntoView {
    let Fetched { value: person, stale_since } = found;
    let work = person.work.clone();
    let nothing = work.is_empty().then(|| {
        view! { <Empty icon=Icon::Film title=text::no_work_title() text=text::no_work_text(&person.name) /> }
    });
    view! {
        <PageTitle text=person.name.clone() />
        <CardNotice />
        {stale_since.map(|since| view! { <StaleNotice since service=source_name() /> })}
        <Head person today />
        {work.into_iter().map(|work| view! { <Titles work /> }).collect_view()}
        {nothing}
    }
}

/// Picture, name, life and biography.
#[component]
fn Head(person: Person, today: Option<Day>) -> impl IntoView {
    let facts = life(&person, today);
    let (beginning, rest) = biography(&person.biography);
    let paragraphs = |texts: Vec<String>| texts.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    let nobody_wrote = beginning.is_empty().then(|| view! { <p class="soft">{text::no_biography(&person.name)}</p> });
    view! {
        <section class="hero" aria-labelledby="person">
            <div class="hero-poster">
                <Portrait path=person.profile_path />
            </div>
            <div class="hero-head">
                <h1 id="person">{person.name}</h1>
                <ul class="hero-meta">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
            </div>
            <div class="hero-body">
                {nobody_wrote}
                <div class="hero-summary stack stack-s">
                    {paragraphs(beginning)}
                    {(!rest.is_empty())
                        .then(|| {
                            view! {
                                <details class="read-more">
                                    <summary>{text::read_more()}</summary>
                                    <div class="stack stack-s">{paragraphs(rest)}</div>
                                </details>
                            }
                        })}
                </div>
                <div class="actions">
                    <LinkButton
                        href=format!("https://www.themoviedb.org/person/{}", person.tmdb_id)
                        look=Look::Plain
                        icon=Icon::External
                        external=true
                    >
                        {text::on_tmdb()}
                    </LinkButton>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Portrait(path: Option<String>) -> impl IntoView {
    match path {
        Some(path) => view! {
            <img src=image_path("w342", &path) alt="" width="342" height="513" fetchpriority="high" decoding="async" />
        }
        .into_any(),
        None => view! {
            <div class="poster-blank" aria-hidden="true">
                <Glyph icon=Icon::User />
            </div>
        }
        .into_any(),
    }
}

/// What somebody did one thing for.
#[component]
fn Titles(work: Work) -> impl IntoView {
    let craft = work.craft;
    view! {
        <Section id=craft_id(craft) title=craft_name(craft)>
            <PosterGrid>
                {work
                    .titles
                    .into_iter()
                    .map(|on| {
                        let note = part(craft, &on.part);
                        view! { <TitleCard title=on.title level=3 note /> }
                    })
                    .collect_view()}
            </PosterGrid>
        </Section>
    }
}

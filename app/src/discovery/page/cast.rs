//! Who is in it.

use crate::{
    text,
    ui::{Glyph, Icon, Section, person_path, poster::image_path},
};
use domain::{TmdbId, discovery::Credit};
use leptos::prelude::*;

/// A row of the cast that scrolls; prints nothing when nobody is known.
#[component]
pub(super) fn Cast(cast: Vec<Credit>) -> impl IntoView {
    // Without links in it the keyboard must be able to reach what scrolls.
    let tabindex = cast.iter().all(|credit| credit.tmdb_id.is_none()).then_some("0");
    (!cast.is_empty()).then(|| {
        view! {
            <Section id="cast" title=text::cast()>
                <ul class="scroller" tabindex=tabindex aria-labelledby="cast">
                    {cast.into_iter().take(20).map(|credit| view! { <Person credit /> }).collect_view()}
                </ul>
            </Section>
        }
    })
}

#[component]
fn Person(credit: Credit) -> impl IntoView {
    view! { <PersonCard id=credit.tmdb_id name=credit.name note=credit.role picture=credit.profile_path /> }
}

/// Somebody with a picture; leads to their page where they have one.
#[component]
pub(super) fn PersonCard(
    id: Option<TmdbId>,
    name: String,
    /// The part, or what they are known for.
    note: String,
    picture: Option<String>,
) -> impl IntoView {
    view! {
        <li class="person">
            <div class="poster-art">
                {match picture {
                    Some(path) => {
                        view! {
                            <img
                                src=image_path("w342", &path)
                                alt=""
                                width="342"
                                height="513"
                                loading="lazy"
                                decoding="async"
                            />
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <div class="poster-blank" aria-hidden="true">
                                <Glyph icon=Icon::User />
                            </div>
                        }
                            .into_any()
                    }
                }}
            </div>
            <p class="poster-title">
                {match id {
                    Some(id) => view! { <a href=person_path(id)>{name}</a> }.into_any(),
                    None => name.into_any(),
                }}
            </p>
            <p class="poster-meta">{note}</p>
        </li>
    }
}

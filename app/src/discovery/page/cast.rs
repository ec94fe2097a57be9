//! Who is in it.

use crate::{
    text,
    ui::{Glyph, Icon, Section, poster::image_path},
};
use domain::discovery::Credit;
use leptos::prelude::*;

/// A row of the cast that scrolls; prints nothing when nobody is known.
#[component]
pub(super) fn Cast(cast: Vec<Credit>) -> impl IntoView {
    (!cast.is_empty()).then(|| {
        view! {
            <Section id="cast" title=text::cast()>
                // It scrolls and holds no links, so the keyboard must be able to reach it itself.
                <ul class="scroller" tabindex="0" aria-labelledby="cast">
                    {cast.into_iter().take(20).map(|credit| view! { <Person credit /> }).collect_view()}
                </ul>
            </Section>
        }
    })
}

#[component]
fn Person(credit: Credit) -> impl IntoView {
    view! {
        <li class="person">
            <div class="poster-art">
                {match credit.profile_path {
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
            <p class="poster-title">{credit.name}</p>
            <p class="poster-meta">{credit.role}</p>
        </li>
    }
}

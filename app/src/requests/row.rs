//! A request in a list: here and on the home page.

use crate::{
    requests::state::{request_note, seasons_words},
    text,
    ui::{RequestBadge, Thumb, TimeText},
};
use domain::{discovery::MediaType, requests::Request};
use leptos::prelude::*;

/// One row: title and seasons, kind, date, what keeps it, how far it is. `with_user` says whose it is.
#[component]
pub fn RequestRow(
    request: Request,
    #[prop(optional)] with_user: bool,
    /// With a box, so that several can be decided at once.
    #[prop(optional)]
    with_box: bool,
    /// The box is ticked.
    #[prop(optional)]
    ticked: bool,
    /// The heading's level: 2 directly under the page's heading, 3 inside a section.
    #[prop(default = 2)]
    level: u8,
) -> impl IntoView {
    let (note, delivery) = (request_note(&request), request.shown_delivery());
    let name = match seasons_words(&request.seasons) {
        Some(seasons) => format!("{}, {seasons}", request.title),
        None => request.title.clone(),
    };
    let kind = match (request.media_type, request.is_4k) {
        (MediaType::Movie, false) => text::film(),
        (MediaType::Movie, true) => text::film_4k(),
        (MediaType::Tv, false) => text::series(),
        (MediaType::Tv, true) => text::series_4k(),
    };
    let link = view! {
        <a id=format!("link-{}", request.id) href=format!("/requests/{}", request.id)>
            {name.clone()}
        </a>
    };
    let pick = with_box.then(|| {
        view! {
            <input
                type="checkbox"
                id=format!("choose-{}", request.id)
                name="ids[]"
                value=request.id.to_string()
                checked=ticked
                aria-label=text::choose(&name)
                data-kept
            />
        }
    });
    view! {
        <li class="row" id=format!("request-{}", request.id) data-live>
            {pick}
            <Thumb media_type=request.media_type path=request.poster_path />
            <div class="row-body">
                {if level == 2 {
                    view! { <h2 class="row-title">{link}</h2> }.into_any()
                } else {
                    view! { <h3 class="row-title">{link}</h3> }.into_any()
                }}
                <p class="row-meta">
                    {kind} {with_user.then(|| view! { " · " {request.user_name} })} " · " <TimeText at=request.created_at />
                    {note.map(|note| view! { " · " {note} })}
                </p>
            </div>
            <div class="row-side">
                <RequestBadge status=request.status delivery is_4k=request.is_4k />
            </div>
        </li>
    }
}

//! Pages that stay true while they are looked at: the browser's end of `/events`.
//!
//! A page that shows something live carries the cursor of its own rendering ([`LiveMark`]). When something is heard, the
//! page is fetched anew and those of its parts that carry `data-live` and an id take the place of the old ones. So there
//! is one way to draw a thing, on the server; without JavaScript nothing is different but that one reloads by hand.
//! Forms that carry `data-in-place` are sent in the same way: what is said about them stands in parts with `data-told`.

pub mod in_place;
mod island;
mod parts;
mod state;

use crate::context;
use leptos::prelude::*;

/// The header by which a page says that it renews itself.
pub const RENEWAL: &str = "x-renewal";
/// The header of a form that is sent without leaving the page: it is told where to go on, and goes there itself.
pub const IN_PLACE: &str = "x-in-place";

/// Where the page says how far it is, and what listens from there.
#[component]
pub fn LiveMark() -> impl IntoView {
    context::live_cursor().map(|after| {
        view! {
            <div id=parts::MARK data-after=after hidden>
                <island::Live />
            </div>
        }
    })
}

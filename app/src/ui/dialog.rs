//! Native dialogs: the browser keeps the focus inside, gives it back and closes on Escape.

use crate::{
    text,
    ui::{
        button::{Look, Size, classes},
        icon::{Glyph, Icon},
    },
};
use leptos::prelude::*;

/// A dialog; the children are its body (`.dialog-body`) and foot (`.dialog-foot`), usually inside a form.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// Under the title; empty is none.
    #[prop(optional, into)]
    note: String,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    view! {
        <dialog
            class=if wide { "dialog dialog-wide" } else { "dialog" }
            id=id
            aria-labelledby=heading
            closedby="any"
        >
            <header class="dialog-head">
                <div>
                    <h2 id=heading.clone()>{title}</h2>
                    {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
                </div>
                <form method="dialog">
                    <button class="btn btn-quiet btn-icon" aria-label=text::close()>
                        <Glyph icon=Icon::Close />
                    </button>
                </form>
            </header>
            {children()}
        </dialog>
    }
}

/// Opens the dialog `target`, without any script where the browser knows invoker commands. Where it may not, offer the
/// page that does the same beside it.
#[component]
pub fn OpenDialog(
    #[prop(into)] target: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class=classes(look, size, false) commandfor=target command="show-modal">
            {icon.map(|icon| view! { <Glyph icon /> })}
            {children()}
        </button>
    }
}

//! Toasts: short words about what was just done, top right, read out politely.

use crate::{
    text,
    ui::{
        icon::{Glyph, Icon},
        notice::Kind,
    },
};
use leptos::prelude::*;

/// Where toasts appear; on every page, so that screen readers know it before the first one comes.
#[component]
pub fn ToastRegion(#[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-label=text::messages()>
            {children.map(|children| children())}
        </div>
    }
}

/// One toast; an action (a link or a button of class `btn btn-link`) as children. It goes by itself unless somebody points
/// at it or is in it; the page without it is the same address once more, so that closing it needs no script.
#[component]
pub fn Toast(
    #[prop(optional)] kind: Kind,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("toast toast-{}", kind.name())>
            <Glyph icon=kind.icon() />
            <div>
                <b>{title}</b>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                {children.map(|children| children())}
            </div>
            <a href="" class="btn btn-quiet btn-icon btn-small" aria-label=text::close()>
                <Glyph icon=Icon::Close />
            </a>
        </div>
    }
}

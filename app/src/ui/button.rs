//! Buttons, and links that look like them. A button does something, a link goes somewhere.

use crate::{
    text,
    ui::icon::{Glyph, Icon},
};
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Look {
    #[default]
    Plain,
    /// What most people want; one of a form.
    Primary,
    /// Leads to what cannot be taken back.
    Danger,
    /// Does it.
    Destroy,
    Quiet,
    Plex,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Size {
    Small,
    #[default]
    Normal,
    Large,
}

pub(super) fn classes(look: Look, size: Size, block: bool) -> String {
    let look = match look {
        Look::Plain => "",
        Look::Primary => " btn-primary",
        Look::Danger => " btn-danger",
        Look::Destroy => " btn-danger btn-primary",
        Look::Quiet => " btn-quiet",
        Look::Plex => " btn-plex",
    };
    let size = match size {
        Size::Small => " btn-small",
        Size::Normal => "",
        Size::Large => " btn-large",
    };
    format!("btn{look}{size}{}", if block { " btn-block" } else { "" })
}

/// A button; it submits its form. Further attributes (`attr:name`, `attr:formaction`, `attr:type`) go to the element.
///
/// `busy` shows that the work is under way; a busy button takes no clicks.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] block: bool,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=classes(look, size, block)
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button. `external` opens a new tab and says so.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] block: bool,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] external: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=classes(look, size, block)
            href=href
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            {children()}
            {external.then(|| view! { <span class="sr-only">" "{text::new_tab()}</span> })}
        </a>
    }
}

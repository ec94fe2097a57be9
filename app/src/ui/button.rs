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
/// While what it does is under way, `browser::set_busy` shows that and takes no clicks.
#[component]
pub fn Button<C: IntoView + 'static>(
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] block: bool,
    #[prop(optional)] icon: Option<Icon>,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <button class=classes(look, size, block)>
            {icon.map(|icon| view! { <Glyph icon /> })}
            {children.into_inner()()}
        </button>
    }
}

/// A link that looks like a button. `external` opens a new tab and says so.
#[component]
pub fn LinkButton<C: IntoView + 'static>(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] block: bool,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] external: bool,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <a
            class=classes(look, size, block)
            href=href
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            {children.into_inner()()}
            {external.then(|| view! { <span class="sr-only">" "{text::new_tab()}</span> })}
        </a>
    }
}

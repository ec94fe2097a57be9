//! When there is nothing to show: an empty list, a page that is not there, something that went wrong.

use crate::{
    context,
    error::{AppError, Code},
    shell::NotFound,
    text,
    ui::{
        button::LinkButton,
        icon::{Glyph, Icon},
        notice::{Kind, Notice},
    },
};
use leptos::prelude::*;

/// An empty list: what belongs here, and what to do next; actions as children.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph icon />
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

/// A whole page about why there is none.
#[component]
pub fn ErrorPage(
    /// As of HTTP.
    status: u16,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="error-page">
            <p class="error-code" aria-hidden="true">{status}</p>
            <h1>{title}</h1>
            <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </section>
    }
}

/// What a page shows where its data should be: what is not there becomes the page for that, everything else a notice
/// with what to do. Sets the HTTP status of both.
#[component]
pub fn Problem(
    error: AppError,
    /// Where "Try again" leads; without, to the page itself.
    #[prop(optional, into)]
    retry: Option<String>,
) -> impl IntoView {
    if error.code == Code::NotFound {
        return view! { <NotFound /> }.into_any();
    }
    // Wrong input is shown beside its fields; the page itself was served well.
    if error.code != Code::InvalidRequest {
        context::set_status(error.code.status());
    }
    let retry = retry.unwrap_or_else(context::request_path);
    view! {
        <Notice kind=Kind::Bad title=error.message>
            <LinkButton href=retry size=super::Size::Small icon=Icon::Refresh>
                {text::try_again()}
            </LinkButton>
        </Notice>
    }
    .into_any()
}

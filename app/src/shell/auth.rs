//! The frame without navigation: the mark on top, one card, a short foot.

use crate::{context, text, ui::icon::BrandMark};
use leptos::prelude::*;

/// The mark and the name of the installation, leading home.
#[component]
pub(super) fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <BrandMark />
            <span>{context::site_name()}</span>
        </a>
    }
}

/// The card of a page in this frame, with the page's heading.
#[component]
pub fn AuthCard(
    #[prop(into)] title: String,
    /// Empty is none.
    #[prop(optional, into)]
    text: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="auth-card">
            <header>
                <h1>{title}</h1>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            </header>
            {children()}
        </div>
    }
}

#[component]
pub(super) fn AuthFoot() -> impl IntoView {
    let signed_in = context::viewer().is_some();
    view! {
        <footer class="auth-foot">
            <a href="/about">{text::nav_about()}</a>
            {signed_in
                .then(|| {
                    view! {
                        <form method="post" action="/api/auth/logout">
                            <button class="btn btn-link">{text::sign_out()}</button>
                        </form>
                    }
                })}
            <span>{text::version(env!("CARGO_PKG_VERSION"))}</span>
        </footer>
    }
}

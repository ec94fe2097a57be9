//! The frame without navigation: the mark on top, one card, a short foot.

use crate::{context, text};
use leptos::prelude::*;

/// The mark and the name of the installation, leading home.
#[component]
pub(super) fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
                <rect width="32" height="32" rx="9" fill="currentColor" />
                <path
                    d="M7 16a9 9 0 0 0 18 0"
                    fill="none"
                    stroke="#fff"
                    stroke-width="2.5"
                    stroke-linecap="round"
                />
                <path d="M13 8v9l7-4.5z" fill="#fff" />
            </svg>
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

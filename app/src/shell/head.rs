//! What the head of a page loads: the style and, where something comes alive, the scripts.
//!
//! Leptos looks up the names of these files on the disk each time it writes them. They never change while the program runs,
//! so what it has written first is written again, with each page's own nonce.

use leptos::{
    WasmSplitManifest,
    config::LeptosOptions,
    either::Either,
    nonce::{Nonce, use_nonce},
    prelude::*,
    tachys::html::InertElement,
};
use leptos_meta::HashedStylesheet;
use std::sync::OnceLock;

#[component]
pub(super) fn Style(options: LeptosOptions) -> impl IntoView {
    static WRITTEN: OnceLock<String> = OnceLock::new();
    let write = || view! { <HashedStylesheet id="style" options /> }.to_html();
    InertElement::new(WRITTEN.get_or_init(write).as_str())
}

/// What Leptos has written for one page, and told the rest of it.
struct Written {
    /// The text between its nonces.
    parts: Vec<String>,
    splits: Option<WasmSplitManifest>,
}

impl Written {
    fn with(options: LeptosOptions, nonce: &Nonce) -> Self {
        let html = view! { <HydrationScripts options islands=true /> }.to_html();
        Self { parts: html.split(&**nonce).map(str::to_owned).collect(), splits: use_context() }
    }
}

#[component]
pub(super) fn Scripts(options: LeptosOptions) -> impl IntoView {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    let Some(nonce) = use_nonce() else {
        return Either::Left(view! { <HydrationScripts options islands=true /> });
    };
    let written = WRITTEN.get_or_init(|| Written::with(options, &nonce));
    if let Some(splits) = &written.splits {
        provide_context(splits.clone());
    }
    if let Some(page) = Owner::current_shared_context() {
        page.set_is_hydrating(false);
    }
    Either::Right(InertElement::new(written.parts.join(&*nonce)))
}

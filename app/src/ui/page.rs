//! The head of a page and its sections.

use leptos::prelude::*;

/// The page's heading, the sentence under it, and its actions (children) beside it.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// Empty is none.
    #[prop(optional, into)]
    text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div>
                <h1>{title}</h1>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}

/// A part of a page with its heading; `more` is the link beside it.
#[component]
pub fn Section(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// Where the link leads, and its words.
    #[prop(optional_no_strip, into)]
    more: Option<(String, String)>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <header class="section-head">
                <h2 id=id.clone()>{title}</h2>
                {more.map(|(href, words)| view! { <a href=href>{words}</a> })}
            </header>
            {children()}
        </section>
    }
}

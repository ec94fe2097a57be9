//! On what terms one may ask: what is left of the quota, and who has to agree.

use crate::{
    requests::state::{is_spent, quota_words},
    text,
    ui::{Glyph, Icon},
};
use domain::{discovery::MediaType, requests::RequestTerms};
use leptos::prelude::*;

/// The strip above or under a request form.
#[component]
pub fn Terms(terms: RequestTerms, media_type: MediaType) -> impl IntoView {
    let approval = if terms.auto_approved { text::auto_approved() } else { text::needs_approval() };
    let limited = terms.quota.and_then(|quota| Some((quota, quota_words(quota, media_type)?)));
    view! {
        {limited
            .map(|(quota, (left, what))| {
                view! {
                    <div class="quota">
                        <Glyph icon=Icon::Ticket />
                        <span>
                            <b>{left}</b>
                            " "
                            {what}
                        </span>
                        <progress value=quota.used max=quota.limit aria-label=text::quota_used()></progress>
                        {is_spent(Some(quota)).then(|| view! { <span>{text::quota_spent()}</span> })}
                    </div>
                }
            })}
        <p class="soft small">{approval}</p>
    }
}

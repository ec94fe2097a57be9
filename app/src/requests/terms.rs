//! On what terms one may ask: what is left of the quota, and who has to agree.
//! Both parts are used on the server and inside islands.

use crate::{
    requests::state::{is_spent, quota_words},
    text,
    ui::{Glyph, Icon},
};
use domain::{
    discovery::MediaType,
    requests::{Quota, RequestTerms},
};
use leptos::prelude::*;

/// How much of the quota is left; prints nothing where there is no limit.
#[component]
pub fn QuotaStrip(quota: Option<Quota>, media_type: MediaType) -> impl IntoView {
    let limited = quota.and_then(|quota| Some((quota, quota_words(quota, media_type)?)));
    limited.map(|(quota, (left, what))| {
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
    })
}

/// Who has to agree, beside the button.
#[component]
pub fn Approval(terms: RequestTerms, is_4k: bool) -> impl IntoView {
    let is_automatic = if is_4k { terms.auto_approved_4k } else { terms.auto_approved };
    let words = if is_automatic { text::auto_approved() } else { text::needs_approval() };
    view! { <span class="soft small">{words}</span> }
}

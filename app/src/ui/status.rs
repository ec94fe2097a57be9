//! How a service is: a dot whose shape and colour say it, and the word.

use crate::text;
use domain::services::ServiceState;
use leptos::prelude::*;

/// A dot with its word. `stale`: the last check is too old to be believed.
#[component]
pub fn StatusDot(state: ServiceState, #[prop(optional, name = "stale")] is_stale: bool) -> impl IntoView {
    let (class, label) = match (is_stale, state) {
        (_, ServiceState::Unknown) => ("status status-unknown", text::service_unknown()),
        (true, _) => ("status status-stale", text::service_stale()),
        (false, ServiceState::Online) => ("status status-online", text::service_online()),
        (false, ServiceState::Degraded) => ("status status-degraded", text::service_degraded()),
        (false, ServiceState::Offline) => ("status status-offline", text::service_offline()),
    };
    view! {
        <span class=class>
            <span class="dot"></span>
            {label}
        </span>
    }
}

//! The form of a service with the head of its card. Save and Test post the same form to two calls; on pages with
//! `live::in_place` both answer in place.

use crate::{
    admin::state::{Deed, Health, ServiceCard, verdict},
    text,
    ui::{Button, FieldKind, Glyph, Hidden, Icon, Kind, Look, StatusDot, Switch, TextField},
};
use domain::services::ServiceName;
use leptos::prelude::*;

pub(super) const UPDATE: &str = "/api/admin/services/update";
pub(super) const TEST: &str = "/api/admin/services/test";

/// The form, with what came of it when it was sent last.
#[component]
pub fn ServiceForm(card: ServiceCard) -> impl IntoView {
    let name = card.name;
    let part = |what: &str| format!("{}-{what}", name.as_str());
    // What was saved is not typed any more (`live::in_place`).
    let saved = card.deed == Deed::Saved && card.outcome.is_some();
    let nothing_said = card.error.is_none() && card.outcome.is_none();
    let (wrong_url, wrong_key) = (card.wrong("url"), card.wrong("key"));
    view! {
        <div class="stack">
            {card
                .health
                .clone()
                .map(|health| {
                    view! {
                        <div id=part("head") data-told>
                            <Head name health />
                        </div>
                    }
                })}
            <form method="post" action=UPDATE class="form" id=part("form") data-in-place data-saved=saved.then_some("")>
                <Hidden name="name" value=name.as_str() />
                <Hidden name="_form" value=name.as_str() />
                <Fields
                    name
                    url=card.url.clone()
                    enabled=card.enabled
                    has_key=card.has_key
                    wrong_url
                    wrong_key
                />
                // There before it has anything to say, so that it is read out; out of the way until then.
                <div role="status" id=part("outcome") data-told class=nothing_said.then_some("sr-only")>
                    <Outcome card=card.clone() />
                </div>
                <Buttons next=card.next />
            </form>
        </div>
    }
}

#[component]
fn Fields(
    name: ServiceName,
    url: String,
    enabled: bool,
    has_key: bool,
    wrong_url: Option<String>,
    wrong_key: Option<String>,
) -> impl IntoView {
    let (address, address_hint, key_hint) = hints(name);
    let placeholder = if has_key { text::key_saved() } else { "" };
    view! {
        {name
            .has_address()
            .then(|| {
                view! {
                    <TextField
                        id=format!("{}-url", name.as_str())
                        name="url"
                        label=text::service_address()
                        kind=FieldKind::Url
                        value=url
                        placeholder=address
                        hint=address_hint
                        error=wrong_url
                        autocomplete="off"
                        required=true
                    />
                }
            })}
        <TextField
            id=format!("{}-key", name.as_str())
            name="key"
            label=name.key_label()
            kind=FieldKind::Password
            placeholder
            hint=key_hint
            error=wrong_key
            autocomplete="off"
        />
        <Switch name="enabled" label=text::service_use() hint=text::service_use_hint() checked=enabled />
    }
}

/// Save comes first, so that Enter saves; a step of the wizard leads on, saved or skipped.
#[component]
fn Buttons(next: Option<String>) -> impl IntoView {
    let leads_on = next.is_some();
    view! {
        <div class="form-foot">
            <Button look=Look::Primary attr:name=leads_on.then_some("_next") attr:value=next.clone()>
                {if leads_on { text::save_and_go_on() } else { text::save() }}
            </Button>
            <Button icon=Icon::Activity attr:formaction=TEST>
                <span class="when-idle">{text::test()}</span>
                <span class="when-busy">{text::testing()}</span>
            </Button>
            {next
                .map(|next| {
                    view! {
                        <a class="btn btn-quiet push" href=next>
                            {text::skip_step()}
                        </a>
                    }
                })}
        </div>
    }
}

/// Name, how it is, and what is known of that.
#[component]
fn Head(name: ServiceName, health: Health) -> impl IntoView {
    view! {
        <header class="card-head">
            <span class="service-logo">
                <Glyph icon=service_icon(name) />
            </span>
            <h2>{name.title()}</h2>
            <StatusDot state=health.state stale=health.stale />
            <p>{health.details}</p>
        </header>
    }
}

/// What a service looks like.
pub fn service_icon(name: ServiceName) -> Icon {
    match name {
        ServiceName::Plex => Icon::Play,
        ServiceName::Overseerr => Icon::Ticket,
        ServiceName::UptimeKuma => Icon::Activity,
        ServiceName::Youtube => Icon::Download,
        ServiceName::Tmdb => Icon::Film,
    }
}

/// An example of the address, what it is, and where the key is found.
fn hints(name: ServiceName) -> (&'static str, &'static str, &'static str) {
    match name {
        ServiceName::Plex => ("http://192.168.1.10:32400", text::plex_address_hint(), text::plex_key_hint()),
        ServiceName::Tmdb => ("", "", text::tmdb_key_hint()),
        _ => ("http://192.168.1.10:5055", text::overseerr_address_hint(), text::overseerr_key_hint()),
    }
}

/// The box under the fields; says nothing twice that a field says already.
#[component]
fn Outcome(card: ServiceCard) -> impl IntoView {
    let (kind, title, outcome) = match (card.error, card.outcome) {
        (None, None) => return ().into_any(),
        (Some(error), _) if !error.details.fields.is_empty() => (Kind::Bad, text::nothing_saved().to_owned(), None),
        (Some(error), _) => (Kind::Bad, error.message, None),
        (None, Some(outcome)) => {
            let (kind, title) = verdict(card.deed, &outcome);
            (kind, title, Some(outcome))
        }
    };
    let class = match kind {
        Kind::Ok => "result result-ok",
        Kind::Warn => "result result-warn",
        Kind::Bad => "result result-bad",
        Kind::Info => "result",
    };
    view! {
        <div class=class>
            <Glyph icon=kind.icon() />
            <div>
                <b>{title}</b>
                {outcome
                    .map(|outcome| {
                        let told_above = outcome.field.is_some() && !outcome.ok;
                        let message = (!told_above && !outcome.message.is_empty()).then_some(outcome.message);
                        view! {
                            {message.map(|message| view! { <p>{message}</p> })}
                            <Facts version=outcome.version latency=outcome.response_ms />
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(version: Option<String>, latency: Option<u32>) -> impl IntoView {
    (version.is_some() || latency.is_some()).then(|| {
        view! {
            <dl class="facts facts-inline">
                {version
                    .map(|version| {
                        view! {
                            <div>
                                <dt>{text::service_version()}</dt>
                                <dd>{version}</dd>
                            </div>
                        }
                    })}
                {latency
                    .map(|latency| {
                        view! {
                            <div>
                                <dt>{text::service_latency()}</dt>
                                <dd>{text::milliseconds(latency)}</dd>
                            </div>
                        }
                    })}
            </dl>
        }
    })
}

//! `/admin/services`: what MediaNest talks to, with the form of each service.

use crate::{
    admin::plex_server::{FindForm, FoundNotice},
    admin::{
        api::list_services,
        form::{ServiceForm, TEST, UPDATE, service_icon},
        state::{Deed, ServiceCard, control},
    },
    context::{self, Flash},
    error::{AppError, Code},
    live::in_place::InPlace,
    shell::PageTitle,
    text,
    ui::{
        Button, ErrorSummary, FieldKind, Glyph, Icon, Kind, Look, Notice, PageHead, Problem, TextField, WrongField,
        loaded, time,
    },
};
use domain::{
    services::{ServiceConfig, ServiceName, WebhookOutcome},
    time::Timestamp,
};
use leptos::prelude::*;

/// What the last form of a service without JavaScript left.
pub(super) fn flash_of(name: ServiceName) -> Option<(Deed, Flash)> {
    let form = name.as_str();
    let saved = context::flash_of_form(UPDATE, form).map(|flash| (Deed::Saved, flash));
    saved.or_else(|| context::flash_of_form(TEST, form).map(|flash| (Deed::Tested, flash)))
}

/// The card of a service, with what was typed and what came of it.
pub(super) fn card_of(config: ServiceConfig, flash: Option<(Deed, Flash)>, now: Option<Timestamp>) -> ServiceCard {
    let checked = config.status.last_check_at.map(|at| match now {
        Some(now) => text::ago(time::duration(at.seconds_until(now))),
        None => time::words(at),
    });
    let mut card = ServiceCard::of(config, checked);
    if let Some((deed, flash)) = flash {
        card.deed = deed;
        card.url = flash.value("url", &card.url);
        // A box that is off sends nothing: only what was sent tells whether the form was sent at all.
        if flash.values.contains_key("name") {
            card.enabled = flash.values.contains_key("enabled");
        }
        card.outcome = flash.answer();
        card.error = flash.error;
    }
    card
}

/// What is wrong with a service's form, on top of the page.
#[component]
fn FormErrors(name: ServiceName, deed: Deed, error: AppError) -> impl IntoView {
    let title = match deed {
        Deed::Saved => text::service_not_saved(name.title()),
        Deed::Tested => text::service_not_tested(name.title()),
    };
    view! { <ErrorSummary title lines=WrongField::of(&error, |field| control(name, field)) /> }
}

/// What is wrong with the form of a card, if anything.
pub(super) fn errors_of(card: &ServiceCard) -> impl IntoView + use<> {
    let (name, deed) = (card.name, card.deed);
    card.error.clone().map(|error| view! { <FormErrors name deed error /> })
}

/// `/admin/services`.
#[component]
pub fn ServicesPage() -> impl IntoView {
    let now = context::now();
    let flashes: Vec<_> = ServiceName::ALL.into_iter().filter_map(|name| Some((name, flash_of(name)?))).collect();
    let all_failed = context::flash("/api/admin/services/test-all").and_then(|flash| flash.error);
    view! {
        <PageTitle text=text::nav_services() />
        <PageHead title=text::nav_services() text=text::services_lead()>
            <form method="post" action="/api/admin/services/test-all" data-in-place>
                <Button icon=Icon::Activity>{text::test_all()}</Button>
            </form>
        </PageHead>
        <FoundNotice />
        <div class="live" id="all-failed" data-told>
            {all_failed.map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
        </div>
        {loaded(async move {
            match list_services().await {
                Ok(services) => view! { <Cards services flashes now /> }.into_any(),
                Err(error) => view! { <Problem error /> }.into_any(),
            }
        })}
    }
}

#[component]
fn Cards(
    services: Vec<ServiceConfig>,
    flashes: Vec<(ServiceName, (Deed, Flash))>,
    now: Option<Timestamp>,
) -> impl IntoView {
    let (used, later): (Vec<_>, Vec<_>) = services.into_iter().partition(|service| service.used);
    let cards: Vec<_> = used
        .into_iter()
        .map(|config| {
            let flash = flashes.iter().find(|(name, _)| *name == config.name).map(|(_, flash)| flash.clone());
            let changed = config.updated_at;
            (card_of(config, flash, now), changed)
        })
        .collect();
    view! {
        <div class="live" id="service-errors" data-told>
            {cards.iter().map(|(card, _)| errors_of(card)).collect_view()}
        </div>
        <div class="cards cards-wide">
            {cards
                .into_iter()
                .map(|(card, changed)| view! { <Card card changed /> })
                .collect_view()}
        </div>
        <InPlace />
        <section class="section" aria-labelledby="later">
            <header class="section-head">
                <h2 id="later">{text::services_later_title()}</h2>
            </header>
            <div class="cards">
                {later.into_iter().map(|service| view! { <Later name=service.name /> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Card(card: ServiceCard, changed: Option<Timestamp>) -> impl IntoView {
    let name = card.name;
    view! {
        <section class="card card-roomy" id=name.as_str() aria-label=name.title()>
            <ServiceForm card />
            {(name == ServiceName::Plex)
                .then(|| {
                    view! {
                        <p class="divider">{text::find_or()}</p>
                        <FindForm next=None />
                    }
                })}
            <div class="live" id=format!("{}-webhook", name.as_str()) data-told>
                {(name == ServiceName::Overseerr && changed.is_some()).then(|| view! { <Webhook /> })}
            </div>
            <div class="live" id=format!("{}-changed", name.as_str()) data-told>
                {changed
                    .map(|at| {
                        view! {
                            <p class="card-foot">
                                <span>
                                    {text::changed_at()} " " <time datetime=at.to_string()>{time::words(at)}</time>
                                </span>
                            </p>
                        }
                    })}
            </div>
        </section>
    }
}

/// One click that makes Overseerr tell us of every change.
#[component]
fn Webhook() -> impl IntoView {
    let flash = context::flash("/api/admin/services/webhook");
    let address = flash.as_ref().map_or_else(context::origin, |flash| flash.value("address", &context::origin()));
    let wrong = flash.as_ref().and_then(|flash| flash.wrong("address"));
    let other = flash.as_ref().and_then(|flash| flash.error.clone()).filter(|_| wrong.is_none());
    let taken = other.as_ref().is_some_and(|error| error.code == Code::Conflict);
    let outcome = flash.as_ref().and_then(Flash::answer::<WebhookOutcome>);
    view! {
        <form method="post" action="/api/admin/services/webhook" class="form" aria-labelledby="webhook" data-in-place>
            <h3 id="webhook">{text::webhook_title()}</h3>
            <p class="soft small">{text::webhook_text()}</p>
            <div class="live" id="webhook-outcome" data-told>
                {other
                    .map(|error| {
                        let kind = if taken { Kind::Warn } else { Kind::Bad };
                        view! { <Notice kind title=error.message /> }
                    })}
                {outcome
                    .map(|outcome| {
                        view! { <Notice kind=if outcome.ok { Kind::Ok } else { Kind::Warn } title=outcome.message /> }
                    })}
            </div>
            <TextField
                id="webhook-address"
                name="address"
                label=text::webhook_address()
                kind=FieldKind::Url
                value=address
                error=wrong
                autocomplete="off"
                required=true
            />
            <div class="form-foot">
                // First, because it is what Enter in the field means.
                <Button icon=Icon::Bell>{text::webhook_set_up()}</Button>
                <div class="live" id="webhook-replace" data-told>
                    {taken
                        .then(|| {
                            view! {
                                <Button look=Look::Danger attr:name="replace" attr:value="true">
                                    {text::webhook_replace()}
                                </Button>
                            }
                        })}
                </div>
            </div>
        </form>
    }
}

/// A service that nothing here uses yet.
#[component]
pub(super) fn Later(name: ServiceName) -> impl IntoView {
    view! {
        <article class="card">
            <header class="card-head">
                <span class="service-logo">
                    <Glyph icon=service_icon(name) />
                </span>
                <h3>{name.title()}</h3>
            </header>
            <p class="soft small">{text::later_step(later_text(name))}</p>
        </article>
    }
}

/// What a service will be for.
pub(super) fn later_text(name: ServiceName) -> &'static str {
    match name {
        ServiceName::UptimeKuma => text::later_uptime_kuma(),
        ServiceName::Youtube => text::later_youtube(),
        ServiceName::Plex | ServiceName::Overseerr | ServiceName::Tmdb => "",
    }
}

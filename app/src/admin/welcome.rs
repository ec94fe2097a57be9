//! `/welcome`: the first-run wizard. Each step is a page of its own, and each can be skipped.

use crate::{
    admin::{
        api::list_services,
        form::ServiceForm,
        plex_server::{FindForm, FoundNotice},
        services::{card_of, errors_of, flash_of, later_text},
    },
    context::{self, Flash},
    live::in_place::InPlace,
    shell::{AuthCard, PageTitle},
    text,
    ui::{Button, Kind, Look, Notice, Problem, Size, loaded},
};
use domain::services::{ServiceConfig, ServiceName, ServiceState, TestOutcome};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::state::{Deed, verdict};

/// A step after the password, which is changed before anything else opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Plex,
    Overseerr,
    Finish,
}

impl Step {
    const ALL: [Self; 3] = [Self::Plex, Self::Overseerr, Self::Finish];

    fn of(text: Option<&str>) -> Self {
        match text {
            Some("overseerr") => Self::Overseerr,
            Some("finish") => Self::Finish,
            _ => Self::Plex,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Plex => "/welcome?step=plex",
            Self::Overseerr => "/welcome?step=overseerr",
            Self::Finish => "/welcome?step=finish",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Plex => Self::Overseerr,
            Self::Overseerr | Self::Finish => Self::Finish,
        }
    }

    fn service(self) -> Option<ServiceName> {
        match self {
            Self::Plex => Some(ServiceName::Plex),
            Self::Overseerr => Some(ServiceName::Overseerr),
            Self::Finish => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Plex => text::step_plex(),
            Self::Overseerr => text::step_overseerr(),
            Self::Finish => text::step_finish(),
        }
    }
}

/// `/welcome`.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let step = Step::of(use_query_map().with_untracked(|query| query.get("step")).as_deref());
    let flash = step.service().and_then(flash_of);
    let now = context::now();
    let failed = context::flash("/api/admin/welcome").and_then(|flash| flash.error);
    view! {
        <PageTitle text=text::welcome_title() />
        {failed.map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
        {saved_before(step)}
        {loaded(async move {
            match list_services().await {
                Ok(services) => view! { <Wizard step services flash now /> }.into_any(),
                Err(error) => view! { <Problem error retry=step.path().to_owned() /> }.into_any(),
            }
        })}
    }
}

/// What became of the service that was saved on the step before this one.
fn saved_before(step: Step) -> impl IntoView {
    let before = Step::ALL.into_iter().filter(|other| *other != step).filter_map(Step::service);
    let outcomes = before.filter_map(|name| {
        let (deed, flash) = flash_of(name)?;
        Some((deed, flash.answer::<TestOutcome>()?))
    });
    outcomes
        .map(|(deed, outcome)| {
            let (kind, title) = verdict(deed, &outcome);
            view! { <Notice kind title>{outcome.message}</Notice> }
        })
        .collect_view()
}

#[component]
fn Wizard(
    step: Step,
    services: Vec<ServiceConfig>,
    flash: Option<(Deed, Flash)>,
    now: Option<domain::Timestamp>,
) -> impl IntoView {
    let connected = |name| services.iter().any(|service| service.name == name && service.url.is_some());
    let steps = view! { <Steps step plex=connected(ServiceName::Plex) overseerr=connected(ServiceName::Overseerr) /> };
    let body = match step.service() {
        Some(name) => services
            .into_iter()
            .find(|service| service.name == name)
            .map(|config| view! { <Connect step config flash now /> })
            .into_any(),
        None => view! { <Finish services /> }.into_any(),
    };
    view! {
        {steps}
        {body}
    }
}

/// Where one is; what is done and what was skipped.
#[component]
fn Steps(step: Step, plex: bool, overseerr: bool) -> impl IntoView {
    let here = Step::ALL.iter().position(|one| *one == step).unwrap_or_default();
    view! {
        <ol class="steps" aria-label=text::welcome_steps()>
            <li class="is-done">{text::step_password()}</li>
            {Step::ALL
                .into_iter()
                .enumerate()
                .map(|(index, one)| {
                    let done = match one {
                        Step::Plex => plex,
                        Step::Overseerr => overseerr,
                        Step::Finish => false,
                    };
                    let class = match (done, index < here) {
                        (true, _) => Some("is-done"),
                        (false, true) => Some("is-skipped"),
                        (false, false) => None,
                    };
                    view! {
                        <li class=class aria-current=(one == step).then_some("step")>
                            <a href=one.path()>{one.name()}</a>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

#[component]
fn Connect(
    step: Step,
    config: ServiceConfig,
    flash: Option<(Deed, Flash)>,
    now: Option<domain::Timestamp>,
) -> impl IntoView {
    let mut card = card_of(config, flash, now);
    card.health = None;
    let next = step.next().path();
    card.next = Some(next.to_owned());
    let errors = errors_of(&card);
    let (title, lead) = match step {
        Step::Plex => (text::connect_plex(), text::connect_plex_lead()),
        Step::Overseerr | Step::Finish => (text::connect_overseerr(), text::connect_overseerr_lead()),
    };
    view! {
        <AuthCard title text=lead>
            <div class="live" id="service-errors" data-told>
                {errors}
            </div>
            <FoundNotice />
            {(step == Step::Plex)
                .then(|| {
                    view! {
                        <p class="soft small">{text::find_why()}</p>
                        <FindForm next=Some(next.to_owned()) look=Look::Plex />
                        <p class="divider">{text::find_or_by_hand()}</p>
                    }
                })}
            <ServiceForm card />
            <InPlace />
        </AuthCard>
    }
}

/// What is connected, what comes later, and the way in.
#[component]
fn Finish(services: Vec<ServiceConfig>) -> impl IntoView {
    view! {
        <AuthCard title=text::finish_title(context::site_name()) text=text::finish_lead()>
            <dl class="facts">
                {services
                    .into_iter()
                    .map(|service| {
                        let state = match (service.used, &service.url) {
                            (true, Some(url)) if service.status.status == ServiceState::Offline => {
                                text::saved_but_silent(url)
                            }
                            (true, Some(url)) => text::connected_to(url),
                            (true, None) if service.status.configured => text::connected().to_owned(),
                            (true, None) if !service.name.has_address() => text::tmdb_not_needed().to_owned(),
                            (true, None) => text::skipped_for_now().to_owned(),
                            (false, _) => text::later_step(later_text(service.name)),
                        };
                        view! {
                            <div>
                                <dt>{service.name.title()}</dt>
                                <dd>{state}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <form method="post" action="/api/admin/welcome" class="form">
                <Button look=Look::Primary size=Size::Large block=true>
                    {text::go_home(context::site_name())}
                </Button>
            </form>
        </AuthCard>
    }
}

//! The home page, rendered on the server.

use crate::{
    context,
    dashboard::{
        api::load_dashboard,
        state::{in_use, response_words, sentence},
    },
    discovery::page::SearchBox,
    requests::{api::list_requests, row::RequestRow},
    shell::PageTitle,
    text,
    ui::{Age, Empty, Icon, LinkButton, Look, PageHead, Problem, Section, Size, StatusDot, loaded},
};
use domain::{
    Page, Role,
    requests::Request,
    services::{ServiceName, ServiceState, ServiceStatus},
};
use leptos::prelude::*;

/// The most open requests shown here.
const MOST: usize = 6;

/// `/` and `/dashboard`
#[component]
pub fn Dashboard() -> impl IntoView {
    let viewer = context::viewer();
    let name = viewer.as_ref().map(|viewer| viewer.name.clone()).unwrap_or_default();
    let is_admin = viewer.is_some_and(|viewer| viewer.role == Role::Admin);
    view! {
        <PageTitle text=text::nav_home() />
        {loaded(async move {
            let greeting = text::hello(&name);
            let (words, can_search, cards) = match load_dashboard().await {
                Ok(status) => {
                    let services = in_use(status.services);
                    let words = sentence(&services, is_admin);
                    let can_search = services
                        .iter()
                        .any(|service| matches!(service.name, ServiceName::Overseerr | ServiceName::Tmdb));
                    (words, can_search, view! { <Services services is_admin /> }.into_any())
                }
                Err(error) => (String::new(), true, view! { <Problem error /> }.into_any()),
            };
            let requests = match list_requests(None, None, None, Some("50".into())).await {
                Ok(found) => view! { <MyRequests found can_search /> }.into_any(),
                Err(error) => view! { <Problem error /> }.into_any(),
            };
            view! {
                <div class="live" id="home-head" data-live>
                    <PageHead title=greeting text=words />
                </div>
                <div class="live" id="home-services" data-live>
                    {cards}
                </div>
                <div class="live" id="home-requests" data-live>
                    {requests}
                </div>
            }
        })}
    }
}

/// How the services in use are.
#[component]
fn Services(services: Vec<ServiceStatus>, is_admin: bool) -> impl IntoView {
    if services.is_empty() {
        return is_admin
            .then(|| {
                view! {
                    <div class="actions">
                        <LinkButton href="/admin/services" look=Look::Primary icon=Icon::Server>
                            {text::connect_services()}
                        </LinkButton>
                    </div>
                }
            })
            .into_any();
    }
    let more = is_admin.then(|| ("/admin/services".to_owned(), text::configure().to_owned()));
    view! {
        <Section id="services" title=text::services() more>
            <div class="cards">
                {services.into_iter().map(|service| view! { <ServiceCard service is_admin /> }).collect_view()}
            </div>
        </Section>
    }
    .into_any()
}

/// One service; grey when what is known of it is old. Admins are told what went wrong.
#[component]
fn ServiceCard(service: ServiceStatus, is_admin: bool) -> impl IntoView {
    let response = match service.status {
        ServiceState::Online | ServiceState::Degraded => service.response_ms.map(response_words),
        ServiceState::Offline | ServiceState::Unknown => None,
    };
    view! {
        <article class=if service.stale { "card service-card is-stale" } else { "card service-card" }>
            <header class="card-head">
                <h3>{service.name.title()}</h3>
                <StatusDot state=service.status stale=service.stale />
            </header>
            <dl class="stats">
                <div class="stat">
                    <dt>{text::response_time()}</dt>
                    <dd>{response.unwrap_or_else(|| "–".to_owned())}</dd>
                </div>
            </dl>
            {service.error.filter(|_| is_admin).map(|error| view! { <p class="soft small">{error}</p> })}
            <p class="service-age">
                {match service.last_check_at {
                    Some(at) => view! { <span>{text::checked()}</span> <Age at /> }.into_any(),
                    None => view! { <span>{text::not_checked_yet()}</span> }.into_any(),
                }}
            </p>
        </article>
    }
}

/// What I wait for; for those who never asked, how to begin.
#[component]
fn MyRequests(found: Page<Request>, can_search: bool) -> impl IntoView {
    if found.total == 0 {
        return view! {
            <Section id="my-requests" title=text::my_requests()>
                <Empty icon=Icon::Ticket title=text::no_requests_title() text=text::no_requests_text()>
                    {can_search.then(|| view! { <SearchBox /> })}
                </Empty>
            </Section>
        }
        .into_any();
    }
    let more = Some(("/requests".to_owned(), text::all_count(found.total)));
    let open: Vec<_> = found.items.into_iter().filter(|request| !request.status.is_final()).take(MOST).collect();
    view! {
        <Section id="my-requests" title=text::my_requests() more>
            {if open.is_empty() {
                view! {
                    <Empty icon=Icon::CircleCheck title=text::nothing_open_title() text=text::nothing_open_text()>
                        <LinkButton href="/search" look=Look::Primary size=Size::Normal icon=Icon::Search>
                            {text::find_something()}
                        </LinkButton>
                    </Empty>
                }
                    .into_any()
            } else {
                view! {
                    <ul class="rows">
                        {open.into_iter().map(|request| view! { <RequestRow request level=3 /> }).collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </Section>
    }
    .into_any()
}

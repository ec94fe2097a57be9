//! Own requests.

use crate::{
    context,
    error::AppError,
    requests::{
        api::list_requests,
        row::RequestRow,
        state::{ListQuery, list_href},
    },
    shell::PageTitle,
    text,
    ui::{Chips, Empty, Icon, LinkButton, Look, PageHead, Pagination, Problem, Tab, badge::request_badge, loaded},
};
use domain::{
    Page, Role,
    requests::{Delivery, Request, RequestStatus, Scope},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/requests?status=&page=`
#[component]
pub fn RequestsPage() -> impl IntoView {
    let is_admin = context::viewer().is_some_and(|viewer| viewer.role == Role::Admin);
    let query = query_of(Scope::Mine);
    view! {
        <PageTitle text=text::nav_requests() />
        <PageHead title=text::nav_requests() text=text::requests_text()>
            {is_admin
                .then(|| {
                    view! { <LinkButton href=list_href(Scope::All, None)>{text::scope_all()}</LinkButton> }
                })}
        </PageHead>
        <Filters query />
        {loaded(async move {
            match found(query).await {
                Ok(found) => {
                    view! {
                        <div class="live" id="requests" data-live>
                            <Rows query found />
                        </div>
                    }
                        .into_any()
                }
                Err(error) => view! { <Problem error retry=list_href(query.scope, query.status) /> }.into_any(),
            }
        })}
    }
}

/// What the address of a list asks for.
pub(super) fn query_of(scope: Scope) -> ListQuery {
    use_query_map()
        .with_untracked(|query| ListQuery::read(scope, query.get("status").as_deref(), query.get("page").as_deref()))
}

/// The page of the list.
pub(super) async fn found(query: ListQuery) -> Result<Page<Request>, AppError> {
    let scope = match query.scope {
        Scope::Mine => "mine",
        Scope::All => "all",
    };
    let status = query.status.map(|status| status.as_str().to_owned());
    list_requests(Some(scope.into()), status, Some(query.page.to_string()), None).await
}

#[component]
pub(super) fn Filters(query: ListQuery) -> impl IntoView {
    let chip = |status: Option<RequestStatus>| {
        let label = status.map_or(text::filter_all(), |status| request_badge(status, Delivery::Delivered).1);
        Tab::new(label, query.with_status(status), status == query.status)
    };
    view! { <Chips label=text::filter_requests() chips=ListQuery::FILTERS.map(chip).into() /> }
}

#[component]
fn Rows(query: ListQuery, found: Page<Request>) -> impl IntoView {
    if found.items.is_empty() {
        return view! { <Nothing query total=found.total /> }.into_any();
    }
    let pages = pages_of(query, &found);
    view! {
        <ul class="rows">{found.items.into_iter().map(|request| view! { <RequestRow request /> }).collect_view()}</ul>
        {pages}
    }
    .into_any()
}

/// The links to the other pages of a list.
pub(super) fn pages_of(query: ListQuery, found: &Page<Request>) -> impl IntoView + use<> {
    let (page, pages) = (found.page, found.pages());
    let first = u64::from(page - 1) * u64::from(found.per_page) + 1;
    let summary = text::requests_shown(first, first + found.items.len() as u64 - 1, found.total);
    view! { <Pagination base=list_href(query.scope, query.status) page pages summary /> }
}

/// Why the list is empty, and what to do next.
#[component]
pub(super) fn Nothing(query: ListQuery, total: u64) -> impl IntoView {
    let search = view! {
        <LinkButton href="/search" look=Look::Primary icon=Icon::Search>
            {text::find_something()}
        </LinkButton>
    };
    if total > 0 {
        return view! {
            <Empty icon=Icon::Ticket title=text::no_requests_filtered_title() text=text::requests_page_empty()>
                <LinkButton href=list_href(query.scope, query.status)>{text::first_page()}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    match (query.scope, query.status) {
        (_, None) => view! {
            <Empty icon=Icon::Ticket title=text::no_requests_title() text=text::no_requests_text()>
                {search}
            </Empty>
        }
        .into_any(),
        (scope, Some(status)) => {
            let (title, words) = if scope == Scope::All && status == RequestStatus::Pending {
                (text::nothing_waits_title(), text::nothing_waits_text())
            } else {
                (text::no_requests_filtered_title(), text::no_requests_filtered_text())
            };
            view! {
                <Empty icon=Icon::Ticket title text=words>
                    <LinkButton href=list_href(scope, None)>{text::show_all()}</LinkButton>
                </Empty>
            }
            .into_any()
        }
    }
}

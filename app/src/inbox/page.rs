//! `/notifications`.

use crate::{
    inbox::api::list_notifications,
    shell::PageTitle,
    text,
    ui::{Badge, Button, Empty, Glyph, Icon, PageHead, Pagination, Problem, TimeText, Tone, loaded},
};
use domain::{
    Page,
    inbox::{NoticeKind, Notification},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/notifications?page=`
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| query.get("page"));
    view! {
        <PageTitle text=text::nav_notifications() />
        {loaded(async move {
            match list_notifications(page, None).await {
                Ok(found) => view! { <Found found /> }.into_any(),
                Err(error) => {
                    view! {
                        <PageHead title=text::nav_notifications() />
                        <Problem error retry="/notifications".to_owned() />
                    }
                        .into_any()
                }
            }
        })}
    }
}

#[component]
fn Found(found: Page<Notification>) -> impl IntoView {
    let new = found.items.iter().any(|one| one.read_at.is_none());
    let (page, pages) = (found.page, found.pages());
    let first = u64::from(page - 1) * u64::from(found.per_page) + 1;
    let summary = text::notifications_shown(first, first + found.items.len().max(1) as u64 - 1, found.total);
    let is_empty = found.items.is_empty();
    view! {
        <PageHead title=text::nav_notifications() text=text::notifications_text()>
            <div class="live" id="inbox-read" data-live>
                {new
                    .then(|| {
                        view! {
                            <form method="post" action="/api/notifications/read">
                                <Button icon=Icon::Check>{text::mark_all_read()}</Button>
                            </form>
                        }
                    })}
            </div>
        </PageHead>
        // Always there: the first notice comes while the page is looked at.
        <div class="live" id="inbox" data-live>
            {if is_empty {
                view! {
                    <Empty icon=Icon::Bell title=text::notifications_empty_title() text=text::notifications_empty_text() />
                }
                    .into_any()
            } else {
                view! {
                    <ul class="rows">{found.items.into_iter().map(|one| view! { <Entry one /> }).collect_view()}</ul>
                    <Pagination base="/notifications".to_owned() page pages summary />
                }
                    .into_any()
            }}
        </div>
    }
}

#[component]
fn Entry(one: Notification) -> impl IntoView {
    let icon = match one.kind {
        NoticeKind::RequestApproved | NoticeKind::RequestAvailable => Icon::Check,
        NoticeKind::RequestDeclined
        | NoticeKind::RequestFailed
        | NoticeKind::DeviceStolen
        | NoticeKind::PlexAccessLost => Icon::Alert,
        NoticeKind::RequestComment => Icon::Bell,
        NoticeKind::DeviceNew => Icon::Devices,
        NoticeKind::SignInChanged => Icon::Key,
    };
    let title = match one.link {
        Some(link) => view! { <a href=link>{one.title}</a> }.into_any(),
        None => one.title.into_any(),
    };
    view! {
        <li class="row">
            <Glyph icon />
            <div class="row-body">
                <h2 class="row-title">{title}</h2>
                <p class="row-meta">
                    {(!one.body.is_empty()).then(|| view! { {one.body} " · " })} <TimeText at=one.created_at />
                </p>
            </div>
            <div class="row-side">
                {one.read_at.is_none().then(|| view! { <Badge tone=Tone::Requested label=text::unread() /> })}
            </div>
        </li>
    }
}

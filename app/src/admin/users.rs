//! `/admin/users`: who signs in here, and as whom their requests reach Overseerr.

use crate::{
    admin::{
        api::list_users,
        people::page::{FirstPasswordTold, NewPersonForm},
    },
    context::{self, Flash},
    shell::PageTitle,
    text,
    ui::{
        Button, Empty, Glyph, Hidden, Icon, Kind, LinkButton, Notice, PageHead, Pagination, Problem, SelectField,
        SelectOption, StaleNotice, loaded, time,
    },
};
use domain::{
    Role, Timestamp,
    services::ServiceName,
    users::{DeliversAs, OverseerrChoice, OverseerrChoices, SignInKind, UserList, UserRow},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

const PATH: &str = "/admin/users";
const UPDATE: &str = "/api/admin/users/update";

/// `/admin/users?page=`
#[component]
pub fn UsersPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| query.get("page"));
    let now = context::now();
    view! {
        <PageTitle text=text::nav_users() />
        <PageHead title=text::nav_users() text=text::users_lead() />
        <FirstPasswordTold />
        {loaded(async move {
            match list_users(page, None).await {
                Ok(list) => view! { <Everybody list now /> }.into_any(),
                Err(error) => view! { <Problem error retry=PATH.to_owned() /> }.into_any(),
            }
        })}
        <NewPersonForm />
    }
}

#[component]
fn Everybody(list: UserList, now: Option<Timestamp>) -> impl IntoView {
    let UserList { page, overseerr } = list;
    let (number, pages) = (page.page, page.pages());
    let about = about(&overseerr);
    let choices = match overseerr {
        OverseerrChoices::Known { users, .. } => Some(users),
        OverseerrChoices::NotConnected | OverseerrChoices::Unreachable { .. } => None,
    };
    if page.items.is_empty() {
        return view! { <Empty icon=Icon::Users title=text::users_none() text=text::users_none_text() /> }.into_any();
    }
    view! {
        {about}
        <ul class="cards cards-wide">
            {page
                .items
                .into_iter()
                .map(|user| view! { <Person user choices=choices.clone() now /> })
                .collect_view()}
        </ul>
        <Pagination base=PATH page=number pages />
    }
    .into_any()
}

/// What there is to say of the list of Overseerr's users.
fn about(overseerr: &OverseerrChoices) -> impl IntoView + use<> {
    match overseerr {
        OverseerrChoices::Known { stale_since: Some(since), .. } => {
            let since = *since;
            view! { <StaleNotice since service=ServiceName::Overseerr.title() /> }.into_any()
        }
        OverseerrChoices::Known { stale_since: None, .. } => ().into_any(),
        OverseerrChoices::NotConnected => {
            view! { <Notice title=text::users_no_overseerr()>{text::users_no_overseerr_next()}</Notice> }.into_any()
        }
        OverseerrChoices::Unreachable { message } => {
            let message = message.clone();
            view! { <Notice kind=Kind::Warn title=message>{text::users_unreachable_next()}</Notice> }.into_any()
        }
    }
}

#[component]
fn Person(user: UserRow, choices: Option<Vec<OverseerrChoice>>, now: Option<Timestamp>) -> impl IntoView {
    let id = user.id.to_string();
    let user_name = user.name.clone();
    let flash = context::flash_of_form(UPDATE, &id);
    let seen = user.last_login_at.map(|at| match now {
        Some(now) => text::ago(time::duration(at.seconds_until(now))),
        None => time::words(at),
    });
    view! {
        <li class="card">
            <header class="card-head">
                <span class="service-logo">
                    <Glyph icon=Icon::User />
                </span>
                <h2>{user.name.clone()}</h2>
                <p>
                    {role(user.role)} " · " {sign_in(user.sign_in)}
                    {(!user.active).then(|| view! { " · " {text::user_disabled()} })}
                </p>
            </header>
            <dl class="facts">
                <div>
                    <dt>{text::user_last_sign_in()}</dt>
                    <dd>{seen.unwrap_or_else(|| text::user_never_signed_in().to_owned())}</dd>
                </div>
                <div>
                    <dt>{text::user_in_overseerr()}</dt>
                    <dd>{delivers_as(&user.delivers_as)}</dd>
                </div>
            </dl>
            {match choices {
                Some(choices) if user.delivers_as.can_be_chosen() => {
                    view! { <Choice user choices flash /> }.into_any()
                }
                _ => ().into_any(),
            }}
            <div class="card-foot">
                <LinkButton href=format!("/admin/users/{id}") attr:aria-label=text::person_manage_named(&user_name)>
                    {text::person_manage()}
                </LinkButton>
            </div>
        </li>
    }
}

/// Whom a local user's requests come from over there.
#[component]
fn Choice(user: UserRow, choices: Vec<OverseerrChoice>, flash: Option<Flash>) -> impl IntoView {
    let id = user.id.to_string();
    let chosen = match &user.delivers_as {
        DeliversAs::Chosen { id, .. } => id.to_string(),
        _ => String::new(),
    };
    let none = if user.role == Role::Admin { text::user_key_owner() } else { text::user_waits() };
    let mut options = vec![SelectOption::new("", none)];
    // Who is gone over there is still what is saved.
    if !chosen.is_empty() && choices.iter().all(|choice| choice.id.to_string() != chosen) {
        options.push(SelectOption::new(chosen.clone(), text::user_unknown_there(&chosen)));
    }
    options.extend(choices.into_iter().map(|choice| SelectOption::new(choice.id.to_string(), choice.name)));
    let wrong = flash.as_ref().and_then(|flash| flash.wrong("overseerr"));
    let value = flash.as_ref().map_or_else(|| chosen.clone(), |flash| flash.value("overseerr", &chosen));
    let failed = flash.and_then(|flash| flash.error).filter(|_| wrong.is_none());
    view! {
        <form method="post" action=UPDATE class="form">
            <Hidden name="id" value=id.clone() />
            <Hidden name="_form" value=id.clone() />
            {failed.map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
            <SelectField
                id=format!("overseerr-{id}")
                name="overseerr"
                label=text::user_asks_as()
                options
                value
                error=wrong
            />
            <div class="form-foot">
                <Button attr:aria-label=text::user_save_named(&user.name)>{text::save()}</Button>
            </div>
        </form>
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Admin => text::role_admin(),
        Role::User => text::role_user(),
    }
}

pub(super) fn sign_in(kind: SignInKind) -> &'static str {
    match kind {
        SignInKind::Plex => text::signs_in_with_plex(),
        SignInKind::Local => text::signs_in_locally(),
        SignInKind::Both => text::signs_in_both(),
    }
}

fn delivers_as(whom: &DeliversAs) -> String {
    match whom {
        DeliversAs::SamePlexAccount { name: Some(name) } => text::user_automatic(name),
        DeliversAs::SamePlexAccount { name: None } => text::user_automatic_later().into(),
        DeliversAs::KeyOwner => text::user_key_owner().into(),
        DeliversAs::Chosen { name: Some(name), .. } => name.clone(),
        DeliversAs::Chosen { id, name: None } => text::user_unknown_there(id),
        DeliversAs::Nobody => text::user_waits().into(),
    }
}

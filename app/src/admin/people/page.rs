//! `/admin/users/{id}`: one account and what an admin can do to it; and the form for a new one.

use crate::{
    admin::{
        people::plex::PlexFacts,
        users::{role, sign_in},
    },
    context::{self, Flash},
    error::AppError,
    shell::{NotFound, PageTitle},
    text,
    ui::{
        Button, ErrorSummary, FieldKind, Hidden, Kind, LinkButton, Look, Notice, PageHead, Problem, Section,
        SelectField, SelectOption, TextField, WrongField, loaded,
    },
};
use domain::{
    Role, UserId,
    accounts::NewPassword,
    people::{FirstPassword, LeftRequests, MOST_DISK_GB, MOST_PER_HOUR},
    policy::Permission,
    users::{SignInKind, UserRow, Users},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const CREATE: &str = "/api/admin/users/create";
const UPDATE: &str = "/api/admin/users/update";
const DELETE: &str = "/api/admin/users/delete";
const SIGN_OUT: &str = "/api/admin/users/sign_out";
const RESET: &str = "/api/admin/users/reset_password";

/// The form of the account among those for one call.
const ACCOUNT: &str = "account";

/// `/admin/users/{id}`
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let retry = format!("/admin/users/{id}");
    view! {
        {loaded(async move {
            match one(&id).await {
                Ok(user) => view! { <Person user /> }.into_any(),
                Err(domain::Error::NotFound(_)) => view! { <NotFound /> }.into_any(),
                Err(error) => {
                    let error = AppError::from(error);
                    view! {
                        <PageTitle text=text::nav_users() />
                        <PageHead title=text::nav_users() />
                        <Problem error retry />
                    }
                        .into_any()
                }
            }
        })}
    }
}

async fn one(id: &str) -> domain::Result<UserRow> {
    let by = context::actor()?.admin_for(Permission::UsersRead)?;
    let id: UserId = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::User))?;
    context::service::<dyn Users>()?.one(&by, id).await
}

#[component]
fn Person(user: UserRow) -> impl IntoView {
    let is_self = context::viewer().is_some_and(|viewer| viewer.id == user.id);
    let is_local = user.sign_in != SignInKind::Plex;
    let lead = format!("{} · {}", role(user.role), sign_in(user.sign_in));
    let (id, name, plex_access) = (user.id.to_string(), user.name.clone(), user.plex_access);
    let reset = (is_local && !is_self).then(|| view! { <ResetPassword id=id.clone() name=name.clone() /> });
    let delete = (!is_self).then(|| view! { <Delete id=id.clone() name=name.clone() /> });
    view! {
        <PageTitle text=text::person_title(&name) />
        <PageHead title=name.clone() text=lead>
            <LinkButton href="/admin/users">{text::person_all()}</LinkButton>
        </PageHead>
        <div class="stack">
            <FirstPasswordTold />
            <Refusals />
            {is_self.then(|| view! { <Notice title=text::person_is_you() /> })}
            <Account user is_self />
            {plex_access.map(|access| view! { <PlexFacts access /> })}
            <Section id="sign-out" title=text::person_sign_out()>
                <form method="post" action=SIGN_OUT class="form card">
                    <p>{text::person_sign_out_text()}</p>
                    <Hidden name="id" value=id.clone() />
                    <Hidden name="_next" value=path(&id) />
                    <div class="form-foot">
                        <Button>{text::person_sign_out_named(&name)}</Button>
                    </div>
                </form>
            </Section>
            {reset} {delete}
        </div>
    }
}

fn path(id: &str) -> String {
    format!("/admin/users/{id}")
}

/// What was refused of the forms that have no fields of their own.
#[component]
fn Refusals() -> impl IntoView {
    let error = [SIGN_OUT, DELETE, RESET, UPDATE].into_iter().find_map(|call| context::flash(call)?.error);
    error.map(|error| view! { <ErrorSummary lines=WrongField::of(&error, control) /> })
}

/// Where a field can be put right.
fn control(field: &str) -> Option<String> {
    let id = match field {
        "name" => "new-name",
        "password" => "password",
        "role" => "role",
        "status" => "status",
        "requests_per_hour" => "requests-per-hour",
        "downloads_per_hour" => "downloads-per-hour",
        "disk_gb" => "disk-gb",
        "requests" => "requests",
        _ => return None,
    };
    Some(id.to_owned())
}

/// A password that was made up just now: the only time it is seen.
#[component]
pub fn FirstPasswordTold() -> impl IntoView {
    let told = [CREATE, RESET].into_iter().find_map(|call| context::flash(call)?.answer::<FirstPassword>());
    told.map(|told| {
        let words = match &told.password {
            Some(_) => text::first_password_of(&told.name),
            None => text::first_password_given(&told.name),
        };
        view! {
            <Notice kind=Kind::Ok title=words>
                {told
                    .password
                    .map(|password| {
                        view! {
                            <code>{password.reveal().to_owned()}</code>
                            " "
                        }
                    })} {text::first_password_next()}
            </Notice>
        }
    })
}

#[component]
fn Account(user: UserRow, is_self: bool) -> impl IntoView {
    let flash = context::flash_of_form(UPDATE, ACCOUNT).filter(|flash| flash.error.is_some()).unwrap_or_default();
    let id = user.id.to_string();
    let quotas = [
        (
            "requests_per_hour",
            text::person_limit(),
            text::person_limit_hint(MOST_PER_HOUR),
            user.quotas.requests_per_hour,
        ),
        (
            "downloads_per_hour",
            text::person_downloads(),
            text::person_downloads_hint(MOST_PER_HOUR),
            user.quotas.downloads_per_hour,
        ),
        ("disk_gb", text::person_disk(), text::person_disk_hint(MOST_DISK_GB), user.quotas.disk_gb),
    ];
    let quotas = quotas.map(|(name, label, hint, most)| {
        let most = most.map(|most| most.to_string()).unwrap_or_default();
        view! {
            <TextField
                id=name.replace('_', "-")
                name=name
                label=label
                hint=hint
                value=flash.value(name, &most)
                error=flash.wrong(name)
                kind=FieldKind::Number
                optional=true
            />
        }
    });
    let status = if user.active { "active" } else { "disabled" };
    let statuses = vec![
        SelectOption::new("active", text::person_active()),
        SelectOption::new("disabled", text::person_disabled()),
    ];
    let deciding = (!is_self).then(|| {
        view! {
            <SelectField
                id="role"
                name="role"
                label=text::person_role()
                options=roles()
                value=flash.value("role", user.role.as_str())
                error=flash.wrong("role")
            />
            <SelectField
                id="status"
                name="status"
                label=text::person_status()
                options=statuses
                value=flash.value("status", status)
                error=flash.wrong("status")
                hint=text::person_status_hint()
            />
        }
    });
    view! {
        <Section id="account" title=text::person_account()>
            <form method="post" action=UPDATE class="form card">
                <Hidden name="id" value=id.clone() />
                <Hidden name="_form" value=ACCOUNT />
                <Hidden name="_next" value=path(&id) />
                {deciding}
                {quotas}
                <div class="form-foot">
                    <Button look=Look::Primary>{text::save()}</Button>
                </div>
            </form>
        </Section>
    }
}

#[component]
fn ResetPassword(id: String, name: String) -> impl IntoView {
    let wrong = context::flash(RESET).and_then(|flash| flash.wrong("password"));
    view! {
        <Section id="reset-password" title=text::person_reset()>
            <form method="post" action=RESET class="form card">
                <p>{text::person_reset_text()}</p>
                <Hidden name="id" value=id.clone() />
                <Hidden name="_next" value=path(&id) />
                <PasswordField wrong />
                <div class="form-foot">
                    <Button>{text::person_reset_named(name)}</Button>
                </div>
            </form>
        </Section>
    }
}

#[component]
fn PasswordField(wrong: Option<String>) -> impl IntoView {
    view! {
        <TextField
            id="password"
            name="password"
            label=text::first_password()
            hint=text::first_password_hint(NewPassword::LEAST)
            kind=FieldKind::Password
            error=wrong
            autocomplete="new-password"
            optional=true
        />
    }
}

#[component]
fn Delete(id: String, name: String) -> impl IntoView {
    let wrong = context::flash(DELETE).and_then(|flash| flash.wrong("requests"));
    let options = vec![
        SelectOption::new("", text::person_requests_choose()),
        SelectOption::new(LeftRequests::Give.as_str(), text::person_requests_give()),
        SelectOption::new(LeftRequests::Delete.as_str(), text::person_requests_delete()),
    ];
    view! {
        <Section id="delete" title=text::person_delete()>
            <form method="post" action=DELETE class="form card">
                <p>{text::person_delete_text()}</p>
                <Hidden name="id" value=id />
                <SelectField id="requests" name="requests" label=text::person_requests() options error=wrong />
                <div class="form-foot">
                    <Button look=Look::Danger>{text::person_delete_named(name)}</Button>
                </div>
            </form>
        </Section>
    }
}

/// A new local account.
#[component]
pub fn NewPersonForm() -> impl IntoView {
    let flash: Flash = context::flash(CREATE).filter(|flash| flash.error.is_some()).unwrap_or_default();
    view! {
        <Section id="new-user" title=text::person_new()>
            <form method="post" action=CREATE class="form card">
                <p>{text::person_new_text()}</p>
                {flash.error.as_ref().map(|error| view! { <ErrorSummary lines=WrongField::of(error, control) /> })}
                <TextField
                    id="new-name"
                    name="name"
                    label=text::username()
                    value=flash.value("name", "")
                    error=flash.wrong("name")
                    autocomplete="off"
                    required=true
                />
                <SelectField
                    id="role"
                    name="role"
                    label=text::person_role()
                    options=roles()
                    value=flash.value("role", Role::User.as_str())
                    error=flash.wrong("role")
                />
                <PasswordField wrong=flash.wrong("password") />
                <div class="form-foot">
                    <Button look=Look::Primary>{text::person_create()}</Button>
                </div>
            </form>
        </Section>
    }
}

fn roles() -> Vec<SelectOption> {
    [Role::User, Role::Admin].map(|one| SelectOption::new(one.as_str(), role(one))).into()
}

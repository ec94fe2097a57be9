//! `/profile/keys`: the keys that somebody gave to programs, and a new one.

use crate::{
    accounts::page::tabs::{ProfileHead, ProfileTab},
    context::{self, Flash},
    keys::api::list_keys,
    text,
    ui::{
        Button, CheckBox, Empty, ErrorSummary, Glyph, Hidden, Icon, Kind, Look, Notice, Problem, Section, SelectField,
        SelectOption, TextField, WrongField, loaded, time,
    },
};
use domain::{
    Actor, Timestamp,
    keys::{ApiKey, KeyLife, MadeKey},
    policy::Permission,
};
use leptos::prelude::*;

const PATH: &str = "/profile/keys";
const CREATE: &str = "/api/profile/keys/create";
const REVOKE: &str = "/api/profile/keys/revoke";

/// `/profile/keys`
#[component]
pub fn KeysPage() -> impl IntoView {
    let viewer = context::viewer();
    let now = context::now();
    let flash = context::flash(CREATE);
    let made = flash.as_ref().and_then(Flash::answer::<MadeKey>);
    let refused = context::flash(REVOKE).and_then(|flash| flash.error);
    view! {
        <ProfileHead current=ProfileTab::Keys text=text::keys_lead() />
        <div class="stack">
            {made.map(|made| view! { <Made made /> })}
            {refused.map(|error| view! { <Notice kind=Kind::Bad title=error.message /> })}
            {loaded(async move {
                match list_keys().await {
                    Ok(keys) => view! { <Kept keys now /> }.into_any(),
                    Err(error) => view! { <Problem error retry=PATH.to_owned() /> }.into_any(),
                }
            })} {viewer.map(|viewer| view! { <NewKeyForm viewer flash=flash.unwrap_or_default() /> })}
        </div>
    }
}

/// The only time it is seen.
#[component]
fn Made(made: MadeKey) -> impl IntoView {
    let header = text::key_use_it(made.key.reveal());
    view! {
        <section class="card card-roomy" aria-labelledby="made-key">
            <header class="card-head">
                <h2 id="made-key">{text::key_made(&made.about.name)}</h2>
                <p>{text::key_made_once()}</p>
            </header>
            <div class="field">
                <label for="the-key">{text::key_the_key()}</label>
                <input class="input" id="the-key" type="text" readonly value=made.key.reveal().to_owned() autocomplete="off" />
                <p class="field-hint">
                    <code>{header}</code>
                </p>
            </div>
        </section>
    }
}

#[component]
fn Kept(keys: Vec<ApiKey>, now: Option<Timestamp>) -> impl IntoView {
    if keys.is_empty() {
        return view! { <Empty icon=Icon::Key title=text::keys_none() text=text::keys_none_text() /> }.into_any();
    }
    let rows = keys.into_iter().map(|key| view! { <Row key now /> }).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

#[component]
fn Row(key: ApiKey, now: Option<Timestamp>) -> impl IntoView {
    let may = key.scopes.iter().map(|scope| scope_name(*scope)).collect::<Vec<_>>().join(", ");
    let used = match (key.last_used_at, now) {
        (None, _) => text::key_never_used().to_owned(),
        (Some(at), Some(now)) => text::key_used(text::ago(time::duration(at.seconds_until(now)))),
        (Some(at), None) => text::key_used(time::words(at)),
    };
    let end = match key.expires_at {
        None => text::key_never_expires().to_owned(),
        Some(at) if now.is_some_and(|now| at <= now) => text::key_expired_at(time::words(at)),
        Some(at) => text::key_expires_at(time::words(at)),
    };
    view! {
        <li class="row">
            <Glyph icon=Icon::Key />
            <div class="row-body">
                <h2 class="row-title">{key.name.clone()} " " <code>{key.prefix} "…"</code></h2>
                <p class="row-meta">{may}</p>
                <p class="row-meta">{used} " · " {end}</p>
            </div>
            <div class="row-side">
                <form method="post" action=REVOKE>
                    <Hidden name="id" value=key.id.to_string() />
                    <Button look=Look::Danger attr:aria-label=text::key_revoke_named(&key.name)>
                        {text::key_revoke()}
                    </Button>
                </form>
            </div>
        </li>
    }
}

#[component]
fn NewKeyForm(viewer: Actor, flash: Flash) -> impl IntoView {
    let failed = flash.error.is_some();
    let ticked = flash.value("scopes[]", "");
    // What was made is not typed any more.
    let typed = if failed { flash.clone() } else { Flash::default() };
    let (name, life) = (typed.value("name", ""), typed.value("expires", &KeyLife::Days(90).as_text()));
    let (wrong_name, wrong_life) = (flash.wrong("name"), flash.wrong("expires"));
    let control = |field: &str| match field {
        "name" => Some("key-name".to_owned()),
        "expires" => Some("key-expires".to_owned()),
        "scopes" => Some("key-scopes".to_owned()),
        _ => None,
    };
    let lives = KeyLife::ALL.into_iter().map(|life| SelectOption::new(life.as_text(), life_name(life))).collect();
    view! {
        <Section id="new-key" title=text::key_new()>
            <form method="post" action=CREATE class="form card card-roomy">
                {flash.error.as_ref().map(|error| view! { <ErrorSummary lines=WrongField::of(error, control) /> })}
                <TextField
                    id="key-name"
                    name="name"
                    label=text::key_name()
                    hint=text::key_name_hint()
                    value=name
                    error=wrong_name
                    autocomplete="off"
                    required=true
                />
                <fieldset id="key-scopes">
                    <legend class="label">{text::key_may()}</legend>
                    {Permission::of(viewer.role)
                        .into_iter()
                        .map(|scope| {
                            let on = failed && ticked.split(',').any(|ticked| ticked == scope.as_str());
                            view! {
                                <CheckBox
                                    name="scopes[]"
                                    value=scope.as_str()
                                    label=scope_name(scope)
                                    hint=scope.as_str()
                                    checked=on
                                />
                            }
                        })
                        .collect_view()}
                </fieldset>
                <SelectField
                    id="key-expires"
                    name="expires"
                    label=text::key_life()
                    options=lives
                    value=life
                    error=wrong_life
                />
                <div class="form-foot">
                    <Button look=Look::Primary>{text::key_create()}</Button>
                </div>
            </form>
        </Section>
    }
}

fn life_name(life: KeyLife) -> String {
    match life {
        KeyLife::Days(days) => text::days(days),
        KeyLife::Never => text::key_life_never().into(),
    }
}

/// What a scope allows, in words.
fn scope_name(scope: Permission) -> &'static str {
    match scope {
        Permission::DashboardRead => text::scope_dashboard_read(),
        Permission::MediaSearch => text::scope_media_search(),
        Permission::MediaRequest => text::scope_media_request(),
        Permission::ProfileRead => text::scope_profile_read(),
        Permission::ProfileWrite => text::scope_profile_write(),
        Permission::RequestsManage => text::scope_requests_manage(),
        Permission::UsersRead => text::scope_users_read(),
        Permission::UsersWrite => text::scope_users_write(),
        Permission::UsersDelete => text::scope_users_delete(),
        Permission::ServicesConfigure => text::scope_services_configure(),
        Permission::SystemManage => text::scope_system_manage(),
        Permission::LogsRead => text::scope_logs_read(),
    }
}

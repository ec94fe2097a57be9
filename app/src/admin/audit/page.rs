//! `/admin/audit`: who changed what.

use crate::{
    admin::audit::api::read_audit,
    routes::encoded,
    shell::PageTitle,
    text,
    ui::{
        Button, Empty, Glyph, Icon, LinkButton, PageHead, Pagination, Problem, SelectField, SelectOption, TimeText,
        loaded,
    },
};
use domain::{
    Page,
    audit::{AuditEntry, AuditList, deed},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde_json::Value;

const PATH: &str = "/admin/audit";

/// `/admin/audit?actor=&action=&page=`
#[component]
pub fn AuditPage() -> impl IntoView {
    let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name)).filter(|text| !text.is_empty());
    let (actor, action, page) = (asked("actor"), asked("action"), asked("page"));
    view! {
        <PageTitle text=text::audit_title() />
        <PageHead title=text::audit_title() text=text::audit_lead() />
        {loaded(async move {
            match read_audit(actor.clone(), action.clone(), page, None).await {
                Ok(list) => {
                    let actor = actor.unwrap_or_default();
                    let action = action.unwrap_or_default();
                    view! { <Found list actor action /> }.into_any()
                }
                Err(error) => view! { <Problem error retry=PATH.to_owned() /> }.into_any(),
            }
        })}
    }
}

#[component]
fn Found(list: AuditList, actor: String, action: String) -> impl IntoView {
    let AuditList { page, actors, actions } = list;
    let base = format!("{PATH}?actor={}&action={}", encoded(&actor), encoded(&action));
    let is_filtered = !(actor.is_empty() && action.is_empty());
    view! {
        <form method="get" action=PATH class="form card">
            <div class="form-pair">
                <SelectField
                    id="audit-actor"
                    name="actor"
                    label=text::audit_actor()
                    options=choices(text::audit_everybody(), actors, &actor, str::to_owned)
                    value=actor
                />
                <SelectField
                    id="audit-action"
                    name="action"
                    label=text::audit_action()
                    options=choices(text::audit_everything(), actions, &action, in_words)
                    value=action
                />
            </div>
            <div class="form-foot">
                <Button>{text::audit_show()}</Button>
                {is_filtered.then(|| view! { <LinkButton href=PATH>{text::audit_show_all()}</LinkButton> })}
            </div>
        </form>
        <Entries page base />
    }
}

/// What is chosen stays a choice, also when there is nothing of it any more.
fn choices(all: &str, known: Vec<String>, chosen: &str, label: fn(&str) -> String) -> Vec<SelectOption> {
    let gone = (!chosen.is_empty() && known.iter().all(|one| one != chosen)).then(|| chosen.to_owned());
    let all = SelectOption::new("", all);
    std::iter::once(all)
        .chain(gone.into_iter().chain(known).map(|one| SelectOption::new(one.clone(), label(&one))))
        .collect()
}

fn in_words(action: &str) -> String {
    deed(action).unwrap_or(action).to_owned()
}

#[component]
fn Entries(page: Page<AuditEntry>, base: String) -> impl IntoView {
    if page.items.is_empty() {
        return view! { <Empty icon=Icon::Clock title=text::audit_none() text=text::audit_none_text() /> }.into_any();
    }
    let (number, pages) = (page.page, page.pages());
    view! {
        <ul class="rows">{page.items.into_iter().map(|entry| view! { <Entry entry /> }).collect_view()}</ul>
        <Pagination base page=number pages />
    }
    .into_any()
}

#[component]
fn Entry(entry: AuditEntry) -> impl IntoView {
    let side = |label: &'static str, value: Option<Value>| {
        value.map(|value| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>
                        <code>{value.to_string()}</code>
                    </dd>
                </div>
            }
        })
    };
    let object = match (entry.object_name, entry.object.split_once(':')) {
        (Some(name), Some((kind, id))) => {
            let href = if kind == "user" { format!("/admin/users/{id}") } else { format!("/requests/{id}") };
            view! { <a href=href>{name}</a> }.into_any()
        }
        _ => view! { <code>{entry.object}</code> }.into_any(),
    };
    view! {
        <li class="row">
            <Glyph icon=Icon::Clock />
            <div class="row-body">
                <h2 class="row-title">
                    {in_words(&entry.action)}
                </h2>
                <p class="row-meta">
                    {entry.actor} " · " {object} " · " <TimeText at=entry.at />
                    {entry.ip.map(|ip| view! { " · " {text::audit_from(ip)} })}
                </p>
                <dl class="facts">
                    {side(text::audit_before(), entry.before)} {side(text::audit_after(), entry.after)}
                </dl>
            </div>
        </li>
    }
}

//! The page: a form a section, its fields drawn from the table.

use super::api::list_settings;
use crate::{
    context::{self, Flash},
    shell::PageTitle,
    text,
    ui::{
        Button, FieldKind, Kind as Tone, Notice, PageHead, Problem, Section as Part, SelectField, SelectOption, Switch,
        TextArea, TextField, loaded,
    },
};
use domain::settings::{Configured, Kind, Section, Setting};
use leptos::prelude::*;
use serde_json::Value;

const PATH: &str = "/admin/settings";

/// A text of the catalogue.
type Words = fn() -> &'static str;

/// The sections in their order: id, call, heading.
const SECTIONS: [(Section, &str, &str, Words); 3] = [
    (Section::General, "general", "/api/admin/config/general", text::settings_general),
    (Section::SignIn, "sign-in", "/api/admin/config/sign_in", text::settings_sign_in),
    (Section::Limits, "limits", "/api/admin/config/limits", text::settings_limits),
];

/// `/admin/settings`
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <PageTitle text=text::nav_settings() />
        <PageHead title=text::nav_settings() text=text::settings_lead() />
        {loaded(async {
            match list_settings().await {
                Ok(settings) => {
                    SECTIONS
                        .into_iter()
                        .map(|(section, id, action, title)| {
                            let settings = settings.iter().filter(|one| one.section == section).cloned().collect();
                            view! { <Form id action title=title() settings /> }
                        })
                        .collect_view()
                        .into_any()
                }
                Err(error) => view! { <Problem error retry=PATH.to_owned() /> }.into_any(),
            }
        })}
    }
}

#[component]
fn Form(id: &'static str, action: &'static str, title: &'static str, settings: Vec<Configured>) -> impl IntoView {
    let flash = context::flash(action);
    let refused = flash.as_ref().and_then(|flash| flash.error.clone()).filter(|error| error.details.fields.is_empty());
    view! {
        <Part id title>
            <form method="post" action=action class="card card-roomy form">
                {refused.map(|error| view! { <Notice kind=Tone::Bad title=error.message /> })}
                {settings.into_iter().map(|setting| view! { <Field setting flash=flash.clone() /> }).collect_view()}
                <div class="form-foot">
                    <Button attr:aria-label=text::settings_save(title)>{text::save()}</Button>
                </div>
            </form>
        </Part>
    }
}

/// One setting as the control of its kind.
#[component]
fn Field(setting: Configured, flash: Option<Flash>) -> impl IntoView {
    let row = Setting::find(&setting.key)?;
    let (name, label, hint) = (row.key, (row.label)(), (row.help)());
    let error = flash.as_ref().and_then(|flash| flash.wrong(name));
    let saved = shown(&setting.value);
    let value = flash.map_or_else(|| saved.clone(), |flash| flash.value(name, &saved));
    Some(match row.kind {
        Kind::Text { .. } => view! { <TextField id=name name label hint value error required=true /> }.into_any(),
        Kind::Integer { .. } => {
            view! { <TextField id=name name label hint value error kind=FieldKind::Number required=true /> }.into_any()
        }
        Kind::Choice(choices) => {
            let options =
                choices.iter().map(|choice| SelectOption::new(*choice, text::settings_choice(choice))).collect();
            view! { <SelectField id=name name label hint options value error /> }.into_any()
        }
        Kind::Switch => view! { <Switch name label hint checked=value == "true" /> }.into_any(),
        Kind::Lines { .. } => view! { <TextArea id=name name label hint value error rows=4 /> }.into_any(),
    })
}

/// A value as its control holds it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

//! Fields of one line: label, control, hint, error. Hint and error are named by `aria-describedby`.

use crate::{
    text,
    ui::icon::{Glyph, Icon},
};
use leptos::prelude::*;

/// What a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FieldKind {
    #[default]
    Text,
    /// Its value is never printed.
    Password,
    Url,
    Search,
    Number,
}

impl FieldKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Password => "password",
            Self::Url => "url",
            Self::Search => "search",
            Self::Number => "number",
        }
    }
}

/// The id of a control's hint.
pub(super) fn hint_id(control: &str) -> String {
    format!("{control}-hint")
}

/// The id of what is wrong with a control.
pub(super) fn error_id(control: &str) -> String {
    format!("{control}-error")
}

/// The ids that describe a control, of its hint and of its error, as far as they are there.
pub(super) fn described_by(hint: Option<&String>, error: Option<&String>) -> Option<String> {
    match (hint, error) {
        (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
        (one, other) => one.or(other).cloned(),
    }
}

/// What is wrong with a field, under it.
#[component]
pub(super) fn FieldError(id: String, error: Option<String>) -> impl IntoView {
    error.map(|text| {
        view! {
            <p class="field-error" id=id>
                <Glyph icon=Icon::Alert />
                <span>{text}</span>
            </p>
        }
    })
}

/// A field of one line; an empty `hint` is none.
#[component]
pub fn TextField(
    /// Of the control; `{id}-hint` and `{id}-error` follow from it.
    #[prop(into)]
    id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] placeholder: String,
    /// As in HTML: `username`, `current-password`, `off`…
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(optional)] required: bool,
    /// Says "(optional)" behind the label.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] minlength: Option<usize>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let value = (kind != FieldKind::Password && !value.is_empty()).then_some(value);
    let code = matches!(kind, FieldKind::Url | FieldKind::Password);
    let (hint_id, error_id) = (hint_id(&id), error_id(&id));
    let described = described_by(has_hint.then_some(&hint_id), error.is_some().then_some(&error_id));
    let field_id = format!("{id}-field");
    view! {
        <div class="field" id=field_id data-told>
            <label for=id.clone()>
                {label} {optional.then(|| view! { <span class="optional">" "{text::optional()}</span> })}
            </label>
            <input
                id=id
                name=name
                type=kind.as_str()
                value=value
                placeholder=Some(placeholder).filter(|text| !text.is_empty())
                autocomplete=autocomplete
                autocapitalize=code.then_some("none")
                spellcheck=code.then_some("false")
                minlength=minlength.map(|least| least.to_string())
                required=required
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            />
            {has_hint.then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error />
        </div>
    }
}

/// A field of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: String,
    #[prop(default = 3)] rows: u8,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let (hint_id, error_id) = (hint_id(&id), error_id(&id));
    let described = described_by(has_hint.then_some(&hint_id), error.is_some().then_some(&error_id));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                class="input"
                id=id
                name=name
                rows=rows.to_string()
                maxlength="4000"
                required=required
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            >
                {value}
            </textarea>
            {has_hint.then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error />
        </div>
    }
}

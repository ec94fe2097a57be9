//! Fields that choose: lists, check boxes, switches. A box that is off sends nothing, as HTML forms do.

use crate::ui::field::{FieldError, described_by, error_id, hint_id};
use leptos::prelude::*;

/// One entry of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list to choose one of; `value` is the chosen one.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<SelectOption>,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let (hint_id, error_id) = (hint_id(&id), error_id(&id));
    let described = described_by(has_hint.then_some(&hint_id), error.is_some().then_some(&error_id));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                name=name
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            >
                {options
                    .into_iter()
                    .map(move |option| {
                        let selected = option.value == value;
                        view! {
                            <option value=option.value selected=selected>
                                {option.label}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            {has_hint.then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error />
        </div>
    }
}

/// A check box with its words; sends `value` (`true` unless said otherwise) when it is on.
#[component]
pub fn CheckBox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] checked: bool,
    #[prop(optional)] disabled: bool,
    #[prop(default = "true".to_owned(), into)] value: String,
    /// Where a script looks for it.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" id=id name=name value=value checked=checked disabled=disabled />
            <span>{label} {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
        </label>
    }
}

/// A switch: the same as a check box, for what is on or off from now on.
#[component]
pub fn Switch(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] checked: bool,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input type="checkbox" role="switch" name=name value="true" checked=checked />
            <span>{label} {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
        </label>
    }
}

//! Around fields: hidden values and the summary of what is wrong.

use crate::{
    error::AppError,
    text,
    ui::icon::{Glyph, Icon},
};
use leptos::prelude::*;

/// A value that the form sends along: `_form`, `_next`, or an argument that is already known.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// One line of the summary: what is wrong, and the id of the control where it can be put right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrongField {
    pub control: Option<String>,
    pub message: String,
}

impl WrongField {
    /// What an error says, field by field. `control` finds the id of a field's control, by the field's name.
    pub fn of(error: &AppError, control: impl Fn(&str) -> Option<String>) -> Vec<Self> {
        if error.details.fields.is_empty() {
            return vec![Self { control: None, message: error.message.clone() }];
        }
        let line = |(name, message): (&String, &String)| Self { control: control(name), message: message.clone() };
        error.details.fields.iter().map(line).collect()
    }
}

/// What is wrong, on top of a form: announced at once, takes the focus, leads to the fields.
#[component]
pub fn ErrorSummary(
    /// Empty says that it did not work.
    #[prop(optional, into)]
    title: String,
    lines: Vec<WrongField>,
) -> impl IntoView {
    let title = if title.is_empty() { text::error_summary().to_owned() } else { title };
    view! {
        <div class="notice notice-bad error-summary" role="alert" tabindex="-1" id="errors" autofocus>
            <Glyph icon=Icon::Alert />
            <div>
                <b>{title}</b>
                <ul>
                    {lines
                        .into_iter()
                        .map(|line| match line.control {
                            Some(control) => view! { <li><a href=format!("#{control}")>{line.message}</a></li> }.into_any(),
                            None => view! { <li>{line.message}</li> }.into_any(),
                        })
                        .collect_view()}
                </ul>
            </div>
        </div>
    }
}

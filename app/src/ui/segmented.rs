//! One of a few, side by side: radio buttons of a form that look like one control.

use crate::ui::choice::SelectOption;
use leptos::prelude::*;

/// Radio buttons; `label` names the group for screen readers, `value` is the chosen one.
#[component]
pub fn Segmented(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<SelectOption>,
    #[prop(optional, into)] value: String,
) -> impl IntoView {
    view! {
        <fieldset class="segmented">
            <legend>{label}</legend>
            {options
                .into_iter()
                .map(move |option| {
                    let checked = option.value == value;
                    view! {
                        <label>
                            <input type="radio" name=name.clone() value=option.value checked=checked />
                            {option.label}
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

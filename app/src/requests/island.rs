//! What of asking for a series comes alive in the browser: what is ticked, what the button says of it. The form itself is
//! written by the server.

use crate::{
    browser::{all, by_id, focus, listen, set, show},
    requests::state::{Pick, SeriesForm},
};
use domain::SeasonNumber;
use leptos::prelude::*;
use std::{collections::BTreeSet, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement};

/// The names by which the form and what brings it to life know each other.
pub struct Choosing;

impl Choosing {
    pub const FORM: &str = "choosing";
    /// Said when nothing is chosen.
    pub const NOTHING: &str = "choosing-nothing";
    /// What is there while something can be asked for, and while nothing can.
    pub const OPEN: &str = "choosing-open";
    pub const CLOSED: &str = "choosing-closed";
    pub const LABEL: &str = "choosing-label";
    pub const WARNING: &str = "choosing-warning";

    pub fn season(number: SeasonNumber) -> String {
        format!("season-{number}")
    }
}

/// Ticks several seasons in one click, switches to 4K and back, and says what the button will do.
#[island(lazy)]
pub fn SeasonChoice(form: SeriesForm) -> impl IntoView {
    let form = Rc::new(form);
    Effect::new(move |_| attend(&form));
}

fn attend(form: &Rc<SeriesForm>) {
    let Some(element) = by_id::<HtmlFormElement>(Choosing::FORM) else { return };
    // The browser keeps what was ticked before this came alive, and over the Back button.
    show_choice(form, &ticked(form), is_4k());
    listen(&element, "change", {
        let form = form.clone();
        move |_| show_choice(&form, &ticked(&form), is_4k())
    });
    listen(&element, "click", {
        let form = form.clone();
        move |click| {
            let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(link) = target.and_then(|target| target.closest("[data-pick], [data-choose]").ok().flatten())
            else {
                return;
            };
            click.prevent_default();
            match (link.get_attribute("data-pick"), link.get_attribute("data-choose")) {
                (Some(pick), _) => {
                    if let Ok(pick) = pick.parse::<Pick>() {
                        show_choice(&form, &form.pick(pick, is_4k()), is_4k());
                    }
                }
                (None, variant) => show_choice(&form, &ticked(&form), variant.as_deref() == Some("4k")),
            }
        }
    });
    // What is sure to be refused is not sent.
    listen(&element, "submit", {
        let form = form.clone();
        move |submit| {
            let nothing = form.wanted(&ticked(&form), is_4k()).is_empty();
            if let Some(place) = by_id::<HtmlElement>(Choosing::NOTHING) {
                show(&place, nothing);
                if nothing {
                    submit.prevent_default();
                    focus(&place);
                }
            }
        }
    });
}

fn variant() -> Option<HtmlInputElement> {
    by_id::<Element>(Choosing::FORM)?.query_selector("input[name=is_4k]").ok()??.dyn_into().ok()
}

fn is_4k() -> bool {
    variant().is_some_and(|input| input.value() == "true")
}

fn season_box(number: SeasonNumber) -> Option<HtmlInputElement> {
    by_id(&Choosing::season(number))
}

/// The seasons that are ticked; those that are locked on are no wish.
fn ticked(form: &SeriesForm) -> BTreeSet<SeasonNumber> {
    let numbers = form.rows.iter().map(|row| row.number);
    numbers.filter(|number| season_box(*number).is_some_and(|input| input.checked() && !input.disabled())).collect()
}

/// Shows this choice, as far as it can be made in this variant.
fn show_choice(form: &SeriesForm, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) {
    let wanted = form.wanted(chosen, is_4k);
    if let Some(input) = variant() {
        input.set_value(if is_4k { "true" } else { "false" });
    }
    for row in &form.rows {
        if let Some(input) = season_box(row.number) {
            input.set_checked(form.ticked(row, &wanted, is_4k));
            input.set_disabled(form.locked(row, is_4k));
        }
    }
    let (name, other) = if is_4k { ("4k", "standard") } else { ("standard", "4k") };
    for (variant, shown) in [(name, true), (other, false)] {
        for element in all::<Element>(&document(), &format!("[data-variant='{variant}']")) {
            show(&element, shown);
        }
        for link in all::<Element>(&document(), &format!("[data-choose='{variant}']")) {
            set(&link, "aria-current", shown.then_some("true"));
        }
    }
    let is_open = form.anything_open(is_4k);
    let label = form.label(&wanted, is_4k);
    for (id, shown) in [(Choosing::OPEN, is_open), (Choosing::CLOSED, !is_open)] {
        if let Some(element) = by_id::<Element>(id) {
            show(&element, shown);
        }
    }
    for (id, words) in [
        (Choosing::LABEL, label.as_str()),
        (Choosing::CLOSED, label.as_str()),
        (Choosing::WARNING, form.refusal(&wanted, is_4k).as_deref().unwrap_or_default()),
    ] {
        if let Some(element) = by_id::<Element>(id) {
            element.set_text_content(Some(words));
        }
    }
    if !wanted.is_empty()
        && let Some(place) = by_id::<Element>(Choosing::NOTHING)
    {
        show(&place, false);
    }
}

//! Asking for a title: real forms that answer in place where JavaScript runs. What they say and lock is in `state`.

use crate::{
    AppError,
    error::Code,
    requests::{
        api::RequestTitle,
        state::{FilmForm, Pick, SeasonRow, SeriesForm, is_spent},
        terms::Approval,
    },
    text,
    ui::{Badge, Button, ErrorSummary, Hidden, Icon, LinkButton, Look, Size, WrongField},
};
use domain::{SeasonNumber, discovery::MediaType};
use leptos::{ev::MouseEvent, form::ActionForm, html, prelude::*};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What went wrong with the last try; takes the focus, so that it is read and found.
#[component]
fn Refused(error: Signal<Option<AppError>>) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.with(Option::is_some) {
            request_animation_frame(move || {
                let summary = place.get_untracked().and_then(|place| place.first_element_child());
                if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
                    let _ = summary.focus();
                }
            });
        }
    });
    view! {
        <div class="refused" node_ref=place>
            {move || {
                error
                    .get()
                    .map(|error| {
                        let lines = WrongField::of(&error, |_| None);
                        view! { <ErrorSummary title=text::request_failed_title() lines /> }
                    })
            }}
        </div>
    }
}

/// The error of the last try. While another one is under way there is none.
fn refusal(action: ServerAction<RequestTitle>) -> Signal<Option<AppError>> {
    let (value, pending) = (action.value(), action.pending());
    Signal::derive(move || if pending.get() { None } else { value.get().and_then(Result::err) })
}

/// From the press until the next page: what was accepted is not sent again while the browser goes there.
fn sending(action: ServerAction<RequestTitle>) -> Signal<bool> {
    let (value, pending) = (action.value(), action.pending());
    Signal::derive(move || pending.get() || value.with(|value| matches!(value, Some(Ok(_)))))
}

/// Asking for a film, in the variants that are missing.
#[island(lazy)]
pub fn FilmRequestForm(form: FilmForm) -> impl IntoView {
    let action = ServerAction::<RequestTitle>::new();
    let (sending, error) = (sending(action), refusal(action));
    let spent = is_spent(form.terms.quota);
    let sends_4k = Signal::derive(move || {
        action.input().with(|wish| wish.as_ref().is_some_and(|wish| wish.is_4k.as_deref() == Some("true")))
    });
    let variant = move |is_4k: bool, primary: bool| {
        let busy = Signal::derive(move || sending.get() && sends_4k.get() == is_4k);
        let words = if is_4k { text::request_4k() } else { text::request() };
        view! {
            <Button
                look=if primary { Look::Primary } else { Look::Plain }
                size=Size::Large
                icon=Icon::Plus
                busy
                attr:name="is_4k"
                attr:value=if is_4k { "true" } else { "false" }
                attr:disabled=move || spent || sending.get()
            >
                {move || if busy.get() { text::sending() } else { words }}
            </Button>
        }
    };
    view! {
        <Refused error />
        <ActionForm action>
            <Hidden name="media_type" value=MediaType::Movie.as_str() />
            <Hidden name="tmdb_id" value=form.tmdb_id.to_string() />
            <div class="actions">
                {form.standard.then(|| variant(false, true))}
                {form.four_k.then(|| variant(true, !form.standard))} <Approval terms=form.terms is_4k=!form.standard />
            </div>
        </ActionForm>
    }
}

/// One season with its box. The browser keeps what is ticked, also before this comes alive.
#[derive(Clone, Copy)]
struct SeasonBox {
    number: SeasonNumber,
    input: NodeRef<html::Input>,
}

/// What is chosen, as the boxes have it.
#[derive(Clone, Copy)]
struct Choice {
    form: StoredValue<SeriesForm>,
    boxes: StoredValue<Vec<SeasonBox>>,
    chosen: RwSignal<BTreeSet<SeasonNumber>>,
    is_4k: RwSignal<bool>,
}

impl Choice {
    /// Takes over what was ticked before the page came alive.
    fn read(self) {
        let ticked = self.boxes.with_value(|boxes| {
            let ticked = boxes.iter().filter(|one| one.input.get_untracked().is_some_and(|input| input.checked()));
            ticked.map(|one| one.number).collect()
        });
        let is_4k = self.is_4k.get_untracked();
        self.chosen.set(self.form.with_value(|form| form.wanted(&ticked, is_4k)));
    }

    /// Ticks what is chosen, and what is locked on in the variant.
    fn show(self, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) {
        self.is_4k.set(is_4k);
        let wanted = self.form.with_value(|form| form.wanted(chosen, is_4k));
        self.boxes.with_value(|boxes| {
            for one in boxes {
                let locked_on = self.form.with_value(|form| {
                    form.rows.iter().any(|row| row.number == one.number && row.standing(is_4k).locked_on())
                });
                if let Some(input) = one.input.get_untracked() {
                    input.set_checked(locked_on || wanted.contains(&one.number));
                }
            }
        });
        self.chosen.set(wanted);
    }

    fn tick(self, number: SeasonNumber, on: bool) {
        self.chosen.update(|chosen| {
            if on {
                chosen.insert(number);
            } else {
                chosen.remove(&number);
            }
        });
    }

    fn label(self) -> String {
        self.form.with_value(|form| self.chosen.with(|chosen| form.label(chosen, self.is_4k.get())))
    }

    fn is_empty(self) -> bool {
        let is_4k = self.is_4k.get_untracked();
        self.form.with_value(|form| self.chosen.with_untracked(|chosen| form.wanted(chosen, is_4k).is_empty()))
    }

    fn may(self) -> bool {
        self.form.with_value(|form| form.may(self.is_4k.get()))
    }

    fn is_open(self) -> bool {
        self.form.with_value(|form| form.anything_open(self.is_4k.get()))
    }

    fn warning(self) -> Option<String> {
        self.form.with_value(|form| self.chosen.with(|chosen| form.refusal(chosen, self.is_4k.get())))
    }
}

/// Asking for seasons of a series.
#[island(lazy)]
pub fn SeriesRequestForm(form: SeriesForm) -> impl IntoView {
    let action = ServerAction::<RequestTitle>::new();
    let sending = sending(action);
    let nothing_chosen = RwSignal::new(false);
    let refused = refusal(action);
    let error = Signal::derive(move || {
        if !nothing_chosen.get() {
            return refused.get();
        }
        Some(AppError::new(Code::InvalidRequest, text::choose_one_season()))
    });
    let terms = form.terms;
    let spent = is_spent(terms.quota);
    let tmdb_id = form.tmdb_id.to_string();
    let both = terms.may_request && terms.may_request_4k;
    let may = terms.may_request || terms.may_request_4k;
    let boxes: Vec<SeasonBox> =
        form.rows.iter().map(|row| SeasonBox { number: row.number, input: NodeRef::new() }).collect();
    let every_row = form.rows.clone();
    let choice = Choice {
        chosen: RwSignal::new(form.chosen.clone()),
        is_4k: RwSignal::new(form.is_4k),
        boxes: StoredValue::new(boxes.clone()),
        form: StoredValue::new(form),
    };
    Effect::new(move |_| choice.read());
    // What is sure to be refused is not sent.
    let press = move |click: MouseEvent| {
        let empty = choice.is_empty();
        nothing_chosen.set(empty);
        if empty {
            click.prevent_default();
        }
    };
    let rows = |specials: bool| {
        let rows = every_row.iter().zip(&boxes).filter(move |(row, _)| row.number.is_specials() == specials);
        rows.map(|(row, one)| view! { <Row row=row.clone() choice input=one.input /> }).collect::<Vec<_>>()
    };
    let (seasons, specials) = (rows(false), rows(true));
    view! {
        <Refused error />
        <ActionForm action>
            <Hidden name="media_type" value=MediaType::Tv.as_str() />
            <Hidden name="tmdb_id" value=tmdb_id />
            <input type="hidden" name="is_4k" value=move || choice.is_4k.get().to_string() />
            <div class="stack">
                <div class="cluster">
                    {both.then(|| view! { <Variants choice /> })} {may.then(|| view! { <Picks choice /> })}
                </div>
                <div class="table-wrap">
                    <table class="season-table">
                        <thead>
                            <tr>
                                <td>
                                    <span class="sr-only">{text::season_choose()}</span>
                                </td>
                                <th scope="col">{text::season()}</th>
                                <th scope="col">{text::episodes()}</th>
                                <th scope="col">{text::status()}</th>
                            </tr>
                        </thead>
                        <tbody>{seasons}</tbody>
                        {(!specials.is_empty()).then(|| view! { <tbody>{specials}</tbody> })}
                    </table>
                </div>
                <div class="form-foot">
                    {move || {
                        if !choice.may() {
                            return ().into_any();
                        }
                        if !choice.is_open() {
                            return view! { <p class="soft">{choice.label()}</p> }.into_any();
                        }
                        view! {
                            <Button
                                look=Look::Primary
                                size=Size::Large
                                busy=sending
                                attr:disabled=move || spent || sending.get()
                                on:click=press
                            >
                                <span class="with-script">
                                    {move || if sending.get() { text::sending().to_owned() } else { choice.label() }}
                                </span>
                                <span class="without-script">{text::request_chosen()}</span>
                            </Button>
                        }
                            .into_any()
                    }}
                    {move || choice.is_open().then(|| view! { <Approval terms is_4k=choice.is_4k.get() /> })}
                    <p class="soft small" role="status">
                        {move || choice.warning()}
                    </p>
                </div>
            </div>
        </ActionForm>
    }
}

/// Standard or 4K: links without JavaScript.
#[component]
fn Variants(choice: Choice) -> impl IntoView {
    let link = move |is_4k: bool, words: &'static str| {
        let chosen: Vec<String> =
            choice.chosen.with_untracked(|chosen| chosen.iter().map(ToString::to_string).collect());
        let href = choice.form.with_value(|form| form.href(&chosen.join(","), is_4k));
        let switch = move |click: MouseEvent| {
            click.prevent_default();
            choice.show(&choice.chosen.get_untracked(), is_4k);
        };
        view! {
            <a href=href aria-current=move || (choice.is_4k.get() == is_4k).then_some("true") on:click=switch>
                {words}
            </a>
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=text::quality()>
            {link(false, text::quality_standard())}
            {link(true, text::quality_4k())}
        </div>
    }
}

/// Several seasons in one click: links without JavaScript.
#[component]
fn Picks(choice: Choice) -> impl IntoView {
    let link = move |pick: Pick| {
        let is_4k = choice.is_4k.get_untracked();
        let href = choice.form.with_value(|form| form.href(pick.as_str(), is_4k));
        let choose = move |click: MouseEvent| {
            click.prevent_default();
            let is_4k = choice.is_4k.get_untracked();
            choice.show(&choice.form.with_value(|form| form.pick(pick, is_4k)), is_4k);
        };
        view! {
            <LinkButton href size=Size::Small on:click=choose>
                {pick.label()}
            </LinkButton>
        }
    };
    view! {
        <div class="actions" role="group" aria-label=text::pick_group()>
            {Pick::ALL.map(link).into_iter().collect_view()}
        </div>
    }
}

/// One season: its box, its name, how many episodes, how far it is.
#[component]
fn Row(row: SeasonRow, choice: Choice, input: NodeRef<html::Input>) -> impl IntoView {
    let number = row.number;
    let id = format!("season-{number}");
    let standing = {
        let row = row.clone();
        move || row.standing(choice.is_4k.get())
    };
    let locked = {
        let standing = standing.clone();
        move || standing().locked() || !choice.may()
    };
    let episodes = if row.episodes == 1 { text::one_episode().to_owned() } else { text::episodes_count(row.episodes) };
    let is_4k = choice.is_4k.get_untracked();
    let checked = row.standing(is_4k).locked_on() || choice.chosen.with_untracked(|chosen| chosen.contains(&number));
    view! {
        <tr>
            <td>
                <input
                    type="checkbox"
                    name="seasons[]"
                    value=number.to_string()
                    id=id.clone()
                    node_ref=input
                    checked=checked
                    disabled=locked
                    on:change=move |change| choice.tick(number, event_target_checked(&change))
                />
            </td>
            <th scope="row">
                <label for=id>
                    {row.name}
                    {number.is_specials().then(|| view! { <small class="soft">" · " {text::specials_apart()}</small> })}
                </label>
            </th>
            <td class="soft">{episodes}</td>
            <td>
                {move || match standing().badge() {
                    Some((tone, label)) => view! { <Badge tone label /> }.into_any(),
                    None => view! { <span class="faint">{text::not_requested()}</span> }.into_any(),
                }}
            </td>
        </tr>
    }
}

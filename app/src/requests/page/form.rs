//! Asking for a title: real forms. What comes alive of them is in `island`; what they say and lock is in `state`.

use crate::{
    discovery::card::REQUEST_CALL,
    live::in_place::InPlace,
    requests::{
        island::{Choosing, SeasonChoice},
        state::{FilmForm, Pick, SeasonRow, SeriesForm, is_spent},
        terms::Approval,
    },
    text,
    ui::{Badge, Button, Hidden, Icon, LinkButton, Look, Size},
};
use domain::{discovery::MediaType, requests::RequestTerms};
use leptos::prelude::*;

/// Asking for a film, in the variants that are missing.
#[component]
pub fn FilmRequestForm(form: FilmForm) -> impl IntoView {
    let spent = is_spent(form.terms.quota);
    let variant = move |is_4k: bool, primary: bool| {
        view! {
            <Button
                look=if primary { Look::Primary } else { Look::Plain }
                size=Size::Large
                icon=Icon::Plus
                attr:name="is_4k"
                attr:value=if is_4k { "true" } else { "false" }
                attr:disabled=spent
            >
                {sending(if is_4k { text::request_4k() } else { text::request() })}
            </Button>
        }
    };
    view! {
        <form method="post" action=REQUEST_CALL data-in-place>
            <Hidden name="media_type" value=MediaType::Movie.as_str() />
            <Hidden name="tmdb_id" value=form.tmdb_id.to_string() />
            <div class="actions">
                {form.standard.then(|| variant(false, true))}
                {form.four_k.then(|| variant(true, !form.standard))} <Approval terms=form.terms is_4k=!form.standard />
            </div>
        </form>
        <InPlace />
    }
}

/// What a button says, and what it says while it is busy.
fn sending(words: &'static str) -> impl IntoView {
    view! {
        <span class="when-idle">{words}</span>
        <span class="when-busy">{text::sending()}</span>
    }
}

/// Asking for seasons of a series.
#[component]
pub fn SeriesRequestForm(form: SeriesForm) -> impl IntoView {
    let terms = form.terms;
    let may = terms.may_request || terms.may_request_4k;
    let both = terms.may_request && terms.may_request_4k;
    let rows = |specials: bool| {
        let rows = form.rows.iter().filter(move |row| row.number.is_specials() == specials);
        rows.map(|row| view! { <Row row=row.clone() form=form.clone() /> }).collect::<Vec<_>>()
    };
    let (seasons, specials) = (rows(false), rows(true));
    view! {
        <form method="post" action=REQUEST_CALL id=Choosing::FORM data-in-place>
            <Hidden name="media_type" value=MediaType::Tv.as_str() />
            <Hidden name="tmdb_id" value=form.tmdb_id.to_string() />
            <input type="hidden" name="is_4k" value=form.is_4k.to_string() />
            <div class="stack">
                <div class="notice notice-bad" role="alert" tabindex="-1" id=Choosing::NOTHING hidden>
                    <b>{text::choose_one_season()}</b>
                </div>
                <div class="cluster">
                    {both.then(|| view! { <Variants form=form.clone() /> })}
                    {may.then(|| view! { <Picks form=form.clone() /> })}
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
                {may.then(|| view! { <Foot form=form.clone() /> })}
            </div>
        </form>
        <SeasonChoice form />
        <InPlace />
    }
}

/// The button, on what terms, and what speaks against it; where nothing can be asked for, why.
#[component]
fn Foot(form: SeriesForm) -> impl IntoView {
    let label = form.label(&form.chosen, form.is_4k);
    let is_open = form.anything_open(form.is_4k);
    let warning = form.refusal(&form.chosen, form.is_4k);
    let terms = form.terms;
    view! {
        <div class="form-foot">
            <p class="soft" id=Choosing::CLOSED hidden=is_open>
                {label.clone()}
            </p>
            <span id=Choosing::OPEN class="cluster" hidden=!is_open>
                <Button look=Look::Primary size=Size::Large attr:disabled=is_spent(terms.quota)>
                    <span class="with-script">
                        <span class="when-idle" id=Choosing::LABEL>
                            {label}
                        </span>
                        <span class="when-busy">{text::sending()}</span>
                    </span>
                    <span class="without-script">{text::request_chosen()}</span>
                </Button>
                {variants(&form, |is_4k| view! { <Approval terms is_4k /> }.into_any())}
            </span>
            <p class="soft small" role="status" id=Choosing::WARNING>
                {warning}
            </p>
        </div>
    }
}

/// What differs between standard and 4K, printed for both as far as both can be had; one is shown.
fn variants(form: &SeriesForm, of: impl Fn(bool) -> AnyView) -> Vec<AnyView> {
    let RequestTerms { may_request, may_request_4k, .. } = form.terms;
    let may = [(false, may_request || !may_request_4k), (true, may_request_4k)];
    let print = |is_4k: bool| {
        view! {
            <span data-variant=if is_4k { "4k" } else { "standard" } hidden=is_4k != form.is_4k>
                {of(is_4k)}
            </span>
        }
        .into_any()
    };
    may.into_iter().filter(|(_, may)| *may).map(|(is_4k, _)| print(is_4k)).collect()
}

/// Standard or 4K: links without JavaScript.
#[component]
fn Variants(form: SeriesForm) -> impl IntoView {
    let chosen: Vec<String> = form.chosen.iter().map(ToString::to_string).collect();
    let link = |is_4k: bool, words: &'static str| {
        view! {
            <a
                href=form.href(&chosen.join(","), is_4k)
                aria-current=(form.is_4k == is_4k).then_some("true")
                data-choose=if is_4k { "4k" } else { "standard" }
            >
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
fn Picks(form: SeriesForm) -> impl IntoView {
    let link = |pick: Pick| {
        view! {
            <LinkButton href=form.href(pick.as_str(), form.is_4k) size=Size::Small attr:data-pick=pick.as_str()>
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
fn Row(row: SeasonRow, form: SeriesForm) -> impl IntoView {
    let number = row.number;
    let id = Choosing::season(number);
    let episodes = if row.episodes == 1 { text::one_episode().to_owned() } else { text::episodes_count(row.episodes) };
    let standing = variants(&form, |is_4k| match row.standing(is_4k).badge() {
        Some((tone, label)) => view! { <Badge tone label /> }.into_any(),
        None => view! { <span class="faint">{text::not_requested()}</span> }.into_any(),
    });
    let (checked, disabled) = (form.ticked(&row, &form.chosen, form.is_4k), form.locked(&row, form.is_4k));
    view! {
        <tr>
            <td>
                <input
                    type="checkbox"
                    name="seasons[]"
                    value=number.to_string()
                    id=id.clone()
                    checked=checked
                    disabled=disabled
                />
            </td>
            <th scope="row">
                <label for=id>
                    {row.name}
                    {number.is_specials().then(|| view! { <small class="soft">" · " {text::specials_apart()}</small> })}
                </label>
            </th>
            <td class="soft">{episodes}</td>
            <td>{standing}</td>
        </tr>
    }
}

//! The request form: what can be asked for, which seasons are locked, what the button says. Props of the islands too, so
//! it holds no more than they show.

use crate::{
    context::Flash,
    text,
    ui::{
        Tone,
        badge::{availability_badge, request_badge},
    },
};
use domain::{
    SeasonNumber, TmdbId,
    discovery::{Availability, MediaType, Season, TitleDetails},
    requests::{Delivery, Quota, RequestStatus, RequestTerms},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

/// How far one season is, in one of its variants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Open,
    /// Somebody asked for it.
    Request(RequestStatus),
    /// What the server says of it without a request.
    There(Availability),
}

impl Standing {
    fn of(availability: Availability, requested: Option<RequestStatus>) -> Self {
        match (availability, requested) {
            (Availability::Available | Availability::PartiallyAvailable | Availability::Blocklisted, _) => {
                Self::There(availability)
            }
            (_, Some(status)) => Self::Request(status),
            (Availability::Missing, None) => Self::Open,
            (_, None) => Self::There(availability),
        }
    }

    /// It cannot be asked for: Overseerr drops seasons that are there or in any request that was not declined.
    pub fn locked(self) -> bool {
        !matches!(self, Self::Open | Self::Request(RequestStatus::Declined | RequestStatus::Cancelled))
    }

    /// Locked, and shown as chosen: it is there or on its way.
    pub fn locked_on(self) -> bool {
        self.locked() && self != Self::There(Availability::Blocklisted)
    }

    pub fn badge(self) -> Option<(Tone, &'static str)> {
        match self {
            Self::Open => None,
            Self::Request(status) => Some(request_badge(status, Delivery::Delivered)),
            Self::There(availability) => availability_badge(availability),
        }
    }
}

/// A season in the form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeasonRow {
    pub number: SeasonNumber,
    pub name: String,
    pub episodes: u32,
    pub standard: Standing,
    pub four_k: Standing,
}

impl SeasonRow {
    pub fn standing(&self, is_4k: bool) -> Standing {
        if is_4k { self.four_k } else { self.standard }
    }

    fn is_open(&self, is_4k: bool) -> bool {
        !self.standing(is_4k).locked()
    }
}

/// The seasons in their order, specials at the end.
pub fn season_rows(seasons: &[Season]) -> Vec<SeasonRow> {
    let mut rows: Vec<_> = seasons
        .iter()
        .map(|season| SeasonRow {
            number: season.number,
            name: season.name.clone(),
            episodes: season.episodes,
            standard: Standing::of(season.availability, season.requested),
            four_k: Standing::of(season.availability_4k, season.requested_4k),
        })
        .collect();
    rows.sort_by_key(|row| (row.number.is_specials(), row.number));
    rows
}

/// Several seasons in one click.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    Missing,
    First,
    Latest,
}

impl Pick {
    pub const ALL: [Self; 3] = [Self::Missing, Self::First, Self::Latest];

    /// As in `?seasons=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::First => "first",
            Self::Latest => "latest",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => text::pick_missing(),
            Self::First => text::pick_first(),
            Self::Latest => text::pick_latest(),
        }
    }
}

impl FromStr for Pick {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|pick| pick.as_str() == text).ok_or(())
    }
}

/// Asking for seasons of a series.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeriesForm {
    pub tmdb_id: TmdbId,
    pub rows: Vec<SeasonRow>,
    /// What is chosen when the page opens.
    pub chosen: BTreeSet<SeasonNumber>,
    pub is_4k: bool,
    pub terms: RequestTerms,
}

impl SeriesForm {
    fn open(&self, is_4k: bool) -> impl Iterator<Item = SeasonNumber> {
        self.rows.iter().filter(move |row| row.is_open(is_4k)).map(|row| row.number)
    }

    /// The seasons that somebody has asked for and that are not there yet.
    pub fn asked_for(&self) -> Vec<SeasonNumber> {
        let asked = |row: &&SeasonRow| {
            matches!(row.standard, Standing::Request(status) if !status.is_final())
                || row.standard == Standing::There(Availability::Pending)
                || row.standard == Standing::There(Availability::Processing)
        };
        self.rows.iter().filter(asked).map(|row| row.number).collect()
    }

    /// The seasons of a click; specials are apart and never among them.
    pub fn pick(&self, pick: Pick, is_4k: bool) -> BTreeSet<SeasonNumber> {
        let mut open = self.open(is_4k).filter(|season| !season.is_specials());
        match pick {
            Pick::Missing => open.collect(),
            Pick::First => open.next().into_iter().collect(),
            Pick::Latest => open.last().into_iter().collect(),
        }
    }

    /// What of a choice can be asked for in this variant.
    pub fn wanted(&self, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) -> BTreeSet<SeasonNumber> {
        self.open(is_4k).filter(|season| chosen.contains(season)).collect()
    }

    /// Whether the box of a season is on: chosen, or there already.
    pub fn ticked(&self, row: &SeasonRow, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) -> bool {
        row.standing(is_4k).locked_on() || self.wanted(chosen, is_4k).contains(&row.number)
    }

    /// Whether the box of a season cannot be changed.
    pub fn locked(&self, row: &SeasonRow, is_4k: bool) -> bool {
        row.standing(is_4k).locked() || !self.may(is_4k)
    }

    pub fn may(&self, is_4k: bool) -> bool {
        if is_4k { self.terms.may_request_4k } else { self.terms.may_request }
    }

    /// Whether anything is left to ask for.
    pub fn anything_open(&self, is_4k: bool) -> bool {
        self.may(is_4k) && self.open(is_4k).next().is_some()
    }

    /// What the button will do.
    pub fn label(&self, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) -> String {
        if self.open(is_4k).next().is_none() {
            let there = self.rows.iter().all(|row| row.standing(is_4k) == Standing::There(Availability::Available));
            return if there { text::all_available() } else { text::already_requested() }.to_owned();
        }
        let wanted = self.wanted(chosen, is_4k);
        let specials = wanted.iter().any(|season| season.is_specials());
        let words = match (wanted.iter().filter(|season| !season.is_specials()).count(), specials) {
            (0, false) => return text::choose_seasons().to_owned(),
            (0, true) => text::request_specials().to_owned(),
            (1, false) => text::request_one_season().to_owned(),
            (1, true) => text::and_specials(text::request_one_season()),
            (count, false) => text::request_seasons(count),
            (count, true) => text::and_specials(text::request_seasons(count)),
        };
        if is_4k { text::what_in_4k(words) } else { words }
    }

    /// Why this choice will be refused, where that is known before.
    pub fn refusal(&self, chosen: &BTreeSet<SeasonNumber>, is_4k: bool) -> Option<String> {
        let wanted = self.wanted(chosen, is_4k).len();
        let left = usize::try_from(self.terms.quota?.remaining?).ok()?;
        (left > 0 && wanted > left)
            .then(|| if left == 1 { text::one_season_left().to_owned() } else { text::only_seasons_left(left) })
    }

    /// The address of the page with this choice, for browsers without JavaScript.
    pub fn href(&self, seasons: &str, is_4k: bool) -> String {
        let variant = if is_4k { "&is_4k=true" } else { "" };
        format!("/tv/{}?seasons={seasons}{variant}#request", self.tmdb_id)
    }
}

/// The form of a series: with the choice that was refused, that the address asks for, or the only one there is.
pub fn series_form(
    details: &TitleDetails,
    terms: RequestTerms,
    seasons: Option<&str>,
    is_4k: bool,
    flash: Option<&Flash>,
) -> SeriesForm {
    let before = flash.filter(|flash| flash.error.is_some());
    let is_4k = before.map_or(is_4k, |flash| flash.values.get("is_4k").is_some_and(|value| value == "true"));
    let mut form = SeriesForm {
        tmdb_id: details.title.tmdb_id,
        rows: season_rows(&details.seasons),
        chosen: BTreeSet::new(),
        is_4k: terms.may_request_4k && (is_4k || !terms.may_request),
        terms,
    };
    let asked = match (before, seasons) {
        (Some(flash), _) => choice_of_flash(&flash.values),
        (None, Some(text)) => {
            text.parse().map_or_else(|()| numbers(text).collect(), |pick| form.pick(pick, form.is_4k))
        }
        (None, None) => {
            let missing = form.pick(Pick::Missing, form.is_4k);
            if missing.len() == 1 { missing } else { BTreeSet::new() }
        }
    };
    form.chosen = form.wanted(&asked, form.is_4k);
    form
}

fn numbers(text: &str) -> impl Iterator<Item = SeasonNumber> {
    text.split(',').filter_map(|part| SeasonNumber::new(part.trim().parse().ok()?).ok())
}

/// The seasons among the fields of a form that was refused: `seasons`, `seasons[]`, `seasons[1]`.
pub fn choice_of_flash(values: &BTreeMap<String, String>) -> BTreeSet<SeasonNumber> {
    let of_seasons = |name: &str| name.split('[').next() == Some("seasons");
    values.iter().filter(|(name, _)| of_seasons(name)).flat_map(|(_, value)| numbers(value)).collect()
}

/// Asking for a film.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FilmForm {
    pub tmdb_id: TmdbId,
    pub standard: bool,
    pub four_k: bool,
    pub terms: RequestTerms,
}

/// The form of a film; nothing when there is nothing to ask for.
pub fn film_form(details: &TitleDetails, terms: RequestTerms) -> Option<FilmForm> {
    let mine = details
        .title
        .my_request
        .as_ref()
        .filter(|request| !request.is_4k && request.blocks())
        .map(|request| request.status);
    let form = FilmForm {
        tmdb_id: details.title.tmdb_id,
        standard: terms.may_request && !Standing::of(details.title.availability, mine).locked(),
        four_k: terms.may_request_4k && details.availability_4k == Availability::Missing,
        terms,
    };
    (form.standard || form.four_k).then_some(form)
}

/// Nothing of the quota is left.
pub fn is_spent(quota: Option<Quota>) -> bool {
    quota.is_some_and(|quota| quota.limit > 0 && quota.remaining == Some(0))
}

/// How much of the quota is left, in words: "3 of 10 films" and what follows. Nothing where there is no limit.
pub fn quota_words(quota: Quota, media_type: MediaType) -> Option<(String, String)> {
    if quota.limit == 0 {
        return None;
    }
    let left = text::count_of(quota.remaining?, quota.limit);
    let what = match media_type {
        MediaType::Movie => text::films_left(),
        MediaType::Tv => text::seasons_left(),
    };
    Some((left, quota.days.map_or_else(|| what.to_owned(), |days| text::left_in_days(what, days))))
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;

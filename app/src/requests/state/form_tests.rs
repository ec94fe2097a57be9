//! The request form, and what a plain HTML form sends to the call behind it.

use super::*;
use crate::{AppError, error::Code, requests::api::RequestTitle};
use domain::{
    Error,
    discovery::Title,
    requests::{RequestBrief, SeasonChoice},
};

fn season(number: u32) -> SeasonNumber {
    SeasonNumber::new(number).expect("a season")
}

fn set(numbers: &[u32]) -> BTreeSet<SeasonNumber> {
    numbers.iter().map(|number| season(*number)).collect()
}

/// Specials, season 1 available, season 2 in a request, season 3 declined before, season 4 untouched; nothing in 4K.
fn details() -> TitleDetails {
    let row = |number, availability, requested| Season {
        number: season(number),
        name: format!("Season {number}"),
        episodes: 8,
        air_date: None,
        availability,
        requested,
        requested_4k: None,
        availability_4k: Availability::Missing,
    };
    TitleDetails {
        title: Title {
            media_type: MediaType::Tv,
            tmdb_id: TmdbId::new(1396).expect("an id"),
            title: "Ninth Hour".into(),
            year: Some(2021),
            overview: String::new(),
            poster_path: None,
            availability: Availability::PartiallyAvailable,
            my_request: None,
        },
        original_title: None,
        tagline: None,
        backdrop_path: None,
        genres: vec![],
        runtime_minutes: None,
        vote_tenths: None,
        last_year: None,
        in_production: true,
        seasons: vec![
            row(0, Availability::Missing, None),
            row(1, Availability::Available, Some(RequestStatus::Approved)),
            row(2, Availability::Processing, Some(RequestStatus::Processing)),
            row(3, Availability::Missing, Some(RequestStatus::Declined)),
            row(4, Availability::Missing, None),
        ],
        cast: vec![],
        availability_4k: Availability::Missing,
        plex_url: None,
    }
}

fn terms() -> RequestTerms {
    RequestTerms { quota: None, may_request: true, may_request_4k: true, auto_approved: false, auto_approved_4k: false }
}

fn form() -> SeriesForm {
    series_form(&details(), terms(), None, false, None)
}

#[test]
fn locks_what_is_there_or_asked_for_and_puts_specials_last() {
    let rows = form().rows;
    let told: Vec<_> = rows.iter().map(|row| (row.number.get(), row.standard.locked())).collect();
    assert_eq!(told, [(1, true), (2, true), (3, false), (4, false), (0, false)]);
    assert!(rows.iter().all(|row| !row.four_k.locked()), "nothing is locked in 4K");
    assert!(!Standing::There(Availability::Blocklisted).locked_on());
}

#[test]
fn the_button_says_what_will_happen() {
    let form = form();
    assert_eq!(form.label(&set(&[]), false), "Choose seasons");
    assert_eq!(form.label(&set(&[3]), false), "Request 1 season");
    assert_eq!(form.label(&set(&[1, 3, 4]), false), "Request 2 seasons", "what is locked does not count");
    assert_eq!(form.label(&set(&[0, 3, 4]), false), "Request 2 seasons and specials");
    assert_eq!(form.label(&set(&[1, 2]), true), "Request 2 seasons in 4K");
}

#[test]
fn with_nothing_open_it_was_already_requested_or_is_all_there() {
    let mut form = form();
    form.rows.retain(|row| row.standard.locked());
    assert_eq!(form.label(&set(&[]), false), "Already requested");
    assert!(!form.anything_open(false));
    form.rows.retain(|row| row.number == season(1));
    assert_eq!(form.label(&set(&[]), false), "Everything is there");
}

#[test]
fn one_click_chooses_all_missing_the_first_or_the_latest_but_no_specials() {
    let form = form();
    assert_eq!(form.pick(Pick::Missing, false), set(&[3, 4]));
    assert_eq!(form.pick(Pick::First, false), set(&[3]));
    assert_eq!(form.pick(Pick::Latest, false), set(&[4]));
    assert_eq!(form.pick(Pick::First, true), set(&[1]));
}

#[test]
fn opens_with_the_choice_of_the_address() {
    let open = |seasons, is_4k| {
        let form = series_form(&details(), terms(), Some(seasons), is_4k, None);
        (form.chosen, form.is_4k)
    };
    assert_eq!(open("missing", false), (set(&[3, 4]), false));
    assert_eq!(open("1,4, x,99", false), (set(&[4]), false));
    assert_eq!(open("latest", true), (set(&[4]), true));
}

#[test]
fn the_only_open_season_is_chosen_at_once() {
    let mut details = details();
    details.seasons.pop();
    assert_eq!(series_form(&details, terms(), None, false, None).chosen, set(&[3]));
}

#[test]
fn four_k_is_not_offered_to_those_who_may_not() {
    let terms = RequestTerms { may_request_4k: false, ..terms() };
    assert!(!series_form(&details(), terms, None, true, None).is_4k);
}

#[test]
fn keeps_the_choice_that_was_refused() {
    let values = [("seasons[]", "3,4"), ("is_4k", "true")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let error = AppError::new(Code::Conflict, "Already requested.");
    let flash = Flash { error: Some(error), values: values.into(), ..Flash::default() };
    let form = series_form(&details(), terms(), Some("first"), false, Some(&flash));
    assert_eq!((form.chosen, form.is_4k), (set(&[3, 4]), true));
    let indexed = [("seasons[0]", "1"), ("seasons[7]", "4"), ("seasons", "2"), ("season", "9")];
    let indexed = indexed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(choice_of_flash(&indexed.into()), set(&[1, 2, 4]));
}

#[test]
fn says_beforehand_when_the_quota_does_not_reach() {
    let quota = Quota { limit: 10, days: Some(7), used: 9, remaining: Some(1) };
    let form = series_form(&details(), RequestTerms { quota: Some(quota), ..terms() }, None, false, None);
    assert_eq!(form.refusal(&set(&[3]), false), None);
    assert!(form.refusal(&set(&[3, 4]), false).is_some());
    let words = quota_words(quota, MediaType::Tv).expect("a limit");
    assert_eq!(words, ("1 of 10".to_owned(), "seasons left in 7 days".to_owned()));
    assert_eq!(quota_words(Quota { limit: 0, remaining: None, ..quota }, MediaType::Tv), None);
}

#[test]
fn a_film_is_offered_in_the_variants_that_are_missing_and_allowed() {
    let mut details = details();
    details.title.availability = Availability::Missing;
    let offer = |details: &TitleDetails, terms| film_form(details, terms).map(|form| (form.standard, form.four_k));
    assert_eq!(offer(&details, terms()), Some((true, true)));
    assert_eq!(offer(&details, RequestTerms { may_request_4k: false, ..terms() }), Some((true, false)));
    details.title.my_request = Some(RequestBrief {
        id: "0197a000-0000-7000-8000-000000000001".parse().expect("an id"),
        status: RequestStatus::Pending,
        delivery: Delivery::Waiting,
        is_4k: true,
    });
    details.availability_4k = Availability::Pending;
    assert_eq!(offer(&details, terms()), Some((true, false)), "the wish is for the other variant");
    details.title.my_request.as_mut().expect("set above").is_4k = false;
    details.availability_4k = Availability::Available;
    assert_eq!(offer(&details, terms()), None);
    details.title.my_request.as_mut().expect("set above").status = RequestStatus::Declined;
    assert_eq!(offer(&details, terms()), Some((true, false)), "a declined wish may be repeated");
}

#[test]
fn the_call_reads_what_forms_with_and_without_javascript_send() {
    let read = |seasons: &str| {
        let body = format!("media_type=tv&tmdb_id=1396{seasons}&is_4k=true&_next=%2Fsearch");
        let wish = serde_qs::Config::new(5, false).deserialize_str::<RequestTitle>(&body).map_err(Error::internal)?;
        wish.seasons.map(|seasons| seasons.read("seasons")).transpose()
    };
    let some = |numbers: &[u32]| Some(SeasonChoice::Some(set(numbers)));
    assert_eq!(read("").expect("a film or nothing chosen"), None);
    assert_eq!(read("&seasons%5B%5D=3").expect("one box"), some(&[3]));
    assert_eq!(read("&seasons%5B%5D=3&seasons%5B%5D=4").expect("two boxes"), some(&[3, 4]));
    assert_eq!(read("&seasons[0]=3&seasons[1]=4").expect("as the islands send it"), some(&[3, 4]));
    assert_eq!(read("&seasons=3").expect("a program"), some(&[3]));
    assert_eq!(read("&seasons=3%2C4").expect("a program"), some(&[3, 4]));
    assert_eq!(read("&seasons=all").expect("a program"), Some(SeasonChoice::All));
    for nonsense in ["&seasons=first", "&seasons[]=-1", "&seasons[]=10000", "&seasons=1&seasons=2"] {
        assert!(read(nonsense).is_err(), "{nonsense}");
    }
}

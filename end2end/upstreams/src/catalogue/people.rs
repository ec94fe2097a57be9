//! The people in front of and behind the camera.

use super::words::{FIRST_NAMES, LAST_NAMES, PLACES};
use crate::{fixed, seed::Dice};

/// How many people there are.
const PEOPLE: u32 = 90;

/// Somebody TMDB knows.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub id: u32,
    pub name: String,
    pub biography: String,
    /// `YYYY-MM-DD`.
    pub birthday: String,
    pub birthplace: String,
    pub department: &'static str,
    pub popularity: f64,
    pub picture: Option<String>,
}

/// Everybody; the last ten direct.
pub(super) fn all() -> Vec<Person> {
    (0..PEOPLE).map(person).collect()
}

/// Ids of those who act.
pub(super) fn actors() -> std::ops::Range<u32> {
    fixed::MARA_LINDQVIST..fixed::MARA_LINDQVIST + PEOPLE - 10
}

/// Ids of those who direct.
pub(super) fn directors() -> std::ops::Range<u32> {
    fixed::MARA_LINDQVIST + PEOPLE - 10..fixed::MARA_LINDQVIST + PEOPLE
}

fn person(index: u32) -> Person {
    let id = fixed::MARA_LINDQVIST + index;
    let mut dice = Dice::new(&["person", &id.to_string()]);
    let first = FIRST_NAMES[index as usize % FIRST_NAMES.len()];
    let last = LAST_NAMES[(index as usize + index as usize / FIRST_NAMES.len() * 7) % LAST_NAMES.len()];
    let birthplace = PLACES[dice.below(PLACES.len())].trim_start_matches("the ").to_owned();
    let directs = directors().contains(&id);
    let name = format!("{first} {last}");
    Person {
        id,
        biography: format!(
            "{name} grew up in {birthplace} and came to film by way of a travelling theatre. {} since then have made \
             a quiet specialty of people who wait for ships.",
            if directs { "The films directed" } else { "The parts played" }
        ),
        name,
        birthday: format!("{}-{:02}-{:02}", 1950 + dice.below(50), 1 + dice.below(12), 1 + dice.below(28)),
        birthplace,
        department: if directs { "Directing" } else { "Acting" },
        popularity: 5.0 + f64::from(u32::try_from(dice.below(400)).unwrap_or_default()) / 10.0,
        picture: (index % 11 != 10).then(|| format!("/a{id}.jpg")),
    }
}

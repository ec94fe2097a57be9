//! The titles that tests and the demo know by name; their ids are in [`crate::fixed`].

use super::{Kind, Presence, Title, generate};
use crate::fixed;

/// What is written by hand about a title; the rest is invented.
pub(super) struct Sketch {
    pub kind: Kind,
    pub id: u32,
    pub name: &'static str,
    pub date: &'static str,
    pub genres: &'static [u32],
    pub overview: &'static str,
    pub tagline: &'static str,
    pub presence: Presence,
    pub popularity: f64,
    /// Episodes of each season, specials first (0 for none).
    pub seasons: &'static [u16],
}

const FILM: Sketch = Sketch {
    kind: Kind::Movie,
    id: 0,
    name: "",
    date: "",
    genres: &[18],
    overview: "",
    tagline: "",
    presence: Presence::Absent,
    popularity: 50.0,
    seasons: &[],
};

const SERIES: Sketch = Sketch { kind: Kind::Tv, ..FILM };

const LONG_NAME: &str = "The Entirely True and Unabridged Account of How My Great-Aunt Philippa Crossed the North Sea \
    in a Bathtub, Lost Her Hat, Found a Lighthouse, Married the Weather, and Came Home in Time for Tea on a Thursday";

const SKETCHES: &[Sketch] = &[
    Sketch {
        id: fixed::NORTHERN_LIGHT,
        name: "Northern Light",
        date: "2025-02-14",
        genres: &[878, 18],
        overview: "When the aurora stops over a research town above the Arctic Circle, an astronomer and the radio \
            operator who does not believe her have nine days of darkness to find out who switched it off.",
        tagline: "The sky is keeping something back.",
        popularity: 212.4,
        ..FILM
    },
    Sketch {
        id: fixed::THE_LONG_ORBIT,
        name: "The Long Orbit",
        date: "2021-10-08",
        genres: &[878, 12],
        overview: "A salvage crew answers a distress call from a ship that will not be launched for another forty \
            years.",
        tagline: "Home is a matter of timing.",
        presence: Presence::Full,
        popularity: 180.2,
        ..FILM
    },
    Sketch {
        id: fixed::SALTWATER,
        name: "Saltwater",
        date: "2024-06-21",
        genres: &[18, 10749],
        overview: "Two divers who once shared everything are hired, separately, to find the same wreck.",
        tagline: "Deep enough to drown a secret.",
        popularity: 141.9,
        ..FILM
    },
    Sketch {
        id: fixed::GLASS_HARBOUR,
        name: "Glass Harbour",
        date: "2019-03-01",
        genres: &[80, 53],
        overview: "In a port town where nothing is ever stolen, a customs officer discovers why.",
        tagline: "Everything is declared in the end.",
        presence: Presence::Full,
        popularity: 133.3,
        ..FILM
    },
    Sketch {
        id: fixed::LOW_SUN,
        name: "Low Sun",
        date: "2023-09-15",
        genres: &[53, 9648],
        overview: "The last summer of a vineyard, told by the four people who would each like to burn it down.",
        tagline: "Long shadows. Short tempers.",
        popularity: 120.0,
        ..FILM
    },
    Sketch {
        id: fixed::APOSTROPHE,
        name: "The Ferryman's Daughter",
        date: "2018-11-30",
        overview: "She has never left the river. Tonight the river leaves her.",
        popularity: 77.7,
        ..FILM
    },
    Sketch {
        id: fixed::UNICODE,
        name: "光の島",
        date: "2022-07-07",
        overview: "灯台守の娘と、海から来た少年の一夜の物語。A lighthouse, a boy from the sea, one night.",
        tagline: "夜は明ける",
        popularity: 66.6,
        ..FILM
    },
    Sketch {
        id: fixed::LONG_TITLE,
        name: LONG_NAME,
        date: "2017-04-01",
        genres: &[35, 10751],
        overview: "Exactly what it says.",
        popularity: 22.2,
        ..FILM
    },
    Sketch {
        id: fixed::NO_POSTER,
        name: "Nothing to See",
        date: "2016-05-05",
        genres: &[99],
        overview: "A documentary about the places no photograph was ever taken of.",
        popularity: 11.1,
        ..FILM
    },
    Sketch {
        id: fixed::SCRIPT_TITLE,
        name: "<script>alert('MediaNest')</script>",
        date: "2020-02-02",
        genres: &[53],
        overview: "A thriller about a <b>web page</b> that says \"hello\" & means it.",
        tagline: "</title><img src=x onerror=alert(1)>",
        popularity: 9.9,
        ..FILM
    },
    Sketch { id: fixed::ANNOUNCED, name: "Untitled Orchard Project", popularity: 8.8, ..FILM },
    Sketch {
        id: fixed::AMPERSAND,
        name: "Salt & Iron: 100% Proof",
        date: "2015-08-19",
        genres: &[28],
        overview: "Two rival distillers, one stolen recipe? Not exactly; more like #3 + a half.",
        popularity: 33.3,
        ..FILM
    },
    Sketch {
        id: fixed::PAPER_CITIES,
        name: "Paper Cities",
        date: "2020-01-17",
        genres: &[16, 12],
        overview: "A town that exists only on a map decides to move there.",
        tagline: "Fold here.",
        presence: Presence::Full,
        popularity: 98.6,
        ..FILM
    },
    Sketch {
        id: fixed::NINTH_HOUR,
        name: "Ninth Hour",
        date: "2019-01-11",
        genres: &[80, 9648],
        overview: "Every night at nine the same telephone rings in a closed police station. A cold-case team of three \
            finally answers.",
        tagline: "Pick up.",
        popularity: 205.1,
        seasons: &[3, 8, 8, 10, 6],
        ..SERIES
    },
    Sketch {
        id: fixed::ECHO_VALLEY,
        name: "Echo Valley",
        date: "2020-09-04",
        genres: &[18, 9648],
        overview: "A valley that repeats the last thing said in it, and a family that has stopped talking.",
        presence: Presence::Seasons(2),
        popularity: 155.5,
        seasons: &[0, 8, 8, 8],
        ..SERIES
    },
    Sketch {
        id: fixed::THE_LAMPLIGHTERS,
        name: "The Lamplighters",
        date: "2016-10-01",
        genres: &[10765, 18],
        overview: "The guild that lights the city's lamps also decides which streets exist.",
        presence: Presence::Full,
        popularity: 149.0,
        seasons: &[2, 10, 10],
        ..SERIES
    },
    Sketch {
        id: fixed::HARBOUR_STREET,
        name: "Harbour Street",
        date: "2023-03-03",
        genres: &[35, 18],
        overview: "One street, eleven shops, no secrets; until the bakery is sold.",
        popularity: 101.0,
        seasons: &[0, 6, 6],
        ..SERIES
    },
    Sketch {
        id: fixed::PAPER_CITIES,
        name: "Paper Cities: The Series",
        date: "2022-11-11",
        genres: &[16],
        overview: "The townspeople of a map come back for more.",
        popularity: 61.0,
        seasons: &[0, 12],
        ..SERIES
    },
];

/// All of them, filled out.
pub(super) fn all() -> Vec<Title> {
    let mut titles: Vec<Title> = SKETCHES.iter().map(generate::from_sketch).collect();
    for title in &mut titles {
        match (title.kind, title.id) {
            (Kind::Movie, fixed::UNICODE) => {
                (title.language, title.country) = ("ja", "JP");
            }
            (Kind::Movie, fixed::NO_POSTER) => {
                (title.poster, title.backdrop) = (None, None);
            }
            (Kind::Movie, fixed::ANNOUNCED) => {
                (title.runtime, title.vote_average, title.vote_count) = (0, 0.0, 0);
                (title.poster, title.backdrop) = (None, None);
            }
            _ => {}
        }
    }
    titles
}

//! Invents the rest of the catalogue around the notable titles, the same way every time.

use std::collections::HashSet;

use super::{
    Collection, Episode, Kind, Person, Presence, Season, Title, genres,
    notable::Sketch,
    people,
    words::{
        ADJECTIVES, EPISODES, FIRST_NAMES, HEROES, NETWORKS, NOUNS, PARTS, PLACES, RATINGS, STUDIOS, TAGLINES, TURNS,
        WISHES,
    },
};
use crate::{fixed, seed::Dice};

/// Films and series there are in all.
const FILMS: usize = 240;
const SERIES: usize = 80;
/// How many of them are in Plex when a world begins.
const FILMS_IN_PLEX: usize = 120;
const SERIES_IN_PLEX: usize = 40;

/// A title from what was written by hand.
pub(super) fn from_sketch(sketch: &Sketch) -> Title {
    let mut title = invent(sketch.kind, sketch.id, sketch.name.to_owned());
    sketch.name.clone_into(&mut title.original_name);
    sketch.overview.clone_into(&mut title.overview);
    sketch.tagline.clone_into(&mut title.tagline);
    sketch.date.clone_into(&mut title.date);
    title.genres = sketch.genres.to_vec();
    title.presence = sketch.presence;
    title.popularity = sketch.popularity;
    if sketch.kind == Kind::Tv {
        let mut dice = Dice::new(&["seasons", sketch.name]);
        title.seasons = seasons(&title, sketch.seasons, &mut dice);
        title.last_date = last_date(&title);
    }
    title
}

/// Adds titles until there are as many as there should be.
pub(super) fn fill(titles: &mut Vec<Title>) {
    let mut taken: HashSet<String> = titles.iter().map(|title| title.name.clone()).collect();
    for (kind, wanted, in_plex, first) in
        [(Kind::Movie, FILMS, FILMS_IN_PLEX, 1013), (Kind::Tv, SERIES, SERIES_IN_PLEX, 2005)]
    {
        let mut present =
            titles.iter().filter(|title| title.kind == kind && title.presence != Presence::Absent).count();
        let mut id = first;
        while titles.iter().filter(|title| title.kind == kind).count() < wanted {
            let name = fresh_name(kind, id, &mut taken);
            let mut title = invent(kind, id, name);
            if !id.is_multiple_of(3) && present < in_plex {
                present += 1;
                title.presence = Presence::Full;
            }
            if kind == Kind::Tv {
                let mut dice = Dice::new(&["seasons", &id.to_string()]);
                let mut counts: Vec<u16> = vec![if id.is_multiple_of(4) { 2 } else { 0 }];
                for _ in 0..=dice.below(4) {
                    counts.push(u16::try_from(6 + dice.below(5)).unwrap_or(6));
                }
                if title.presence == Presence::Full && counts.len() > 2 && id.is_multiple_of(5) {
                    title.presence = Presence::Seasons(1);
                }
                title.seasons = seasons(&title, &counts, &mut dice);
                title.last_date = last_date(&title);
            }
            titles.push(title);
            id += 1;
        }
    }
}

/// Gives every title its people.
pub(super) fn cast(titles: &mut [Title], people: &[Person]) {
    for title in titles {
        let mut dice = Dice::new(&["cast", title.kind.word(), &title.id.to_string()]);
        let actors: Vec<u32> = people::actors().collect();
        let directors: Vec<u32> = people::directors().collect();
        let mut chosen: Vec<u32> = Vec::new();
        if title.id.is_multiple_of(7) || title.id == fixed::NORTHERN_LIGHT || title.id == fixed::NINTH_HOUR {
            chosen.push(fixed::MARA_LINDQVIST);
        }
        while chosen.len() < 8 {
            let actor = actors[dice.below(actors.len())];
            if !chosen.contains(&actor) {
                chosen.push(actor);
            }
        }
        let first = dice.below(PARTS.len());
        let parts = PARTS.iter().cycle().skip(first);
        title.cast = chosen.into_iter().zip(parts).map(|(person, part)| (person, (*part).to_owned())).collect();
        title.director = directors[dice.below(directors.len())];
    }
    debug_assert!(people.len() >= 20, "a cast needs people");
}

/// The two collections, made of films that are there already.
pub(super) fn collections(titles: &mut [Title]) -> Vec<Collection> {
    let mut made = Vec::new();
    let orbit = [fixed::THE_LONG_ORBIT, 1013, 1014];
    let lights: Vec<u32> = titles
        .iter()
        .filter(|title| title.kind == Kind::Movie && title.id > 1014 && title.name.contains("Light"))
        .take(4)
        .map(|title| title.id)
        .collect();
    for (id, name, overview, parts) in [
        (
            fixed::LONG_ORBIT_COLLECTION,
            "The Long Orbit Collection",
            "The voyages of the salvage ship Perihelion, in the order they were filmed.",
            orbit.to_vec(),
        ),
        (fixed::LONG_ORBIT_COLLECTION + 1, "The Light Quartet", "Four films about one lamp.", lights),
    ] {
        for title in titles.iter_mut().filter(|title| title.kind == Kind::Movie && parts.contains(&title.id)) {
            title.collection = Some(id);
        }
        made.push(Collection { id, name: name.to_owned(), overview: overview.to_owned(), parts });
    }
    made
}

fn fresh_name(kind: Kind, id: u32, taken: &mut HashSet<String>) -> String {
    match (kind, id) {
        (Kind::Movie, 1013) => return "The Long Orbit: Return".to_owned(),
        (Kind::Movie, 1014) => return "The Long Orbit: Perihelion".to_owned(),
        _ => {}
    }
    let mut dice = Dice::new(&["name", kind.word(), &id.to_string()]);
    loop {
        let (adjective, noun, place) = (dice.pick(ADJECTIVES), dice.pick(NOUNS), dice.pick(PLACES));
        let first = dice.pick(FIRST_NAMES);
        let name = match (id % 6, dice.below(4)) {
            (0, 0) => format!("{adjective} Light"),
            (0, 1) => format!("Light over {place}"),
            (0, 2) => format!("The {noun} of Light"),
            (0, _) => format!("{first} by Lamplight"),
            (1 | 2, 0) => format!("The {adjective} {noun}"),
            (1 | 2, 1) => format!("The {noun} of {place}"),
            (1 | 2, _) => format!("{first} and the {noun}"),
            (3, 0 | 1) => format!("{adjective} {noun}"),
            (3, _) => format!("{noun} Street"),
            (4, 0 | 1) => format!("{noun} & {}", dice.pick(NOUNS)),
            (4, _) => format!("Nights in {place}"),
            (_, 0 | 1) => format!("A {noun} for {first}"),
            (_, _) => format!("{first}'s {noun}"),
        };
        if taken.insert(name.clone()) {
            return name;
        }
    }
}

fn invent(kind: Kind, id: u32, name: String) -> Title {
    let mut dice = Dice::new(&["title", kind.word(), &id.to_string()]);
    let (languages, countries) = (["en", "en", "en", "fr", "da", "pl"], ["US", "GB", "CA", "FR", "DK", "PL"]);
    let origin = dice.below(6);
    let all = genres(kind);
    let first = dice.below(all.len());
    let second = (first + 1 + dice.below(all.len() - 1)) % all.len();
    let letter = if kind == Kind::Movie { 'p' } else { 't' };
    let tenth = |value: usize| f64::from(u32::try_from(value).unwrap_or_default()) / 10.0;
    let overview =
        format!("In {}, {} {}. {}", dice.pick(PLACES), dice.pick(HEROES), dice.pick(WISHES), dice.pick(TURNS));
    let year = if id.is_multiple_of(17) { 2027 } else { 1994 + dice.below(33) };
    Title {
        kind,
        id,
        original_name: name.clone(),
        name,
        language: languages[origin],
        country: countries[origin],
        overview,
        tagline: dice.pick(TAGLINES).to_owned(),
        date: format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        last_date: String::new(),
        runtime: u16::try_from(if kind == Kind::Movie { 82 + dice.below(70) } else { 24 + dice.below(34) })
            .unwrap_or(90),
        genres: vec![all[first].0, all[second].0],
        rating: RATINGS[dice.below(RATINGS.len())],
        vote_average: 4.0 + tenth(dice.below(50)),
        vote_count: u32::try_from(40 + dice.below(9000)).unwrap_or_default(),
        popularity: 5.0 + tenth(dice.below(950)),
        poster: Some(format!("/{letter}{id}.jpg")),
        backdrop: Some(format!("/{}{id}.jpg", if kind == Kind::Movie { 'b' } else { 'd' })),
        studio: if kind == Kind::Movie { dice.pick(STUDIOS) } else { dice.pick(NETWORKS) },
        cast: Vec::new(),
        director: 0,
        collection: None,
        seasons: Vec::new(),
        in_production: kind == Kind::Tv && id.is_multiple_of(3),
        presence: Presence::Absent,
    }
}

fn seasons(title: &Title, counts: &[u16], dice: &mut Dice) -> Vec<Season> {
    let numbered = counts.iter().zip(0_u16..).filter(|(count, _)| **count > 0);
    numbered
        .map(|(&count, number)| {
            let year = title.year() + number.saturating_sub(1);
            let month = 1 + dice.below(10);
            Season {
                number,
                name: if number == 0 { "Specials".to_owned() } else { format!("Season {number}") },
                overview: if number == 0 {
                    String::new()
                } else {
                    format!("{} {}", dice.pick(TURNS), dice.pick(TURNS))
                },
                date: format!("{year}-{month:02}-05"),
                episodes: (1..=count)
                    .map(|episode| Episode {
                        number: episode,
                        name: dice.pick(EPISODES).to_owned(),
                        overview: dice.pick(TURNS).to_owned(),
                        date: format!("{year}-{:02}-{:02}", month + usize::from(episode / 5), 5 + 5 * (episode % 5)),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn last_date(title: &Title) -> String {
    title
        .seasons
        .iter()
        .flat_map(|season| &season.episodes)
        .map(|episode| episode.date.clone())
        .max()
        .unwrap_or_default()
}

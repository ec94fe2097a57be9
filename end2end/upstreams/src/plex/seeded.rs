//! Fills the three libraries of a fresh world, and adds what becomes available later.

use super::library::{Collection, Item, ItemKind, Library, Section};
use crate::{
    catalogue::{Catalogue, Kind, Presence, Title, genre_name},
    clock::{DAY, SEEDED_NOW},
    fixed,
    seed::{self, Dice},
};

const VIDEOS: &[&str] = &[
    "Grandma's 80th Birthday",
    "Skating on the Pond",
    "Ada's First Steps",
    "Summer House, Roof Repair",
    "Cat vs. Vacuum",
    "School Play 2023",
    "Harbour Festival",
    "The Long Drive North",
    "Northern Lights from the Porch",
    "Bread, Attempt 4",
    "Wedding of Noor & Bram",
    "Kite Day",
    "Moving Out",
    "Moving In",
    "Snow up to the Window",
    "Choir Rehearsal",
    "Uncle Theo Explains the Boat",
    "Zoo",
    "Fireworks",
    "New Year's Swim",
];

/// The libraries as they are when a world begins.
pub(super) fn library(catalogue: &Catalogue) -> Library {
    let section = |key: &str, title, kind, agent, scanner, folder: &str| Section {
        key: key.to_owned(),
        title,
        kind,
        agent,
        scanner,
        folder: folder.to_owned(),
        scanned_at: SEEDED_NOW,
        refreshing: false,
    };
    let mut library = Library {
        sections: vec![
            section(
                fixed::FILMS_SECTION,
                "Films",
                ItemKind::Movie,
                "tv.plex.agents.movie",
                "Plex Movie",
                "/media/films",
            ),
            section(
                fixed::SERIES_SECTION,
                "Series",
                ItemKind::Show,
                "tv.plex.agents.series",
                "Plex TV Series",
                "/media/series",
            ),
            section(
                fixed::HOME_VIDEOS_SECTION,
                "Home Videos",
                ItemKind::Movie,
                "com.plexapp.agents.none",
                "Plex Video Files Scanner",
                "/media/home-videos",
            ),
        ],
        next_key: 100,
        ..Library::default()
    };
    let present = catalogue.titles.iter().filter(|title| title.presence != Presence::Absent);
    for (title, age) in present.zip(1_i64..) {
        // A fixed but uneven past: some days bring three titles, some none.
        let added = SEEDED_NOW - (age * 37 % 400) * DAY - age * 61;
        let seasons: Vec<u16> = match title.presence {
            Presence::Seasons(count) => (1..=count).collect(),
            _ => title.seasons.iter().map(|season| season.number).collect(),
        };
        add(&mut library, title, catalogue, &seasons, added);
    }
    for (title, age) in VIDEOS.iter().zip(1_i64..) {
        let file = format!("/media/home-videos/{title}.mp4");
        library.add_video(fixed::HOME_VIDEOS_SECTION, title, &file, SEEDED_NOW - age * 9 * DAY);
    }
    unusual_guids(&mut library);
    collections(&mut library);
    library
}

/// Puts a title (of a series: these seasons) into its library, or adds the seasons that are missing.
pub(super) fn add(library: &mut Library, title: &Title, catalogue: &Catalogue, seasons: &[u16], now_s: i64) -> u64 {
    let existing = library.by_tmdb(title.kind, title.id).map(|item| item.key);
    let key = existing.unwrap_or_else(|| library.fresh_key());
    if existing.is_none() {
        let item = top(key, title, catalogue, now_s);
        library.items.insert(key, item);
    }
    if title.kind == Kind::Tv {
        let have: Vec<u16> = library.children(key).iter().map(|season| season.index).collect();
        for season in title.seasons.iter().filter(|season| seasons.contains(&season.number)) {
            if !have.contains(&season.number) {
                add_season(library, key, title, season, now_s);
            }
        }
    }
    key
}

fn add_season(library: &mut Library, show: u64, title: &Title, season: &crate::catalogue::Season, now_s: i64) {
    let key = library.fresh_key();
    let below = |key, kind, name: &str, overview: &str, index, parent, date: &str| Item {
        key,
        kind,
        section: fixed::SERIES_SECTION.to_owned(),
        title: name.to_owned(),
        year: date.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default(),
        summary: overview.to_owned(),
        tagline: String::new(),
        rating: title.rating,
        audience_rating: title.vote_average,
        studio: title.studio,
        genres: Vec::new(),
        people: Vec::new(),
        director: None,
        duration_ms: u64::from(title.runtime) * 60_000,
        added_at: now_s,
        updated_at: now_s,
        date: date.to_owned(),
        guid: format!(
            "plex://{}/{}",
            if kind == ItemKind::Season { "season" } else { "episode" },
            guid(&key.to_string())
        ),
        guids: vec![format!("tvdb://{}", 7_000_000 + key)],
        index,
        parent: Some(parent),
        tmdb: None,
        file: None,
    };
    library
        .items
        .insert(key, below(key, ItemKind::Season, &season.name, &season.overview, season.number, show, &season.date));
    for episode in &season.episodes {
        let episode_key = library.fresh_key();
        let mut item =
            below(episode_key, ItemKind::Episode, &episode.name, &episode.overview, episode.number, key, &episode.date);
        item.file = Some(format!(
            "/media/series/{name}/Season {season:02}/{name} - s{season:02}e{episode:02}.mkv",
            name = safe(&title.name),
            season = season.number,
            episode = episode.number
        ));
        library.items.insert(episode_key, item);
    }
}

fn top(key: u64, title: &Title, catalogue: &Catalogue, now_s: i64) -> Item {
    let name = |id: u32| catalogue.person(id).map(|person| person.name.clone());
    let movie = title.kind == Kind::Movie;
    let kind = if movie { ItemKind::Movie } else { ItemKind::Show };
    let mut guids = vec![format!("imdb://{}", title.imdb_id()), format!("tmdb://{}", title.id)];
    guids.extend(title.tvdb_id().map(|id| format!("tvdb://{id}")));
    Item {
        key,
        kind,
        section: if movie { fixed::FILMS_SECTION } else { fixed::SERIES_SECTION }.to_owned(),
        title: title.name.clone(),
        year: title.year(),
        summary: title.overview.clone(),
        tagline: title.tagline.clone(),
        rating: title.rating,
        audience_rating: title.vote_average,
        studio: title.studio,
        genres: title.genres.iter().map(|&id| genre_name(title.kind, id)).collect(),
        people: title.cast.iter().filter_map(|(id, part)| Some((name(*id)?, part.clone()))).collect(),
        director: name(title.director).filter(|_| movie),
        duration_ms: u64::from(title.runtime) * 60_000,
        added_at: now_s,
        updated_at: now_s,
        date: title.date.clone(),
        guid: format!("plex://{}/{}", kind.word(), guid(&title.name)),
        guids,
        index: 1,
        parent: None,
        tmdb: Some((title.kind, title.id)),
        file: movie.then(|| format!("/media/films/{0} ({1})/{0} ({1}).mkv", safe(&title.name), title.year())),
    }
}

/// An item of the personal library: no guids, no people.
pub(super) fn video(key: u64, section: &str, title: &str, file: &str, now_s: i64) -> Item {
    let mut dice = Dice::new(&["video", title]);
    Item {
        key,
        kind: ItemKind::Movie,
        section: section.to_owned(),
        title: title.to_owned(),
        year: 2026,
        summary: String::new(),
        tagline: String::new(),
        rating: "",
        audience_rating: 0.0,
        studio: "",
        genres: Vec::new(),
        people: Vec::new(),
        director: None,
        duration_ms: 1000 * (40 + dice.below(900) as u64),
        added_at: now_s,
        updated_at: now_s,
        date: String::new(),
        guid: format!("local://{key}"),
        guids: Vec::new(),
        index: 1,
        parent: None,
        tmdb: None,
        file: Some(file.to_owned()),
    }
}

/// Two films still known by the old agents' ids, one that was never matched.
fn unusual_guids(library: &mut Library) {
    let films: Vec<u64> = library
        .items
        .values()
        .filter(|item| item.section == fixed::FILMS_SECTION && item.tmdb.is_some_and(|(_, id)| id > 1100))
        .map(|item| item.key)
        .take(3)
        .collect();
    for (key, which) in films.into_iter().zip(0..) {
        let Some(item) = library.items.get_mut(&key) else { continue };
        let Some((_, tmdb)) = item.tmdb else { continue };
        item.guid = match which {
            0 => format!("com.plexapp.agents.imdb://{}?lang=en", item.guids[0].trim_start_matches("imdb://")),
            1 => format!("com.plexapp.agents.themoviedb://{tmdb}?lang=en"),
            _ => format!("local://{key}"),
        };
        item.guids.clear();
        if which == 2 {
            item.tmdb = None;
        }
    }
}

fn collections(library: &mut Library) {
    let keys = |section: &str, words: &str, library: &Library| -> Vec<u64> {
        let fits = |item: &&Item| item.section == section && item.parent.is_none() && item.title.contains(words);
        library.items.values().filter(fits).map(|item| item.key).take(7).collect()
    };
    for (section, title, words) in [
        (fixed::FILMS_SECTION, "Lights in the Dark", "Light"),
        (fixed::FILMS_SECTION, "Orbital", "Orbit"),
        (fixed::SERIES_SECTION, "Slow Evenings", "The"),
        (fixed::HOME_VIDEOS_SECTION, "Moving House", "Moving"),
    ] {
        let items = keys(section, words, library);
        let key = library.fresh_key();
        library.collections.push(Collection {
            key,
            section: section.to_owned(),
            title: title.to_owned(),
            summary: String::new(),
            items,
            sort: 0,
            added_at: SEEDED_NOW - 90 * DAY,
            updated_at: SEEDED_NOW - 90 * DAY,
        });
    }
}

fn guid(name: &str) -> String {
    let hex = format!("{:016x}{:016x}", seed::number(&["guid", name]), seed::number(&["guid2", name]));
    hex[..24].to_owned()
}

fn safe(name: &str) -> String {
    name.chars().map(|letter| if "/\\:*?\"<>|".contains(letter) { '_' } else { letter }).collect()
}

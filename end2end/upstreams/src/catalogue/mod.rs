//! The invented films, series, people and collections: what TMDB would know.

mod generate;
mod notable;
mod people;
mod words;

use std::collections::HashMap;

pub(crate) use people::Person;

/// Film or series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Movie,
    Tv,
}

impl Kind {
    /// The word Overseerr uses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Movie => "movie",
            Self::Tv => "tv",
        }
    }
}

/// How much of a title is in Plex when a world begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Absent,
    /// A series of which the first seasons are there.
    Seasons(u16),
    Full,
}

/// A film or a series.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    pub kind: Kind,
    pub id: u32,
    pub name: String,
    pub original_name: String,
    pub language: &'static str,
    pub country: &'static str,
    pub overview: String,
    pub tagline: String,
    /// `YYYY-MM-DD`, or empty when not announced.
    pub date: String,
    pub last_date: String,
    pub runtime: u16,
    pub genres: Vec<u32>,
    pub rating: &'static str,
    pub vote_average: f64,
    pub vote_count: u32,
    pub popularity: f64,
    pub poster: Option<String>,
    pub backdrop: Option<String>,
    pub studio: &'static str,
    /// People in the order of the credits, with the part they play.
    pub cast: Vec<(u32, String)>,
    pub director: u32,
    pub collection: Option<u32>,
    pub seasons: Vec<Season>,
    pub in_production: bool,
    pub presence: Presence,
}

impl Title {
    /// Year of release, 0 when not announced.
    pub(crate) fn year(&self) -> u16 {
        self.date.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
    }

    /// Its id at `IMDb`.
    pub(crate) fn imdb_id(&self) -> String {
        let offset = if self.kind == Kind::Movie { 0 } else { 500_000 };
        format!("tt9{:06}", self.id + offset)
    }

    /// Its id at TVDB: series only.
    pub(crate) fn tvdb_id(&self) -> Option<u32> {
        (self.kind == Kind::Tv).then_some(300_000 + self.id)
    }

    /// Whether a search for these lower-case words finds it.
    fn answers_to(&self, query: &str) -> bool {
        let name = self.name.to_lowercase();
        let original = self.original_name.to_lowercase();
        name.contains(query)
            || original.contains(query)
            || (query.contains(' ') && query.split_whitespace().all(|word| name.contains(word)))
    }
}

/// A season; number 0 holds the specials.
#[derive(Clone, Debug)]
pub(crate) struct Season {
    pub number: u16,
    pub name: String,
    pub overview: String,
    pub date: String,
    pub episodes: Vec<Episode>,
}

/// An episode.
#[derive(Clone, Debug)]
pub(crate) struct Episode {
    pub number: u16,
    pub name: String,
    pub overview: String,
    /// `YYYY-MM-DD`, or empty when not announced.
    pub date: String,
}

/// A set of films that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Collection {
    pub id: u32,
    pub name: String,
    pub overview: String,
    pub parts: Vec<u32>,
}

/// What a search found, in the order it is shown.
pub(crate) enum Found<'a> {
    Title(&'a Title),
    Person(&'a Person),
    Collection(&'a Collection),
}

/// Everything there is to know. Never changes.
pub(crate) struct Catalogue {
    pub titles: Vec<Title>,
    pub people: Vec<Person>,
    pub collections: Vec<Collection>,
    by_id: HashMap<(Kind, u32), usize>,
}

impl Catalogue {
    /// Invents the world.
    pub(crate) fn new() -> Self {
        let people = people::all();
        let mut titles = notable::all();
        generate::fill(&mut titles);
        generate::cast(&mut titles, &people);
        let collections = generate::collections(&mut titles);
        let by_id = titles.iter().enumerate().map(|(index, title)| ((title.kind, title.id), index)).collect();
        Self { titles, people, collections, by_id }
    }

    /// A title by its TMDB id.
    pub(crate) fn title(&self, kind: Kind, id: u32) -> Option<&Title> {
        self.by_id.get(&(kind, id)).and_then(|&index| self.titles.get(index))
    }

    /// A person by TMDB id.
    pub(crate) fn person(&self, id: u32) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A collection by TMDB id.
    pub(crate) fn collection(&self, id: u32) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.id == id)
    }

    /// Titles of one kind.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Title> {
        self.titles.iter().filter(move |title| title.kind == kind)
    }

    /// Titles a person appears in, the best known first.
    pub(crate) fn with_person(&self, id: u32) -> Vec<&Title> {
        let mut found: Vec<&Title> =
            self.titles.iter().filter(|title| title.cast.iter().any(|(person, _)| *person == id)).collect();
        found.sort_by(|a, b| b.popularity.total_cmp(&a.popularity));
        found
    }

    /// What a search over everything finds: same name first, then what begins so, then the most popular.
    pub(crate) fn search(&self, query: &str) -> Vec<Found<'_>> {
        let query = query.trim().to_lowercase();
        if query.is_empty() {
            return Vec::new();
        }
        let rank = |name: &str, popularity: f64| {
            let name = name.to_lowercase();
            let bonus = if name == query {
                10_000.0
            } else if name.starts_with(&query) {
                40.0
            } else {
                0.0
            };
            bonus + popularity
        };
        let mut found: Vec<(f64, Found<'_>)> = Vec::new();
        for title in self.titles.iter().filter(|title| title.answers_to(&query)) {
            found.push((rank(&title.name, title.popularity), Found::Title(title)));
        }
        for person in self.people.iter().filter(|person| person.name.to_lowercase().contains(&query)) {
            found.push((rank(&person.name, person.popularity), Found::Person(person)));
        }
        for collection in self.collections.iter().filter(|one| one.name.to_lowercase().contains(&query)) {
            found.push((rank(&collection.name, 60.0), Found::Collection(collection)));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().map(|(_, one)| one).collect()
    }
}

/// TMDB's genres of films.
pub(crate) const MOVIE_GENRES: [(u32, &str); 12] = [
    (28, "Action"),
    (12, "Adventure"),
    (16, "Animation"),
    (35, "Comedy"),
    (80, "Crime"),
    (99, "Documentary"),
    (18, "Drama"),
    (10751, "Family"),
    (9648, "Mystery"),
    (10749, "Romance"),
    (878, "Science Fiction"),
    (53, "Thriller"),
];

/// TMDB's genres of series.
pub(crate) const TV_GENRES: [(u32, &str); 9] = [
    (10759, "Action & Adventure"),
    (16, "Animation"),
    (35, "Comedy"),
    (80, "Crime"),
    (99, "Documentary"),
    (18, "Drama"),
    (9648, "Mystery"),
    (10765, "Sci-Fi & Fantasy"),
    (37, "Western"),
];

/// The genres of one kind.
pub(crate) fn genres(kind: Kind) -> &'static [(u32, &'static str)] {
    match kind {
        Kind::Movie => &MOVIE_GENRES,
        Kind::Tv => &TV_GENRES,
    }
}

/// A genre's name.
pub(crate) fn genre_name(kind: Kind, id: u32) -> &'static str {
    genres(kind).iter().find(|(genre, _)| *genre == id).map_or("Unknown", |(_, name)| name)
}

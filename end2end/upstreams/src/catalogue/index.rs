//! Everything that was invented, to be found by id or by search.

use std::collections::HashMap;

use super::{Collection, Kind, Person, Title, generate, notable, people};

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

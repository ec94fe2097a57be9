//! What is known of a film or a series.

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
    pub(super) fn answers_to(&self, query: &str) -> bool {
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

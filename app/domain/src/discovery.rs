//! Titles: finding them and what is known of them.

use crate::{
    Actor, Day, Error, Page, Result, SeasonNumber, Timestamp, TmdbId,
    requests::{RequestBrief, RequestStatus},
    services::ServiceName,
    text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// A film or a series.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    Movie,
    Tv,
}

impl MediaType {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Movie => "movie",
            Self::Tv => "tv",
        }
    }
}

impl std::str::FromStr for MediaType {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "movie" => Ok(Self::Movie),
            "tv" => Ok(Self::Tv),
            _ => Err(Error::field("media_type", text::input_media_type())),
        }
    }
}

/// What of a title is on the server.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Neither there nor asked for.
    #[default]
    Missing,
    /// Somebody asked for it.
    Pending,
    /// It is being fetched.
    Processing,
    PartiallyAvailable,
    Available,
    /// The admin does not want it here.
    Blocklisted,
}

/// Which titles a search shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityFilter {
    /// On the server, wholly or in part.
    Available,
    /// Asked for, but not there yet.
    Requested,
    /// Neither.
    Missing,
}

impl AvailabilityFilter {
    pub fn matches(self, availability: Availability) -> bool {
        match self {
            Self::Available => matches!(availability, Availability::Available | Availability::PartiallyAvailable),
            Self::Requested => matches!(availability, Availability::Pending | Availability::Processing),
            Self::Missing => matches!(availability, Availability::Missing | Availability::Blocklisted),
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Requested => "requested",
            Self::Missing => "missing",
        }
    }
}

impl std::str::FromStr for AvailabilityFilter {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "available" => Ok(Self::Available),
            "requested" => Ok(Self::Requested),
            "missing" => Ok(Self::Missing),
            _ => Err(Error::field("availability", text::input_availability())),
        }
    }
}

/// A list of titles that nobody has to search for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscoverList {
    /// Films and series that people look at now.
    Trending,
    PopularMovies,
    PopularTv,
    /// Films that are not out yet.
    Upcoming,
}

impl DiscoverList {
    pub const ALL: [Self; 4] = [Self::Trending, Self::PopularMovies, Self::PopularTv, Self::Upcoming];

    /// As in calls and in the address of its page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trending => "trending",
            Self::PopularMovies => "popular_movies",
            Self::PopularTv => "popular_tv",
            Self::Upcoming => "upcoming",
        }
    }
}

impl std::str::FromStr for DiscoverList {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == text).ok_or_else(|| Error::field("list", text::input_list()))
    }
}

/// What somebody types into the search box: 1 to 200 characters, no control characters.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SearchText(String);

impl SearchText {
    pub const MOST: usize = 200;

    /// # Errors
    /// [`Error::Invalid`] for field `query`.
    pub fn new(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::field("query", text::input_query()));
        }
        if text.chars().count() > Self::MOST {
            return Err(Error::field("query", text::input_at_most(Self::MOST)));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::field("query", text::input_plain_letters()));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A search with its filters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    pub text: SearchText,
    /// From 1.
    pub page: u32,
    pub media_type: Option<MediaType>,
    /// Only people; what is asked of titles does not count then.
    pub people_only: bool,
    pub year: Option<u16>,
    pub availability: Option<AvailabilityFilter>,
}

impl Search {
    pub fn is_filtered(&self) -> bool {
        self.people_only || self.media_type.is_some() || self.year.is_some() || self.availability.is_some()
    }
}

/// A title in a grid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Title {
    pub media_type: MediaType,
    pub tmdb_id: TmdbId,
    pub title: String,
    pub year: Option<u16>,
    pub overview: String,
    /// As TMDB names it, e.g. `/6Ff….jpg`.
    pub poster_path: Option<String>,
    pub availability: Availability,
    pub my_request: Option<RequestBrief>,
}

/// Somebody that a search found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FoundPerson {
    pub tmdb_id: TmdbId,
    pub name: String,
    pub profile_path: Option<String>,
    /// Titles people know them for, at most three.
    pub known_for: Vec<String>,
}

/// One page of what a search found: titles as in a [`Page`], and the people among them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SearchResults {
    pub items: Vec<Title>,
    pub page: u32,
    pub per_page: u32,
    pub total: u64,
    #[serde(default)]
    pub people: Vec<FoundPerson>,
}

impl SearchResults {
    pub fn of(titles: Page<Title>, people: Vec<FoundPerson>) -> Self {
        let Page { items, page, per_page, total } = titles;
        Self { items, page, per_page, total, people }
    }

    /// How many pages the whole list has; at least 1.
    pub fn pages(&self) -> u32 {
        let Self { page, per_page, total, .. } = *self;
        Page::<Title> { items: Vec::new(), page, per_page, total }.pages()
    }
}

/// A season of a series.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Season {
    pub number: SeasonNumber,
    pub name: String,
    pub episodes: u32,
    pub air_date: Option<String>,
    pub availability: Availability,
    /// How far a request for it is, where there is one.
    pub requested: Option<RequestStatus>,
    /// The same for the 4K variant.
    pub requested_4k: Option<RequestStatus>,
    pub availability_4k: Availability,
}

/// Somebody in front of or behind the camera.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Credit {
    pub tmdb_id: Option<TmdbId>,
    pub name: String,
    /// The character, or the job.
    pub role: String,
    pub profile_path: Option<String>,
}

/// Everything a title page shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TitleDetails {
    pub title: Title,
    pub original_title: Option<String>,
    pub tagline: Option<String>,
    pub backdrop_path: Option<String>,
    pub genres: Vec<String>,
    pub runtime_minutes: Option<u32>,
    /// Of 10, in tenths; 78 is 7.8.
    pub vote_tenths: Option<u8>,
    pub last_year: Option<u16>,
    pub in_production: bool,
    pub seasons: Vec<Season>,
    pub cast: Vec<Credit>,
    pub availability_4k: Availability,
    /// "Watch in Plex", when it is there and may be seen.
    pub plex_url: Option<String>,
}

/// What people do for a title.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Craft {
    Acting,
    Directing,
    Writing,
    Producing,
    Other,
}

/// Everything a person's page shows; the titles are in `work`, not empty, each craft once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    pub tmdb_id: TmdbId,
    pub name: String,
    /// Paragraphs, separated by empty lines; empty when nobody wrote one.
    pub biography: String,
    pub born: Option<Day>,
    pub died: Option<Day>,
    pub birthplace: Option<String>,
    pub known_for: Option<Craft>,
    pub profile_path: Option<String>,
    /// What they are known for comes first.
    pub work: Vec<Work>,
}

/// The titles that somebody did one thing for, the best known first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Work {
    pub craft: Craft,
    pub titles: Vec<WorkedOn>,
}

/// A title, and what somebody did for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkedOn {
    pub title: Title,
    /// The character, or the job; empty where nobody says.
    pub part: String,
}

/// What was fetched from a service; `stale_since` says since when it could not be renewed.
///
/// On the wire the value's own fields with `stale_since` beside them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fetched<T> {
    #[serde(flatten)]
    pub value: T,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_since: Option<Timestamp>,
}

impl<T> Fetched<T> {
    pub fn fresh(value: T) -> Self {
        Self { value, stale_since: None }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fetched<U> {
        Fetched { value: change(self.value), stale_since: self.stale_since }
    }
}

/// Finding titles.
#[async_trait]
pub trait Discovery: Send + Sync {
    async fn search(&self, by: &Actor, search: &Search) -> Result<Fetched<SearchResults>>;

    async fn title(&self, by: &Actor, media_type: MediaType, id: TmdbId) -> Result<Fetched<TitleDetails>>;

    /// One page of a list; `page` is from 1.
    async fn discover(&self, by: &Actor, list: DiscoverList, page: u32) -> Result<Fetched<Page<Title>>>;

    async fn person(&self, by: &Actor, id: TmdbId) -> Result<Fetched<Person>>;

    /// Who is asked for titles now; `None` when nobody is connected.
    fn source(&self) -> Option<ServiceName>;
}

//! TMDB: its images for everybody, and its data where no Overseerr passes it on.
//!
//! Wire facts come from TMDB's own `OpenAPI` description (API v3). Foreign JSON stays in `wire`; what its data means
//! whoever passes it on is in `values`.

mod client;
mod images;
mod key;
pub(super) mod values;
pub(super) mod wire;

pub use client::TmdbClient;
pub use images::TmdbImagesClient;
pub use key::TmdbKey;

use super::{
    http::{Failure, Patience},
    picture::Picture,
};
use async_trait::async_trait;
use domain::{
    TmdbId,
    discovery::{DiscoverList, FoundPerson, MediaType, Person, SearchText, Title, TitleDetails},
    error::Thing,
};
use serde::{Deserialize, Serialize};
use std::{str::FromStr, sync::Arc};

/// One page of TMDB's titles, at most 20 with the people among them. People and collections are counted in the totals,
/// because the pages are TMDB's own, whoever passes them on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hits {
    pub titles: Vec<Title>,
    pub people: Vec<FoundPerson>,
    pub page: u32,
    pub total_pages: u32,
    pub total_results: u64,
}

/// TMDB in our language. It knows nothing of what is on the server: everything is missing.
#[async_trait]
pub trait Tmdb: Send + Sync {
    /// The same with another patience for what it is asked.
    fn patient(&self, patience: Patience) -> Arc<dyn Tmdb>;

    /// Whether it takes the key; 401 proves that it does not.
    async fn check_key(&self) -> Result<(), Failure>;

    /// `page` is from 1 to 500.
    async fn search(&self, text: &SearchText, page: u32) -> Result<Hits, Failure>;

    /// `page` is from 1 to 500.
    async fn discover(&self, list: DiscoverList, page: u32) -> Result<Hits, Failure>;

    /// `None` when there is no such title.
    async fn title(&self, media_type: MediaType, id: TmdbId) -> Result<Option<TitleDetails>, Failure>;

    /// `None` when there is no such person.
    async fn person(&self, id: TmdbId) -> Result<Option<Person>, Failure>;
}

/// A file name as TMDB gives it, e.g. `/6FfCtAuVAW8XJjZ7eWeLibRLWTw.jpg`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ImagePath(String);

impl ImagePath {
    /// `None` for everything but `/` + letters, digits, `-`, `_` + `.jpg` or `.png`. Drawings (`.svg`) could hold scripts.
    pub fn parse(path: &str) -> Option<Self> {
        let name = path.strip_prefix('/')?;
        let stem = name.strip_suffix(".jpg").or_else(|| name.strip_suffix(".png"))?;
        let fits = (1..=120).contains(&stem.len())
            && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        fits.then(|| Self(path.to_owned()))
    }

    /// With the slash in front.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without it.
    pub fn file_name(&self) -> &str {
        self.0.trim_start_matches('/')
    }
}

/// The widths that are asked for; a fixed list keeps the cache small and TMDB's edge warm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ImageSize {
    W92,
    W154,
    W185,
    W300,
    W342,
    W500,
    W780,
    W1280,
}

impl ImageSize {
    pub const ALL: [Self; 8] =
        [Self::W92, Self::W154, Self::W185, Self::W300, Self::W342, Self::W500, Self::W780, Self::W1280];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::W92 => "w92",
            Self::W154 => "w154",
            Self::W185 => "w185",
            Self::W300 => "w300",
            Self::W342 => "w342",
            Self::W500 => "w500",
            Self::W780 => "w780",
            Self::W1280 => "w1280",
        }
    }
}

impl FromStr for ImageSize {
    type Err = domain::Error;
    fn from_str(text: &str) -> Result<Self, domain::Error> {
        Self::ALL.into_iter().find(|size| size.as_str() == text).ok_or_else(|| domain::Error::not_found(Thing::Image))
    }
}

/// Where TMDB's images come from.
#[async_trait]
pub trait TmdbImages: Send + Sync {
    async fn image(&self, size: ImageSize, path: &ImagePath) -> Result<Picture, Failure>;
}

#[cfg(test)]
mod tests {
    use super::ImagePath;

    #[test]
    fn only_plain_jpg_and_png_names_are_images() {
        for path in ["/6FfCtAuVAW8XJjZ7eWeLibRLWTw.jpg", "/a-b_c.png"] {
            assert!(ImagePath::parse(path).is_some(), "{path}");
        }
        for path in [
            "",
            "/",
            "/.jpg",
            "a.jpg",
            "/a.svg",
            "/a.jpg.svg",
            "/../a.jpg",
            "/a/b.jpg",
            "//a.jpg",
            "/a%2f.jpg",
            "/a.jpg?x",
            "/a.JPG",
            "/ä.jpg",
            "/a\u{0}.jpg",
        ] {
            assert!(ImagePath::parse(path).is_none(), "{path}");
        }
    }
}

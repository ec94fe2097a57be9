//! TMDB's images: posters, backdrops, people. (Its data comes through Overseerr.)

mod client;

pub use client::TmdbImagesClient;

use super::{http::Failure, picture::Picture};
use async_trait::async_trait;
use std::str::FromStr;

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
        Self::ALL.into_iter().find(|size| size.as_str() == text).ok_or_else(|| domain::Error::not_found("image"))
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

//! A Plex Media Server: who it is, what libraries it has, its images.
//!
//! Wire facts come from the official description of its API (developer.plex.tv/pms) and python-plexapi.

mod client;

pub use client::PlexClient;

use super::{http::Failure, picture::Picture};
use async_trait::async_trait;

/// What a server says of itself to anybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// By which plex.tv and the user's resources know it; never changes.
    pub machine_identifier: String,
    pub version: String,
}

/// What it says to who has a token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerInfo {
    pub machine_identifier: String,
    pub version: String,
    /// The name its owner gave it.
    pub name: String,
}

/// What a library holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SectionKind {
    Movies,
    Shows,
    Music,
    Photos,
    /// A kind that Plex invented since.
    Other,
}

/// A library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub key: String,
    pub title: String,
    pub kind: SectionKind,
}

/// Where an image lies on the server, e.g. `/library/metadata/265/thumb/1715112705`.
///
/// The server fetches whatever absolute address it is given, so nothing but these paths may reach it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PicturePath(String);

impl PicturePath {
    /// `None` for everything that is not exactly such a path.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("/library/")?.split('/');
        let number = |part: Option<&str>| {
            part.is_some_and(|text| (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let fits = matches!(parts.next(), Some("metadata" | "collections" | "sections"))
            && number(parts.next())
            && matches!(parts.next(), Some("thumb" | "art" | "composite" | "clearLogo" | "squareArt"))
            && number(parts.next())
            && parts.next().is_none();
        fits.then(|| Self(path.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Plex server in our language, asked with the admin's token.
#[async_trait]
pub trait Plex: Send + Sync {
    /// Needs no token: tells that it lives and who it is.
    async fn identity(&self) -> Result<Identity, Failure>;

    /// 401 proves that the token is bad.
    async fn server(&self) -> Result<ServerInfo, Failure>;

    async fn sections(&self) -> Result<Vec<Section>, Failure>;

    /// Scaled to fit into `width` × `height`, which are 1 to 4096.
    async fn picture(&self, path: &PicturePath, width: u16, height: u16) -> Result<Picture, Failure>;
}

#[cfg(test)]
mod tests {
    use super::PicturePath;

    #[test]
    fn only_the_paths_of_pictures_pass() {
        for path in [
            "/library/metadata/265/thumb/1715112705",
            "/library/collections/7/composite/1",
            "/library/sections/1/art/9",
        ] {
            assert!(PicturePath::parse(path).is_some(), "{path}");
        }
        for path in [
            "http://169.254.169.254/latest",
            "//evil.example/x",
            "/library/metadata/265/thumb/1/../../../x",
            "/library/metadata/265/file/1",
            "/library/metadata/a/thumb/1",
            "/library/metadata//thumb/1",
            "/library/metadata/1/thumb/1?X-Plex-Token=a",
            "/library/metadata/1/thumb/1/",
            "library/metadata/1/thumb/1",
            "",
        ] {
            assert!(PicturePath::parse(path).is_none(), "{path}");
        }
    }
}

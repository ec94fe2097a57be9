//! Where each simulator listens, and the URLs that follow from it.

use std::net::SocketAddr;

use serde::Serialize;
use serde_json::{Value, json};

/// The bound addresses of all simulators.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Addresses {
    /// plex.tv with its sign-in pages.
    pub plex_tv: SocketAddr,
    /// The Plex Media Server.
    pub plex: SocketAddr,
    /// Overseerr.
    pub overseerr: SocketAddr,
    /// TMDB's API.
    pub tmdb: SocketAddr,
    /// The control API and the TMDB image host.
    pub control: SocketAddr,
}

impl Addresses {
    /// Stands for `https://clients.plex.tv`.
    pub fn plex_tv_url(&self) -> String {
        format!("http://{}", self.plex_tv)
    }

    /// Stands for `https://plex.tv/link`.
    pub fn plex_link_url(&self) -> String {
        format!("http://{}/link", self.plex_tv)
    }

    /// Stands for `https://app.plex.tv`.
    pub fn plex_app_url(&self) -> String {
        format!("http://{}/app", self.plex_tv)
    }

    /// The Plex Media Server.
    pub fn plex_url(&self) -> String {
        format!("http://{}", self.plex)
    }

    /// Overseerr, without `/api/v1`.
    pub fn overseerr_url(&self) -> String {
        format!("http://{}", self.overseerr)
    }

    /// Stands for `https://api.themoviedb.org`.
    pub fn tmdb_url(&self) -> String {
        format!("http://{}", self.tmdb)
    }

    /// The control API.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// Stands for `https://image.tmdb.org/t/p`.
    pub fn tmdb_image_url(&self) -> String {
        format!("http://{}/t/p", self.control)
    }

    /// All URLs by name, as the binary prints them and the control API shows them.
    pub(crate) fn as_json(self) -> Value {
        json!({
            "plexTvUrl": self.plex_tv_url(),
            "plexLinkUrl": self.plex_link_url(),
            "plexAppUrl": self.plex_app_url(),
            "plexUrl": self.plex_url(),
            "overseerrUrl": self.overseerr_url(),
            "tmdbUrl": self.tmdb_url(),
            "controlUrl": self.control_url(),
            "tmdbImageUrl": self.tmdb_image_url(),
        })
    }
}

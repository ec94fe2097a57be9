//! What Overseerr keeps: users, titles it has seen, requests.

use std::sync::{Arc, atomic::AtomicUsize};

use tokio::sync::mpsc::UnboundedSender;

use super::{flavour::Flavour, seeded, status::may, webhook::Webhook};
use crate::{
    catalogue::{Catalogue, Kind},
    courier::Delivery,
    plex::library::Library,
};

/// A user. Times are milliseconds since the Unix epoch everywhere.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub id: u64,
    pub plex_id: u64,
    pub plex_username: String,
    pub username: String,
    pub email: String,
    pub avatar: String,
    pub permissions: u64,
    /// Limit and days; `None` follows the defaults, which are unlimited.
    pub movie_quota: Option<(u64, u64)>,
    pub tv_quota: Option<(u64, u64)>,
    pub created: i64,
    pub updated: i64,
}

impl User {
    /// Has one of these permissions; an administrator has all.
    pub(crate) fn may_any(&self, bits: &[u64]) -> bool {
        self.permissions & may::ADMIN != 0 || bits.iter().any(|bit| self.permissions & bit != 0)
    }

    /// Has all of these permissions.
    pub(crate) fn may_all(&self, bits: &[u64]) -> bool {
        self.permissions & may::ADMIN != 0 || bits.iter().all(|bit| self.permissions & bit != 0)
    }
}

/// State of one season of a title: normal and 4K.
#[derive(Clone, Debug)]
pub(crate) struct SeasonState {
    pub id: u64,
    pub number: u16,
    pub status: [u8; 2],
    pub created: i64,
    pub updated: i64,
}

/// What Radarr or Sonarr is downloading.
#[derive(Clone, Debug)]
pub(crate) struct Download {
    pub title: String,
    pub size: u64,
    pub left: u64,
    pub season: Option<u16>,
    pub eta: i64,
}

/// A title Overseerr has seen. Pairs are normal and 4K.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    pub id: u64,
    pub kind: Kind,
    pub tmdb: u32,
    pub tvdb: Option<u32>,
    pub status: [u8; 2],
    pub seasons: Vec<SeasonState>,
    pub created: i64,
    pub updated: i64,
    pub season_change: i64,
    pub added: Option<i64>,
    pub rating_key: Option<u64>,
    /// Handed over to Radarr or Sonarr.
    pub handed_over: [bool; 2],
    pub downloads: [Vec<Download>; 2],
}

/// A season somebody asked for.
#[derive(Clone, Debug)]
pub(crate) struct SeasonRequest {
    pub id: u64,
    pub number: u16,
    pub status: u8,
    pub created: i64,
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct MediaRequest {
    pub id: u64,
    pub kind: Kind,
    pub media: u64,
    pub user: u64,
    pub modified_by: Option<u64>,
    pub status: u8,
    pub is4k: bool,
    pub seasons: Vec<SeasonRequest>,
    pub server: Option<i64>,
    pub profile: Option<i64>,
    pub root_folder: Option<String>,
    pub language_profile: Option<i64>,
    pub tags: Option<Vec<i64>>,
    pub created: i64,
    pub updated: i64,
}

/// What is known of a request when it is made.
pub(crate) struct NewRequest<'a> {
    pub kind: Kind,
    pub media: u64,
    pub user: u64,
    pub status: u8,
    pub is4k: bool,
    pub seasons: &'a [u16],
    pub now: i64,
}

/// All of it.
pub(crate) struct Overseerr {
    pub users: Vec<User>,
    pub media: Vec<Media>,
    pub requests: Vec<MediaRequest>,
    pub flavour: Flavour,
    pub tmdb_down: bool,
    pub webhook: Webhook,
    /// How many webhooks were ordered so far.
    pub ordered: AtomicUsize,
    pub courier: UnboundedSender<Delivery>,
    pub catalogue: Arc<Catalogue>,
    pub next_user: u64,
    pub next_request: u64,
    pub next_id: u64,
}

impl Overseerr {
    /// Overseerr as it is when a world begins.
    pub(crate) fn seeded(catalogue: &Arc<Catalogue>, library: &Library, courier: UnboundedSender<Delivery>) -> Self {
        seeded::overseerr(catalogue, library, courier)
    }

    /// A fresh id for titles and seasons.
    pub(crate) fn fresh_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// A user by Overseerr's id.
    pub(crate) fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The same, to change.
    pub(crate) fn user_mut(&mut self, id: u64) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// A title by Overseerr's id.
    pub(crate) fn media(&self, id: u64) -> Option<&Media> {
        self.media.iter().find(|media| media.id == id)
    }

    /// The same, to change.
    pub(crate) fn media_mut(&mut self, id: u64) -> Option<&mut Media> {
        self.media.iter_mut().find(|media| media.id == id)
    }

    /// A title by TMDB id.
    pub(crate) fn media_of(&self, kind: Kind, tmdb: u32) -> Option<&Media> {
        self.media.iter().find(|media| media.kind == kind && media.tmdb == tmdb)
    }

    /// A request by id.
    pub(crate) fn request(&self, id: u64) -> Option<&MediaRequest> {
        self.requests.iter().find(|request| request.id == id)
    }

    /// The same, to change.
    pub(crate) fn request_mut(&mut self, id: u64) -> Option<&mut MediaRequest> {
        self.requests.iter_mut().find(|request| request.id == id)
    }

    /// All requests for a title.
    pub(crate) fn requests_for(&self, media: u64) -> impl Iterator<Item = &MediaRequest> {
        self.requests.iter().filter(move |request| request.media == media)
    }

    /// Keeps a request and gives it its id.
    pub(crate) fn insert_request(&mut self, new: &NewRequest<'_>) -> u64 {
        let mut seasons = Vec::new();
        for &number in new.seasons {
            seasons.push(SeasonRequest { id: self.fresh_id(), number, status: new.status, created: new.now });
        }
        self.next_request += 1;
        self.requests.push(MediaRequest {
            id: self.next_request,
            kind: new.kind,
            media: new.media,
            user: new.user,
            modified_by: None,
            status: new.status,
            is4k: new.is4k,
            seasons,
            server: None,
            profile: None,
            root_folder: None,
            language_profile: None,
            tags: None,
            created: new.now,
            updated: new.now,
        });
        self.next_request
    }

    /// A title that has just been asked for; `series` is its TVDB id.
    pub(crate) fn insert_media(&mut self, kind: Kind, tmdb: u32, series: Option<u32>, now: i64) -> u64 {
        let id = self.fresh_id();
        self.media.push(Media {
            id,
            kind,
            tmdb,
            tvdb: series,
            status: [super::status::media::UNKNOWN; 2],
            seasons: Vec::new(),
            created: now,
            updated: now,
            season_change: now,
            added: None,
            rating_key: None,
            handed_over: [false; 2],
            downloads: [Vec::new(), Vec::new()],
        });
        id
    }
}

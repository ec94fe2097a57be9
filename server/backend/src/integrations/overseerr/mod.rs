//! Overseerr, Jellyseerr and Seerr, which speak the same API: titles, users and their rules, requests.
//!
//! Wire facts come from Overseerr's source (`overseerr-api.yml`, `server/entity`, `server/routes`) and from calls to
//! running servers. Foreign JSON stays in `wire`.

mod client;
mod permissions;
pub mod states;
mod wire;

pub use super::tmdb::Hits;
pub use client::OverseerrClient;
pub use permissions::Permissions;

use super::http::{Failure, Patience};
use async_trait::async_trait;
use domain::{
    SeasonNumber, Timestamp, TmdbId,
    accounts::Secret,
    discovery::{DiscoverList, MediaType, Person, SearchText, TitleDetails},
    requests::{Quota, RequestStatus},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A user over there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct OverseerrUserId(pub i64);

/// A request over there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct OverseerrRequestId(pub i64);

/// What it offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Features {
    pub movie_4k: bool,
    pub series_4k: bool,
}

impl Features {
    pub fn has_4k(self, media_type: MediaType) -> bool {
        match media_type {
            MediaType::Movie => self.movie_4k,
            MediaType::Tv => self.series_4k,
        }
    }
}

/// A user and what they may do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OverseerrUser {
    pub id: OverseerrUserId,
    pub name: String,
    /// Only told to who may manage users; our key may.
    pub plex_id: Option<i64>,
    pub permissions: Permissions,
}

/// How much a user may still ask for; `None` where it could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Quotas {
    /// In films.
    pub movie: Option<Quota>,
    /// In seasons.
    pub tv: Option<Quota>,
}

/// What is asked for. Seasons are empty for films and never empty for series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    pub media_type: MediaType,
    pub tmdb_id: TmdbId,
    pub seasons: BTreeSet<SeasonNumber>,
    pub is_4k: bool,
}

/// A request as Overseerr has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForeignRequest {
    pub id: OverseerrRequestId,
    pub user: Option<OverseerrUserId>,
    pub user_name: Option<String>,
    pub is_4k: bool,
    pub seasons: BTreeSet<SeasonNumber>,
    /// What it is for; absent where it came inside its title.
    pub title: Option<(MediaType, TmdbId)>,
    /// Absent when its numbers are unknown to us: keep what was known.
    pub status: Option<RequestStatus>,
    /// The same for each season whose numbers are known.
    pub season_states: BTreeMap<SeasonNumber, RequestStatus>,
    /// Seerr calls a request complete; it may then be made again.
    pub completed: bool,
    pub created_at: Option<Timestamp>,
}

/// What became of a wish that was handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Submitted {
    Created(ForeignRequest),
    /// 202: every season is there or asked for already. Nothing was made.
    NothingLeft,
    /// 409: somebody asked for it before.
    AlreadyRequested,
    /// 403: the user's quota is used up.
    QuotaUsedUp,
    /// 403: nobody may ask for this title.
    Blocklisted,
    /// 403: the user may not ask for this kind of title; in Overseerr's words.
    NotPermitted(String),
    /// 403: Overseerr does not know the user any more.
    UnknownUser,
    /// 403: its CSRF protection refuses every change made with a key.
    WritesBlocked,
}

/// Overseerr in our language. Everything is asked with the admin's key, unless a user is named: then it is done as that
/// user, under that user's own rules.
#[async_trait]
pub trait Overseerr: Send + Sync {
    /// The same with another patience for what it is asked.
    fn patient(&self, patience: Patience) -> Arc<dyn Overseerr>;

    /// Its version; needs no key.
    async fn version(&self) -> Result<String, Failure>;

    /// Whose key it is: user 1. 403 proves that the key is wrong.
    async fn key_owner(&self) -> Result<OverseerrUser, Failure>;

    async fn features(&self) -> Result<Features, Failure>;

    /// `page` is from 1. An empty answer proves nothing: with TMDB down it is empty, too.
    async fn search(&self, text: &SearchText, page: u32) -> Result<Hits, Failure>;

    /// `page` is from 1.
    async fn discover(&self, list: DiscoverList, page: u32) -> Result<Hits, Failure>;

    /// With what of their titles is on the server; `None` when TMDB knows nobody of this number.
    async fn person(&self, id: TmdbId) -> Result<Option<Person>, Failure>;

    /// `None` when TMDB has no such title.
    async fn title(&self, media_type: MediaType, id: TmdbId) -> Result<Option<TitleDetails>, Failure>;

    /// `None` when there is no such user.
    async fn user(&self, id: OverseerrUserId) -> Result<Option<OverseerrUser>, Failure>;

    /// Everybody there is, up to 5,000.
    async fn users(&self) -> Result<Vec<OverseerrUser>, Failure>;

    /// By the number of the account at plex.tv, never by name or e-mail.
    async fn user_by_plex_id(&self, plex_id: i64) -> Result<Option<OverseerrUser>, Failure>;

    /// Takes the user over from Plex; `None` when Plex does not share its server with them.
    async fn import_user(&self, plex_id: i64) -> Result<Option<OverseerrUser>, Failure>;

    async fn quotas(&self, id: OverseerrUserId) -> Result<Quotas, Failure>;

    /// Everybody's requests for a title in this variant that were not declined, newest first.
    async fn requests_for(
        &self,
        media_type: MediaType,
        id: TmdbId,
        is_4k: bool,
    ) -> Result<Vec<ForeignRequest>, Failure>;

    /// One user's requests for a title in this variant that were not declined, newest first.
    async fn requests_of(
        &self,
        user: OverseerrUserId,
        media_type: MediaType,
        id: TmdbId,
        is_4k: bool,
    ) -> Result<Vec<ForeignRequest>, Failure>;

    /// Asks as this user. Not to be repeated blindly: look with [`Overseerr::requests_of`] first.
    async fn submit(&self, user: OverseerrUserId, wish: &Wish) -> Result<Submitted, Failure>;

    /// `None` when it was deleted.
    async fn request(&self, id: OverseerrRequestId) -> Result<Option<ForeignRequest>, Failure>;

    /// Says yes or no to it, with the admin's key. `None` when it was deleted.
    async fn decide(&self, id: OverseerrRequestId, approve: bool) -> Result<Option<ForeignRequest>, Failure>;

    /// Hands it once more to who fetches it. `None` when it was deleted.
    async fn retry(&self, id: OverseerrRequestId) -> Result<Option<ForeignRequest>, Failure>;

    /// Whom it tells of changes now: the address in its webhook agent, where that is switched on.
    async fn webhook(&self) -> Result<Option<String>, Failure>;

    /// Has it tell us of every change of a request, at this address and with this `Authorization`.
    async fn set_webhook(&self, url: &str, authorization: &Secret) -> Result<(), Failure>;

    /// Has it send a test of that webhook now; `false` when it could not reach us.
    async fn test_webhook(&self, url: &str, authorization: &Secret) -> Result<bool, Failure>;

    /// Takes it back, as its user (only while pending) or with the admin's key. `false` when it is not allowed; what is
    /// gone already counts as taken back.
    async fn delete_request(&self, id: OverseerrRequestId, user: Option<OverseerrUserId>) -> Result<bool, Failure>;
}

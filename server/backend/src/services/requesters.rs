//! As whom a user's requests are sent, and on what terms. The user over there decides about rules and quotas.

use crate::{
    clock::Clock,
    integrations::{
        Connections,
        cache::{Cacheable, Cached, Freshness},
        http::Failure,
        overseerr::{Features, Overseerr, OverseerrUser, OverseerrUserId, Quotas},
    },
    shared::Shelves,
    store::{
        Database,
        users::{self, User},
    },
};
use domain::{
    Error, Result, Role, UserId,
    discovery::{Fetched, MediaType},
    error::Thing,
    requests::{Quota, RequestTerms},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

const TERMS_BYTES: u64 = 1024 * 1024;

/// By what somebody here is known over there. What Overseerr said of one is no answer about another: who links or gives up
/// a Plex account is asked about anew, in every process.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
enum Identity {
    Plex(i64),
    Chosen(i64),
    KeyOwner,
    Nobody,
}

impl Identity {
    /// A Plex user is known by the number of the Plex account and by nothing else: neither name nor e-mail may decide as
    /// whom somebody acts. A local user is whom the admin named; a local admin who named nobody is the owner of the key,
    /// because the key is that admin's own.
    fn of(user: &User) -> Self {
        match (user.plex_id, user.overseerr_user_id) {
            (Some(plex_id), _) => Self::Plex(plex_id),
            (None, Some(id)) => Self::Chosen(id),
            (None, None) if user.role == Role::Admin => Self::KeyOwner,
            (None, None) => Self::Nobody,
        }
    }
}

/// What Overseerr says of one of our users.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Standing {
    /// Absent when Overseerr does not know them (yet).
    user: Option<OverseerrUser>,
    quotas: Option<Quotas>,
    features: Features,
}

impl Cacheable for Standing {
    fn freshness(&self) -> Freshness {
        Freshness { soft: Duration::from_mins(1), hard: Duration::from_hours(24) }
    }
}

/// What Overseerr says of one wish before it is made.
#[derive(Clone, Copy, Debug)]
pub struct WishTerms {
    /// `None` while it does not know this user.
    pub may_request: Option<bool>,
    pub quota: Option<Quota>,
}

/// Finds the users over there.
pub struct Requesters {
    db: Database,
    connections: Arc<Connections>,
    standings: Cached<(String, UserId, Identity), Standing>,
}

impl Requesters {
    pub fn new(db: Database, connections: Arc<Connections>, shelves: &Shelves, clock: Arc<dyn Clock>) -> Self {
        Self { db, connections, standings: Cached::new(shelves.shelf("terms", TERMS_BYTES), clock) }
    }

    /// The user over there; `None` when nobody there can be told to be this user.
    pub async fn find(&self, overseerr: &dyn Overseerr, user: &User) -> Result<Option<OverseerrUser>, Failure> {
        find(overseerr, user).await
    }

    /// As [`Self::find`], but takes a Plex user over who is not there yet.
    pub async fn find_or_import(
        &self,
        overseerr: &dyn Overseerr,
        user: &User,
    ) -> Result<Option<OverseerrUser>, Failure> {
        match (find(overseerr, user).await?, user.plex_id) {
            (Some(found), _) => Ok(Some(found)),
            (None, Some(plex_id)) => overseerr.import_user(plex_id).await,
            (None, None) => Ok(None),
        }
    }

    /// On what terms this user may ask; never fails, says what is known.
    pub async fn terms(&self, user: UserId, media_type: MediaType) -> RequestTerms {
        match self.standing(user).await {
            Ok(Some(standing)) => standing.terms(media_type),
            // Nobody to ask: where titles come from TMDB an admin looks after the wish, else nothing can be requested.
            Ok(None) => RequestTerms { may_request: self.connections.tmdb().is_ok(), ..RequestTerms::default() },
            // The wish can be kept; whether it is granted is decided when it is delivered.
            Err(_) => RequestTerms { may_request: true, ..RequestTerms::default() },
        }
    }

    /// On what terms this user may ask for this kind of title in this variant; `None` while nobody can say.
    pub async fn wish_terms(&self, user: UserId, media_type: MediaType, is_4k: bool) -> Option<WishTerms> {
        let standing = self.standing(user).await.ok()??;
        let may_request = if is_4k && !standing.features.has_4k(media_type) {
            Some(false)
        } else {
            standing.user.as_ref().map(|user| user.permissions.may_request(media_type, is_4k))
        };
        Some(WishTerms { may_request, quota: standing.terms(media_type).quota })
    }

    /// The quota as it is now, where Overseerr says so now.
    pub async fn quota_now(&self, user: UserId, media_type: MediaType) -> Option<Quota> {
        self.forget(user).await;
        let standing = self.fetched(user).await.ok().flatten().filter(|known| known.stale_since.is_none())?;
        standing.value.terms(media_type).quota
    }

    /// Something was asked for over there: what was known of this user's quota is not true any more.
    pub async fn forget(&self, user: UserId) {
        match users::find(self.db.read(), user).await {
            Ok(Some(user)) => self.standings.forget(&self.key(&user)).await,
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "what Overseerr said of a user may be served for a minute more"),
        }
    }

    fn key(&self, user: &User) -> (String, UserId, Identity) {
        (self.connections.overseerr_name(), user.id, Identity::of(user))
    }

    /// `None` when Overseerr is not connected.
    async fn standing(&self, user: UserId) -> Result<Option<Arc<Standing>>> {
        Ok(self.fetched(user).await?.map(|known| known.value))
    }

    async fn fetched(&self, user: UserId) -> Result<Option<Fetched<Arc<Standing>>>> {
        let Ok(overseerr) = self.connections.overseerr() else { return Ok(None) };
        let user = users::find(self.db.read(), user).await?.ok_or_else(|| Error::not_found(Thing::User))?;
        let key = self.key(&user);
        let standing = self
            .standings
            .get(key, move |patience| async move {
                let overseerr = overseerr.patient(patience);
                let found = find(overseerr.as_ref(), &user).await?;
                let quotas = match &found {
                    Some(found) => Some(overseerr.quotas(found.id).await?),
                    None => None,
                };
                Ok(Standing { user: found, quotas, features: overseerr.features().await? })
            })
            .await?;
        Ok(Some(standing))
    }
}

impl Standing {
    fn terms(&self, media_type: MediaType) -> RequestTerms {
        let Some(user) = &self.user else {
            // Will be taken over from Plex, or be named by the admin, when the first request is delivered.
            return RequestTerms { may_request: true, ..RequestTerms::default() };
        };
        let quotas = self.quotas.as_ref();
        RequestTerms {
            quota: quotas.and_then(|quotas| match media_type {
                MediaType::Movie => quotas.movie,
                MediaType::Tv => quotas.tv,
            }),
            may_request: user.permissions.may_request(media_type, false),
            may_request_4k: self.features.has_4k(media_type) && user.permissions.may_request(media_type, true),
            auto_approved: user.permissions.auto_approved(media_type, false),
            auto_approved_4k: user.permissions.auto_approved(media_type, true),
        }
    }
}

async fn find(overseerr: &dyn Overseerr, user: &User) -> Result<Option<OverseerrUser>, Failure> {
    match Identity::of(user) {
        Identity::Plex(plex_id) => overseerr.user_by_plex_id(plex_id).await,
        Identity::Chosen(id) => overseerr.user(OverseerrUserId(id)).await,
        Identity::KeyOwner => overseerr.key_owner().await.map(Some),
        Identity::Nobody => Ok(None),
    }
}

//! The people who sign in here, as admins see and look after them.

use crate::{Admin, Page, PageNumber, Result, Role, Timestamp, UserId, people::Quotas, plex_access::PlexAccess};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// How somebody signs in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    Plex,
    /// With a password of this installation.
    Local,
    /// A local account that was linked to Plex.
    Both,
}

/// As whom somebody's requests reach Overseerr.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliversAs {
    /// The user there with the same Plex account; without a name it is taken over with the first request, or not known now.
    SamePlexAccount { name: Option<String> },
    /// A local admin for whom nobody was chosen: whose key MediaNest uses.
    KeyOwner,
    /// Chosen by an admin; without a name it is not known there, or not known now.
    Chosen { id: i64, name: Option<String> },
    /// Requests wait until an admin has chosen somebody.
    Nobody,
}

impl DeliversAs {
    /// Only who has no Plex account can be given somebody: who a Plex user is there decides the account alone.
    pub fn can_be_chosen(&self) -> bool {
        !matches!(self, Self::SamePlexAccount { .. })
    }
}

/// One who signs in here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub active: bool,
    pub sign_in: SignInKind,
    pub last_login_at: Option<Timestamp>,
    pub delivers_as: DeliversAs,
    #[serde(flatten)]
    pub quotas: Quotas,
    /// Whether the Plex account may still use the Plex server; absent without one.
    pub plex_access: Option<PlexAccess>,
}

/// Somebody over there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OverseerrChoice {
    pub id: i64,
    pub name: String,
}

/// Who could be chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverseerrChoices {
    /// `stale_since` when Overseerr could not be asked again since.
    Known {
        users: Vec<OverseerrChoice>,
        stale_since: Option<Timestamp>,
    },
    NotConnected,
    /// In words for people.
    Unreachable {
        message: String,
    },
}

/// A page of the people here, with whom they could be over there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UserList {
    #[serde(flatten)]
    pub page: Page<UserRow>,
    pub overseerr: OverseerrChoices,
}

/// Looks after people.
#[async_trait]
pub trait Users: Send + Sync {
    /// By name.
    async fn list(&self, by: &Admin, page: PageNumber) -> Result<UserList>;

    /// # Errors
    /// [`crate::Error::NotFound`].
    async fn one(&self, by: &Admin, user: UserId) -> Result<UserRow>;

    /// Lets a local user's requests reach Overseerr as this one; `None` chooses nobody. What waited for that is sent at once.
    async fn deliver_as(&self, by: &Admin, user: UserId, overseerr: Option<i64>) -> Result<()>;
}

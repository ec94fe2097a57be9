//! Personal API keys: how a program acts for somebody, within what its key may do.

use crate::{
    Actor, Error, Result, Timestamp,
    accounts::{Secret, ShownOnce},
    ids::ApiKeyId,
    policy::Permission,
    text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// With what every key begins.
pub const PREFIX: &str = "mn_";

/// How many keys somebody may have.
pub const MOST_KEYS: u64 = 20;

/// What a key is for: 1 to 64 characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyName(String);

impl KeyName {
    /// # Errors
    /// [`Error::Invalid`] for field `name`.
    pub fn new(text: &str) -> Result<Self> {
        let name = text.trim();
        if name.is_empty() || name.chars().count() > 64 || name.chars().any(char::is_control) {
            return Err(Error::field("name", text::key_name_odd()));
        }
        Ok(Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long a key lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyLife {
    Days(u16),
    Never,
}

impl KeyLife {
    /// What there is to choose from.
    pub const ALL: [Self; 4] = [Self::Days(30), Self::Days(90), Self::Days(365), Self::Never];

    /// As forms write it.
    pub fn as_text(self) -> String {
        match self {
            Self::Days(days) => days.to_string(),
            Self::Never => "never".into(),
        }
    }
}

impl FromStr for KeyLife {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL.into_iter().find(|life| life.as_text() == text).ok_or_else(|| text::key_life_odd().to_owned())
    }
}

/// A key to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewKey {
    pub name: KeyName,
    pub scopes: Vec<Permission>,
    pub life: KeyLife,
}

/// A key as its owner sees it; never the key itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    /// The first characters, by which it is recognised.
    pub prefix: String,
    pub scopes: Vec<Permission>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// To five minutes.
    pub last_used_at: Option<Timestamp>,
}

/// A key that was made just now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MadeKey {
    /// Told here and never again.
    pub key: ShownOnce,
    #[serde(flatten)]
    pub about: ApiKey,
}

/// Keys, for their owners and for what comes with one.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Those that were not revoked, newest first.
    async fn list(&self, by: &Actor) -> Result<Vec<ApiKey>>;

    /// # Errors
    /// [`Error::Invalid`] for `scopes` that the role does not include, [`Error::Conflict`] when there are too many.
    async fn create(&self, by: &Actor, new: &NewKey) -> Result<MadeKey>;

    /// Ends it at once.
    async fn revoke(&self, by: &Actor, key: ApiKeyId) -> Result<()>;

    /// For whom this key acts, and what it may do at most.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] says what is wrong with it.
    async fn holder(&self, key: &Secret) -> Result<Actor>;
}

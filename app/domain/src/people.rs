//! The accounts of people, as admins make, change and end them.

use crate::{
    Admin, Result, Role, UserId,
    accounts::{Secret, ShownOnce, Username},
    text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A local account to be made.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub name: Username,
    pub role: Role,
    /// For the first sign-in only; one is made up when there is none.
    pub password: Option<Secret>,
}

/// A password for the next sign-in, which has to be changed then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FirstPassword {
    pub id: UserId,
    pub name: String,
    /// The one that was made up, told here and never again; absent when one was given.
    pub password: Option<ShownOnce>,
}

/// What changes of an account; what is `None` stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PersonChange {
    pub role: Option<Role>,
    /// `Some(false)` disables it.
    pub active: Option<bool>,
    pub quotas: QuotaChange,
}

/// How much one person may do, where it is not what everybody may: `None` as everybody, 0 without limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// Titles they may ask for in an hour.
    pub requests_per_hour: Option<u32>,
    /// Downloads they may begin in an hour.
    pub downloads_per_hour: Option<u32>,
    /// What their files may take up, in GB.
    pub disk_gb: Option<u32>,
}

/// What changes of [`Quotas`]: `None` stays, `Some(None)` is as everybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct QuotaChange {
    pub requests_per_hour: Option<Option<u32>>,
    pub downloads_per_hour: Option<Option<u32>>,
    pub disk_gb: Option<Option<u32>>,
}

impl QuotaChange {
    /// The quotas after it.
    pub fn of(self, before: Quotas) -> Quotas {
        Quotas {
            requests_per_hour: self.requests_per_hour.unwrap_or(before.requests_per_hour),
            downloads_per_hour: self.downloads_per_hour.unwrap_or(before.downloads_per_hour),
            disk_gb: self.disk_gb.unwrap_or(before.disk_gb),
        }
    }
}

/// The most of a quota for an hour.
pub const MOST_PER_HOUR: u32 = 1000;
/// The most of [`Quotas::disk_gb`]: a petabyte.
pub const MOST_DISK_GB: u32 = 1_000_000;

/// What becomes of the requests of somebody whose account is deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftRequests {
    /// The admin who deletes the account takes them over.
    Give,
    Delete,
}

impl LeftRequests {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Delete => "delete",
        }
    }
}

impl FromStr for LeftRequests {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        [Self::Give, Self::Delete]
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or_else(|| text::people_what_becomes().to_owned())
    }
}

/// Whether an account is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Status {
    pub active: bool,
}

impl FromStr for Status {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "active" => Ok(Self { active: true }),
            "disabled" => Ok(Self { active: false }),
            _ => Err(text::input_one_of("active, disabled")),
        }
    }
}

/// Looks after accounts. Nobody demotes, disables or deletes themselves, nor the last local admin who can sign in: plex.tv
/// may be away when one is needed. What takes a permission away ends every session, remembered device, API key and live
/// stream of that account at once.
#[async_trait]
pub trait People: Send + Sync {
    /// # Errors
    /// [`crate::Error::Conflict`] when the name is taken, [`crate::Error::Invalid`] for field `password`.
    async fn create(&self, by: &Admin, new: &NewPerson) -> Result<FirstPassword>;

    async fn change(&self, by: &Admin, user: UserId, change: PersonChange) -> Result<()>;

    /// Ends every sign-in and every API key.
    async fn sign_out(&self, by: &Admin, user: UserId) -> Result<()>;

    /// Gives a local account another password, which must be changed, and signs it out.
    async fn reset_password(&self, by: &Admin, user: UserId, password: Option<&Secret>) -> Result<FirstPassword>;

    async fn delete(&self, by: &Admin, user: UserId, requests: LeftRequests) -> Result<()>;
}

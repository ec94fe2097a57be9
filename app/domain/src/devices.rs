//! The browsers somebody is signed in on: seen, and signed out from afar.

use crate::{Actor, Result, Timestamp, ids::DeviceId, text};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// One of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    /// From the user agent.
    pub name: Option<String>,
    /// Where it was seen last.
    pub ip: Option<String>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Whether it is signed in again when its session is over.
    pub remembered: bool,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// What tells one device from another: browser and system, in no language.
pub fn kept_name(browser: Option<&str>, system: Option<&str>) -> String {
    format!("{}/{}", browser.unwrap_or_default(), system.unwrap_or_default())
}

/// The same in words.
pub fn said_name(kept: &str) -> String {
    match kept.split_once('/') {
        None => kept.to_owned(),
        Some((browser, system)) => text::browser_on(
            if browser.is_empty() { text::some_browser() } else { browser },
            if system.is_empty() { text::some_system() } else { system },
        ),
    }
}

/// Which devices to sign out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignOut {
    One(DeviceId),
    /// All but the one that asks.
    Others,
    /// Everywhere, here too.
    All,
}

impl std::str::FromStr for SignOut {
    type Err = &'static str;
    fn from_str(text: &str) -> std::result::Result<Self, &'static str> {
        match text {
            "others" => Ok(Self::Others),
            "all" => Ok(Self::All),
            id => id.parse().map(Self::One).map_err(|_| text::device_choice()),
        }
    }
}

/// The devices of users.
#[async_trait]
pub trait Devices: Send + Sync {
    /// The own ones: the one that asks first, then by when they were seen last.
    async fn list(&self, by: &Actor, here: Option<DeviceId>) -> Result<Vec<Device>>;

    /// Signs own devices out, at once: their sessions end, they are not remembered any more, and their open pages hear
    /// nothing further. Says whether the one that asks is among them.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for a device that is not there, or is somebody else's.
    async fn sign_out(&self, by: &Actor, here: Option<DeviceId>, which: SignOut) -> Result<bool>;
}

//! The identifiers of things. Each is its own type, so that one cannot be taken for another.

use crate::text;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> std::result::Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )+};
}

uuid_ids! {
    /// A person who signs in here.
    UserId,
    /// A user's wish for a title.
    RequestId,
    /// One attempt to sign in with a Plex PIN, as the browser knows it (opaque).
    PlexSignInId,
    /// One unit of background work.
    JobId,
    /// One entry of somebody's inbox.
    NotificationId,
    /// One API key of somebody.
    ApiKeyId,
    /// A browser somebody is signed in on.
    DeviceId,
}

/// Why a number or text is no valid identifier; the message is for people.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadId(pub String);

/// The number by which TMDB knows a title or a person; positive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "NumberOrText", into = "u32")]
pub struct TmdbId(u32);

impl TmdbId {
    /// # Errors
    /// Zero and numbers over 2³¹−1 are not TMDB ids.
    pub fn new(number: u32) -> std::result::Result<Self, BadId> {
        if number == 0 || i32::try_from(number).is_err() {
            return Err(BadId(text::input_tmdb_number_from_1().into()));
        }
        Ok(Self(number))
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

impl From<TmdbId> for u32 {
    fn from(id: TmdbId) -> Self {
        id.0
    }
}

impl fmt::Display for TmdbId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for TmdbId {
    type Err = BadId;
    fn from_str(text: &str) -> std::result::Result<Self, BadId> {
        let number = text.parse().map_err(|_| BadId(text::input_tmdb_number().into()))?;
        Self::new(number)
    }
}

/// A season of a series; 0 holds the specials.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "NumberOrText", into = "u32")]
pub struct SeasonNumber(u16);

impl SeasonNumber {
    /// # Errors
    /// Numbers over 9,999 are no seasons.
    pub fn new(number: u32) -> std::result::Result<Self, BadId> {
        match u16::try_from(number) {
            Ok(season) if season < 10_000 => Ok(Self(season)),
            _ => Err(BadId(text::input_season_number().into())),
        }
    }

    pub fn get(self) -> u16 {
        self.0
    }

    pub fn is_specials(self) -> bool {
        self.0 == 0
    }
}

impl From<SeasonNumber> for u32 {
    fn from(season: SeasonNumber) -> Self {
        season.0.into()
    }
}

impl fmt::Display for SeasonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number as JSON sends it or as a form does: forms know only text.
#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(u32),
    Text(String),
}

impl NumberOrText {
    fn number(self) -> std::result::Result<u32, BadId> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Text(text) => text.trim().parse().map_err(|_| BadId(text::input_whole_number().into())),
        }
    }
}

impl TryFrom<NumberOrText> for TmdbId {
    type Error = BadId;
    fn try_from(value: NumberOrText) -> std::result::Result<Self, BadId> {
        value.number().and_then(Self::new)
    }
}

impl TryFrom<NumberOrText> for SeasonNumber {
    type Error = BadId;
    fn try_from(value: NumberOrText) -> std::result::Result<Self, BadId> {
        value.number().and_then(Self::new)
    }
}

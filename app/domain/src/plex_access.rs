//! Whether somebody's Plex account may still use what is here, as it was last looked at: once a day, and when a remembered
//! device signs in again.

use crate::{Timestamp, text};
use serde::{Deserialize, Serialize};

/// How a Plex account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlexAccess {
    /// When plex.tv last gave a clear answer; absent when it was never asked.
    pub checked_at: Option<Timestamp>,
    /// Absent while all is well.
    pub lost: Option<PlexLoss>,
}

/// Since when, and why, it may not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlexLoss {
    pub since: Timestamp,
    pub why: WhyLost,
}

/// Why a Plex account may not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLost {
    /// The Plex server is not shared with it.
    NotShared,
    /// It is not on the admin's list.
    NotListed,
    /// Plex has taken back what MediaNest asked it with.
    SignedOut,
}

impl WhyLost {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotShared => "not_shared",
            Self::NotListed => "not_listed",
            Self::SignedOut => "signed_out",
        }
    }

    /// What happened and what to do, for whose account it is.
    pub fn advice(self) -> &'static str {
        match self {
            Self::NotShared => text::plex_lost_not_shared(),
            Self::NotListed => text::plex_lost_not_listed(),
            Self::SignedOut => text::plex_lost_signed_out(),
        }
    }
}

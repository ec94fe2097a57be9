//! What happened to a request, step by step.

use crate::{Timestamp, text};
use serde::{Deserialize, Serialize};

/// What happened to a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    Requested,
    Waiting,
    Sent,
    Approved,
    Declined,
    Processing,
    Available,
    Failed,
    Cancelled,
    Comment,
}

impl TimelineKind {
    pub const ALL: [Self; 10] = [
        Self::Requested,
        Self::Waiting,
        Self::Sent,
        Self::Approved,
        Self::Declined,
        Self::Processing,
        Self::Available,
        Self::Failed,
        Self::Cancelled,
        Self::Comment,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Processing => "processing",
            Self::Available => "available",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Comment => "comment",
        }
    }

    /// What it says by itself; a comment says nothing without its text.
    pub fn words(self) -> &'static str {
        match self {
            Self::Requested => text::stage_requested(),
            Self::Waiting => text::stage_waiting(),
            Self::Sent => text::stage_sent(),
            Self::Approved => text::stage_approved(),
            Self::Declined => text::stage_declined(),
            Self::Processing => text::stage_processing(),
            Self::Available => text::stage_available(),
            Self::Failed => text::stage_failed(),
            Self::Cancelled => text::stage_cancelled(),
            Self::Comment => "",
        }
    }
}

impl std::str::FromStr for TimelineKind {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| format!("unknown timeline entry {text}"))
    }
}

/// One row of a timeline.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub kind: TimelineKind,
    /// Who did it, where it was a person.
    pub actor: Option<String>,
    pub text: String,
    pub at: Timestamp,
}

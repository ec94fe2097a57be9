//! The inbox: what a user should know, kept for a while.

use crate::{Actor, Page, PageNumber, Result, Timestamp, ids::NotificationId};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// What it is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    RequestApproved,
    RequestDeclined,
    RequestAvailable,
    RequestFailed,
    RequestComment,
    /// Somebody signed in on a device that was not seen before.
    DeviceNew,
    /// What a remembered device signs in with was copied.
    DeviceStolen,
    /// Their Plex account can no longer use the Plex server.
    PlexAccessLost,
    /// There is one way more, or less, to sign in as them.
    SignInChanged,
}

impl NoticeKind {
    pub const ALL: [Self; 9] = [
        Self::RequestApproved,
        Self::RequestDeclined,
        Self::RequestAvailable,
        Self::RequestFailed,
        Self::RequestComment,
        Self::DeviceNew,
        Self::DeviceStolen,
        Self::PlexAccessLost,
        Self::SignInChanged,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::RequestApproved => "request_approved",
            Self::RequestDeclined => "request_declined",
            Self::RequestAvailable => "request_available",
            Self::RequestFailed => "request_failed",
            Self::RequestComment => "request_comment",
            Self::DeviceNew => "device_new",
            Self::DeviceStolen => "device_stolen",
            Self::PlexAccessLost => "plex_access_lost",
            Self::SignInChanged => "sign_in_changed",
        }
    }
}

impl std::str::FromStr for NoticeKind {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| format!("unknown notice {text}"))
    }
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: NoticeKind,
    pub title: String,
    pub body: String,
    /// A path of this site.
    pub link: Option<String>,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// Inboxes of users.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// The own ones, newest first.
    async fn list(&self, by: &Actor, page: PageNumber) -> Result<Page<Notification>>;

    /// How many of the own ones were not read.
    async fn unread(&self, by: &Actor) -> Result<u64>;

    /// Marks one of the own ones as read, or all; says how many were not.
    async fn mark_read(&self, by: &Actor, id: Option<NotificationId>) -> Result<u64>;
}

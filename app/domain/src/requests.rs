//! Requests: a user's wish for a title, followed until it can be watched.

mod choice;
mod timeline;

pub use choice::SeasonChoice;
pub use timeline::{TimelineEntry, TimelineKind};

use crate::{
    Actor, Admin, Error, Page, PageNumber, RequestId, Result, SeasonNumber, Timestamp, TmdbId, UserId,
    discovery::MediaType, language, text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// How far a request is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    Pending,
    Approved,
    Declined,
    Processing,
    PartiallyAvailable,
    Available,
    Failed,
    Cancelled,
}

impl RequestStatus {
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Approved,
        Self::Declined,
        Self::Processing,
        Self::PartiallyAvailable,
        Self::Available,
        Self::Failed,
        Self::Cancelled,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Processing => "processing",
            Self::PartiallyAvailable => "partially_available",
            Self::Available => "available",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more will happen by itself.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Declined | Self::Available | Self::Failed | Self::Cancelled)
    }
}

impl std::str::FromStr for RequestStatus {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| Error::field("status", text::input_status()))
    }
}

/// Whether Overseerr has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Kept here until Overseerr can take it.
    Waiting,
    Delivered,
}

impl Delivery {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
        }
    }
}

impl std::str::FromStr for Delivery {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "waiting" => Ok(Self::Waiting),
            "delivered" => Ok(Self::Delivered),
            other => Err(format!("unknown delivery {other}")),
        }
    }
}

/// A wish as it is submitted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRequest {
    pub media_type: MediaType,
    pub tmdb_id: TmdbId,
    /// Needed for series, ignored for films.
    pub seasons: Option<SeasonChoice>,
    pub is_4k: bool,
}

/// What a poster needs to know of the viewer's own request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestBrief {
    pub id: RequestId,
    pub status: RequestStatus,
    pub delivery: Delivery,
    pub is_4k: bool,
}

impl RequestBrief {
    /// Asking for the same again would lead back to this one.
    pub fn blocks(&self) -> bool {
        match self.status {
            RequestStatus::Declined | RequestStatus::Cancelled | RequestStatus::Available => false,
            // What Overseerr has, an admin can retry; what never got there can be asked for anew.
            RequestStatus::Failed => self.delivery == Delivery::Delivered,
            _ => true,
        }
    }
}

/// A request in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    pub id: RequestId,
    pub user_id: UserId,
    pub user_name: String,
    pub media_type: MediaType,
    pub tmdb_id: TmdbId,
    pub title: String,
    pub year: Option<u16>,
    pub poster_path: Option<String>,
    /// Empty for films.
    pub seasons: Vec<SeasonNumber>,
    pub is_4k: bool,
    pub status: RequestStatus,
    pub delivery: Delivery,
    pub decline_reason: Option<String>,
    /// Why it is where it is, in words for people.
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Request {
    /// There is no Overseerr to send it to: an admin sees to it.
    pub fn is_for_an_admin(&self) -> bool {
        self.delivery == Delivery::Waiting
            && self.last_error.as_deref().is_some_and(|why| language::is_said(why, text::for_an_admin))
    }

    /// How it is shown: nobody is told to wait for an Overseerr that is not there.
    pub fn shown_delivery(&self) -> Delivery {
        if self.is_for_an_admin() { Delivery::Delivered } else { self.delivery }
    }
}

/// How far one season of a request is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeasonProgress {
    pub number: SeasonNumber,
    /// Absent until Overseerr has said it.
    pub status: Option<RequestStatus>,
}

/// A request with its story.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestDetail {
    pub request: Request,
    /// Empty for films.
    pub seasons: Vec<SeasonProgress>,
    pub timeline: Vec<TimelineEntry>,
    /// What the viewer may do with it now.
    #[serde(flatten)]
    pub can: Possible,
}

/// What somebody may do with a request now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct Possible {
    #[serde(rename = "can_cancel")]
    pub cancel: bool,
    #[serde(rename = "can_decide")]
    pub decide: bool,
    #[serde(rename = "can_retry")]
    pub retry: bool,
    /// It waits for somebody to fetch it by hand, because there is no Overseerr.
    #[serde(rename = "can_complete")]
    pub complete: bool,
    #[serde(rename = "can_comment")]
    pub comment: bool,
    /// It is somebody else's, and the viewer is told when it is available.
    #[serde(rename = "follows")]
    pub unfollow: bool,
}

/// What an admin says to a wish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    Approve,
    /// Why; the requester reads it.
    Decline(Reason),
}

/// A few words for somebody else: a reason or a comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason(String);

impl Reason {
    pub const MOST: usize = 1_000;

    /// # Errors
    /// [`Error::Invalid`] for `field`: nothing, too much, or characters that are none.
    pub fn new(field: &str, text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::field(field, text::input_words()));
        }
        if text.chars().count() > Self::MOST {
            return Err(Error::field(field, text::input_at_most(Self::MOST)));
        }
        if text.chars().any(|character| character.is_control() && character != '\n' && character != '\r') {
            return Err(Error::field(field, text::input_plain_letters()));
        }
        Ok(Self(text.replace('\r', "")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whose requests.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    #[default]
    Mine,
    /// Everybody's; admins only.
    All,
}

/// How much of a quota is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Quota {
    /// 0 is no limit.
    pub limit: u32,
    pub days: Option<u32>,
    pub used: u32,
    pub remaining: Option<u32>,
}

/// On what terms this viewer may ask for films or series.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule of its own")]
pub struct RequestTerms {
    /// Films for films, seasons for series; unknown while Overseerr cannot say.
    pub quota: Option<Quota>,
    pub may_request: bool,
    pub may_request_4k: bool,
    pub auto_approved: bool,
    pub auto_approved_4k: bool,
}

/// What is decided without asking, and the words that are offered for the rest.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RequestRules {
    /// Requests of users are approved by themselves. Their own rules in Overseerr may approve more.
    pub approve_users: bool,
    pub approve_admins: bool,
    /// Reasons to decline.
    pub reasons: Vec<String>,
}

/// Requests of users.
#[async_trait]
pub trait Requests: Send + Sync {
    /// Keeps the wish, its first timeline row and the job that delivers it in one transaction, and answers at once.
    async fn submit(&self, by: &Actor, wish: NewRequest) -> Result<Request>;

    async fn list(
        &self,
        by: &Actor,
        scope: Scope,
        status: Option<RequestStatus>,
        page: PageNumber,
    ) -> Result<Page<Request>>;

    /// Somebody else's is not found, except by admins.
    async fn detail(&self, by: &Actor, id: RequestId) -> Result<RequestDetail>;

    /// While pending, by its owner or an admin.
    async fn cancel(&self, by: &Actor, id: RequestId) -> Result<Request>;

    /// Approves or declines what is pending, here and in Overseerr.
    async fn decide(&self, by: &Admin, id: RequestId, decision: &Decision) -> Result<Request>;

    /// Tries again what has failed.
    async fn retry(&self, by: &Admin, id: RequestId) -> Result<Request>;

    /// Says that it is there now, where there is no Overseerr that could know.
    async fn complete(&self, by: &Admin, id: RequestId) -> Result<Request>;

    /// By its owner or an admin; the others of them are told.
    async fn comment(&self, by: &Actor, id: RequestId, text: &Reason) -> Result<()>;

    /// Tells the viewer once when it is available.
    async fn follow(&self, by: &Actor, id: RequestId) -> Result<()>;

    async fn unfollow(&self, by: &Actor, id: RequestId) -> Result<()>;

    async fn rules(&self, by: &Admin) -> Result<RequestRules>;

    /// # Errors
    /// [`Error::Invalid`] for `reasons`: too many, or one that is too long.
    async fn set_rules(&self, by: &Admin, rules: &RequestRules) -> Result<()>;

    /// What the title page says before the button is pressed; never fails, says what is known.
    async fn terms(&self, by: &Actor, media_type: MediaType) -> RequestTerms;
}

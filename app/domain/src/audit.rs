//! Who changed what, for admins.

use crate::{Admin, Page, PageNumber, Result, Timestamp, UserId};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One change; it holds no secrets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditEntry {
    pub at: Timestamp,
    /// The name they had then, or `system` for what the program did by itself.
    pub actor: String,
    pub actor_id: Option<UserId>,
    /// As in `service.update`.
    pub action: String,
    /// As in `service:plex`.
    pub object: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The address it came from.
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

/// What of it is wanted; `None` is all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AuditFilter {
    pub actor: Option<String>,
    pub action: Option<String>,
}

/// A page of the audit, newest first, and what it can be filtered by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditList {
    #[serde(flatten)]
    pub page: Page<AuditEntry>,
    pub actors: Vec<String>,
    pub actions: Vec<String>,
}

/// Reads the audit; it is only ever appended to.
#[async_trait]
pub trait Audit: Send + Sync {
    async fn list(&self, by: &Admin, filter: &AuditFilter, page: PageNumber) -> Result<AuditList>;
}

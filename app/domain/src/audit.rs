//! Who changed what, for admins.

use crate::{Admin, Page, PageNumber, Result, Timestamp, UserId, text};
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
    /// What a user or a request among them is called now, while it is there.
    pub object_name: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The address it came from.
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

/// An action in words.
pub fn deed(action: &str) -> Option<&'static str> {
    Some(match action {
        "device.sign_out" => text::deed_device_sign_out(),
        "device.stolen" => text::deed_device_stolen(),
        "key.create" => text::deed_key_create(),
        "key.revoke" => text::deed_key_revoke(),
        "key.rotate" => text::deed_key_rotate(),
        "request.decide" => text::deed_request_decide(),
        "service.seed" => text::deed_service_seed(),
        "service.update" => text::deed_service_update(),
        "setting.update" => text::deed_setting_update(),
        "user.bootstrap" => text::deed_user_bootstrap(),
        "user.create" => text::deed_user_create(),
        "user.delete" => text::deed_user_delete(),
        "user.link" => text::deed_user_link(),
        "user.password" => text::deed_user_password(),
        "user.plex_lost" => text::deed_user_plex_lost(),
        "user.plex_regained" => text::deed_user_plex_regained(),
        "user.reset_password" => text::deed_user_reset_password(),
        "user.sign_out" => text::deed_user_sign_out(),
        "user.unlink" => text::deed_user_unlink(),
        "user.update" => text::deed_user_update(),
        _ => return None,
    })
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

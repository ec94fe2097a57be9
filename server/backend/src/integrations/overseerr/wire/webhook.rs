//! The settings of Overseerr's webhook agent (`server/routes/settings/notifications.ts`).

use domain::accounts::Secret;
use serde::Deserialize;
use serde_json::{Value, json};

/// Pending, approved, available, failed, declined, approved by itself (`server/lib/notifications`).
const TYPES: u32 = 2 + 4 + 8 + 16 + 64 + 128;

/// What of them is looked at before they are replaced.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireWebhook {
    enabled: bool,
    options: WireOptions,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireOptions {
    webhook_url: Option<String>,
}

impl WireWebhook {
    /// The address that is told of changes, where the agent is switched on.
    pub fn told(self) -> Option<String> {
        self.options.webhook_url.filter(|url| self.enabled && !url.is_empty())
    }
}

/// The settings that make it tell this address. The template is sent as JSON text that is itself encoded as a JSON text,
/// and says no more than what we look for.
pub fn agent(url: &str, authorization: &Secret) -> Option<Value> {
    let template = json!({
        "notification_type": "{{notification_type}}",
        "{{media}}": { "media_type": "{{media_type}}", "tmdbId": "{{media_tmdbid}}" },
        "{{request}}": { "request_id": "{{request_id}}" },
    });
    let template = serde_json::to_string(&serde_json::to_string_pretty(&template).ok()?).ok()?;
    Some(json!({
        "enabled": true,
        "types": TYPES,
        "options": { "webhookUrl": url, "authHeader": authorization.reveal(), "jsonPayload": template },
    }))
}

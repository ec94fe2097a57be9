//! Webhook notifications: the settings, the template and what is sent when.

use std::sync::atomic::Ordering;

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    errors,
    gate::Asked,
    status::may,
    store::{Media, MediaRequest, Overseerr},
};
use crate::{
    World,
    answers::{self, Answer},
    catalogue::Kind,
    courier::{self, Delivery},
};

/// All kinds the simulator sends.
pub(crate) const ALL_TYPES: u64 = 2 | 4 | 8 | 16 | 32 | 64 | 128;

/// Overseerr's own template.
const TEMPLATE: &str = r#"{
  "notification_type": "{{notification_type}}", "event": "{{event}}", "subject": "{{subject}}",
  "message": "{{message}}", "image": "{{image}}",
  "{{media}}": { "media_type": "{{media_type}}", "tmdbId": "{{media_tmdbid}}", "tvdbId": "{{media_tvdbid}}",
    "status": "{{media_status}}", "status4k": "{{media_status4k}}" },
  "{{request}}": { "request_id": "{{request_id}}", "requestedBy_email": "{{requestedBy_email}}",
    "requestedBy_username": "{{requestedBy_username}}", "requestedBy_avatar": "{{requestedBy_avatar}}",
    "requestedBy_settings_discordId": "{{requestedBy_settings_discordId}}",
    "requestedBy_settings_telegramChatId": "{{requestedBy_settings_telegramChatId}}" },
  "{{issue}}": {}, "{{comment}}": {}, "{{extra}}": []
}"#;

/// What is worth a webhook.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Pending,
    Approved,
    Available,
    Failed,
    Declined,
    AutoApproved,
}

impl Event {
    fn bit(self) -> u64 {
        match self {
            Self::Pending => 2,
            Self::Approved => 4,
            Self::Available => 8,
            Self::Failed => 16,
            Self::Declined => 64,
            Self::AutoApproved => 128,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Pending => "MEDIA_PENDING",
            Self::Approved => "MEDIA_APPROVED",
            Self::Available => "MEDIA_AVAILABLE",
            Self::Failed => "MEDIA_FAILED",
            Self::Declined => "MEDIA_DECLINED",
            Self::AutoApproved => "MEDIA_AUTO_APPROVED",
        }
    }

    fn sentence(self, request: &MediaRequest) -> String {
        let what = format!(
            "{}{} Request",
            if request.is4k { "4K " } else { "" },
            if request.kind == Kind::Movie { "Movie" } else { "Series" }
        );
        match self {
            Self::Pending => format!("New {what}"),
            Self::Approved => format!("{what} Approved"),
            Self::Available => format!("{what} Now Available"),
            Self::Failed => format!("{what} Failed"),
            Self::Declined => format!("{what} Declined"),
            Self::AutoApproved => format!("{what} Automatically Approved"),
        }
    }
}

/// The settings of the webhook agent.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub enabled: bool,
    pub types: u64,
    pub url: String,
    pub authorization: Option<String>,
    /// The template as plain text.
    pub template: String,
}

impl Default for Webhook {
    fn default() -> Self {
        Self { enabled: false, types: 0, url: String::new(), authorization: None, template: TEMPLATE.to_owned() }
    }
}

impl Webhook {
    /// From the body of the settings route. The template comes JSON-encoded once more than one would think.
    fn parsed(body: &Value) -> Result<Self, String> {
        let options = &body["options"];
        let payload = options["jsonPayload"].as_str().ok_or("\"undefined\" is not valid JSON")?;
        let template: Value = serde_json::from_str(payload).map_err(|problem| problem.to_string())?;
        Ok(Self {
            enabled: body["enabled"].as_bool().unwrap_or(false),
            types: body["types"].as_u64().unwrap_or(0),
            url: options["webhookUrl"].as_str().unwrap_or_default().to_owned(),
            authorization: options["authHeader"].as_str().filter(|text| !text.is_empty()).map(str::to_owned),
            // Something that is not encoded twice is kept and fails when it is sent, as on the real server.
            template: template.as_str().map_or_else(String::new, str::to_owned),
        })
    }

    fn shown(&self) -> Value {
        json!({"enabled": self.enabled, "types": self.types, "options": {
            "webhookUrl": self.url, "authHeader": self.authorization, "jsonPayload": self.template,
        }})
    }

    /// The template filled in; `None` when it is no JSON.
    fn delivery(&self, facts: &Facts) -> Option<Delivery> {
        let template: Value = serde_json::from_str(&self.template).ok()?;
        Some(Delivery {
            url: self.url.clone(),
            authorization: self.authorization.clone(),
            body: filled(template, facts),
        })
    }
}

/// What the template's variables stand for.
#[derive(Default)]
struct Facts {
    values: Vec<(&'static str, String)>,
    /// Names of the parts that are there: `media`, `request`.
    parts: Vec<&'static str>,
    extra: Value,
}

/// Fills in every text; a key in braces is kept when the part is there and null otherwise.
fn filled(template: Value, facts: &Facts) -> Value {
    match template {
        Value::String(text) => {
            let mut text = text;
            for (name, value) in &facts.values {
                text = text.replacen(&format!("{{{{{name}}}}}"), value, 1);
            }
            // Known but unset variables are empty; unknown ones stay as they are.
            for name in ["requestedBy_settings_discordId", "requestedBy_settings_telegramChatId"] {
                text = text.replace(&format!("{{{{{name}}}}}"), "");
            }
            Value::String(text)
        }
        Value::Object(fields) => {
            let mut done = Map::new();
            for (key, value) in fields {
                match key.strip_prefix("{{").and_then(|key| key.strip_suffix("}}")) {
                    Some("extra") => done.insert("extra".to_owned(), facts.extra.clone()),
                    Some(part) if facts.parts.contains(&part) => done.insert(part.to_owned(), filled(value, facts)),
                    Some(part) => done.insert(part.to_owned(), Value::Null),
                    None => done.insert(key, filled(value, facts)),
                };
            }
            Value::Object(done)
        }
        other => other,
    }
}

fn status_name(status: u8) -> &'static str {
    ["", "UNKNOWN", "PENDING", "PROCESSING", "PARTIALLY_AVAILABLE", "AVAILABLE", "BLOCKLISTED", "DELETED"]
        .get(usize::from(status))
        .copied()
        .unwrap_or_default()
}

impl Overseerr {
    /// Sends a webhook about a request, if it is configured and wants this kind. `media` is the title as it was
    /// before the change: the real one reports the state of a moment ago.
    pub(super) fn notify(&self, event: Event, request: &MediaRequest, media: &Media) {
        if !self.webhook.enabled || self.webhook.types & event.bit() == 0 || self.webhook.url.is_empty() {
            return;
        }
        let Some(title) = self.catalogue.title(request.kind, media.tmdb).filter(|_| !self.tmdb_down) else { return };
        let user = self.user(request.user);
        let person = |pick: fn(&super::store::User) -> &String| user.map(pick).cloned().unwrap_or_default();
        let year = title.date.get(..4).map(|year| format!(" ({year})")).unwrap_or_default();
        let seasons: Vec<String> = request.seasons.iter().map(|season| season.number.to_string()).collect();
        let extra = match request.kind {
            Kind::Movie => json!([]),
            Kind::Tv => json!([{"name": "Requested Seasons", "value": seasons.join(", ")}]),
        };
        let facts = Facts {
            values: vec![
                ("notification_type", event.name().to_owned()),
                ("event", event.sentence(request)),
                ("subject", format!("{}{year}", title.name)),
                ("message", title.overview.chars().take(500).collect()),
                (
                    "image",
                    format!(
                        "https://image.tmdb.org/t/p/w600_and_h900_bestv2{}",
                        title.poster.as_deref().unwrap_or("null")
                    ),
                ),
                ("media_type", request.kind.word().to_owned()),
                ("media_tmdbid", media.tmdb.to_string()),
                ("media_tvdbid", media.tvdb.map(|id| id.to_string()).unwrap_or_default()),
                ("media_status", status_name(media.status[0]).to_owned()),
                ("media_status4k", status_name(media.status[1]).to_owned()),
                ("request_id", request.id.to_string()),
                ("requestedBy_email", person(|user| &user.email)),
                ("requestedBy_username", person(|user| &user.plex_username)),
                ("requestedBy_avatar", person(|user| &user.avatar)),
            ],
            parts: vec!["media", "request"],
            extra,
        };
        if let Some(delivery) = self.webhook.delivery(&facts) {
            self.ordered.fetch_add(1, Ordering::Relaxed);
            // Nobody listens any more when the simulators are stopping.
            let _ = self.courier.send(delivery);
        }
    }

    /// Sends "now available" for every request of a title that is complete with it.
    pub(super) fn notify_available(&self, media_id: u64, is4k: bool) {
        let Some(media) = self.media(media_id) else { return };
        let there = |number: u16| {
            let state = |season: &&super::store::SeasonState| season.number == number;
            media
                .seasons
                .iter()
                .find(state)
                .is_some_and(|season| season.status[usize::from(is4k)] == super::status::media::AVAILABLE)
        };
        for request in self.requests_for(media_id) {
            let declined = request.status == super::status::request::DECLINED;
            if request.is4k == is4k && !declined && request.seasons.iter().all(|season| there(season.number)) {
                self.notify(Event::Available, request, media);
            }
        }
    }
}

/// `GET /settings/notifications/webhook`.
pub(super) async fn show(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    administrator(&asked)?;
    Ok(answers::json(200, world.state().overseerr.webhook.shown()))
}

/// `POST /settings/notifications/webhook`.
pub(super) async fn save(State(world): State<World>, Extension(asked): Extension<Asked>) -> Answer {
    administrator(&asked)?;
    let webhook = Webhook::parsed(&asked.body).map_err(|problem| errors::refusal(500, &problem))?;
    let shown = webhook.shown();
    world.state().overseerr.webhook = webhook;
    Ok(answers::json(200, shown))
}

/// `POST /settings/notifications/webhook/test`: 204 when the receiver took it, 500 otherwise.
pub(super) async fn test(Extension(asked): Extension<Asked>) -> Answer {
    administrator(&asked)?;
    let failed = || errors::refusal(500, "Failed to send webhook notification.");
    let webhook = Webhook::parsed(&asked.body).map_err(|problem| errors::refusal(500, &problem))?;
    let facts = Facts {
        values: vec![
            ("notification_type", "TEST_NOTIFICATION".to_owned()),
            ("event", String::new()),
            ("subject", "Test Notification".to_owned()),
            ("message", "Check check, 1, 2, 3. Are we coming in clear?".to_owned()),
            ("image", String::new()),
        ],
        parts: Vec::new(),
        extra: json!([]),
    };
    let delivery = webhook.delivery(&facts).ok_or_else(failed)?;
    match courier::post(&delivery).await {
        Ok(200..300) => Ok::<Response, _>(StatusCode::NO_CONTENT.into_response()),
        _ => Err(failed()),
    }
}

fn administrator(asked: &Asked) -> Result<(), answers::Refusal> {
    if asked.caller()?.may_any(&[may::ADMIN]) { Ok(()) } else { Err(errors::forbidden()) }
}

//! Which of the two it is: Overseerr, or Seerr, which Overseerr and Jellyseerr have become. They speak the same API; here is
//! what differs of what is simulated (Seerr f74306e, `server/constants/media.ts`, `server/entity/MediaRequest.ts`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    status::{media as state, request as decided},
    store::{Media, MediaRequest, Overseerr},
};
use crate::fixed;

/// Overseerr 1.34 or Seerr 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flavour {
    /// Requests stay approved when their title has come.
    #[default]
    Overseerr,
    /// Requests are completed then; titles can be blocked and deleted.
    Seerr,
}

impl Flavour {
    /// As `GET /status` says.
    pub fn version(self) -> &'static str {
        match self {
            Self::Overseerr => fixed::OVERSEERR_VERSION,
            Self::Seerr => fixed::SEERR_VERSION,
        }
    }

    pub(crate) fn is_seerr(self) -> bool {
        self == Self::Seerr
    }

    /// A request of this status stands in the way of the same one again.
    pub(crate) fn is_in_the_way(self, status: u8) -> bool {
        status != decided::DECLINED && !(self.is_seerr() && status == decided::COMPLETED)
    }

    /// A season of this status cannot be asked for.
    pub(crate) fn is_taken(self, season: u8) -> bool {
        season != state::UNKNOWN && !(self.is_seerr() && season == state::DELETED)
    }

    /// What `GET /settings/public` says, from what Overseerr says.
    pub(crate) fn public(self, mut settings: Value) -> Value {
        if !self.is_seerr() {
            return settings;
        }
        if let Some(fields) = settings.as_object_mut() {
            fields.remove("region");
        }
        for (name, value) in [
            ("applicationTitle", json!("Seerr")),
            ("discoverRegion", json!("")),
            ("streamingRegion", json!("")),
            ("hideBlocklisted", json!(false)),
            ("mediaServerLogin", json!(true)),
            ("mediaServerType", json!(1)),
            ("jellyfinExternalHost", json!("")),
            ("jellyfinForgotPasswordUrl", json!("")),
            ("jellyfinServerName", json!("")),
            ("enableSpecialEpisodes", json!(false)),
            ("userEmailRequired", json!(false)),
            ("youtubeUrl", json!("")),
        ] {
            settings[name] = value;
        }
        settings
    }
}

impl Overseerr {
    /// Seerr completes what was approved and has come.
    pub(super) fn complete(&mut self, media_id: u64, is4k: bool, now: i64) {
        let Some(media) = self.media(media_id).filter(|_| self.flavour.is_seerr()).cloned() else { return };
        let come = self.requests.iter_mut().filter(|request| {
            request.media == media_id
                && request.is4k == is4k
                && request.status == decided::APPROVED
                && has_come(&media, request)
        });
        for request in come {
            request.status = decided::COMPLETED;
            request.updated = now;
            for season in &mut request.seasons {
                season.status = decided::COMPLETED;
            }
        }
    }
}

/// All that it asks for is there.
fn has_come(media: &Media, request: &MediaRequest) -> bool {
    let which = usize::from(request.is4k);
    let there = |number: u16| {
        media.seasons.iter().any(|season| season.number == number && season.status[which] == state::AVAILABLE)
    };
    if request.seasons.is_empty() {
        media.status[which] == state::AVAILABLE
    } else {
        request.seasons.iter().all(|season| there(season.number))
    }
}

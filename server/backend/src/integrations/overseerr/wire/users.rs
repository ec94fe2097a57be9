//! Users and their quotas.

use crate::integrations::{
    lenient,
    overseerr::{OverseerrUser, OverseerrUserId, Permissions, Quotas},
};
use domain::requests::Quota;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireUser {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    display_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    username: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    plex_username: Option<String>,
    #[serde(deserialize_with = "lenient::integer")]
    pub plex_id: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    permissions: Option<i64>,
}

impl WireUser {
    /// E-mail is left out on purpose.
    pub fn user(&self) -> Option<OverseerrUser> {
        let id = self.id?;
        let name = [&self.display_name, &self.username, &self.plex_username]
            .into_iter()
            .flatten()
            // The display name falls back to the e-mail over there.
            .find(|name| !name.contains('@'))
            .cloned()
            .unwrap_or_else(|| format!("user {id}"));
        Some(OverseerrUser {
            id: OverseerrUserId(id),
            name,
            plex_id: self.plex_id,
            permissions: Permissions(self.permissions.unwrap_or(0)),
        })
    }
}

/// A page of users.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireUsers {
    #[serde(deserialize_with = "lenient::list")]
    pub results: Vec<WireUser>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireQuotas {
    #[serde(deserialize_with = "lenient::object")]
    movie: Option<WireQuota>,
    #[serde(deserialize_with = "lenient::object")]
    tv: Option<WireQuota>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireQuota {
    #[serde(deserialize_with = "lenient::integer")]
    days: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    limit: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    used: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    remaining: Option<i64>,
}

impl WireQuotas {
    pub fn quotas(self) -> Quotas {
        Quotas { movie: self.movie.map(WireQuota::quota), tv: self.tv.map(WireQuota::quota) }
    }
}

impl WireQuota {
    /// `limit` 0 is no limit, and then `remaining` is absent.
    fn quota(self) -> Quota {
        let count = |number: Option<i64>| number.and_then(|number| u32::try_from(number.max(0)).ok());
        let limit = count(self.limit).unwrap_or(0);
        let used = count(self.used).unwrap_or(0);
        let remaining = (limit > 0).then(|| count(self.remaining).unwrap_or_else(|| limit.saturating_sub(used)));
        Quota { limit, days: count(self.days).filter(|days| *days > 0), used, remaining }
    }
}

//! How Overseerr writes its entities: users, titles, requests.

use serde_json::{Value, json};

use super::store::{Download, Media, MediaRequest, Overseerr, User};
use crate::{
    catalogue::Kind,
    clock::{DAY, SEEDED_NOW, to_millis},
    fixed,
};

/// Two-digit parts of a duration.
const HOUR_S: u64 = 3600;

impl Overseerr {
    /// A user; e-mail and Plex id only for those who manage users.
    pub(crate) fn user_json(&self, user: &User, show_private: bool) -> Value {
        let quota = |pair: Option<(u64, u64)>| match pair {
            Some((limit, days)) => (json!(limit), json!(days)),
            None => (Value::Null, Value::Null),
        };
        let (movie_limit, movie_days) = quota(user.movie_quota);
        let (tv_limit, tv_days) = quota(user.tv_quota);
        let display = [&user.username, &user.plex_username].into_iter().find(|name| !name.is_empty());
        let mut body = json!({
            "permissions": user.permissions,
            "id": user.id,
            "plexUsername": user.plex_username,
            "username": if user.username.is_empty() { Value::Null } else { json!(user.username) },
            "recoveryLinkExpirationDate": null,
            "userType": 1,
            "avatar": user.avatar,
            "movieQuotaLimit": movie_limit,
            "movieQuotaDays": movie_days,
            "tvQuotaLimit": tv_limit,
            "tvQuotaDays": tv_days,
            "createdAt": to_millis(user.created),
            "updatedAt": to_millis(user.updated),
            "settings": null,
            "requestCount": self.requests.iter().filter(|request| request.user == user.id).count(),
            "displayName": display.unwrap_or(&user.email),
        });
        if show_private {
            body["email"] = json!(user.email);
            body["plexId"] = json!(user.plex_id);
        }
        body
    }

    /// `mediaInfo`, as details carry it: with requests and issues.
    pub(crate) fn media_detail_json(&self, media: &Media) -> Value {
        let mut body = media.json();
        let requests: Vec<Value> = self.requests_for(media.id).map(|request| self.request_json(request)).collect();
        body["requests"] = Value::Array(requests);
        body["issues"] = json!([]);
        body
    }

    /// A request, with its title and people, as every request endpoint shows it.
    pub(crate) fn request_json(&self, request: &MediaRequest) -> Value {
        let person = |id: u64| self.user(id).map_or(Value::Null, |user| self.user_json(user, true));
        let seasons: Vec<Value> = request
            .seasons
            .iter()
            .map(|season| {
                json!({
                    "id": season.id, "seasonNumber": season.number, "status": season.status,
                    "createdAt": to_millis(season.created), "updatedAt": to_millis(request.updated),
                })
            })
            .collect();
        json!({
            "id": request.id,
            "status": request.status,
            "createdAt": to_millis(request.created),
            "updatedAt": to_millis(request.updated),
            "type": request.kind.word(),
            "is4k": request.is4k,
            "serverId": request.server,
            "profileId": request.profile,
            "rootFolder": request.root_folder,
            "languageProfileId": request.language_profile,
            "tags": request.tags,
            "isAutoRequest": false,
            "media": self.media(request.media).map_or(Value::Null, Media::json),
            "seasons": seasons,
            "modifiedBy": request.modified_by.map_or(Value::Null, person),
            "requestedBy": person(request.user),
            "seasonCount": request.seasons.len(),
        })
    }
}

impl Media {
    /// `mediaInfo`, as search results carry it.
    pub(crate) fn json(&self) -> Value {
        let seasons: Vec<Value> = self
            .seasons
            .iter()
            .map(|season| {
                json!({
                    "id": season.id, "seasonNumber": season.number, "status": season.status[0],
                    "status4k": season.status[1], "createdAt": to_millis(season.created),
                    "updatedAt": to_millis(season.updated),
                })
            })
            .collect();
        let service = |which: usize| {
            if self.handed_over[which] { (json!(which), json!(80_000 + self.id)) } else { (Value::Null, Value::Null) }
        };
        let ((service_id, external), (service_id_4k, external_4k)) = (service(0), service(1));
        let mut body = json!({
            "downloadStatus": downloads(self, &self.downloads[0]),
            "downloadStatus4k": downloads(self, &self.downloads[1]),
            "id": self.id,
            "mediaType": self.kind.word(),
            "tmdbId": self.tmdb,
            "tvdbId": self.tvdb,
            "imdbId": null,
            "status": self.status[0],
            "status4k": self.status[1],
            "createdAt": to_millis(self.created),
            "updatedAt": to_millis(self.updated),
            "lastSeasonChange": to_millis(self.season_change),
            "mediaAddedAt": self.added.map(to_millis),
            "serviceId": service_id,
            "serviceId4k": service_id_4k,
            "externalServiceId": external,
            "externalServiceId4k": external_4k,
            "externalServiceSlug": if self.handed_over[0] { json!(self.tmdb.to_string()) } else { Value::Null },
            "externalServiceSlug4k": if self.handed_over[1] { json!(self.tmdb.to_string()) } else { Value::Null },
            "ratingKey": self.rating_key.map(|key| key.to_string()),
            "ratingKey4k": null,
            "seasons": seasons,
        });
        if let Some(key) = self.rating_key {
            body["plexUrl"] = json!(format!(
                "https://app.plex.tv/desktop#!/server/{}/details?key=%2Flibrary%2Fmetadata%2F{key}",
                fixed::MACHINE_IDENTIFIER
            ));
            body["iOSPlexUrl"] = json!(format!(
                "plex://preplay/?metadataKey=%2Flibrary%2Fmetadata%2F{key}&server={}",
                fixed::MACHINE_IDENTIFIER
            ));
        }
        if self.handed_over[0] {
            let server =
                if self.kind == Kind::Movie { "http://radarr:7878/movie" } else { "http://sonarr:8989/series" };
            body["serviceUrl"] = json!(format!("{server}/{}", self.tmdb));
        }
        body
    }
}

fn downloads(media: &Media, list: &[Download]) -> Value {
    let one = |download: &Download| {
        let seconds = download.left / 5_000_000;
        let mut body = json!({
            "externalId": 80_000 + media.id,
            "estimatedCompletionTime": to_millis(download.eta),
            "mediaType": media.kind.word(),
            "size": download.size,
            "sizeLeft": download.left,
            "status": if download.left == 0 { "completed" } else { "downloading" },
            "timeLeft": format!("{:02}:{:02}:{:02}", seconds / HOUR_S, seconds / 60 % 60, seconds % 60),
            "title": download.title,
        });
        if let Some(season) = download.season {
            body["episode"] = json!({
                "seasonNumber": season, "episodeNumber": 1, "absoluteEpisodeNumber": 1,
                "id": media.id * 100 + u64::from(season),
            });
        }
        body
    };
    Value::Array(list.iter().map(one).collect())
}

/// A moment so many days before the seeded now, in milliseconds.
pub(super) fn days_ago(days: i64) -> i64 {
    (SEEDED_NOW - days * DAY) * 1000
}

//! `MediaRequest`: holds no title, only numbers.

use super::{media::WireMedia, users::WireUser};
use crate::integrations::{
    lenient,
    overseerr::{ForeignRequest, OverseerrRequestId, states},
};
use domain::{SeasonNumber, Timestamp, TmdbId, discovery::MediaType, requests::RequestStatus};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireRequest {
    #[serde(deserialize_with = "lenient::integer")]
    id: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    pub status: Option<i64>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(rename = "is4k", deserialize_with = "lenient::flag")]
    pub is_4k: bool,
    #[serde(deserialize_with = "lenient::list")]
    seasons: Vec<WireRequestSeason>,
    #[serde(deserialize_with = "lenient::object")]
    media: Option<Box<WireMedia>>,
    #[serde(deserialize_with = "lenient::object")]
    requested_by: Option<WireUser>,
    created_at: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRequestSeason {
    season_number: SeasonNumber,
    #[serde(default, deserialize_with = "lenient::integer")]
    status: Option<i64>,
}

impl WireRequest {
    pub fn is_declined(&self) -> bool {
        self.status == Some(states::DECLINED)
    }

    pub fn season_numbers(&self) -> BTreeSet<SeasonNumber> {
        self.seasons.iter().map(|season| season.season_number).collect()
    }

    pub fn season_status(&self, number: SeasonNumber) -> Option<i64> {
        self.seasons.iter().find(|season| season.season_number == number)?.status
    }

    pub fn is_for(&self, media_type: MediaType, id: TmdbId) -> bool {
        self.kind.as_deref() == Some(media_type.as_str())
            && self.media.as_ref().and_then(|media| media.tmdb_id) == Some(id.get().into())
    }

    fn season_states(&self, media: &WireMedia) -> BTreeMap<SeasonNumber, RequestStatus> {
        let (by_season, downloading) = (media.by_season(self.is_4k), media.is_downloading(self.is_4k));
        let state = |season: &WireRequestSeason| {
            let number = season.season_number;
            let here = by_season.get(&number).copied().unwrap_or(1);
            Some((number, states::request_status(season.status.or(self.status)?, here, downloading)?))
        };
        self.seasons.iter().filter_map(state).collect()
    }

    /// `around` is the media it hangs from, where it came inside one. `None` without a number of its own.
    pub fn foreign(&self, around: Option<&WireMedia>) -> Option<ForeignRequest> {
        let seasons = self.season_numbers();
        let status = self.status.and_then(|number| {
            let (media, downloading) = match around.or(self.media.as_deref()) {
                None => (1, false),
                Some(media) => (
                    states::media_of_seasons(&seasons, &media.by_season(self.is_4k), media.whole(self.is_4k)),
                    media.is_downloading(self.is_4k),
                ),
            };
            states::request_status(number, media, downloading)
        });
        let media = around.or(self.media.as_deref());
        let title = media
            .and_then(|media| TmdbId::new(u32::try_from(media.tmdb_id?).ok()?).ok())
            .and_then(|id| Some((self.kind.as_deref()?.parse().ok()?, id)));
        let user = self.requested_by.as_ref().and_then(WireUser::user);
        Some(ForeignRequest {
            id: OverseerrRequestId(self.id?),
            user: user.as_ref().map(|user| user.id),
            user_name: user.map(|user| user.name),
            is_4k: self.is_4k,
            title,
            season_states: media.map(|media| self.season_states(media)).unwrap_or_default(),
            seasons,
            status,
            completed: self.status == Some(states::COMPLETED),
            created_at: serde_json::from_value::<Timestamp>(self.created_at.clone()).ok(),
        })
    }
}

/// A page of requests.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireRequests {
    #[serde(deserialize_with = "lenient::list")]
    pub results: Vec<WireRequest>,
}

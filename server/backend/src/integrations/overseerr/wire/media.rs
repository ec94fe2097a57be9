//! `mediaInfo`: what Overseerr knows of a title beyond TMDB. Absent when nobody ever asked for it.

use super::requests::WireRequest;
use crate::integrations::{lenient, overseerr::states};
use domain::{SeasonNumber, discovery::Availability, requests::RequestStatus};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct WireMedia {
    #[serde(deserialize_with = "lenient::integer")]
    pub tmdb_id: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    status: Option<i64>,
    #[serde(rename = "status4k", deserialize_with = "lenient::integer")]
    status_4k: Option<i64>,
    #[serde(deserialize_with = "lenient::list")]
    download_status: Vec<Value>,
    #[serde(rename = "downloadStatus4k", deserialize_with = "lenient::list")]
    download_status_4k: Vec<Value>,
    #[serde(deserialize_with = "lenient::text")]
    plex_url: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    requests: Vec<WireRequest>,
    #[serde(deserialize_with = "lenient::list")]
    seasons: Vec<WireMediaSeason>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireMediaSeason {
    season_number: SeasonNumber,
    #[serde(default, deserialize_with = "lenient::integer")]
    status: Option<i64>,
    #[serde(default, rename = "status4k", deserialize_with = "lenient::integer")]
    status_4k: Option<i64>,
}

const UNKNOWN: i64 = 1;

impl WireMedia {
    pub fn whole(&self, is_4k: bool) -> i64 {
        if is_4k { self.status_4k } else { self.status }.unwrap_or(UNKNOWN)
    }

    pub fn by_season(&self, is_4k: bool) -> BTreeMap<SeasonNumber, i64> {
        self.seasons
            .iter()
            .map(|season| {
                let status = if is_4k { season.status_4k } else { season.status };
                (season.season_number, status.unwrap_or(UNKNOWN))
            })
            .collect()
    }

    pub fn is_downloading(&self, is_4k: bool) -> bool {
        !if is_4k { &self.download_status_4k } else { &self.download_status }.is_empty()
    }

    /// The requests in this variant that were not declined.
    pub fn open_requests(&self, is_4k: bool) -> impl Iterator<Item = &WireRequest> {
        self.requests.iter().filter(move |request| request.is_4k == is_4k && !request.is_declined())
    }

    /// How far the furthest open request for the title, or for one season of it, is.
    pub fn asked(&self, season: Option<SeasonNumber>, is_4k: bool) -> Option<RequestStatus> {
        let wanted: BTreeSet<_> = season.into_iter().collect();
        let media = states::media_of_seasons(&wanted, &self.by_season(is_4k), self.whole(is_4k));
        self.open_requests(is_4k)
            .filter(|request| season.is_none_or(|season| request.season_numbers().contains(&season)))
            .filter_map(|request| {
                let number = season.and_then(|season| request.season_status(season)).or(request.status)?;
                // A season that was declined within an open request is not asked for.
                (number != states::DECLINED)
                    .then(|| states::request_status(number, media, self.is_downloading(is_4k)))
                    .flatten()
            })
            .max_by_key(|status| progress(*status))
    }

    pub fn availability(&self, is_4k: bool) -> Availability {
        states::availability(self.whole(is_4k), self.asked(None, is_4k))
    }

    pub fn season_availability(&self, season: SeasonNumber, is_4k: bool) -> Availability {
        let status = self.by_season(is_4k).get(&season).copied().unwrap_or(UNKNOWN);
        states::availability(status, self.asked(Some(season), is_4k))
    }

    /// "Watch in Plex": only when it is there, and only a web address.
    pub fn watch_url(&self) -> Option<String> {
        let is_there = matches!(self.availability(false), Availability::Available | Availability::PartiallyAvailable);
        self.plex_url.clone().filter(|url| is_there && (url.starts_with("https://") || url.starts_with("http://")))
    }
}

fn progress(status: RequestStatus) -> u8 {
    match status {
        RequestStatus::Declined | RequestStatus::Cancelled => 0,
        RequestStatus::Failed => 1,
        RequestStatus::Pending => 2,
        RequestStatus::Approved => 3,
        RequestStatus::Processing => 4,
        RequestStatus::PartiallyAvailable => 5,
        RequestStatus::Available => 6,
    }
}

//! Moving a request on from outside: as its administrator, Radarr, Sonarr or a scan of Plex would.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    requests,
    status::{self, media as state, request as decided},
    store::{Download, MediaRequest, Overseerr},
    webhook::Event,
};
use crate::{
    catalogue::{Catalogue, Kind, Title},
    fixed,
    world::State,
};

/// Bytes of an invented download.
const SIZE: u64 = 4_000_000_000;

/// Where a request can be moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Back to waiting for a decision.
    Pending,
    /// Approved by the administrator.
    Approved,
    /// Declined by the administrator.
    Declined,
    /// Approved and, with `percent`, downloading.
    Processing,
    /// Some of it is in Plex: of a series, `seasons` (the first one asked for unless given).
    PartiallyAvailable,
    /// All of it is in Plex.
    Available,
    /// Radarr or Sonarr did not take it.
    Failed,
    /// Its files were deleted; at Seerr only.
    Deleted,
    /// The administrator wants none of it; at Seerr only.
    Blocklisted,
}

/// One step of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Advance {
    /// Where to.
    pub to: Stage,
    /// How much has been downloaded, for [`Stage::Processing`].
    #[serde(default)]
    pub percent: Option<u8>,
    /// Which seasons, for [`Stage::PartiallyAvailable`] and [`Stage::Available`].
    #[serde(default)]
    pub seasons: Option<Vec<u16>>,
}

impl Advance {
    /// A step without particulars.
    pub fn to(to: Stage) -> Self {
        Self { to, percent: None, seasons: None }
    }

    /// Downloading, so far.
    pub fn downloading(percent: u8) -> Self {
        Self { percent: Some(percent), ..Self::to(Stage::Processing) }
    }

    /// These seasons are there.
    pub fn seasons(to: Stage, seasons: &[u16]) -> Self {
        Self { seasons: Some(seasons.to_vec()), ..Self::to(to) }
    }
}

/// Does the step and answers the request as it is then.
pub(crate) fn apply(
    world: &mut State,
    catalogue: &Catalogue,
    id: u64,
    step: &Advance,
    now: i64,
) -> Result<Value, String> {
    let overseerr = &mut world.overseerr;
    let admin = overseerr.user(fixed::OVERSEERR_BEN).cloned().ok_or("there is no administrator")?;
    let request = overseerr.request(id).cloned().ok_or_else(|| format!("there is no request {id}"))?;
    let tmdb = overseerr.media(request.media).map(|media| media.tmdb).unwrap_or_default();
    let title = catalogue.title(request.kind, tmdb).ok_or("its title is unknown")?;
    let decide = |overseerr: &mut Overseerr, word: &str| requests::set_status(overseerr, id, word, &admin, now);
    match step.to {
        Stage::Pending => drop(decide(overseerr, "pending")),
        Stage::Approved => drop(decide(overseerr, "approve")),
        Stage::Declined => drop(decide(overseerr, "decline")),
        Stage::Failed => {
            if let Some(request) = overseerr.request_mut(id) {
                request.status = decided::FAILED;
                request.updated = now;
            }
            if let (Some(request), Some(media)) = (overseerr.request(id), overseerr.media(request.media)) {
                overseerr.notify(Event::Failed, request, media);
            }
        }
        Stage::Processing => {
            if request.status != decided::APPROVED {
                decide(overseerr, "approve");
            }
            download(overseerr, &request, title, step.percent, now);
        }
        Stage::Deleted | Stage::Blocklisted => {
            if !overseerr.flavour.is_seerr() {
                return Err("Overseerr knows no such state; Seerr does".to_owned());
            }
            let to = if step.to == Stage::Deleted { state::DELETED } else { state::BLOCKLISTED };
            if let Some(media) = overseerr.media_mut(request.media) {
                media.status[usize::from(request.is4k)] = to;
                media.updated = now;
            }
        }
        Stage::PartiallyAvailable | Stage::Available => {
            arrive(world, catalogue, &request, title, step, now);
        }
    }
    let overseerr = &world.overseerr;
    Ok(overseerr.request(id).map_or(Value::Null, |request| overseerr.request_json(request)))
}

fn download(overseerr: &mut Overseerr, request: &MediaRequest, title: &Title, percent: Option<u8>, now: i64) {
    let seasons: Vec<u16> = request.seasons.iter().map(|season| season.number).collect();
    status::set_seasons(overseerr, request.media, &seasons, request.is4k, state::PROCESSING, now);
    let Some(media) = overseerr.media_mut(request.media) else { return };
    media.updated = now;
    let left = percent.map(|percent| SIZE / 100 * u64::from(100_u8.saturating_sub(percent)));
    let one = |season: Option<u16>| {
        left.map(|left| Download {
            title: format!("{}.{}.1080p.WEB-DL", title.name.replace(' ', "."), title.year()),
            size: SIZE,
            left,
            season,
            eta: now + i64::try_from(left / 5_000).unwrap_or_default(),
        })
    };
    media.downloads[usize::from(request.is4k)] = match request.kind {
        Kind::Movie => one(None).into_iter().collect(),
        Kind::Tv => seasons.into_iter().filter_map(|season| one(Some(season))).collect(),
    };
}

/// What a scan of Plex finds, and Overseerr makes of it.
fn arrive(world: &mut State, catalogue: &Catalogue, request: &MediaRequest, title: &Title, step: &Advance, now: i64) {
    let asked: Vec<u16> = request.seasons.iter().map(|season| season.number).collect();
    let partly = step.to == Stage::PartiallyAvailable;
    let arrived = match (&step.seasons, partly) {
        (Some(seasons), _) => seasons.clone(),
        (None, true) => asked.iter().copied().take(1).collect(),
        (None, false) => asked.clone(),
    };
    let key = world.library.add_title(title, catalogue, &arrived, now / 1000);
    let overseerr = &mut world.overseerr;
    status::set_seasons(overseerr, request.media, &arrived, request.is4k, state::AVAILABLE, now);
    let Some(media) = overseerr.media_mut(request.media) else { return };
    let which = usize::from(request.is4k);
    let there = |number: u16| {
        media.seasons.iter().any(|season| season.number == number && season.status[which] == state::AVAILABLE)
    };
    let complete = title.seasons.iter().filter(|season| season.number > 0).all(|season| there(season.number));
    let was_available = media.status[which] == state::AVAILABLE;
    let was_pending = media.status[which] == state::PENDING;
    media.status[which] = if !partly && (request.kind == Kind::Movie || complete) {
        state::AVAILABLE
    } else {
        state::PARTIALLY_AVAILABLE
    };
    media.downloads[which].clear();
    media.rating_key = Some(key);
    media.added = media.added.or(Some(now));
    media.updated = now;
    if was_pending {
        overseerr.approve_pending(request.media, request.is4k, now);
    }
    if !was_available {
        overseerr.notify_available(request.media, request.is4k);
    }
    overseerr.complete(request.media, request.is4k, now);
}

impl Overseerr {
    /// Requests still pending for a title that turned up by itself count as approved.
    pub(super) fn approve_pending(&mut self, media: u64, is4k: bool, now: i64) {
        let waiting = self
            .requests
            .iter_mut()
            .filter(|request| request.media == media && request.is4k == is4k && request.status == decided::PENDING);
        for request in waiting {
            request.status = decided::APPROVED;
            request.updated = now;
            for season in &mut request.seasons {
                season.status = decided::APPROVED;
            }
        }
    }
}

/// The numbers of a request and of what it asks for, whatever led to them; `None` when there is no such request. The other
/// side of its title (4K or not) is as different from it as can be.
pub(crate) fn force(overseerr: &mut Overseerr, id: u64, numbers: &Numbers) -> Option<()> {
    let request = overseerr.request_mut(id)?;
    request.status = numbers.request;
    for season in &mut request.seasons {
        season.status = numbers.request;
    }
    let request = request.clone();
    let which = usize::from(request.is4k);
    let other = if numbers.media == state::AVAILABLE { state::UNKNOWN } else { state::AVAILABLE };
    let asked: Vec<u16> = request.seasons.iter().map(|season| season.number).collect();
    for (index, number) in asked.iter().enumerate() {
        let to = numbers.seasons.get(index).copied().unwrap_or(numbers.media);
        status::set_seasons(overseerr, request.media, &[*number], request.is4k, to, request.updated);
        status::set_seasons(overseerr, request.media, &[*number], !request.is4k, other, request.updated);
    }
    let media = overseerr.media_mut(request.media)?;
    media.status[which] = numbers.media;
    media.status[1 - which] = other;
    let download = || Download { title: "x".to_owned(), size: SIZE, left: SIZE / 2, season: None, eta: 0 };
    media.downloads[which] = numbers.downloading.then(download).into_iter().collect();
    media.downloads[1 - which] = (!numbers.downloading).then(download).into_iter().collect();
    Some(())
}

/// States as Overseerr counts them.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// `MediaRequestStatus`, 1 to 5.
    pub request: u8,
    /// `MediaStatus`, 1 to 7.
    pub media: u8,
    /// Something of it is being downloaded.
    pub downloading: bool,
    /// `MediaStatus` of the seasons asked for, in their order; as `media` where there are none.
    pub seasons: Vec<u8>,
}

//! The numbers Overseerr uses for states and permissions, and how a request's state moves its title's.

use super::store::{MediaRequest, Overseerr, SeasonState};
use crate::catalogue::Kind;

/// States of a title (`MediaStatus`).
pub(crate) mod media {
    pub(crate) const UNKNOWN: u8 = 1;
    pub(crate) const PENDING: u8 = 2;
    pub(crate) const PROCESSING: u8 = 3;
    pub(crate) const PARTIALLY_AVAILABLE: u8 = 4;
    pub(crate) const AVAILABLE: u8 = 5;
    /// Seerr alone has this one and the next.
    pub(crate) const BLOCKLISTED: u8 = 6;
    pub(crate) const DELETED: u8 = 7;
}

/// States of a request (`MediaRequestStatus`).
pub(crate) mod request {
    pub(crate) const PENDING: u8 = 1;
    pub(crate) const APPROVED: u8 = 2;
    pub(crate) const DECLINED: u8 = 3;
    pub(crate) const FAILED: u8 = 4;
    /// Seerr alone has it.
    pub(crate) const COMPLETED: u8 = 5;
}

/// Permission bits.
pub(crate) mod may {
    pub(crate) const ADMIN: u64 = 2;
    pub(crate) const MANAGE_USERS: u64 = 8;
    pub(crate) const MANAGE_REQUESTS: u64 = 16;
    pub(crate) const REQUEST: u64 = 32;
    pub(crate) const AUTO_APPROVE: u64 = 128;
    pub(crate) const AUTO_APPROVE_MOVIE: u64 = 256;
    pub(crate) const AUTO_APPROVE_TV: u64 = 512;
    pub(crate) const REQUEST_4K: u64 = 1024;
    pub(crate) const REQUEST_4K_MOVIE: u64 = 2048;
    pub(crate) const REQUEST_4K_TV: u64 = 4096;
    pub(crate) const REQUEST_ADVANCED: u64 = 8192;
    pub(crate) const REQUEST_VIEW: u64 = 16384;
    pub(crate) const AUTO_APPROVE_4K: u64 = 32768;
    pub(crate) const AUTO_APPROVE_4K_MOVIE: u64 = 65536;
    pub(crate) const AUTO_APPROVE_4K_TV: u64 = 131_072;
    pub(crate) const REQUEST_MOVIE: u64 = 262_144;
    pub(crate) const REQUEST_TV: u64 = 524_288;
}

/// What saving a request does to its title (`updateParentStatus`).
pub(crate) fn saved(overseerr: &mut Overseerr, request_id: u64, now: i64) {
    let Some(request) = overseerr.request(request_id).cloned() else { return };
    let others_pending =
        overseerr.requests.iter().any(|other| other.media == request.media && other.status == request::PENDING);
    let Some(media) = overseerr.media_mut(request.media) else { return };
    let state = &mut media.status[usize::from(request.is4k)];
    let before = *state;
    match request.status {
        request::APPROVED if !matches!(*state, media::AVAILABLE | media::PARTIALLY_AVAILABLE) => {
            *state = media::PROCESSING;
        }
        // A declined film forgets what its other requests had reached: so it is on real servers too.
        request::DECLINED if request.kind == Kind::Movie => *state = media::UNKNOWN,
        request::DECLINED if !others_pending && *state == media::PENDING => *state = media::UNKNOWN,
        _ => {}
    }
    if *state != before {
        media.updated = now;
    }
    if request.status == request::APPROVED {
        media.handed_over[usize::from(request.is4k)] = true;
        if let Some(request) = overseerr.request_mut(request_id) {
            for season in &mut request.seasons {
                season.status = request::APPROVED;
            }
        }
    }
}

/// What removing a request does to its title (`handleRemoveParentUpdate`).
pub(crate) fn removed(overseerr: &mut Overseerr, gone: &MediaRequest, now: i64) {
    for is4k in [false, true] {
        let left = overseerr.requests.iter().any(|other| other.media == gone.media && other.is4k == is4k);
        let Some(media) = overseerr.media_mut(gone.media) else { return };
        let state = &mut media.status[usize::from(is4k)];
        if !left && *state != media::AVAILABLE && *state != media::UNKNOWN {
            *state = media::UNKNOWN;
            media.updated = now;
        }
    }
}

/// Sets the state of seasons of a title, adding those it did not know.
pub(crate) fn set_seasons(overseerr: &mut Overseerr, media_id: u64, numbers: &[u16], is4k: bool, to: u8, now: i64) {
    for &number in numbers {
        let fresh = overseerr.fresh_id();
        let Some(media) = overseerr.media_mut(media_id) else { return };
        media.updated = now;
        media.season_change = now;
        if let Some(season) = media.seasons.iter_mut().find(|season| season.number == number) {
            season.status[usize::from(is4k)] = to;
            season.updated = now;
        } else {
            let mut status = [media::UNKNOWN; 2];
            status[usize::from(is4k)] = to;
            media.seasons.push(SeasonState { id: fresh, number, status, created: now, updated: now });
            media.seasons.sort_by_key(|season| season.number);
        }
    }
}

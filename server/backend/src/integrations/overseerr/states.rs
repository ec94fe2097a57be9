//! How far a request is, from Overseerr's numbers: the one table of request status × media status × downloading.
//!
//! The numbers are those of Overseerr's `server/constants/media.ts`; 5 of the request and 6 and 7 of the media exist in
//! Seerr only. Neither number is enough alone: after a declined duplicate the media is "unknown" although another
//! request stays approved; and Overseerr leaves a request "approved" when its media becomes available.

use domain::{SeasonNumber, discovery::Availability, requests::RequestStatus};
use std::collections::{BTreeMap, BTreeSet};

const PENDING: i64 = 1;
const APPROVED: i64 = 2;
pub(super) const DECLINED: i64 = 3;
const FAILED: i64 = 4;
pub(super) const COMPLETED: i64 = 5;

mod media {
    pub const UNKNOWN: i64 = 1;
    pub const PENDING: i64 = 2;
    pub const PROCESSING: i64 = 3;
    pub const PARTIAL: i64 = 4;
    pub const AVAILABLE: i64 = 5;
    pub const BLOCKLISTED: i64 = 6;
    pub const DELETED: i64 = 7;
}

/// `media` is the status of what this request asks for: see [`media_of_seasons`] for series. `None` keeps what was known.
pub fn request_status(request: i64, media: i64, downloading: bool) -> Option<RequestStatus> {
    use media::{AVAILABLE, BLOCKLISTED, DELETED, PARTIAL, PROCESSING, UNKNOWN};
    Some(match (request, media, downloading) {
        (DECLINED, _, _) => RequestStatus::Declined,
        // It can be watched, whatever became of the request; Seerr completes a request only then.
        (PENDING | APPROVED | FAILED | COMPLETED, AVAILABLE, _) | (COMPLETED, UNKNOWN..=BLOCKLISTED, _) => {
            RequestStatus::Available
        }
        (PENDING, UNKNOWN..=DELETED, _) => RequestStatus::Pending,
        (APPROVED, PARTIAL, _) => RequestStatus::PartiallyAvailable,
        (APPROVED, UNKNOWN..=PROCESSING, true) => RequestStatus::Processing,
        (APPROVED, UNKNOWN..=PROCESSING, false) => RequestStatus::Approved,
        (FAILED, UNKNOWN..=DELETED, _) => RequestStatus::Failed,
        // Deleted or blocked after the fact says nothing of this request; unknown numbers say nothing at all.
        _ => return None,
    })
}

/// The media status of just these seasons, from the status of each; `whole` where Overseerr lists no seasons.
pub fn media_of_seasons(wanted: &BTreeSet<SeasonNumber>, seasons: &BTreeMap<SeasonNumber, i64>, whole: i64) -> i64 {
    use media::{AVAILABLE, DELETED, PARTIAL, PENDING, PROCESSING, UNKNOWN};
    if wanted.is_empty() {
        return whole;
    }
    if seasons.is_empty() {
        // "In part" is true of the series; of these seasons it may be anything.
        return if whole == PARTIAL { PROCESSING } else { whole };
    }
    let each: Vec<i64> = wanted.iter().map(|season| seasons.get(season).copied().unwrap_or(UNKNOWN)).collect();
    let any = |status| each.contains(&status);
    // Also where all are blocklisted or deleted.
    if let Some(same) = each.first().filter(|first| each.iter().all(|one| one == *first)) {
        *same
    } else if let Some(strange) = each.iter().find(|status| !(UNKNOWN..=DELETED).contains(*status)) {
        *strange
    } else if any(AVAILABLE) || any(PARTIAL) {
        PARTIAL
    } else if any(PROCESSING) {
        PROCESSING
    } else if any(PENDING) {
        PENDING
    } else {
        UNKNOWN
    }
}

/// What a poster says. `asked` is how far an open request for it is, where there is one: the media alone does not tell.
pub fn availability(media: i64, asked: Option<RequestStatus>) -> Availability {
    match media {
        media::AVAILABLE => Availability::Available,
        media::PARTIAL => Availability::PartiallyAvailable,
        media::BLOCKLISTED => Availability::Blocklisted,
        _ => match asked {
            Some(RequestStatus::Pending) => Availability::Pending,
            Some(RequestStatus::Approved | RequestStatus::Processing) => Availability::Processing,
            _ => match media {
                media::PENDING => Availability::Pending,
                media::PROCESSING => Availability::Processing,
                _ => Availability::Missing,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    /// Media statuses 0 to 8 from left to right; `.` keeps what was known.
    const TABLE: [(i64, bool, &str); 12] = [
        (0, false, ". . . . . . . . ."),
        (1, false, ". P P P P V P P ."),
        (1, true, ". P P P P V P P ."),
        (2, false, ". A A A H V . . ."),
        (2, true, ". R R R H V . . ."),
        (3, false, "D D D D D D D D D"),
        (3, true, "D D D D D D D D D"),
        (4, false, ". F F F F V F F ."),
        (4, true, ". F F F F V F F ."),
        (5, false, ". V V V V V V . ."),
        (5, true, ". V V V V V V . ."),
        (6, true, ". . . . . . . . ."),
    ];

    fn status(letter: &str) -> Option<RequestStatus> {
        Some(match letter {
            "P" => RequestStatus::Pending,
            "A" => RequestStatus::Approved,
            "R" => RequestStatus::Processing,
            "H" => RequestStatus::PartiallyAvailable,
            "V" => RequestStatus::Available,
            "D" => RequestStatus::Declined,
            "F" => RequestStatus::Failed,
            _ => return None,
        })
    }

    #[test]
    fn every_case_of_the_table() {
        for (request, downloading, row) in TABLE {
            for (media, letter) in (0..).zip(row.split(' ')) {
                let said = request_status(request, media, downloading);
                assert_eq!(said, status(letter), "{request} × {media} × {downloading}");
            }
        }
    }

    fn season(number: u32) -> SeasonNumber {
        SeasonNumber::new(number).expect("a season")
    }

    #[test]
    fn a_series_counts_only_the_seasons_that_were_asked_for() {
        let seasons = BTreeMap::from([(season(1), 5), (season(2), 5), (season(3), 3), (season(4), 9)]);
        for (wanted, expected) in [
            (vec![1, 2], 5),
            (vec![1, 3], 4),
            (vec![3], 3),
            (vec![3, 7], 3),
            (vec![7], 1),
            (vec![1, 4], 9),
            (vec![], 4),
        ] {
            let wanted = wanted.into_iter().map(season).collect();
            assert_eq!(media_of_seasons(&wanted, &seasons, 4), expected, "{wanted:?}");
        }
        let wanted = BTreeSet::from([season(1)]);
        assert_eq!(media_of_seasons(&wanted, &BTreeMap::new(), 5), 5);
        assert_eq!(media_of_seasons(&wanted, &BTreeMap::new(), 4), 3, "in part is not said of this season");
    }

    #[test]
    fn a_poster_says_requested_only_when_somebody_asked() {
        assert_eq!(availability(1, Some(RequestStatus::Approved)), Availability::Processing);
        assert_eq!(availability(1, Some(RequestStatus::Pending)), Availability::Pending);
        assert_eq!(availability(1, None), Availability::Missing);
        assert_eq!(availability(2, None), Availability::Pending);
        assert_eq!(availability(5, Some(RequestStatus::Pending)), Availability::Available);
        assert_eq!(availability(6, None), Availability::Blocklisted);
        assert_eq!(availability(7, None), Availability::Missing);
        assert_eq!(availability(42, None), Availability::Missing);
    }
}

//! The simulators' clock: the machine's, plus what a test has added to it.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use time::{OffsetDateTime, format_description::FormatItem, macros::format_description};

const SECONDS: &[FormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const MILLISECONDS: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// Unix seconds at which the seeded past is anchored: 2026-11-01T12:00:00Z.
pub(crate) const SEEDED_NOW: i64 = 1_793_534_400;
/// Seconds in a day.
pub(crate) const DAY: i64 = 86_400;

/// The clock of one world.
#[derive(Default)]
pub(crate) struct Clock {
    ahead_ms: AtomicI64,
}

impl Clock {
    /// Milliseconds since the Unix epoch.
    #[expect(clippy::disallowed_methods, reason = "the simulators have no other source of time than the machine")]
    pub(crate) fn now_ms(&self) -> i64 {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(machine.as_millis()).unwrap_or(i64::MAX).saturating_add(self.ahead_ms.load(Ordering::Relaxed))
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, by: Duration) {
        self.ahead_ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// Back to the machine's time.
    pub(crate) fn reset(&self) {
        self.ahead_ms.store(0, Ordering::Relaxed);
    }
}

/// `2025-03-07T16:37:05Z`, as plex.tv writes times.
pub(crate) fn to_seconds(ms: i64) -> String {
    written(ms, SECONDS)
}

/// `2024-01-02T03:04:05.000Z`, as Overseerr writes times.
pub(crate) fn to_millis(ms: i64) -> String {
    written(ms, MILLISECONDS)
}

fn written(ms: i64, format: &[FormatItem<'_>]) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

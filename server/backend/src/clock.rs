//! What time it is. Nothing else asks the system, so that tests can move time and nothing outlives its limit unseen.

use domain::Timestamp;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use time::OffsetDateTime;

/// Tells the time, in UTC.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The time of this machine.
#[derive(Clone, Copy, Default, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask the system")]
    fn now(&self) -> Timestamp {
        stored(OffsetDateTime::now_utc().into())
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    pub fn new(now: Timestamp) -> Self {
        Self(Mutex::new(stored(now)))
    }

    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stored(now);
    }

    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = after(*now, by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The moment as databases keep it: whole microseconds, of which the last digit is never 0.
///
/// SQLite keeps a moment as RFC 3339 text and compares that text. A fraction is written without its trailing zeros, so
/// that `12:00:00.5Z` would come after `12:00:00.51Z`. An odd number of microseconds always has six digits, so text
/// and time sort alike. PostgreSQL keeps microseconds anyway.
pub fn stored(moment: Timestamp) -> Timestamp {
    let odd = (moment.0.microsecond() | 1) * 1_000;
    Timestamp(moment.0.to_offset(time::UtcOffset::UTC).replace_nanosecond(odd).unwrap_or(moment.0))
}

/// `moment` moved into the future; the end of time when that is not far enough.
pub fn after(moment: Timestamp, by: Duration) -> Timestamp {
    let by = time::Duration::try_from(by).unwrap_or(time::Duration::MAX);
    stored(Timestamp(moment.0.saturating_add(by)))
}

/// `moment` moved into the past.
pub fn before(moment: Timestamp, by: Duration) -> Timestamp {
    let by = time::Duration::try_from(by).unwrap_or(time::Duration::MAX);
    stored(Timestamp(moment.0.saturating_sub(by)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn stored_moments_sort_as_text_as_they_sort_as_time() {
        let start = Timestamp(datetime!(2026-11-20 12:00:00 UTC));
        let mut moments: Vec<_> = [0, 1, 9, 10, 99, 100, 400, 499, 500, 510, 999, 1000, 1001]
            .map(|millis| after(start, Duration::from_millis(millis)))
            .into();
        moments.sort();
        let texts: Vec<_> = moments.iter().map(Timestamp::to_string).collect();
        let mut sorted = texts.clone();
        sorted.sort();
        assert_eq!(texts, sorted);
    }

    #[test]
    fn a_stored_moment_stays_as_it_is() {
        let once = stored(Timestamp(datetime!(2026-11-20 12:00:00.123456789 UTC)));
        assert_eq!(stored(once), once);
    }

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = ManualClock::new(Timestamp(datetime!(2026-11-20 12:00 UTC)));
        let start = clock.now();
        assert_eq!(clock.now(), start);
        clock.advance(Duration::from_secs(30));
        assert_eq!(start.seconds_until(clock.now()), 30);
    }
}

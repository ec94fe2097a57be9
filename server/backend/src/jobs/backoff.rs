//! How long a job waits for a service that is down.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(5);

/// About a week of trying every five minutes.
pub(super) const GIVE_UP_AFTER_ATTEMPTS: u32 = 2_016;

/// 2 s after the first attempt, then double, 5 minutes at most; longer when the service asks for it, up to an hour.
pub(super) fn pause(attempt: u32, asked: Option<Duration>) -> Duration {
    let doubled = FIRST.saturating_mul(1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(LONGEST).max(asked.unwrap_or_default().min(Duration::from_hours(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes_and_heed_what_is_asked() {
        let seconds: Vec<_> = (1..=10).map(|attempt| pause(attempt, None).as_secs()).collect();
        assert_eq!(seconds, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(pause(GIVE_UP_AFTER_ATTEMPTS, None).as_secs(), 300);
        assert_eq!(pause(1, Some(Duration::from_mins(1))).as_secs(), 60);
        assert_eq!(pause(1, Some(Duration::from_hours(9))).as_secs(), 3_600);
    }
}

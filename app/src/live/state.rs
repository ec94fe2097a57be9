//! When a page is renewed.

use std::time::Duration;

/// What changes at once is fetched at once.
const SOON: Duration = Duration::from_millis(200);
/// After a failure it is tried again, later each time.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// How long to wait after the nth failure in a row.
fn pause_after(failures: u32) -> Duration {
    (FIRST_PAUSE * 2_u32.pow(failures.clamp(1, 6) - 1)).min(LONGEST_PAUSE)
}

/// How long to wait after the nth refusal in a row of a stream, until the page is fetched to see why. The first may be a
/// session that has ended: that is looked at at once.
pub fn refused_pause(refusals: u32) -> Duration {
    if refusals <= 1 { SOON } else { pause_after(refusals - 1) }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Phase {
    #[default]
    Idle,
    Waiting,
    Loading,
}

/// Soon after something was heard, one at a time, and once more when something was heard meanwhile.
#[derive(Debug, Default)]
pub struct Renewals {
    phase: Phase,
    heard_meanwhile: bool,
    failures: u32,
}

impl Renewals {
    /// Something was heard. Says how long to wait before [`Self::begin`], if nobody waits yet.
    pub fn heard(&mut self) -> Option<Duration> {
        match self.phase {
            Phase::Idle => {
                self.phase = Phase::Waiting;
                Some(SOON)
            }
            Phase::Waiting => None,
            Phase::Loading => {
                self.heard_meanwhile = true;
                None
            }
        }
    }

    /// The wait is over.
    pub fn begin(&mut self) {
        self.phase = Phase::Loading;
        self.heard_meanwhile = false;
    }

    /// The page was renewed, or could not be. Says how long to wait before the next time, if there is one.
    pub fn ended(&mut self, renewed: bool) -> Option<Duration> {
        self.failures = if renewed { 0 } else { self.failures + 1 };
        if renewed && !self.heard_meanwhile {
            self.phase = Phase::Idle;
            return None;
        }
        self.phase = Phase::Waiting;
        Some(if renewed { SOON } else { pause_after(self.failures) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heard_at_once_renews_the_page_once() {
        let mut renewals = Renewals::default();
        assert_eq!(renewals.heard(), Some(SOON));
        assert_eq!(renewals.heard(), None);
        renewals.begin();
        assert_eq!(renewals.ended(true), None);
        assert_eq!(renewals.heard(), Some(SOON));
    }

    #[test]
    fn what_is_heard_while_the_page_loads_renews_it_once_more() {
        let mut renewals = Renewals::default();
        renewals.heard();
        renewals.begin();
        assert_eq!(renewals.heard(), None);
        assert_eq!(renewals.heard(), None);
        assert_eq!(renewals.ended(true), Some(SOON));
        renewals.begin();
        assert_eq!(renewals.ended(true), None);
    }

    #[test]
    fn a_stream_that_is_refused_again_and_again_is_asked_for_less_and_less() {
        let pauses: Vec<_> = (1..=8).map(|refusals| refused_pause(refusals).as_millis()).collect();
        assert_eq!(pauses, [200, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    }

    #[test]
    fn what_failed_is_tried_again_later_each_time_until_it_is_done() {
        let mut renewals = Renewals::default();
        renewals.heard();
        let mut pauses = Vec::new();
        for _ in 0..8 {
            renewals.begin();
            pauses.extend(renewals.ended(false).map(|pause| pause.as_secs()));
        }
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60, 60]);
        renewals.begin();
        assert_eq!(renewals.ended(true), None);
        renewals.heard();
        renewals.begin();
        assert_eq!(renewals.ended(false), Some(FIRST_PAUSE));
    }
}

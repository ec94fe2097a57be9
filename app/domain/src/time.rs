//! Moments, always UTC, on the wire as RFC 3339. Nobody here asks what time it is: `backend::clock` is injected.

use ::time::{
    Date, OffsetDateTime,
    format_description::{StaticFormatDescription, well_known::Rfc3339},
    macros::format_description,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(#[serde(with = "::time::serde::rfc3339")] pub OffsetDateTime);

impl Timestamp {
    /// Seconds from `self` until `later`; 0 when `later` is not later.
    pub fn seconds_until(self, later: Self) -> u64 {
        u64::try_from((later.0 - self.0).whole_seconds()).unwrap_or(0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.format(&Rfc3339).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment)
    }
}

const YEAR_MONTH_DAY: StaticFormatDescription = format_description!("[year]-[month]-[day]");

/// A day of the calendar, on the wire as `2026-11-20`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub Date);

impl Day {
    /// The whole years from this day until another; `None` when that one is earlier.
    pub fn years_until(self, later: Self) -> Option<u32> {
        let within_year = |day: Self| (u8::from(day.0.month()), day.0.day());
        let years = later.0.year() - self.0.year() - i32::from(within_year(later) < within_year(self));
        u32::try_from(years).ok().filter(|_| later >= self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.format(YEAR_MONTH_DAY).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl std::str::FromStr for Day {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Date::parse(text, YEAR_MONTH_DAY).map(Self).map_err(|_| format!("{text} is no day"))
    }
}

impl TryFrom<String> for Day {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl From<Timestamp> for Day {
    fn from(moment: Timestamp) -> Self {
        Self(moment.0.to_offset(::time::UtcOffset::UTC).date())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_year_is_over_on_the_same_day() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let born = day("1961-03-12");
        assert_eq!(born.years_until(day("2026-03-11")), Some(64));
        assert_eq!(born.years_until(day("2026-03-12")), Some(65));
        assert_eq!(born.years_until(day("1961-03-11")), None);
        assert!("1961".parse::<Day>().is_err() && "1961-02-30".parse::<Day>().is_err());
    }
}

//! Time zones, by the system's database and by the one that the program brings along.

use domain::{Error, Result, Timestamp, text, zones::Zones};
use jiff::tz::{self, TimeZone};
use time::{OffsetDateTime, UtcOffset};

/// What [`Zones`] promises.
pub struct ZoneDatabase;

/// The database also holds names of old, names by offset, and names of whole countries; who lives somewhere finds it by its
/// city.
const CONTINENTS: [&str; 10] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

impl Zones for ZoneDatabase {
    fn names(&self) -> Vec<String> {
        let all = tz::db().available().map(|name| name.to_string());
        let mut names: Vec<_> =
            all.filter(|name| CONTINENTS.iter().any(|continent| name.starts_with(continent))).collect();
        names.sort();
        names
    }

    fn name(&self, text: &str) -> Result<String> {
        let zone = tz::db().get(text).ok();
        zone.as_ref()
            .and_then(TimeZone::iana_name)
            .map(str::to_owned)
            .ok_or_else(|| Error::field("time_zone", text::input_time_zone()))
    }

    fn local(&self, at: Timestamp, zone: &str) -> OffsetDateTime {
        let offset = tz::db().get(zone).ok().and_then(|zone| {
            let at = jiff::Timestamp::from_second(at.0.unix_timestamp()).ok()?;
            UtcOffset::from_whole_seconds(zone.to_offset(at).seconds()).ok()
        });
        at.0.to_offset(offset.unwrap_or(UtcOffset::UTC))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn wall(at: OffsetDateTime, zone: &str) -> OffsetDateTime {
        ZoneDatabase.local(Timestamp(at), zone)
    }

    #[test]
    fn a_moment_is_told_as_the_clock_there_tells_it_in_summer_and_in_winter() {
        let (winter, summer) = (datetime!(2026-01-15 12:00 UTC), datetime!(2026-07-15 12:00 UTC));
        assert_eq!(wall(winter, "Europe/Berlin"), datetime!(2026-01-15 13:00 +1));
        assert_eq!(wall(summer, "Europe/Berlin").hour(), 14);
        assert_eq!((wall(winter, "Asia/Kathmandu").hour(), wall(winter, "Asia/Kathmandu").minute()), (17, 45));
        assert_eq!(wall(datetime!(2026-01-01 02:00 UTC), "America/New_York").year(), 2025);
        assert_eq!(wall(winter, "Nowhere/Land").offset(), UtcOffset::UTC);
    }

    #[test]
    fn names_are_places_and_each_is_known() {
        let names = ZoneDatabase.names();
        assert!(names.len() > 300, "{}", names.len());
        assert!(names.is_sorted() && names.iter().all(|name| ZoneDatabase.name(name).is_ok()));
        for odd in ["Etc/GMT+3", "UTC", "US/Pacific", "posix/Europe/Berlin"] {
            assert!(!names.iter().any(|name| name == odd), "{odd}");
        }
    }

    #[test]
    fn what_is_no_zone_is_refused() {
        assert_eq!(ZoneDatabase.name("europe/berlin").expect("a zone"), "Europe/Berlin");
        for odd in
            ["", "Berlin", "../../etc/passwd", "Europe/Berlin\0", "/etc/localtime", "Europe", "Europe/../Europe/Berlin"]
        {
            assert!(matches!(ZoneDatabase.name(odd), Err(Error::Invalid { .. })), "{odd}");
        }
    }
}

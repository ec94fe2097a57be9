//! What the clock on the wall says.

use crate::{Result, Timestamp};
use ::time::OffsetDateTime;

/// Time zones by their names in IANA's database: `Europe/Berlin`.
pub trait Zones: Send + Sync {
    /// All that people live in, by name.
    fn names(&self) -> Vec<String>;

    /// The name as the database writes it.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] at `time_zone` for a name that is none.
    fn name(&self, text: &str) -> Result<String>;

    /// This moment in that zone; in UTC for a name that is none.
    fn local(&self, at: Timestamp, zone: &str) -> OffsetDateTime;
}

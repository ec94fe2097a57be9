//! Between rows and domain types.

pub use super::failure::failure;
pub(super) use super::failure::is_duplicate;

use crate::clock;
use domain::{Error, Timestamp};
use sea_orm::prelude::TimeDateTimeWithTimeZone;
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Ids sort by the time they were made.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// As columns keep it.
pub fn column(moment: Timestamp) -> TimeDateTimeWithTimeZone {
    clock::stored(moment).0
}

/// As columns give it back.
pub fn moment(column: TimeDateTimeWithTimeZone) -> Timestamp {
    Timestamp(column.to_offset(time::UtcOffset::UTC))
}

/// What a column's text means. The CHECK of the column allows nothing else, so failing is our fault.
pub fn parsed<T: FromStr<Err: fmt::Display>>(column: &str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|error| Error::internal(format!("{column} holds {text:?}: {error}")))
}

/// What a column's number means.
pub fn number<T: TryFrom<i64>>(column: &str, value: impl Into<i64>) -> Result<T, Error> {
    let value = value.into();
    T::try_from(value).map_err(|_| Error::internal(format!("{column} holds {value}")))
}

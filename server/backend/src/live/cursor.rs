//! How far somebody has heard.

use std::{fmt, str::FromStr, sync::Arc};

/// The longest text that is read as a cursor.
const LONGEST: usize = 96;

/// A place in a log: a count in process, the id of a stream's entry in Redis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Position {
    pub major: u64,
    pub minor: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.major, self.minor)
    }
}

impl FromStr for Position {
    type Err = BadCursor;
    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (major, minor) = text.split_once('-').ok_or(BadCursor)?;
        Ok(Self { major: number(major)?, minor: number(minor)? })
    }
}

fn number(text: &str) -> Result<u64, BadCursor> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or(BadCursor)
}

/// Which log, and how far: `name.major-minor`. A log that is begun anew has a new name, so that an old cursor is known
/// to be old.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    pub(super) log: Arc<str>,
    pub(super) position: Position,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.log, self.position)
    }
}

/// A text that was never a cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadCursor;

impl FromStr for Cursor {
    type Err = BadCursor;
    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (log, position) = text.split_once('.').filter(|_| text.len() <= LONGEST).ok_or(BadCursor)?;
        Ok(Self { log: log.into(), position: position.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written_and_nothing_else_is() {
        let text = "3f2a.1763712345678-4";
        assert_eq!(text.parse::<Cursor>().expect("a cursor").to_string(), text);
        for bad in [
            "",
            "3f2a",
            "3f2a.",
            "3f2a.1",
            "3f2a.1-",
            "3f2a.-1",
            "3f2a.+1-0",
            "3f2a.1-0-0",
            "3f2a.99999999999999999999-0",
        ] {
            assert_eq!(bad.parse::<Cursor>(), Err(BadCursor), "{bad}");
        }
        assert_eq!(format!("{}.1-0", "x".repeat(200)).parse::<Cursor>(), Err(BadCursor));
    }

    #[test]
    fn positions_are_ordered_as_streams_order_them() {
        let position = |text: &str| text.parse::<Position>().expect("a position");
        assert!(
            position("2-0") > position("1-9")
                && position("10-0") > position("9-0")
                && position("1-10") > position("1-9")
        );
    }
}

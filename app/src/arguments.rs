//! Arguments as forms send them: everything is text, and an empty field is no answer.

use crate::text;
use domain::{Error, PageNumber, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt::Display, str::FromStr};

/// An argument that is more than a text, as it was sent. What cannot be read is kept as its reason, so that the call can
/// say which argument that was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given<T>(std::result::Result<T, String>);

impl<T> Given<T> {
    /// The value.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `name` when it could not be read.
    pub fn read(self, name: &str) -> Result<T> {
        self.0.map_err(|reason| Error::field(name, reason))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).map_err(|error| error.to_string())))
    }
}

impl<T: Serialize> Serialize for Given<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(value) => value.serialize(serializer),
            Err(_) => serializer.serialize_none(),
        }
    }
}

/// A text for which being left out and being empty are two things; marked with `#[server(default)]`. A plain `Option` is
/// `None` for both.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Sent(pub Option<String>);

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Some(text)))
    }
}

/// The value of a field that must be there.
///
/// # Errors
/// [`Error::Invalid`] for `name` when it is missing or does not parse.
pub fn needed<T: FromStr<Err: Display>>(name: &str, text: Option<&str>) -> Result<T> {
    optional(name, text)?.ok_or_else(|| Error::field(name, text::input_needed()))
}

/// The value of a field that may be left empty.
///
/// # Errors
/// [`Error::Invalid`] for `name` when it does not parse.
pub fn optional<T: FromStr<Err: Display>>(name: &str, text: Option<&str>) -> Result<Option<T>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|error: T::Err| Error::field(name, error.to_string())),
    }
}

/// A whole number that may be left empty.
///
/// # Errors
/// [`Error::Invalid`] for `name` when it is not a number from `least` to `most`.
pub fn number(name: &str, text: Option<&str>, least: u32, most: u32) -> Result<Option<u32>> {
    let wrong = || Error::field(name, text::input_number(least, most));
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => {
            let number = text.parse().map_err(|_| wrong())?;
            if (least..=most).contains(&number) { Ok(Some(number)) } else { Err(wrong()) }
        }
    }
}

/// Which page of a list a call asks for.
///
/// # Errors
/// [`Error::Invalid`] for `page` or `per_page`.
pub fn page(page: Option<&str>, per_page: Option<&str>) -> Result<PageNumber> {
    Ok(PageNumber::new(number("page", page, 1, 500)?, number("per_page", per_page, 1, PageNumber::MOST)?))
}

/// The lines of a text, without those that are empty.
pub fn lines(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A check box or a switch: absent is off.
///
/// # Errors
/// [`Error::Invalid`] for `name` when it is neither on nor off.
pub fn flag(name: &str, text: Option<&str>) -> Result<bool> {
    match text.map(str::trim) {
        None | Some("" | "false" | "0" | "off") => Ok(false),
        Some("true" | "1" | "on") => Ok(true),
        Some(_) => Err(Error::field(name, text::input_flag())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_answer_and_nonsense_is_named() {
        assert_eq!(number("year", Some(" "), 1870, 2100).ok(), Some(None));
        assert_eq!(number("year", Some("1999"), 1870, 2100).ok(), Some(Some(1999)));
        let error = number("year", Some("99999999999"), 1870, 2100).expect_err("too large");
        assert_eq!(error.to_string(), "invalid input: year: Use a whole number from 1870 to 2100.");
        assert!(flag("is_4k", Some("maybe")).is_err());
        assert!(flag("is_4k", Some("on")).is_ok_and(|on| on));
    }
}

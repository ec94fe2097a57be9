//! Percent-encoding of what goes into an address: everything except letters, digits and `-_.~`.
//!
//! Overseerr refuses reserved characters and `+` in a query with 400 (sct/overseerr#2010), and form encoding writes a
//! space as `+`; so the strictest rule is used for everybody.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `?a=b&c=d` with names and values encoded; empty for no pairs.
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.extend(utf8_percent_encode(name, STRICT));
        text.push('=');
        text.extend(utf8_percent_encode(&value, STRICT));
    }
    text
}

/// One segment of a path; cannot add another.
pub fn path_segment(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_reserved_is_encoded_and_a_space_is_never_a_plus() {
        assert_eq!(
            query([("query", "it's a + b: c/d&e=f ü ~x_y-z.".into()), ("page", "2".into())]),
            "?query=it%27s%20a%20%2B%20b%3A%20c%2Fd%26e%3Df%20%C3%BC%20~x_y-z.&page=2"
        );
        assert_eq!(query([]), "");
        assert_eq!(path_segment("../a b"), "..%2Fa%20b");
    }
}

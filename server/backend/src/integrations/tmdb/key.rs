//! The two kinds of credentials that TMDB hands out; either will do.

use domain::accounts::Secret;

/// A key as an admin copies it from TMDB's settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TmdbKey {
    /// "API Key": 32 hexadecimal digits, sent in the query.
    V3(Secret),
    /// "API Read Access Token": a long JWT, sent in a header.
    V4(Secret),
}

impl TmdbKey {
    /// `None` for what is neither.
    pub fn parse(key: &Secret) -> Option<Self> {
        let text = key.reveal().trim();
        if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(Self::V3(Secret::new(text)));
        }
        let is_jwt = text.starts_with("eyJ")
            && text.split('.').count() == 3
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        is_jwt.then(|| Self::V4(Secret::new(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::TmdbKey;
    use domain::accounts::Secret;

    #[test]
    fn tells_the_two_kinds_apart_and_takes_nothing_else() {
        let parse = |text: &str| TmdbKey::parse(&Secret::new(text));
        assert!(matches!(parse(" 0123456789abcdef0123456789ABCDEF "), Some(TmdbKey::V3(_))));
        assert!(matches!(parse("eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIx.a-b_c"), Some(TmdbKey::V4(_))));
        for text in ["", "0123456789abcdef", "not a key", "eyJhbGciOiJIUzI1NiJ9", "eyJ.a.b c", "eyJ.a.b&page=2"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}

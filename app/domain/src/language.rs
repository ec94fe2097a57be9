//! The languages in which people are spoken to, and which of them is spoken now.

use crate::text;
use serde::{Deserialize, Serialize};
use std::{cell::Cell, str::FromStr, sync::OnceLock};

/// A language of the catalogue ([`crate::text`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// As BCP 47 has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// In its own words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// What a browser likes best of what there is, by its `Accept-Language` (RFC 9110, 12.5.4); `None` when it names none
    /// of them.
    pub fn wanted(accepted: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in accepted.split(',') {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight = weight.trim().strip_prefix(['q', 'Q']).and_then(|weight| weight.strip_prefix('='));
            let weight = weight.and_then(|weight| weight.parse().ok()).unwrap_or(0.0);
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let known = Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary));
            if let Some(language) = known
                && weight > best.map_or(0.0, |(weight, _)| weight)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

impl FromStr for Language {
    type Err = crate::Error;

    /// [`crate::Error::Invalid`] at `language`.
    fn from_str(text: &str) -> crate::Result<Self> {
        let known = Self::ALL.into_iter().find(|language| language.tag() == text);
        known.ok_or_else(|| crate::Error::field("language", text::input_one_of(Self::ALL.map(Self::tag).join(", "))))
    }
}

static SPOKEN: OnceLock<fn() -> Language> = OnceLock::new();

/// Says, once for the program, how it is found out which language is spoken.
pub fn found_by(spoken: fn() -> Language) {
    // A second time, in tests, says the same.
    let _ = SPOKEN.set(spoken);
}

thread_local! {
    static JUST_NOW: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The language of the texts that are made now.
pub fn spoken() -> Language {
    JUST_NOW.get().unwrap_or_else(|| SPOKEN.get().map_or_else(Language::default, |spoken| spoken()))
}

/// Words in this language, whichever is spoken.
pub fn said_in<T>(language: Language, words: impl FnOnce() -> T) -> T {
    /// Also when the words are never found.
    struct Before(Option<Language>);

    impl Drop for Before {
        fn drop(&mut self) {
            JUST_NOW.set(self.0);
        }
    }

    let _before = Before(JUST_NOW.replace(Some(language)));
    words()
}

/// Whether a text that was kept are these words, in whichever language it was.
pub fn is_said<T: AsRef<str>>(kept: &str, words: impl Fn() -> T) -> bool {
    Language::ALL.into_iter().any(|language| said_in(language, &words).as_ref() == kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_what_it_likes_best_of_what_there_is() {
        let (english, german) = (Some(Language::English), Some(Language::German));
        for (accepted, language) in [
            ("de", german),
            ("de-AT,de;q=0.9,en;q=0.8", german),
            ("en-GB, de;q=0.9", english),
            ("fr, DE;q=0.2, en;q=0.1", german),
            ("en;q=0.5, de;q=0.7", german),
            ("en;q=0.5, de;q=0.5", english),
            ("de;q=0, en;q=0.1", english),
            ("fr, es;q=0.5", None),
            ("de;Q=0.9", german),
            ("*", None),
            ("den, english", None),
            ("de;q=none", None),
            ("de;q=NaN,en;q=0.1", english),
            (";;,,q=1;de", None),
            ("", None),
        ] {
            assert_eq!(Language::wanted(accepted), language, "{accepted}");
        }
    }

    #[test]
    fn words_are_said_in_another_language_for_a_moment() {
        let both = || (said_in(Language::English, text::thing_key), text::thing_key());
        assert_eq!((said_in(Language::German, both), text::thing_key()), (("key", "Schlüssel"), "key"));
        assert_eq!(said_in(Language::German, text::thing_key), "Schlüssel");
        assert!(is_said("Schlüssel", text::thing_key) && is_said("key", text::thing_key));
        assert!(!is_said("clef", text::thing_key));
    }

    #[test]
    fn a_tag_is_read_as_it_is_written() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse::<Language>().ok(), Some(language));
            assert_eq!(serde_json::to_value(language).ok(), Some(language.tag().into()));
        }
        assert!("fr".parse::<Language>().is_err());
    }
}

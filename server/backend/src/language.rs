//! Which language is spoken where: that of whoever asks while their request is answered, and that of the site in what is
//! kept for everybody.

use domain::language::{self, Language};
use std::sync::{PoisonError, RwLock};

tokio::task_local! {
    static SPOKEN: Language;
}

/// The setting `language`, as it was when it was read last.
static OF_SITE: RwLock<Language> = RwLock::new(Language::English);

/// From now on the catalogue speaks as is said here.
pub fn begin() {
    language::found_by(|| SPOKEN.try_with(|language| *language).unwrap_or_else(|_| of_site()));
}

/// The site's own.
pub fn of_site() -> Language {
    *OF_SITE.read().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn set_of_site(language: Language) {
    *OF_SITE.write().unwrap_or_else(PoisonError::into_inner) = language;
}

/// Does it in this language.
pub async fn speaking<T>(language: Language, work: impl Future<Output = T>) -> T {
    SPOKEN.scope(language, work).await
}

/// Work that is spawned beside a request, and speaks as that does.
pub(crate) fn carried<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    speaking(language::spoken(), work)
}

/// Words for whoever has chosen this language; for who has chosen none, in the site's.
pub fn to<T>(language: Option<Language>, words: impl FnOnce() -> T) -> T {
    language::said_in(language.unwrap_or_else(of_site), words)
}

/// Words that are kept and read by others too.
pub fn kept<T>(words: impl FnOnce() -> T) -> T {
    to(None, words)
}

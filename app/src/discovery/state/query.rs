//! What a search asks for: as a call, and as the address of its page.

use crate::arguments::number;
use domain::{
    Result,
    discovery::{AvailabilityFilter, MediaType, Search, SearchText},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// What stands as it is in a query: RFC 3986, unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What asks for people, where a kind of title stands otherwise.
pub const PERSON: &str = "person";

/// The search that a URL or a call asks for.
///
/// # Errors
/// [`domain::Error::Invalid`] by the name of the argument.
pub fn parse_search(
    query: &str,
    page: Option<&str>,
    media_type: Option<&str>,
    year: Option<&str>,
    availability: Option<&str>,
) -> Result<Search> {
    let media_type = media_type.filter(|text| !text.is_empty());
    let people_only = media_type == Some(PERSON);
    Ok(Search {
        people_only,
        text: SearchText::new(query)?,
        page: number("page", page, 1, 500)?.unwrap_or(1),
        media_type: media_type.filter(|_| !people_only).map(str::parse).transpose()?,
        year: number("year", year, 1870, 2100)?.and_then(|year| u16::try_from(year).ok()),
        availability: availability.filter(|text| !text.is_empty()).map(str::parse).transpose()?,
    })
}

/// The fields of the search page as they were typed; empty is not asked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SearchQuery {
    pub q: String,
    pub media_type: String,
    pub year: String,
    pub availability: String,
}

impl SearchQuery {
    /// Reads the fields of the page's address. What no control of the page can send is left out, so that an old or a
    /// mistyped address still finds something.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let field = |name| get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
        let (media_type, availability) = (field("type"), field("availability"));
        Self {
            q: field("q"),
            media_type: match media_type.as_str() {
                PERSON => PERSON,
                text => text.parse().map(MediaType::as_str).unwrap_or_default(),
            }
            .to_owned(),
            year: field("year"),
            availability: availability.parse().map(AvailabilityFilter::as_str).unwrap_or_default().to_owned(),
        }
    }

    pub fn is_filtered(&self) -> bool {
        [&self.media_type, &self.year, &self.availability].into_iter().any(|field| !field.is_empty())
    }

    /// The address of the first page of this search.
    pub fn href(&self) -> String {
        let fields =
            [("q", &self.q), ("type", &self.media_type), ("year", &self.year), ("availability", &self.availability)];
        let parts: Vec<_> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED)))
            .collect();
        if parts.is_empty() { "/search".to_owned() } else { format!("/search?{}", parts.join("&")) }
    }

    /// The same words without filters.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self { q: self.q.clone(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_form_with_its_empty_fields() {
        let search = parse_search(" light ", Some("2"), Some(""), Some(""), Some("missing")).expect("parses");
        assert_eq!(search.text.as_str(), "light");
        assert_eq!((search.page, search.media_type, search.year), (2, None, None));
        assert!(search.is_filtered());
    }

    #[test]
    fn people_are_a_kind_of_their_own() {
        let search = parse_search("mara", None, Some("person"), None, None).expect("parses");
        assert!(search.people_only && search.media_type.is_none() && search.is_filtered());
        let query = SearchQuery::read(|name| (name == "type").then(|| "person".to_owned()));
        assert_eq!(query.media_type, "person");
    }

    #[test]
    fn names_the_argument_that_is_wrong() {
        for (page, kind, year, field) in
            [("0", "", "", "page"), ("1", "song", "", "media_type"), ("1", "", "12", "year")]
        {
            let error = parse_search("x", Some(page), Some(kind), Some(year), None).expect_err("is refused");
            assert!(error.to_string().contains(field), "{error}");
        }
    }

    #[test]
    fn an_address_leads_back_to_its_fields() {
        let query = SearchQuery {
            q: "rock & roll, 50% «ja»".into(),
            media_type: "tv".into(),
            year: "1999".into(),
            availability: "missing".into(),
        };
        let href = query.href();
        assert_eq!(
            href,
            "/search?q=rock%20%26%20roll%2C%2050%25%20%C2%ABja%C2%BB&type=tv&year=1999&availability=missing"
        );
        let back = SearchQuery::read(|name| {
            let (_, fields) = href.split_once('?')?;
            let value = fields.split('&').find_map(|field| field.strip_prefix(&format!("{name}=")))?;
            percent_encoding::percent_decode_str(value).decode_utf8().ok().map(Into::into)
        });
        assert_eq!(back, query);
        assert_eq!(SearchQuery::default().href(), "/search");
    }

    #[test]
    fn keeps_a_wrong_year_to_show_it_and_drops_what_nobody_can_choose() {
        let query = SearchQuery::read(|name| {
            Some(
                match name {
                    "year" => "soon",
                    _ => "nonsense",
                }
                .to_owned(),
            )
        });
        assert_eq!((query.year.as_str(), query.media_type.as_str(), query.availability.as_str()), ("soon", "", ""));
        assert!(query.is_filtered() && !query.unfiltered().is_filtered());
    }
}

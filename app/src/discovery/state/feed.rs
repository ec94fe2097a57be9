//! Results that load on while one scrolls: which page is next, which answers still count, how the address follows.

use crate::{arguments::number, ui::pagination::page_href};
use std::ops::RangeInclusive;

/// How many pages one document shows at most; from there on the link to the next page leads on.
pub const SPAN: u32 = 10;

/// The pages that `?page=…&upto=…` shows. What is no number is as if it were not there.
pub fn span(page: Option<&str>, upto: Option<&str>) -> RangeInclusive<u32> {
    let read = |name, text| number(name, text, 1, 500).ok().flatten();
    let first = read("page", page).unwrap_or(1);
    let last = read("upto", upto).unwrap_or(first);
    first..=last.clamp(first, first + SPAN - 1)
}

/// What the feed is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    Idle,
    Loading,
    /// The last load did not succeed; it is tried again when somebody says so.
    Failed,
}

/// A page that is to be loaded. An answer counts only with the number of the load that is still awaited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Load {
    pub number: u32,
    pub page: u32,
}

/// The pages in one document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Feed {
    first: u32,
    /// The last page that is shown.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    pub phase: Phase,
    loads: u32,
}

impl Feed {
    pub fn new(first: u32, page: u32, pages: u32) -> Self {
        Self { first, page, pages, phase: Phase::Idle, loads: 0 }
    }

    /// Whether anything more loads into this document.
    pub fn goes_on(&self) -> bool {
        self.page < self.pages && self.page + 1 < self.first + SPAN
    }

    /// Starts to load the next page, if there is one and nothing else is under way.
    pub fn begin(&mut self) -> Option<Load> {
        if !self.goes_on() || self.phase == Phase::Loading {
            return None;
        }
        self.phase = Phase::Loading;
        self.loads += 1;
        Some(Load { number: self.loads, page: self.page + 1 })
    }

    fn is_awaited(&self, load: Load) -> bool {
        self.phase == Phase::Loading && load.number == self.loads
    }

    /// Takes an answer; false for one that nobody awaits any more.
    pub fn arrived(&mut self, load: Load, pages: u32) -> bool {
        let counts = self.is_awaited(load);
        if counts {
            *self = Self { page: load.page, pages, phase: Phase::Idle, ..*self };
        }
        counts
    }

    /// Gives a load up; false for one that nobody awaits any more.
    pub fn failed(&mut self, load: Load) -> bool {
        let counts = self.is_awaited(load);
        if counts {
            self.phase = Phase::Failed;
        }
        counts
    }

    /// The address that shows what is shown now. `base` is the search without pages.
    pub fn href(&self, base: &str) -> String {
        let start = page_href(base, self.first);
        if self.page == self.first {
            return start;
        }
        let join = if start.contains('?') { '&' } else { '?' };
        format!("{start}{join}upto={}", self.page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_page_after_page_until_there_are_no_more() {
        let mut feed = Feed::new(1, 1, 3);
        for page in [2, 3] {
            let load = feed.begin().expect("a next page");
            assert_eq!(load.page, page);
            assert_eq!(feed.begin(), None, "one at a time");
            assert!(feed.arrived(load, 3));
        }
        assert_eq!(feed.begin(), None);
        assert_eq!(feed.href("/search?q=light"), "/search?q=light&upto=3");
    }

    #[test]
    fn a_late_answer_is_dropped() {
        let mut feed = Feed::new(1, 1, 3);
        let slow = feed.begin().expect("a next page");
        assert!(feed.failed(slow));
        assert!(!feed.arrived(slow, 3), "it was given up");
        let again = feed.begin().expect("tried again");
        assert!(!feed.arrived(slow, 3), "another one is awaited");
        assert!(!feed.failed(slow));
        assert!(feed.arrived(again, 3));
        assert_eq!((feed.page, feed.phase), (2, Phase::Idle));
    }

    #[test]
    fn one_document_holds_so_many_pages_and_its_address_shows_them_again() {
        let mut feed = Feed::new(3, 3, 40);
        while let Some(load) = feed.begin() {
            assert!(feed.arrived(load, 40));
        }
        assert_eq!((feed.page, feed.goes_on()), (12, false));
        assert_eq!(feed.href("/search?q=a"), "/search?q=a&page=3&upto=12");
        assert_eq!(span(Some("3"), Some("12")), 3..=12);
    }

    #[test]
    fn reads_the_pages_of_an_address_within_bounds() {
        assert_eq!(span(None, None), 1..=1);
        assert_eq!(span(Some("4"), None), 4..=4);
        assert_eq!(span(Some("4"), Some("2")), 4..=4);
        assert_eq!(span(Some("0"), Some("x")), 1..=1);
        assert_eq!(span(None, Some("500")), 1..=SPAN);
    }
}

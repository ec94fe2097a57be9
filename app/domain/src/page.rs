//! Lists in pages.

use serde::{Deserialize, Serialize};

/// Which page of a list is wanted, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PageNumber {
    pub page: u32,
    pub per_page: u32,
}

impl PageNumber {
    /// Entries a page when nothing else is asked for.
    pub const DEFAULT_SIZE: u32 = 24;
    /// The most entries one page may hold.
    pub const MOST: u32 = 100;

    /// Takes what was asked for into the allowed range: pages from 1 to 500, 1 to 100 entries each.
    pub fn new(page: Option<u32>, per_page: Option<u32>) -> Self {
        Self {
            page: page.unwrap_or(1).clamp(1, 500),
            per_page: per_page.unwrap_or(Self::DEFAULT_SIZE).clamp(1, Self::MOST),
        }
    }

    /// How many entries lie before this page.
    pub fn offset(self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.per_page)
    }
}

impl Default for PageNumber {
    fn default() -> Self {
        Self::new(None, None)
    }
}

/// One page of a list; `total` counts the whole list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub page: u32,
    pub per_page: u32,
    pub total: u64,
}

impl<T> Page<T> {
    /// How many pages the whole list has; at least 1.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.per_page.max(1))).max(1)).unwrap_or(u32::MAX)
    }

    pub fn has_next(&self) -> bool {
        self.page < self.pages()
    }

    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(each).collect(),
            page: self.page,
            per_page: self.per_page,
            total: self.total,
        }
    }
}

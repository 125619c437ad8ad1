//! Reading a long list page by page.

use contract::limits::{PAGE, PAGE_MOST};
use serde::Serialize;

/// Which page of a list, and how long pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    page: usize,
    limit: usize,
}

impl Paging {
    /// The `page`th page, counted from 1, of at most `limit` items. Zero counts as one, and a
    /// longer page is silently capped at [`PAGE_MOST`], as the public search does.
    pub fn new(page: usize, limit: usize) -> Self {
        Self {
            page: page.max(1),
            limit: limit.clamp(1, PAGE_MOST),
        }
    }

    /// Counted from 1.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The most items on the page.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Picks the page out of a list whose length is known.
    pub fn pick<T>(self, total: usize, all: impl Iterator<Item = T>) -> Page<T> {
        let before = (self.page - 1).saturating_mul(self.limit);
        let items = if before < total {
            all.skip(before).take(self.limit).collect()
        } else {
            Vec::new()
        };
        Page {
            items,
            page: self.page,
            limit: self.limit,
            total,
        }
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self::new(1, PAGE)
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// What is on it; nothing beyond the last page.
    pub items: Vec<T>,
    /// Which page, counted from 1.
    pub page: usize,
    /// The most items a page could hold.
    pub limit: usize,
    /// How long the whole list is.
    pub total: usize,
}

impl<T> Page<T> {
    /// How many pages the whole list fills.
    pub fn pages(&self) -> usize {
        self.total.div_ceil(self.limit)
    }

    /// The same page with every item looked up.
    pub fn look_up<U>(self, find: impl FnMut(T) -> Option<U>) -> Page<U> {
        let items = self.items.into_iter().filter_map(find).collect();
        Page {
            items,
            page: self.page,
            limit: self.limit,
            total: self.total,
        }
    }

    /// The same page with every item turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        let items = self.items.into_iter().map(turn).collect();
        Page {
            items,
            page: self.page,
            limit: self.limit,
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_holds_what_is_left() {
        let page = Paging::new(3, 4).pick(10, 1..=10);

        assert_eq!(
            (page.items.as_slice(), page.pages()),
            ([9, 10].as_slice(), 3)
        );
    }

    #[test]
    fn a_page_beyond_the_last_is_empty_and_a_page_of_a_thousand_is_capped() {
        assert!(Paging::new(usize::MAX, 4).pick(10, 1..=10).items.is_empty());
        assert_eq!(Paging::new(0, 1000), Paging::new(1, 100));
    }
}

//! The links to the other pages of a long list.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::sandbox::page::Page;

/// The links to the other pages of a long list.
#[derive(Debug, Clone, Template)]
#[template(path = "console/parts/pager.html")]
pub(in crate::console) struct Pager {
    page: usize,
    pages: usize,
    address: String,
}

impl Pager {
    /// Of the page of a list that is shown at `address`, whose query may say more: the number of
    /// the page is added to it.
    pub(in crate::console) fn of<T>(page: &Page<T>, address: impl Into<String>) -> Self {
        Self {
            page: page.page,
            pages: page.pages(),
            address: address.into(),
        }
    }

    fn to(&self, page: usize) -> String {
        let and = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{and}page={page}", self.address)
    }

    /// The first, the last, and those around this one; `None` stands for some left out.
    fn items(&self) -> Vec<Option<usize>> {
        let near =
            |page: &usize| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 1;
        let mut items = Vec::new();
        let mut last = 0;
        for page in [
            1,
            self.page.saturating_sub(1),
            self.page,
            self.page + 1,
            self.pages,
        ] {
            if page <= last || page > self.pages || !near(&page) {
                continue;
            }
            if page > last + 1 {
                items.push(None);
            }
            items.push(Some(page));
            last = page;
        }
        items
    }
}

// Its template escapes whatever it shows.
impl HtmlSafe for Pager {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_shows_the_ends_and_what_is_near() {
        let items = |page, pages| {
            let address = String::new();
            Pager {
                page,
                pages,
                address,
            }
            .items()
        };

        assert_eq!(items(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(
            items(5, 9),
            [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]
        );
    }
}

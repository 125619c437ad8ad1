//! The book as it is saved: the vacancies alone; indexes are made again when it is read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::id::Numbering;
use super::record::Record;

/// What is saved of a book.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Saved {
    numbering: Numbering,
    vacancies: Vec<Arc<Record>>,
}

impl From<Book> for Saved {
    fn from(book: Book) -> Self {
        Self {
            vacancies: book.iter().cloned().collect(),
            numbering: book.numbering,
        }
    }
}

impl From<Saved> for Book {
    fn from(saved: Saved) -> Self {
        let mut book = Self::new(saved.numbering);
        for record in saved.vacancies {
            book.insert(Arc::unwrap_or_clone(record));
        }
        book
    }
}

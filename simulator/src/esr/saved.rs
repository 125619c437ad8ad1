//! The book as it is saved; indexes are made again when it is read.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::book::Book;
use super::employer::Activation;
use super::near_miss::{Duplicates, NearMiss};
use super::number::Numbering;
use super::transfer::StoredTransfer;
use crate::sandbox::log::Log;

/// What is saved of a book.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Saved {
    numbering: Numbering,
    employers: OrdMap<String, Activation>,
    applicants: Vec<Arc<Applicant>>,
    transfers: Vec<Arc<StoredTransfer>>,
    near_misses: Log<NearMiss>,
    duplicates: Log<Duplicates>,
}

impl From<Book> for Saved {
    fn from(book: Book) -> Self {
        Self {
            numbering: book.numbering,
            employers: book.employers,
            applicants: book.applicants.values().cloned().collect(),
            transfers: book.transfers.values().cloned().collect(),
            near_misses: book.near_misses,
            duplicates: book.duplicates,
        }
    }
}

impl From<Saved> for Book {
    fn from(saved: Saved) -> Self {
        let mut book = Self::empty(saved.numbering, saved.employers);
        for applicant in saved.applicants {
            book.insert(Arc::unwrap_or_clone(applicant));
        }
        let key = |stored: Arc<StoredTransfer>| (stored.result.transfer_id.clone(), stored);
        book.transfers = saved.transfers.into_iter().map(key).collect();
        book.near_misses = saved.near_misses;
        book.duplicates = saved.duplicates;
        book
    }
}

//! The book of applicants and transfers.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::employer::Activation;
use super::history::Event;
use super::index::Index;
use super::near_miss::{Duplicates, NearMiss};
use super::number::{ApplicantNumber, Numbering};
use super::saved::Saved;
use super::transfer::StoredTransfer;
use crate::sandbox::log::Log;

/// How many near misses, and how many notes of duplicates, are kept for the operator.
pub(super) const NOTES_AT_MOST: usize = 1000;

/// Everything ESR holds in one sandbox. Cloning it costs the same whatever it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub struct Book {
    pub(super) numbering: Numbering,
    pub(super) employers: OrdMap<String, Activation>,
    pub(super) applicants: OrdMap<ApplicantNumber, Arc<Applicant>>,
    pub(super) by_position: OrdMap<(String, String), ApplicantNumber>,
    pub(super) index: Index,
    pub(super) transfers: OrdMap<String, Arc<StoredTransfer>>,
    pub(super) near_misses: Log<NearMiss>,
    pub(super) duplicates: Log<Duplicates>,
    /// What people and feeds did to records after they were first loaded.
    pub(super) history: OrdMap<ApplicantNumber, Vec<Event>>,
}

impl Book {
    /// A book with one activated employer and nobody in it.
    pub fn new(numbering: Numbering, vpd: &str) -> Self {
        let employers = OrdMap::unit(vpd.to_owned(), Activation::Activated);
        Self::empty(numbering, employers)
    }

    pub(super) fn empty(numbering: Numbering, employers: OrdMap<String, Activation>) -> Self {
        Self {
            numbering,
            employers,
            applicants: OrdMap::new(),
            by_position: OrdMap::new(),
            index: Index::default(),
            transfers: OrdMap::new(),
            near_misses: Log::new(NOTES_AT_MOST),
            duplicates: Log::new(NOTES_AT_MOST),
            history: OrdMap::new(),
        }
    }

    /// Puts an applicant where its number belongs and keeps the indexes in step.
    pub(super) fn insert(&mut self, applicant: Applicant) {
        let number = applicant.applicant_number;
        let before = self.applicants.get(&number).cloned();
        self.index.update(before.as_deref(), &applicant);
        if before.is_none() {
            // Employer and position are what an applicant is told apart by, so they never change.
            let position = (applicant.vpd.clone(), applicant.position_id.clone());
            self.by_position.insert(position, number);
        }
        self.applicants.insert(number, Arc::new(applicant));
    }
}

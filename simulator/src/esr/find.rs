//! Finding applicants, transfers and the operator's notes.

use std::sync::Arc;

use contract::transfer::TransferResult;

use super::applicant::Applicant;
use super::book::Book;
use super::near_miss::{Duplicates, NearMiss};
use super::number::ApplicantNumber;
use super::transfer::StoredTransfer;
use crate::sandbox::log::Log;
use crate::sandbox::page::{Page, Paging};

impl Book {
    /// One applicant, by ESR's number.
    pub fn applicant(&self, number: &str) -> Option<&Applicant> {
        let number: ApplicantNumber = number.parse().ok()?;
        self.applicants.get(&number).map(AsRef::as_ref)
    }

    /// Every applicant, in the order of loading.
    pub fn applicants(&self, paging: Paging) -> Page<Arc<Applicant>> {
        paging.pick(self.applicants.len(), self.applicants.values().cloned())
    }

    /// How many applicants there are.
    pub fn applicant_count(&self) -> usize {
        self.applicants.len()
    }

    /// The applicants of one employer that are in scope and have had no transfer, for suppliers
    /// that match on their side. None of an employer that ESR does not know.
    pub fn awaiting(&self, vpd: &str, paging: Paging) -> Page<Arc<Applicant>> {
        let Some(numbers) = self.index.awaiting(vpd) else {
            return paging.pick(0, std::iter::empty());
        };
        let page = paging.pick(numbers.len(), numbers.iter());
        page.look_up(|number| self.applicants.get(number).cloned())
    }

    /// The result of a transfer again; a transfer of another employer is none of this one's.
    pub fn transfer_result(&self, vpd: &str, transfer_id: &str) -> Option<&TransferResult> {
        let stored = self
            .transfers
            .get(transfer_id)
            .filter(|stored| stored.vpd == vpd);
        stored.map(|stored| &stored.result)
    }

    /// Every transfer that was done.
    pub fn transfers(&self) -> impl Iterator<Item = &Arc<StoredTransfer>> {
        self.transfers.values()
    }

    /// Whom a refused transfer may have meant, for the operator only.
    pub fn near_misses(&self) -> &Log<NearMiss> {
        &self.near_misses
    }

    /// Records that stood beside a match, or in its way, for the operator only.
    pub fn duplicates(&self) -> &Log<Duplicates> {
        &self.duplicates
    }
}

//! The list of applicants as a person in HR looks through it, and the records that seem to be one
//! person's.

use std::sync::Arc;

use contract::codes::PersonType;
use contract::settings::Matching;

use super::applicant::Applicant;
use super::book::Book;
use super::transfer::StoredTransfer;
use crate::sandbox::page::{Page, Paging};

impl Book {
    /// A page of the applicants whose name, number or position has a text in it, in the order of
    /// loading; all of them where the text is empty. Case does not matter.
    pub fn listed(&self, text: &str, paging: Paging) -> Page<Arc<Applicant>> {
        let text = super::name::strict(text);
        if text.is_empty() {
            return self.applicants(paging);
        }
        let says = |applicant: &&Arc<Applicant>| says(applicant, &text);
        let found: Vec<_> = self.applicants.values().filter(says).collect();
        paging.pick(found.len(), found.into_iter().cloned())
    }

    /// The open records that stand for one person of one employer, by names and date of birth: a
    /// page of groups, each in the order of loading.
    pub fn twins(&self, matching: Matching, paging: Paging) -> Page<Vec<Arc<Applicant>>> {
        let groups = self.index.twins(matching);
        let page = paging.pick(groups.len(), groups.into_iter());
        page.map(|numbers| {
            let mut group: Vec<_> = numbers
                .iter()
                .filter_map(|number| self.applicants.get(number).cloned())
                .collect();
            group.sort_by_key(|applicant| applicant.applicant_number);
            group
        })
    }

    /// A transfer that was done, with what was sent.
    pub fn stored_transfer(&self, id: &str) -> Option<&StoredTransfer> {
        self.transfers.get(id).map(AsRef::as_ref)
    }
}

impl Applicant {
    /// Whether a person in HR may choose this record among several.
    pub fn may_be_kept(&self) -> bool {
        self.open && self.person_type == PersonType::Applicant
    }
}

fn says(applicant: &Applicant, text: &str) -> bool {
    let whole = format!("{} {}", applicant.first_name, applicant.last_name);
    super::name::strict(&whole).contains(text)
        || applicant.applicant_number.to_string().contains(text)
        || applicant.position_id.contains(text)
}

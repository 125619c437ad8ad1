//! What a person in HR does: closing a historic record.

use jiff::Timestamp;

use super::applicant::Applicant;
use super::book::Book;
use super::history::Act;

/// There is no such applicant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no applicant has the number `{number}`")]
pub struct UnknownApplicant {
    /// The number as given.
    pub number: String,
}

impl UnknownApplicant {
    pub(super) fn of(number: &str) -> Self {
        Self {
            number: number.chars().take(80).collect(),
        }
    }
}

impl Book {
    /// Closes an applicant's record and returns it; a closed one matches no more (stated: closing
    /// historic records is advised). Closing twice changes nothing.
    ///
    /// # Errors
    /// [`UnknownApplicant`].
    pub fn close(&mut self, number: &str, at: Timestamp) -> Result<Applicant, UnknownApplicant> {
        let unknown = || UnknownApplicant::of(number);
        let mut applicant = self.applicant(number).cloned().ok_or_else(unknown)?;
        if applicant.open {
            applicant.open = false;
            self.note(applicant.applicant_number, Act::Closed, at);
            self.insert(applicant.clone());
        }
        Ok(applicant)
    }
}

//! What a person in HR does: closing a historic record.

use super::applicant::Applicant;
use super::book::Book;

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
    pub fn close(&mut self, number: &str) -> Result<Applicant, UnknownApplicant> {
        let unknown = || UnknownApplicant::of(number);
        let mut applicant = self.applicant(number).cloned().ok_or_else(unknown)?;
        applicant.open = false;
        self.insert(applicant.clone());
        Ok(applicant)
    }
}

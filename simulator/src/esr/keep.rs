//! What a person in HR does about duplicates: choosing one, which closes the others.

use contract::codes::PersonType;
use contract::settings::Matching;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::applicant::Applicant;
use super::book::Book;
use super::close::UnknownApplicant;
use super::history::Act;
use super::number::ApplicantNumber;
use super::scope::Scope;

/// What became of the records of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Kept {
    /// The record that goes on through the hire process.
    pub kept: Applicant,
    /// The records that were closed for it.
    pub closed: Vec<Applicant>,
}

/// Why a record was not chosen. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    /// There is no such applicant.
    #[error(transparent)]
    Unknown(#[from] UnknownApplicant),
    /// A closed record is not opened again by choosing it.
    #[error("the record `{number}` is closed; choose an open one")]
    Closed {
        /// The record.
        number: ApplicantNumber,
    },
    /// An employee's record is no applicant's.
    #[error("the record `{number}` is an employee's; choose an applicant's")]
    Employee {
        /// The record.
        number: ApplicantNumber,
    },
}

impl Book {
    /// Keeps one of the records of a person and closes every other open applicant of the employer
    /// with the same names and date of birth, whoever put it there; employees' records stay.
    /// Choosing the same record again closes nothing more.
    ///
    /// # Errors
    /// [`KeepError`].
    pub fn keep(
        &mut self,
        number: &str,
        matching: Matching,
        at: Timestamp,
    ) -> Result<Kept, KeepError> {
        let unknown = || UnknownApplicant::of(number);
        let kept = self.applicant(number).cloned().ok_or_else(unknown)?;
        let number = kept.applicant_number;
        if kept.person_type == PersonType::Employee {
            return Err(KeepError::Employee { number });
        }
        if !kept.open {
            return Err(KeepError::Closed { number });
        }
        let others = self.others(&kept, matching);
        if !others.is_empty() {
            self.note(number, Act::Kept, at);
        }
        let given_up = |other| self.given_up(other, at);
        let closed = others.into_iter().map(given_up).collect();
        Ok(Kept { kept, closed })
    }

    fn others(&self, kept: &Applicant, matching: Matching) -> Vec<Applicant> {
        let person = kept.person();
        let alike = self.index.matches(&kept.vpd, &person, matching);
        let open = alike.filter(|(scope, _)| matches!(scope, Scope::InScope | Scope::NotFromTis));
        let others = open.filter(|(_, number)| *number != kept.applicant_number);
        others
            .filter_map(|(_, number)| self.applicants.get(&number))
            .map(|applicant| Applicant::clone(applicant))
            .collect()
    }

    fn given_up(&mut self, mut applicant: Applicant, at: Timestamp) -> Applicant {
        applicant.open = false;
        self.note(applicant.applicant_number, Act::GivenUp, at);
        self.insert(applicant.clone());
        applicant
    }
}

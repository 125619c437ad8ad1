//! What a person in HR does before anything can match: correcting a name or a date of birth.

use contract::limits::{SHORT_TEXT, Span};
use contract::problem::FieldError;
use contract::reading::{FieldCode, Json, Notes, Object, document};
use contract::settings::Settings;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::applicant::Applicant;
use super::book::Book;
use super::close::UnknownApplicant;
use super::history::Act;
use crate::sandbox::CONTROL_RULE as RULE;

/// What is corrected; what is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As it should have been.
    pub first_name: Option<String>,
    /// As it should have been.
    pub last_name: Option<String>,
    /// As it should have been.
    pub date_of_birth: Option<Date>,
}

impl Correction {
    /// Reads a correction.
    ///
    /// # Errors
    /// Every violation: an unknown member, an empty name, or a date of birth after `today`.
    pub fn read(body: &Value, today: Date) -> Result<Self, Vec<FieldError>> {
        let notes = Notes::new(Settings::default());
        let correction =
            document(&Json::from(body), RULE, &notes).map(|sent| correction(&sent, today));
        notes.finish(correction).map(|reading| reading.value)
    }
}

fn correction(sent: &Object<'_>, today: Date) -> Correction {
    let correction = Correction {
        first_name: name(sent, "firstName"),
        last_name: name(sent, "lastName"),
        date_of_birth: sent.optional_date("dateOfBirth", RULE),
    };
    if correction.date_of_birth.is_some_and(|born| born > today) {
        let message = "a date of birth is not in the future";
        sent.refuse("dateOfBirth", FieldCode::OutOfRange, RULE, message);
    }
    sent.refuse_unknown(RULE);
    correction
}

fn name(sent: &Object<'_>, member: &'static str) -> Option<String> {
    let name = sent.optional_text(member, Span::up_to(SHORT_TEXT), RULE)?;
    if name.trim().is_empty() {
        let message = format!("`{member}` holds nothing but spaces");
        sent.refuse(member, FieldCode::NotValid, RULE, message);
    }
    Some(name)
}

impl Book {
    /// Corrects the person behind an applicant's record and returns the record; from here on it is
    /// found under what was corrected (stated: data cleansing of first name, last name and date of
    /// birth is recommended). Other records of the same person stay as they are: each is a person
    /// record of its own until HR closes it.
    ///
    /// # Errors
    /// [`UnknownApplicant`].
    pub fn correct(
        &mut self,
        number: &str,
        correction: Correction,
        at: Timestamp,
    ) -> Result<Applicant, UnknownApplicant> {
        let unknown = || UnknownApplicant::of(number);
        let mut applicant = self.applicant(number).cloned().ok_or_else(unknown)?;
        let before = applicant.person();
        applicant.first_name = correction.first_name.unwrap_or(applicant.first_name);
        applicant.last_name = correction.last_name.unwrap_or(applicant.last_name);
        applicant.date_of_birth = correction.date_of_birth.unwrap_or(applicant.date_of_birth);
        if applicant.person() != before {
            self.note(applicant.applicant_number, Act::Corrected, at);
            self.insert(applicant.clone());
        }
        Ok(applicant)
    }
}

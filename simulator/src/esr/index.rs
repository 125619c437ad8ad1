//! Finding applicants by name and date of birth, however many there are.

use std::sync::Arc;

use contract::settings::Matching;
use contract::transfer::Person;
use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;

use super::applicant::Applicant;
use super::name;
use super::number::ApplicantNumber;
use super::scope::Scope;

/// How many rows a search for near misses looks at, so that it stays quick among many twins.
const ROWS_AT_MOST: usize = 500;

/// Employer, folded names and date of birth as one text, then the scope, so that the first row
/// under a key is the one that decides.
type Row = (Arc<str>, Scope, ApplicantNumber);

/// The indexes over the applicants of every employer. They follow from the applicants and are not
/// saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Index {
    strict: OrdSet<Row>,
    normalised: OrdSet<Row>,
    births: OrdSet<(Arc<str>, Date, ApplicantNumber)>,
    awaiting: OrdMap<Arc<str>, OrdSet<ApplicantNumber>>,
}

impl Index {
    pub(super) fn add(&mut self, applicant: &Applicant) {
        let number = applicant.applicant_number;
        for matching in [Matching::Strict, Matching::Normalised] {
            self.names_mut(matching).insert(row(applicant, matching));
        }
        let vpd: Arc<str> = applicant.vpd.as_str().into();
        self.births
            .insert((Arc::clone(&vpd), applicant.date_of_birth, number));
        if awaits(applicant) {
            self.awaiting.entry(vpd).or_default().insert(number);
        }
    }

    pub(super) fn remove(&mut self, applicant: &Applicant) {
        let number = applicant.applicant_number;
        for matching in [Matching::Strict, Matching::Normalised] {
            self.names_mut(matching).remove(&row(applicant, matching));
        }
        let vpd: Arc<str> = applicant.vpd.as_str().into();
        self.no_longer_awaiting(&vpd, number);
        self.births.remove(&(vpd, applicant.date_of_birth, number));
    }

    /// An employer for whom nobody waits has no row, so that equal books have equal indexes.
    fn no_longer_awaiting(&mut self, vpd: &Arc<str>, number: ApplicantNumber) {
        let Some(waiting) = self.awaiting.get_mut(vpd) else {
            return;
        };
        waiting.remove(&number);
        if waiting.is_empty() {
            self.awaiting.remove(vpd);
        }
    }

    /// Who matches within one employer, those in scope first.
    pub(super) fn matches(
        &self,
        vpd: &str,
        person: &Person,
        matching: Matching,
    ) -> impl Iterator<Item = (Scope, ApplicantNumber)> {
        let key = key(vpd, person, matching);
        let from = (Arc::clone(&key), Scope::InScope, ApplicantNumber(0));
        let rows = self.names(matching).range(from..);
        rows.take_while(move |row| row.0 == key)
            .map(|(_, scope, number)| (*scope, *number))
    }

    /// Who has the same names, normalised, and any date of birth.
    pub(super) fn namesakes(&self, vpd: &str, person: &Person) -> Vec<ApplicantNumber> {
        let names: Arc<str> = names_key(vpd, person, Matching::Normalised).into();
        let rows = self
            .normalised
            .range((Arc::clone(&names), Scope::InScope, ApplicantNumber(0))..);
        let alike = rows.take_while(|row| row.0.starts_with(&*names));
        alike.take(ROWS_AT_MOST).map(|row| row.2).collect()
    }

    /// Who was born that day.
    pub(super) fn born(&self, vpd: &str, day: Date) -> Vec<ApplicantNumber> {
        let vpd: Arc<str> = vpd.into();
        let rows = self
            .births
            .range((Arc::clone(&vpd), day, ApplicantNumber(0))..);
        let alike = rows.take_while(|row| row.0 == vpd && row.1 == day);
        alike.take(ROWS_AT_MOST).map(|row| row.2).collect()
    }

    /// Who is in scope and has had no transfer.
    pub(super) fn awaiting(&self, vpd: &str) -> Option<&OrdSet<ApplicantNumber>> {
        self.awaiting.get(vpd)
    }

    fn names(&self, matching: Matching) -> &OrdSet<Row> {
        match matching {
            Matching::Strict => &self.strict,
            Matching::Normalised => &self.normalised,
        }
    }

    fn names_mut(&mut self, matching: Matching) -> &mut OrdSet<Row> {
        match matching {
            Matching::Strict => &mut self.strict,
            Matching::Normalised => &mut self.normalised,
        }
    }
}

fn awaits(applicant: &Applicant) -> bool {
    Scope::of(applicant) == Scope::InScope && applicant.transfer_id.is_none()
}

fn row(applicant: &Applicant, matching: Matching) -> Row {
    let person = applicant.person();
    (
        key(&applicant.vpd, &person, matching),
        Scope::of(applicant),
        applicant.applicant_number,
    )
}

fn key(vpd: &str, person: &Person, matching: Matching) -> Arc<str> {
    format!(
        "{}{}",
        names_key(vpd, person, matching),
        person.date_of_birth
    )
    .into()
}

/// A separator that no folded name holds keeps `An` `Nguyen` apart from `Ann` `guyen`.
fn names_key(vpd: &str, person: &Person, matching: Matching) -> String {
    let part = |text: &str| name::fold(text, matching).replace('\0', "\u{fffd}");
    format!(
        "{vpd}\0{}\0{}\0",
        part(&person.last_name),
        part(&person.first_name)
    )
}

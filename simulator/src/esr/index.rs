//! Finding applicants by name and date of birth, however many there are.

use std::sync::Arc;

use contract::settings::Matching;
use contract::transfer::Person;
use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;

use super::applicant::Applicant;
use super::key::{self, Keys};
use super::number::ApplicantNumber;
use super::scope::Scope;

/// How many rows a search for near misses looks at, so that it stays quick among many twins.
const ROWS_AT_MOST: usize = 200;

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
    /// Keeps the indexes in step with an applicant that was added or changed.
    pub(super) fn update(&mut self, before: Option<&Applicant>, after: &Applicant) {
        if before.is_none_or(|before| is_found_elsewhere(before, after)) {
            if let Some(before) = before {
                self.remove_rows(before);
            }
            self.add_rows(after);
        }
        let vpd: Arc<str> = after.vpd.as_str().into();
        if awaits(after) {
            let waiting = self.awaiting.entry(vpd).or_default();
            waiting.insert(after.applicant_number);
        } else {
            self.no_longer_awaiting(&vpd, after.applicant_number);
        }
    }

    fn add_rows(&mut self, applicant: &Applicant) {
        let [strict, normalised] = rows(applicant);
        self.strict.insert(strict);
        self.normalised.insert(normalised);
        self.births.insert(birth_row(applicant));
    }

    fn remove_rows(&mut self, applicant: &Applicant) {
        let [strict, normalised] = rows(applicant);
        self.strict.remove(&strict);
        self.normalised.remove(&normalised);
        self.births.remove(&birth_row(applicant));
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
        let key = key::key(vpd, person, matching);
        let from = (Arc::clone(&key), Scope::InScope, ApplicantNumber(0));
        let rows = self.names(matching).range(from..);
        rows.take_while(move |row| row.0 == key)
            .map(|(_, scope, number)| (*scope, *number))
    }

    /// The open records that have the same names and date of birth as others of their employer,
    /// group by group.
    pub(super) fn twins(&self, matching: Matching) -> Vec<Vec<ApplicantNumber>> {
        let mut groups: Vec<Vec<ApplicantNumber>> = Vec::new();
        let mut group = Vec::new();
        let mut last: Option<&Arc<str>> = None;
        for (key, _, number) in self.names(matching).iter().filter(|row| row.1.is_open()) {
            if last != Some(key) {
                groups.extend((group.len() > 1).then(|| std::mem::take(&mut group)));
                group.clear();
                last = Some(key);
            }
            group.push(*number);
        }
        groups.extend((group.len() > 1).then_some(group));
        groups
    }

    /// Who has the same names, normalised, and any date of birth.
    pub(super) fn namesakes(&self, vpd: &str, person: &Person) -> Vec<ApplicantNumber> {
        let names: Arc<str> = key::namesakes(vpd, person).into();
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
}

/// Whether the rows of an applicant have changed. Its employer never does: a position belongs to
/// one, and a load for another adds another applicant.
fn is_found_elsewhere(before: &Applicant, after: &Applicant) -> bool {
    before.first_name != after.first_name
        || before.last_name != after.last_name
        || before.date_of_birth != after.date_of_birth
        || Scope::of(before) != Scope::of(after)
}

fn birth_row(applicant: &Applicant) -> (Arc<str>, Date, ApplicantNumber) {
    let vpd = applicant.vpd.as_str().into();
    (vpd, applicant.date_of_birth, applicant.applicant_number)
}

fn awaits(applicant: &Applicant) -> bool {
    Scope::of(applicant) == Scope::InScope && applicant.transfer_id.is_none()
}

fn rows(applicant: &Applicant) -> [Row; 2] {
    let keys = Keys::of(&applicant.vpd, &applicant.person());
    let row = |key| (key, Scope::of(applicant), applicant.applicant_number);
    [row(keys.strict), row(keys.normalised)]
}

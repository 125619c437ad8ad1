//! The book as it is saved: the vacancies alone; indexes are made again when it is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::change;
use super::id::Numbering;
use super::record::Record;
use crate::sandbox::state::{Misplaced, NUMBER_MOST};

/// What is saved of a book.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Saved {
    numbering: Numbering,
    vacancies: Vec<Arc<Record>>,
}

impl From<Book> for Saved {
    fn from(book: Book) -> Self {
        Self {
            vacancies: book.iter().cloned().collect(),
            numbering: book.numbering,
        }
    }
}

impl TryFrom<Saved> for Book {
    type Error = Misplaced;

    fn try_from(saved: Saved) -> Result<Self, Misplaced> {
        saved.numbering.judge()?;
        let mut book = Self::new(saved.numbering);
        let mut references = BTreeSet::new();
        for (index, record) in saved.vacancies.into_iter().enumerate() {
            let place = |member| format!("/vacancies/{index}/{member}");
            judge(&book, &record).map_err(|(member, text)| Misplaced::at(place(member), text))?;
            if !references.insert(record.reference.clone()) {
                let text = format!("the reference `{}` stands twice", record.reference);
                return Err(Misplaced::at(place("reference"), text));
            }
            book.insert(Arc::unwrap_or_clone(record));
        }
        Ok(book)
    }
}

impl Numbering {
    fn judge(&self) -> Result<(), Misplaced> {
        let numbers = [
            ("nextId", self.next_id),
            ("nextSequence", self.next_sequence),
        ];
        match numbers.into_iter().find(|(_, next)| *next >= NUMBER_MOST) {
            Some((member, _)) => Err(Misplaced::at(
                format!("/numbering/{member}"),
                format!("must be less than {NUMBER_MOST}"),
            )),
            None => Ok(()),
        }
    }

    /// Whether it could still mint the reference of a vacancy that is there already.
    fn would_mint(&self, reference: &str) -> bool {
        let own = reference.strip_prefix(&self.employer_code);
        let sequence = own.and_then(|rest| rest.rsplit('-').next()?.parse::<u64>().ok());
        sequence.is_some_and(|sequence| sequence >= self.next_sequence)
    }
}

fn judge(book: &Book, record: &Record) -> Result<(), (&'static str, String)> {
    let numbering = &book.numbering;
    if book.vacancies.contains_key(&record.id) {
        return Err(("id", format!("the id `{}` stands twice", record.id)));
    }
    if record.id.0 >= numbering.next_id {
        let text = format!(
            "`{}` would be given again; raise `nextId` of the numbering",
            record.id
        );
        return Err(("id", text));
    }
    if numbering.would_mint(&record.reference) {
        let text = format!(
            "`{}` would be given again; raise `nextSequence` of the numbering",
            record.reference
        );
        return Err(("reference", text));
    }
    if !(1..NUMBER_MOST).contains(&record.version) {
        return Err(("version", "must be 1 or more".to_owned()));
    }
    let changes = record.history.changes().len();
    if !(1..=change::MOST).contains(&changes) || record.history.forgotten() >= NUMBER_MOST {
        let text = format!("keeps 1 to {} changes; it has {changes}", change::MOST);
        return Err(("history", text));
    }
    Ok(())
}

impl Book {
    /// The employer code that references begin with.
    pub(crate) fn employer_code(&self) -> &str {
        &self.numbering.employer_code
    }
}

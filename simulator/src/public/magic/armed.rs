//! Cases that somebody has armed: the next request, or every one, is treated as if it had come with
//! the magic value.
//!
//! A trainer arms one in the console; the case itself is the row of the table, so that what is
//! answered is the same whichever way it was asked for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::operation::Operation;

use super::table::{self, Entry};

/// How many may be armed in one sandbox at once.
const MOST: usize = 100;

/// The armed cases of one sandbox.
#[derive(Debug, Default)]
pub(crate) struct Armed {
    // Nearly always there is none, and then requests pass without a lock.
    any: AtomicBool,
    // One lock for all: of two requests at once, one is the next.
    book: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    last: u64,
    cases: Vec<ArmedCase>,
}

/// One armed case.
#[derive(Debug, Clone)]
pub(crate) struct ArmedCase {
    id: u64,
    entry: &'static Entry,
    next_only: bool,
    met: u64,
}

/// There is no room for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{MOST} cases are armed, and there may be no more; disarm some first")]
pub(crate) struct Full;

/// A case that a request is about to have.
pub(super) struct Due {
    id: u64,
    pub(super) entry: &'static Entry,
}

impl ArmedCase {
    /// What disarms it.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// The row of the table, as [`super::listed`] numbers them.
    pub(crate) fn row(&self) -> usize {
        table::number(self.entry)
    }

    /// Whether it is for one request only.
    pub(crate) fn is_for_next(&self) -> bool {
        self.next_only
    }

    /// How many requests have had it.
    pub(crate) fn met(&self) -> u64 {
        self.met
    }

    fn is_spent(&self) -> bool {
        self.next_only && self.met > 0
    }

    // One that is for the next request waits for one that changes something, where its row has
    // such: a token on the way to a transfer should not use it up.
    fn is_for(&self, operation: Operation) -> bool {
        let operations = self.entry.operations;
        let writes = operations.iter().any(|operation| operation.writes());
        operations.contains(&operation) && (!self.next_only || !writes || operation.writes())
    }
}

impl Armed {
    /// Arms the case of a row: for the next request, or for every one until it is disarmed.
    ///
    /// # Errors
    ///
    /// [`Full`] where there is no room.
    pub(crate) fn arm(&self, row: usize, next_only: bool) -> Result<(), Full> {
        let mut book = self.book();
        book.cases.retain(|case| !case.is_spent());
        if book.cases.len() >= MOST {
            return Err(Full);
        }
        book.last += 1;
        let id = book.last;
        book.cases
            .extend(table::all().get(row).map(|entry| ArmedCase {
                id,
                entry,
                next_only,
                met: 0,
            }));
        self.any.store(!book.cases.is_empty(), Ordering::Release);
        Ok(())
    }

    /// Every armed case, in order of arming; those that have been used up are gone.
    pub(crate) fn list(&self) -> Vec<ArmedCase> {
        let book = self.book();
        let waiting = book.cases.iter().filter(|case| !case.is_spent());
        waiting.cloned().collect()
    }

    /// Disarms one; `false` where there is none of this id.
    pub(crate) fn disarm(&self, id: u64) -> bool {
        let mut book = self.book();
        let before = book.cases.len();
        book.cases.retain(|case| case.id != id);
        self.any.store(!book.cases.is_empty(), Ordering::Release);
        book.cases.len() < before
    }

    /// Disarms all.
    pub(crate) fn clear(&self) {
        self.book().cases.clear();
        self.any.store(false, Ordering::Release);
    }

    /// The case that a request to `operation` is to have now; it counts as met.
    pub(super) fn take(&self, operation: Operation) -> Option<Due> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let mut book = self.book();
        let mut cases = book.cases.iter_mut();
        let case = cases.find(|case| case.is_for(operation) && !case.is_spent())?;
        case.met += 1;
        Some(Due {
            id: case.id,
            entry: case.entry,
        })
    }

    /// The request could not have the case after all, such as an update of nothing.
    pub(super) fn give_back(&self, due: &Due) {
        let mut book = self.book();
        let mut cases = book.cases.iter_mut();
        if let Some(case) = cases.find(|case| case.id == due.id) {
            case.met -= 1;
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(operation: Operation, value: &str) -> usize {
        let entry = table::by_reference(operation, value);
        table::number(entry.expect("the value is in the table"))
    }

    #[test]
    fn a_case_for_the_next_request_waits_for_one_that_changes_something() {
        let armed = Armed::default();
        let lost = row(Operation::TransferEmploymentChecks, "SIM-COMMIT-THEN-DROP");
        armed.arm(lost, true).unwrap();

        assert!(armed.take(Operation::IssueToken).is_none());
        assert!(armed.take(Operation::TransferEmploymentChecks).is_some());
        assert!(armed.take(Operation::TransferEmploymentChecks).is_none());
        assert!(armed.list().is_empty());
    }

    #[test]
    fn a_case_for_every_request_goes_on_until_it_is_disarmed() {
        let armed = Armed::default();
        armed
            .arm(row(Operation::CreateVacancy, "SIM-503"), false)
            .unwrap();

        assert!(armed.take(Operation::IssueToken).is_some());
        assert!(armed.take(Operation::CreateVacancy).is_some());
        assert_eq!(armed.list()[0].met(), 2);
        assert!(armed.disarm(armed.list()[0].id()));
        assert!(armed.take(Operation::CreateVacancy).is_none());
    }

    #[test]
    fn a_case_that_could_not_be_waits_on() {
        let armed = Armed::default();
        armed
            .arm(row(Operation::UpdateVacancy, "SIM-409"), true)
            .unwrap();

        let due = armed.take(Operation::UpdateVacancy).unwrap();
        armed.give_back(&due);

        assert!(armed.take(Operation::CreateVacancy).is_none());
        assert!(armed.take(Operation::UpdateVacancy).is_some());
    }

    #[test]
    fn there_is_an_end_to_arming() {
        let armed = Armed::default();
        (0..MOST).for_each(|_| armed.arm(0, false).unwrap());

        assert_eq!(armed.arm(0, false), Err(Full));
        armed.clear();
        assert_eq!(armed.arm(0, false), Ok(()));
    }
}

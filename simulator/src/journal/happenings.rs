//! What happened in a sandbox, one after the other: exchanges that were answered, and changes that
//! somebody made on the control interface.
//!
//! Readers come with the number of what they saw last and take what has come since; nothing waits
//! for them, and nothing is kept for them beside this list.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use super::entry::Entry;

/// How many bytes of changes are kept; with more, the oldest happenings go.
const CHANGE_BYTES: usize = 1024 * 1024;

/// Somebody changed the sandbox on the control interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    /// What was changed: `clock`, `faults`, `credentials`, `person`, `feed`, `journal`, `state`.
    #[serde(skip)]
    pub(crate) kind: &'static str,
    /// The call that did it, such as `POST /nhs-jobs/vacancies/{id}/publish`.
    pub(crate) call: String,
    /// What the call was about: the `{id}` of its path.
    pub(crate) about: Option<String>,
    /// What the sandbox's clock showed.
    pub(crate) sandbox_time: Timestamp,
    /// Microseconds since the sandbox was created.
    pub(crate) elapsed_micros: u64,
}

impl Change {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.call.len() + self.about.as_ref().map_or(0, String::len)
    }
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    /// An exchange was answered, or ended without an answer.
    Exchange(Arc<Entry>),
    /// The sandbox was changed.
    Change(Arc<Change>),
}

/// What has happened since a reader last looked.
#[derive(Debug, Default)]
pub(crate) struct Since {
    /// The happenings that are still kept, each with its number.
    pub(crate) happenings: Vec<(u64, Happening)>,
    /// How many there were that are not kept any more.
    pub(crate) lost: u64,
    /// The number up to which the reader is now told.
    pub(crate) upto: u64,
}

#[derive(Debug)]
enum Noted {
    // By its sequence number: the ring decides how long an exchange is kept.
    Exchange(u64),
    Change(Arc<Change>),
}

/// The newest happenings of a sandbox, numbered from 1.
#[derive(Debug, Default)]
pub(super) struct Happenings {
    noted: VecDeque<Noted>,
    last: u64,
    bytes: usize,
}

impl Happenings {
    /// The number of the newest.
    pub(super) const fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn exchange(&mut self, sequence: u64, most: usize) {
        self.note(Noted::Exchange(sequence), most);
    }

    pub(super) fn change(&mut self, change: Change, most: usize) {
        self.bytes += change.bytes();
        self.note(Noted::Change(Arc::new(change)), most);
    }

    /// At most `most` happenings behind number `seen`, found by `entry` where they are exchanges.
    pub(super) fn since(
        &self,
        seen: u64,
        most: usize,
        entry: impl Fn(u64) -> Option<Arc<Entry>>,
    ) -> Since {
        let first = self.last - self.noted.len() as u64 + 1;
        let from = first.max(seen.saturating_add(1));
        let skip = usize::try_from(from - first).unwrap_or(usize::MAX);
        let mut since = Since {
            lost: from - seen.saturating_add(1).min(from),
            upto: seen.min(self.last),
            ..Since::default()
        };
        for (noted, number) in self.noted.iter().skip(skip).zip(from..).take(most) {
            since.upto = number;
            let happening = match noted {
                Noted::Exchange(sequence) => entry(*sequence).map(Happening::Exchange),
                Noted::Change(change) => Some(Happening::Change(Arc::clone(change))),
            };
            match happening {
                Some(happening) => since.happenings.push((number, happening)),
                None => since.lost += 1,
            }
        }
        since
    }

    fn note(&mut self, noted: Noted, most: usize) {
        self.last += 1;
        self.noted.push_back(noted);
        while self.noted.len() > most.max(1) || self.bytes > CHANGE_BYTES {
            match self.noted.pop_front() {
                Some(Noted::Change(change)) => self.bytes -= change.bytes(),
                Some(Noted::Exchange(_)) => (),
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(call: &str) -> Change {
        Change {
            kind: "clock",
            call: call.to_owned(),
            about: None,
            sandbox_time: Timestamp::UNIX_EPOCH,
            elapsed_micros: 0,
        }
    }

    fn told(happenings: &Happenings, seen: u64, most: usize) -> (Vec<u64>, u64, u64) {
        let since = happenings.since(seen, most, |_| None);
        let numbers = since.happenings.iter().map(|(number, _)| *number);
        (numbers.collect(), since.lost, since.upto)
    }

    #[test]
    fn a_reader_gets_what_it_has_not_seen_and_is_told_what_it_lost() {
        let mut happenings = Happenings::default();
        assert_eq!(told(&happenings, 0, 10), (vec![], 0, 0));
        for call in ["a", "b", "c", "d", "e"] {
            happenings.change(change(call), 3);
        }

        assert_eq!(told(&happenings, 4, 10), (vec![5], 0, 5));
        assert_eq!(told(&happenings, 5, 10), (vec![], 0, 5));
        assert_eq!(told(&happenings, 1, 10), (vec![3, 4, 5], 1, 5));
        assert_eq!(told(&happenings, 0, 2), (vec![3, 4], 2, 4));
        assert_eq!(told(&happenings, 99, 2), (vec![], 0, 5));
    }

    #[test]
    fn an_exchange_that_the_ring_has_dropped_is_lost() {
        let mut happenings = Happenings::default();
        happenings.exchange(1, 3);
        happenings.change(change("a"), 3);

        assert_eq!(told(&happenings, 0, 10), (vec![2], 1, 2));
    }

    #[test]
    fn changes_are_bounded_in_bytes() {
        let mut happenings = Happenings::default();
        for _ in 0..100 {
            happenings.change(change(&"x".repeat(20_000)), 10_000);
        }

        let (kept, lost, upto) = told(&happenings, 0, 1_000);
        assert_eq!((lost + kept.len() as u64, upto), (100, 100));
        assert!((50..55).contains(&kept.len()), "{}", kept.len());
    }
}

//! What people and feeds have done to an applicant's record since it was loaded: shown to people,
//! never to a supplier.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::book::Book;
use super::number::ApplicantNumber;

/// How many changes of one record are kept.
pub(super) const MOST: usize = 32;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Act {
    /// Loaded for the first time.
    Loaded,
    /// Loaded again for the same position, by the feed or by hand.
    Replaced,
    /// A person corrected name or date of birth.
    Corrected,
    /// A person closed the record.
    Closed,
    /// A person chose the record among several, which closed the others.
    Kept,
    /// A person chose another record of the same person, which closed this one.
    GivenUp,
    /// The employment checks were transferred onto it.
    Transferred,
}

/// One change of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// What.
    pub act: Act,
}

/// The changes of one record, as they are saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Noted {
    pub(super) applicant_number: ApplicantNumber,
    pub(super) events: Vec<Event>,
}

impl Book {
    /// What has happened to an applicant's record, oldest first. Loading and transfer follow from
    /// what the book holds; of the rest the latest 32 are kept.
    pub fn history(&self, applicant: &Applicant) -> Vec<Event> {
        let loaded = Event {
            at: applicant.loaded_at,
            act: Act::Loaded,
        };
        let transfer = applicant.transfer_id.as_ref();
        let stored = transfer.and_then(|id| self.transfers.get(id));
        let transferred = stored.map(|stored| Event {
            at: stored.at,
            act: Act::Transferred,
        });
        let noted = self.history.get(&applicant.applicant_number);
        let noted = noted.into_iter().flatten().copied();
        let mut events: Vec<Event> = std::iter::once(loaded)
            .chain(noted)
            .chain(transferred)
            .collect();
        events.sort_by_key(|event| event.at);
        events
    }

    /// Notes what was done to a record.
    pub(super) fn note(&mut self, number: ApplicantNumber, act: Act, at: Timestamp) {
        let events = self.history.entry(number).or_default();
        if events.len() >= MOST {
            events.remove(0);
        }
        events.push(Event { at, act });
    }
}

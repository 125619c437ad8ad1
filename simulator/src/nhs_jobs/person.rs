//! What a person does in the NHS Jobs account: publish and close. Never over the ATS's interface.

use contract::codes::VacancyStatus;
use contract::vacancy::Vacancy;
use jiff::Timestamp;
use jiff::civil::Date;

use super::book::Book;
use super::change::{Kind, Party};
use super::record::Record;
use crate::sandbox::london;

/// Why a person's action was not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// There is no such vacancy.
    #[error("no vacancy has the id or reference `{id}`")]
    Unknown {
        /// The id or reference as given.
        id: String,
    },
    /// A closed vacancy cannot be published again; NHS Jobs' own way is to reuse the listing.
    #[error("the vacancy is closed; reuse the listing: copy it and publish the copy")]
    Closed,
    /// Nobody could apply any more.
    #[error("the closing date {closing_date} is over; give it a later one before publishing")]
    ClosingDateOver {
        /// The closing date.
        closing_date: Date,
    },
}

impl Book {
    /// Publishes a draft and returns the vacancy as it now stands.
    ///
    /// Publishing twice keeps the first time: a person may press the button again. From here on
    /// the ATS may no longer change it (stated: the JTGO guide).
    ///
    /// # Errors
    /// [`PersonError`] for an unknown or closed vacancy, or a closing date that is over (provenance
    /// `simulator`).
    pub fn publish(&mut self, id: &str, at: Timestamp) -> Result<Vacancy, PersonError> {
        self.by_person(id, at, |record| match record.status(at) {
            VacancyStatus::Published => Ok(false),
            VacancyStatus::Closed => Err(PersonError::Closed),
            VacancyStatus::Draft => publish(record, at).map(|()| true),
        })
    }

    /// Closes a vacancy early and returns it as it now stands.
    ///
    /// A draft may be closed as well: a person withdraws it, and it was never advertised. Closing
    /// twice, or after the closing date did it, keeps the first time (provenance `simulator`).
    ///
    /// # Errors
    /// [`PersonError::Unknown`].
    pub fn close(&mut self, id: &str, at: Timestamp) -> Result<Vacancy, PersonError> {
        self.by_person(id, at, |record| {
            let open = record.status(at) != VacancyStatus::Closed;
            if open {
                record.closed_at = Some(at);
                record.note(Party::Person, Kind::Closed, at);
            }
            Ok(open)
        })
    }

    /// Lets a person change one vacancy; `act` says whether it did.
    fn by_person(
        &mut self,
        id: &str,
        at: Timestamp,
        act: impl FnOnce(&mut Record) -> Result<bool, PersonError>,
    ) -> Result<Vacancy, PersonError> {
        let unknown = || PersonError::Unknown {
            id: id.chars().take(80).collect(),
        };
        let mut record = self.named(id).cloned().ok_or_else(unknown)?;
        let changed = act(&mut record)?;
        let answer = record.answer(at);
        if changed {
            self.insert(record);
        }
        Ok(answer)
    }
}

fn publish(record: &mut Record, at: Timestamp) -> Result<(), PersonError> {
    let closing_date = record.draft.closing_date;
    if london::end_of(closing_date) <= at {
        return Err(PersonError::ClosingDateOver { closing_date });
    }
    record.published_at = Some(at);
    record.note(Party::Person, Kind::Published, at);
    Ok(())
}

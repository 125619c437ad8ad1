//! The book as it is saved; indexes are made again when it is read.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::book::{Book, NOTES_AT_MOST};
use super::employer::{Activation, is_vpd};
use super::history::{self, Noted};
use super::near_miss::{Duplicates, NearMiss};
use super::number::{ApplicantNumber, Numbering};
use super::transfer::StoredTransfer;
use crate::sandbox::log::Log;
use crate::sandbox::seed::Seed;
use crate::sandbox::state::{Misplaced, NUMBER_MOST};

/// What is saved of a book.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Saved {
    numbering: Numbering,
    employers: OrdMap<String, Activation>,
    applicants: Vec<Arc<Applicant>>,
    transfers: Vec<Arc<StoredTransfer>>,
    near_misses: Log<NearMiss>,
    duplicates: Log<Duplicates>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    history: Vec<Noted>,
}

impl From<Book> for Saved {
    fn from(book: Book) -> Self {
        Self {
            numbering: book.numbering,
            employers: book.employers,
            applicants: book.applicants.values().cloned().collect(),
            transfers: book.transfers.values().cloned().collect(),
            near_misses: book.near_misses,
            duplicates: book.duplicates,
            history: book
                .history
                .into_iter()
                .map(|(applicant_number, events)| Noted {
                    applicant_number,
                    events,
                })
                .collect(),
        }
    }
}

impl TryFrom<Saved> for Book {
    type Error = Misplaced;

    fn try_from(saved: Saved) -> Result<Self, Misplaced> {
        judge_numbering(&saved.numbering)?;
        judge_employers(&saved.employers)?;
        let mut book = Self::empty(saved.numbering, saved.employers);
        for (index, applicant) in saved.applicants.into_iter().enumerate() {
            judge_applicant(&book, &applicant).map_err(|(member, text)| {
                Misplaced::at(format!("/applicants/{index}/{member}"), text)
            })?;
            book.insert(Arc::unwrap_or_clone(applicant));
        }
        for (index, stored) in saved.transfers.into_iter().enumerate() {
            judge_transfer(&book, &stored).map_err(|(member, text)| {
                Misplaced::at(format!("/transfers/{index}/{member}"), text)
            })?;
            let id = stored.result.transfer_id.clone();
            book.transfers.insert(id, stored);
        }
        book.near_misses = saved.near_misses;
        book.duplicates = saved.duplicates;
        for (index, noted) in saved.history.into_iter().enumerate() {
            book.judge_noted(&noted)
                .map_err(|text| Misplaced::at(format!("/history/{index}"), text))?;
            book.history.insert(noted.applicant_number, noted.events);
        }
        book.judge_references()?;
        Ok(book)
    }
}

fn judge_numbering(numbering: &Numbering) -> Result<(), Misplaced> {
    let numbers = [
        ("nextApplicant", numbering.next_applicant),
        ("nextPosition", numbering.next_position),
        ("transfers", numbering.transfers),
    ];
    match numbers.into_iter().find(|(_, next)| *next >= NUMBER_MOST) {
        Some((member, _)) => Err(Misplaced::at(
            format!("/numbering/{member}"),
            format!("must be less than {NUMBER_MOST}"),
        )),
        None => Ok(()),
    }
}

fn judge_employers(employers: &OrdMap<String, Activation>) -> Result<(), Misplaced> {
    match employers.keys().find(|vpd| !is_vpd(vpd)) {
        Some(_) => Err(Misplaced::at("/employers", super::employer::NotAVpd)),
        None => Ok(()),
    }
}

fn judge_applicant(book: &Book, applicant: &Applicant) -> Result<(), (&'static str, String)> {
    let number = applicant.applicant_number;
    if book.applicants.contains_key(&number) {
        return Err(("applicantNumber", format!("`{number}` stands twice")));
    }
    if number.0 >= book.numbering.next_applicant {
        let text =
            format!("`{number}` would be given again; raise `nextApplicant` of the numbering");
        return Err(("applicantNumber", text));
    }
    if !book.employers.contains_key(&applicant.vpd) {
        let text = format!(
            "`{}` is none of the employers; add it there",
            applicant.vpd.chars().take(20).collect::<String>()
        );
        return Err(("vpd", text));
    }
    let position = (applicant.vpd.clone(), applicant.position_id.clone());
    match book.by_position.get(&position) {
        Some(other) => {
            let text = format!("applicant `{other}` has this position already");
            Err(("positionId", text))
        }
        None => Ok(()),
    }
}

fn judge_transfer(book: &Book, stored: &StoredTransfer) -> Result<(), (&'static str, String)> {
    let result = &stored.result;
    let id = &result.transfer_id;
    if book.transfers.contains_key(id) {
        return Err(("result/transferId", format!("`{id}` stands twice")));
    }
    let applicant = book.applicant(&result.applicant_number);
    let Some(applicant) = applicant else {
        let text = format!("there is no applicant `{}`", result.applicant_number);
        return Err(("result/applicantNumber", text));
    };
    if applicant.vpd != stored.vpd {
        let text = format!(
            "is not the employer of applicant `{}`",
            result.applicant_number
        );
        return Err(("vpd", text));
    }
    if applicant.transfer_id.as_ref() != Some(id) {
        let text = format!(
            "applicant `{}` has another transfer",
            result.applicant_number
        );
        return Err(("result/transferId", text));
    }
    Ok(())
}

impl Book {
    /// The seed that ids of transfers follow from.
    pub(crate) const fn seed(&self) -> Seed {
        self.numbering.seed
    }

    fn judge_references(&self) -> Result<(), Misplaced> {
        self.judge_transfers()?;
        let sound = self.near_misses.is_sound(NOTES_AT_MOST);
        if !sound || !self.duplicates.is_sound(NOTES_AT_MOST) {
            let place = if sound { "/duplicates" } else { "/nearMisses" };
            let text = format!("keeps at most {NOTES_AT_MOST} entries, and `most` says so");
            return Err(Misplaced::at(place, text));
        }
        for (index, note) in self.near_misses.iter().enumerate() {
            let numbers = note.candidates.iter().map(|one| one.applicant_number);
            self.judge_known(numbers, || {
                format!("/nearMisses/entries/{index}/candidates")
            })?;
        }
        for (index, note) in self.duplicates.iter().enumerate() {
            let numbers = note.applicants.iter().copied();
            self.judge_known(numbers, || {
                format!("/duplicates/entries/{index}/applicants")
            })?;
        }
        Ok(())
    }

    fn judge_noted(&self, noted: &Noted) -> Result<(), String> {
        let number = noted.applicant_number;
        if !self.applicants.contains_key(&number) {
            return Err(format!("there is no applicant `{number}`"));
        }
        if self.history.contains_key(&number) {
            return Err(format!("the history of `{number}` stands twice"));
        }
        let sound = (1..=history::MOST).contains(&noted.events.len());
        let text = || format!("keeps 1 to {} changes of each record", history::MOST);
        sound.then_some(()).ok_or_else(text)
    }

    fn judge_transfers(&self) -> Result<(), Misplaced> {
        let dangling = |applicant: &&Arc<Applicant>| {
            let id = applicant.transfer_id.as_ref();
            id.is_some_and(|id| !self.transfers.contains_key(id))
        };
        if let Some(applicant) = self.applicants.values().find(dangling) {
            let text = format!(
                "the transfer of applicant `{}` is not there; give it, or leave out `transferId`",
                applicant.applicant_number
            );
            return Err(Misplaced::at("/transfers", text));
        }
        let mut next = self.numbering.clone();
        let again = (0..=self.transfers.len()).map(|_| next.transfer());
        match again.into_iter().find(|id| self.transfers.contains_key(id)) {
            Some(id) => {
                let text = format!("transfer `{id}` would be given again; raise this number");
                Err(Misplaced::at("/numbering/transfers", text))
            }
            None => Ok(()),
        }
    }

    fn judge_known(
        &self,
        mut numbers: impl Iterator<Item = ApplicantNumber>,
        place: impl Fn() -> String,
    ) -> Result<(), Misplaced> {
        match numbers.find(|number| !self.applicants.contains_key(number)) {
            Some(number) => {
                let text = format!("there is no applicant `{number}`");
                Err(Misplaced::at(place(), text))
            }
            None => Ok(()),
        }
    }
}

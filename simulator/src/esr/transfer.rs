//! The one-off transfer of employment checks onto an applicant.

use std::sync::Arc;

use contract::codes::{ApplicantStatus, LoadStatus, MessageType, RecordType};
use contract::settings::Matching;
use contract::transfer::{Checks, RecordResult, Transfer, TransferResult};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::book::Book;
use super::near_miss::Wanted;
use super::number::ApplicantNumber;
use super::scope::Scope;

/// How many matches beside the first are counted, so that a judgement stays quick.
const RIVALS_COUNTED: usize = 99;

/// Why a transfer was refused. It is not used up, and no message repeats a name or a date of
/// birth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferError {
    /// The applicant has not reached 'outcome recruited' in the ATS (stated).
    #[error("checks are transferred at OUTCOME_RECRUITED; the applicant's status is {}", .status.wire())]
    NotOutcomeRecruited {
        /// The status sent.
        status: ApplicantStatus,
    },
    /// Nobody matches.
    #[error("no applicant of this employer has these names and this date of birth")]
    NoMatch,
    /// More than one applicant in scope matches; none is guessed (inferred).
    #[error("{count} open applicants sent by TIS or Hicom match; HR must close all but one")]
    SeveralMatches {
        /// How many, counted up to 100.
        count: usize,
    },
    /// Created by hand or by e-Recruitment (stated: not in scope).
    #[error("the matching applicant was not sent by TIS or Hicom")]
    NotFromTis,
    /// An employee (stated: not in scope).
    #[error("the matching record is an employee's")]
    IsEmployee,
    /// The matching record is closed.
    #[error("the matching applicant is closed")]
    ApplicantClosed,
    /// The one transfer is done (stated: one-off).
    #[error("the checks of the matching applicant have been transferred already")]
    AlreadyTransferred,
}

/// A transfer that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredTransfer {
    /// The employer.
    pub vpd: String,
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// The ATS's reference.
    pub ats_reference: String,
    /// What was answered.
    pub result: TransferResult,
    /// What went onto the applicant.
    pub checks: Checks,
}

impl Book {
    /// Transfers checks onto the one applicant that matches, all or nothing, once.
    ///
    /// Judged in this order: the status in the ATS, the match, the scope, once only. A refusal on
    /// the way leaves a note for the operator, so keep the book in either case.
    ///
    /// # Errors
    /// [`TransferError`].
    pub fn transfer(
        &mut self,
        vpd: &str,
        transfer: Transfer,
        matching: Matching,
        at: Timestamp,
    ) -> Result<TransferResult, TransferError> {
        if transfer.applicant_status != ApplicantStatus::OutcomeRecruited {
            return Err(TransferError::NotOutcomeRecruited {
                status: transfer.applicant_status,
            });
        }
        let wanted = Wanted::new(vpd, &transfer, at);
        let number = self.only_match(&wanted, matching)?;
        let applicant = Arc::clone(self.applicants.get(&number).ok_or(TransferError::NoMatch)?);
        if applicant.transfer_id.is_some() {
            return Err(TransferError::AlreadyTransferred);
        }
        let result = self.apply(Arc::unwrap_or_clone(applicant), transfer, at);
        self.note_beside(&wanted, matching, &result.transfer_id);
        Ok(result)
    }

    /// First among applicants in scope: one is the match, several are too many. Only when there is
    /// none, what else matches says why it is out of scope.
    fn only_match(
        &mut self,
        wanted: &Wanted<'_>,
        matching: Matching,
    ) -> Result<ApplicantNumber, TransferError> {
        let mut matches = self.index.matches(wanted.vpd, &wanted.person, matching);
        let first = matches.next();
        let rivals = matches
            .take_while(|(scope, _)| *scope == Scope::InScope)
            .take(RIVALS_COUNTED)
            .count();
        let refusal = match first {
            Some((Scope::InScope, number)) if rivals == 0 => return Ok(number),
            Some((Scope::InScope, _)) => TransferError::SeveralMatches { count: rivals + 1 },
            Some((Scope::Employee | Scope::ClosedEmployee, _)) => TransferError::IsEmployee,
            Some((Scope::NotFromTis | Scope::ClosedNotFromTis, _)) => TransferError::NotFromTis,
            Some((Scope::Closed, _)) => TransferError::ApplicantClosed,
            None => TransferError::NoMatch,
        };
        self.note_refusal(wanted, matching, &refusal);
        Err(refusal)
    }

    fn apply(&mut self, mut applicant: Applicant, sent: Transfer, at: Timestamp) -> TransferResult {
        let result = TransferResult {
            transfer_id: self.numbering.transfer(),
            applicant_number: applicant.applicant_number.to_string(),
            load_status_code: LoadStatus::Success,
            records: results(&applicant, &sent.checks),
        };
        let registration = sent.checks.professional_registration.clone();
        let held = applicant.professional_registration.take();
        applicant.professional_registration = held.or(registration.map(Into::into));
        applicant.transfer_id = Some(result.transfer_id.clone());
        let stored = StoredTransfer {
            vpd: applicant.vpd.clone(),
            at,
            ats_reference: sent.ats_reference,
            result: result.clone(),
            checks: sent.checks,
        };
        self.transfers
            .insert(result.transfer_id.clone(), Arc::new(stored));
        self.insert(applicant);
        result
    }
}

fn results(applicant: &Applicant, checks: &Checks) -> Vec<RecordResult> {
    let held = applicant.professional_registration.is_some();
    let superseded = |record| held && record == RecordType::ProfessionalRegistration;
    checks
        .records()
        .into_iter()
        .map(|record| loaded(record, superseded(record)))
        .collect()
}

/// Any registration ESR already holds supersedes the one sent, whatever its body (stated; that the
/// other five records load all the same is inferred).
fn loaded(record: RecordType, superseded: bool) -> RecordResult {
    let text = "An existing registration supersedes the one sent";
    RecordResult {
        record,
        load_status_code: LoadStatus::Success,
        message_type: superseded.then_some(MessageType::Warning),
        message_text: superseded.then(|| text.to_owned()),
    }
}

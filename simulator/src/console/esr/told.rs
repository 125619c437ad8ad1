//! Applicants and their records in the words of HR.

use contract::codes::{ApplicantSource, MessageType, RecordType};

use crate::console::parts::Tag;
use crate::esr::{Act, Activation, Applicant, Book, Registration, Scope, StoredTransfer};

/// Who put an applicant into ESR.
pub(super) const fn source(source: ApplicantSource) -> &'static str {
    match source {
        ApplicantSource::Tis => "TIS",
        ApplicantSource::Hicom => "Hicom",
        ApplicantSource::Manual => "Typed in by hand",
        ApplicantSource::ERecruitment => "e-Recruitment",
    }
}

/// How an applicant stands towards the transfer.
pub(super) fn scope(applicant: &Applicant) -> Tag {
    match Scope::of(applicant) {
        Scope::InScope if applicant.transfer_id.is_some() => Tag::new("Transferred", "green"),
        Scope::InScope => Tag::new("Awaiting checks", "blue"),
        Scope::Employee => Tag::new("Employee: out of scope", "purple"),
        Scope::NotFromTis => Tag::new("Not from TIS or Hicom: out of scope", "purple"),
        Scope::Closed | Scope::ClosedEmployee | Scope::ClosedNotFromTis => {
            Tag::new("Closed", "grey")
        }
    }
}

/// Where an employer stands.
pub(super) fn activation(activation: Activation) -> Tag {
    match activation {
        Activation::Activated => Tag::new("Activated", "green"),
        Activation::Pending => Tag::new("Request pending", "yellow"),
        Activation::None => Tag::new("Not activated", "red"),
    }
}

/// What was done to a record.
pub(super) const fn act(act: Act) -> &'static str {
    match act {
        Act::Loaded => "Loaded",
        Act::Replaced => "Loaded again for the same position",
        Act::Corrected => "Corrected by a person in HR",
        Act::Closed => "Closed by a person in HR",
        Act::Kept => "Chosen by a person in HR; the other records were closed",
        Act::GivenUp => "Closed, because a person in HR chose another record",
        Act::Transferred => "Employment checks transferred by the ATS",
    }
}

/// One of the six records on an applicant.
pub(super) struct RecordRow {
    pub(super) name: &'static str,
    pub(super) state: Tag,
    pub(super) detail: String,
}

/// The six records of an applicant: held before, transferred, superseded, or missing.
pub(super) fn records(book: &Book, applicant: &Applicant) -> Vec<RecordRow> {
    let id = applicant.transfer_id.as_deref();
    let stored = id.and_then(|id| book.stored_transfer(id));
    let row = |record: &RecordType| row(*record, applicant, stored);
    RecordType::ALL.iter().map(row).collect()
}

fn row(record: RecordType, applicant: &Applicant, stored: Option<&StoredTransfer>) -> RecordRow {
    let sent = stored.filter(|stored| stored.checks.records().contains(&record));
    let superseded = stored.is_some_and(|stored| {
        let mut results = stored.result.records.iter();
        results.any(|result| {
            result.record == record && result.message_type == Some(MessageType::Warning)
        })
    });
    let held = applicant.professional_registration.as_ref();
    let held = held.filter(|_| record == RecordType::ProfessionalRegistration);
    let (state, detail) = match (sent, held) {
        (Some(stored), Some(held)) if superseded => {
            let text = format!(
                "ESR held {} already, so that stays. The one sent ({}) was not taken.",
                registration(held),
                detail(record, stored)
            );
            (Tag::new("Superseded", "yellow"), text)
        }
        (Some(stored), _) => (Tag::new("Transferred", "green"), detail(record, stored)),
        (None, Some(held)) => (Tag::new("Held before", "blue"), registration(held)),
        (None, None) if stored.is_some() => {
            let text = "Not sent, and the one transfer is used up: HR types it in.";
            (Tag::new("Missing", "red"), text.to_owned())
        }
        (None, None) => (
            Tag::new("Missing", "grey"),
            "Nothing was sent yet.".to_owned(),
        ),
    };
    RecordRow {
        name: name(record),
        state,
        detail,
    }
}

const fn name(record: RecordType) -> &'static str {
    match record {
        RecordType::Dbs => "DBS check",
        RecordType::ProfessionalRegistration => "Professional registration",
        RecordType::References => "References",
        RecordType::EmploymentChecklist => "Employment checklist",
        RecordType::IllegalWorkingChecklist => "Illegal working checklist",
        RecordType::EuStatus => "EU status",
    }
}

/// `GMC 7012345, Registered with Licence, until 2027-08-03`.
pub(super) fn registration(held: &Registration) -> String {
    let status = held.status.as_deref().map(|status| format!(", {status}"));
    let until = held.expiry_date.map(|day| format!(", until {day}"));
    format!(
        "{} {}{}{}",
        held.body.wire(),
        held.number,
        status.unwrap_or_default(),
        until.unwrap_or_default()
    )
}

fn detail(record: RecordType, stored: &StoredTransfer) -> String {
    let checks = &stored.checks;
    let told = match record {
        RecordType::Dbs => checks.dbs.as_ref().map(|dbs| {
            let level = dbs.level.wire().to_lowercase();
            format!(
                "{level}, certificate {}, {}",
                dbs.certificate_number, dbs.issue_date
            )
        }),
        RecordType::ProfessionalRegistration => checks
            .professional_registration
            .clone()
            .map(|sent| registration(&sent.into())),
        RecordType::References => match checks.references.len() {
            0 => None,
            1 => Some("1 reference".to_owned()),
            several => Some(format!("{several} references")),
        },
        RecordType::EmploymentChecklist => checks
            .employment_checklist
            .as_ref()
            .map(|list| format!("completed {}", list.completed_date)),
        RecordType::IllegalWorkingChecklist => {
            checks.illegal_working_checklist.as_ref().map(|list| {
                format!(
                    "{}, checked {}",
                    list.permit_to_work.wire(),
                    list.checked_date
                )
            })
        }
        RecordType::EuStatus => checks.eu_status.as_ref().map(|eu| {
            let status = eu.status.wire().to_lowercase().replace('_', " ");
            format!("{status}, checked {}", eu.checked_date)
        }),
    };
    told.unwrap_or_default()
}

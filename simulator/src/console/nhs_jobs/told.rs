//! Vacancies in the words of the account.

use contract::codes::VacancyStatus;

use crate::console::parts::Tag;
use crate::nhs_jobs::{Change, Kind, Party, Record};

/// Where a vacancy stands.
pub(super) fn status(status: VacancyStatus) -> Tag {
    match status {
        VacancyStatus::Draft => Tag::new("Draft", "blue"),
        VacancyStatus::Published => Tag::new("Published", "green"),
        VacancyStatus::Closed => Tag::new("Closed", "grey"),
    }
}

/// `Published by a person`, `Updated by the ATS`.
pub(super) fn change(change: &Change) -> String {
    let done = match change.kind {
        Kind::Created => "Created",
        Kind::Updated => "Updated",
        Kind::Amended => "Amended",
        Kind::Published => "Published",
        Kind::Closed => "Closed",
    };
    let by = match change.by {
        Party::Ats => "the ATS",
        Party::Person => "a person in the account",
    };
    format!("{done} by {by}")
}

/// The fields that a change changed: `salary, closing date`.
pub(super) fn fields(change: &Change) -> String {
    let names = change.fields.iter().map(|name| member(name));
    names.collect::<Vec<_>>().join(", ")
}

/// What has happened to a vacancy since somebody saw it at a version and status.
pub(super) fn since(record: &Record, version: u64) -> Vec<String> {
    let changes = record.history().changes().iter();
    let since = changes.filter(|change| {
        change.version > version || matches!(change.kind, Kind::Published | Kind::Closed)
    });
    since
        .map(|change| match fields(change) {
            fields if fields.is_empty() => self::change(change),
            fields => format!("{}: {fields}", self::change(change)),
        })
        .collect()
}

/// What a member of a vacancy is called.
pub(super) fn member(name: &str) -> &str {
    match name {
        "jobTitle" => "job title",
        "jobReference" => "job reference",
        "contractType" => "contract type",
        "contractDuration" => "contract duration",
        "workingPatterns" => "working patterns",
        "workingHours" => "working hours",
        "staffGroup" => "staff group",
        "areaOfWork" => "area of work",
        "payScheme" => "pay scheme",
        "payBand" => "band or grade",
        "jobOverview" => "job overview",
        "mainDuties" => "main duties",
        "aboutOrganisation" => "about the organisation",
        "jobDescription" => "job description",
        "personSpecification" => "person specification",
        "closingDate" => "closing date",
        "applyUrl" => "address of the application form",
        "dbsCheck" => "DBS check",
        "skilledWorkerSponsorship" => "skilled worker sponsorship",
        "professionalRegistrationRequired" => "professional registration",
        other => other,
    }
}

/// A code of the wire as people say it: `FIXED_TERM`, `Fixed term`.
pub(super) fn code(wire: &str) -> String {
    if wire == "AGENDA_FOR_CHANGE" {
        return "Agenda for Change".to_owned();
    }
    let words = wire
        .to_lowercase()
        .replace('_', " ")
        .replace(" regd", " registered");
    let words = words
        .replace(" prof ", " professional ")
        .replace("nhs", "NHS");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_people_say_it() {
        let told = [
            "FIXED_TERM",
            "NURSING_AND_MIDWIFERY_REGD",
            "NHS_RESERVIST",
            "BAND_8A",
            "AGENDA_FOR_CHANGE",
        ]
        .map(code);

        assert_eq!(
            told,
            [
                "Fixed term",
                "Nursing and midwifery registered",
                "NHS reservist",
                "Band 8a",
                "Agenda for Change",
            ]
        );
    }
}

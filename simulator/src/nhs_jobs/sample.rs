//! Vacancies for the tests of this folder.

use contract::settings::Settings;
use contract::vacancy::{Draft, Rules, Update, Vacancy, read_create};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::book::Book;
use super::id::Numbering;
use crate::sandbox::employer::Employer;
use crate::sandbox::seed::Seed;
use crate::sandbox::world::vacancy_rules;

pub(super) const MOST: usize = 1000;

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

/// The morning on which the tests create their drafts.
pub(super) fn morning() -> Timestamp {
    at("2026-11-02T09:00:00Z")
}

pub(super) fn rules(at: Timestamp) -> Rules {
    vacancy_rules(Settings::default(), at)
}

pub(super) fn book() -> Book {
    Book::new(Numbering::of(Seed(7), &Employer::of(Seed(7))))
}

pub(super) fn draft(title: &str, job_reference: &str) -> Draft {
    let body = body(title, job_reference);
    read_create(&body, &rules(morning()))
        .expect("the sample is valid")
        .value
}

pub(super) fn update(title: &str, version: u64) -> Update {
    Update {
        draft: draft(title, "277-26-0141"),
        version,
    }
}

pub(super) fn created(book: &mut Book) -> Vacancy {
    let draft = draft("Staff Nurse", "277-26-0141");
    book.create(draft, Vec::new(), MOST, morning())
        .expect("there is room")
}

fn body(title: &str, job_reference: &str) -> Value {
    json!({
        "jobTitle": title, "jobReference": job_reference, "contractType": "PERMANENT",
        "staffGroup": "NURSING_AND_MIDWIFERY_REGD", "payScheme": "AGENDA_FOR_CHANGE",
        "payBand": "BAND_5",
        "salary": {"type": "RANGE", "minimum": 32073, "maximum": 39043, "period": "YEAR"},
        "jobOverview": "o".repeat(100), "mainDuties": "d".repeat(100),
        "aboutOrganisation": "a".repeat(100), "jobDescription": "Care for people.",
        "location": {"addressLine1": "1 Test Street", "town": "Leeds", "postcode": "LS9 7TF"},
        "contact": {"name": "Test Person", "email": "jobs@trust.example"},
        "closingDate": "2026-12-18", "applyUrl": "https://ats.example/jobs/277-26-0141"
    })
}

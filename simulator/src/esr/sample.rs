//! Applicants and transfers for the tests of this folder.

use contract::codes::ApplicantStatus;
use contract::settings::{Matching, Settings};
use contract::transfer::{Person, Transfer, TransferResult, read};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::book::Book;
use super::load::Confirmation;
use super::load_request::LoadRequest;
use super::number::Numbering;
use super::transfer::TransferError;
use crate::sandbox::seed::Seed;
use crate::sandbox::world::transfer_rules;

pub(super) const VPD: &str = "277";
pub(super) const MOST: usize = 1000;

pub(super) fn morning() -> Timestamp {
    "2026-07-02T09:00:00Z".parse().expect("a timestamp")
}

pub(super) fn book() -> Book {
    Book::new(Numbering::of(Seed(7)), VPD)
}

pub(super) fn person(first_name: &str, last_name: &str, born: &str) -> Person {
    Person {
        first_name: first_name.into(),
        last_name: last_name.into(),
        date_of_birth: born.parse().expect("a date"),
    }
}

pub(super) fn aoife() -> Person {
    person("Aoife", "O'Brien", "1996-02-29")
}

/// Loads a person with some members of the control interface beside.
pub(super) fn load(book: &mut Book, person: &Person, beside: Value) -> Confirmation {
    let mut body = json!({
        "firstName": person.first_name, "lastName": person.last_name,
        "dateOfBirth": person.date_of_birth.to_string(),
    });
    let members = body.as_object_mut().expect("an object");
    members.extend(beside.as_object().expect("an object").clone());
    let request = LoadRequest::read(&body).expect("a readable load").remove(0);
    book.load(request, VPD, MOST, morning())
}

pub(super) fn from_tis(book: &mut Book, person: &Person) -> String {
    let number = load(book, person, json!({}))
        .applicant_number
        .expect("loaded");
    number.to_string()
}

/// A whole transfer, of all six records.
pub(crate) fn transfer(person: &Person) -> Transfer {
    let body = json!({
        "atsReference": "T-2026-0001", "applicantStatus": "OUTCOME_RECRUITED",
        "person": person,
        "checks": {
            "dbs": {"level": "ENHANCED", "certificateNumber": "001234567890",
                "issueDate": "2026-06-01", "workforce": "CHILD_AND_ADULT",
                "childBarredList": true, "adultBarredList": true, "updateService": true},
            "professionalRegistration": {"body": "GMC", "number": "7012345",
                "status": "Registered with Licence", "expiryDate": "2027-08-03"},
            "references": [{"organisation": "Test Trust", "from": "2024-08-07",
                "to": "2026-08-04", "receivedDate": "2026-06-20", "satisfactory": true}],
            "employmentChecklist": {"qualificationsChecked": true, "sponsorshipRequired": false,
                "completedDate": "2026-07-01"},
            "illegalWorkingChecklist": {"route": "ONLINE", "permitToWork": "EU settlement scheme",
                "checkedDate": "2026-06-02", "validTo": null},
            "euStatus": {"status": "SETTLED", "checkedDate": "2026-06-02"}
        }
    });
    let rules = transfer_rules(Settings::default(), morning());
    read(&body, &rules).expect("the sample is valid").value
}

pub(super) fn send(book: &mut Book, person: &Person) -> Result<TransferResult, TransferError> {
    book.transfer(VPD, transfer(person), Matching::Strict, morning())
}

pub(super) fn send_normalised(
    book: &mut Book,
    person: &Person,
) -> Result<TransferResult, TransferError> {
    book.transfer(VPD, transfer(person), Matching::Normalised, morning())
}

pub(super) fn not_recruited(person: &Person) -> Transfer {
    Transfer {
        applicant_status: ApplicantStatus::Offered,
        ..transfer(person)
    }
}

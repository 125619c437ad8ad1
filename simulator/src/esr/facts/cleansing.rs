//! Facts about correcting persons and choosing between duplicates.

use contract::settings::Matching;
use jiff::civil::date;
use serde_json::json;

use crate::esr::sample::{aoife, book, from_tis, load, person, send};
use crate::esr::{Correction, KeepError, TransferError};

fn correction(body: serde_json::Value) -> Correction {
    Correction::read(&body, date(2026, 7, 2)).unwrap()
}

#[test]
fn a_corrected_person_matches_by_the_new_name_and_no_more_by_the_old() {
    let mut book = book();
    let wrong = person("Aoife", "Obrein", "1996-02-28");
    let number = from_tis(&mut book, &wrong);

    let right = correction(json!({ "lastName": "O'Brien", "dateOfBirth": "1996-02-29" }));
    let corrected = book.correct(&number, right).unwrap();

    assert_eq!(corrected.person(), aoife());
    assert_eq!(send(&mut book, &wrong), Err(TransferError::NoMatch));
    assert!(send(&mut book, &aoife()).is_ok());
}

#[test]
fn a_correction_of_nobody_or_of_nothing_changes_nothing() {
    let mut book = book();
    let number = from_tis(&mut book, &aoife());
    let before = book.clone();

    assert!(
        book.correct("1", correction(json!({ "lastName": "X" })))
            .is_err()
    );
    book.correct(&number, correction(json!({}))).unwrap();

    assert_eq!(book, before);
}

#[test]
fn a_bad_correction_is_refused_member_by_member() {
    let body = json!({ "firstName": " ", "dateOfBirth": "2030-01-01", "nationality": "x" });

    let refused = Correction::read(&body, date(2026, 7, 2)).unwrap_err();

    let told: Vec<String> = refused
        .iter()
        .map(|error| format!("{} {}", error.field, error.code))
        .collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        "/firstName NOT_VALID",
        "/dateOfBirth OUT_OF_RANGE",
        "/nationality UNKNOWN_FIELD",
    ]
    "#);
}

#[test]
fn keeping_one_of_duplicates_closes_the_others_and_lets_the_transfer_through() {
    let mut book = book();
    let host = from_tis(&mut book, &aoife());
    let lead = from_tis(&mut book, &aoife());
    load(&mut book, &aoife(), json!({ "source": "E_RECRUITMENT" }));
    load(&mut book, &aoife(), json!({ "personType": "EMPLOYEE" }));
    from_tis(&mut book, &person("Aoife", "Other", "1996-02-29"));
    assert!(matches!(
        send(&mut book, &aoife()),
        Err(TransferError::SeveralMatches { .. })
    ));

    let kept = book.keep(&lead, Matching::Strict).unwrap();

    assert_eq!(kept.kept.applicant_number.to_string(), lead);
    assert_eq!(kept.closed.len(), 2);
    assert!(kept.closed.iter().all(|applicant| !applicant.open));
    assert!(!book.applicant(&host).unwrap().open);
    assert_eq!(send(&mut book, &aoife()).unwrap().applicant_number, lead);
    assert_eq!(book.keep(&lead, Matching::Strict).unwrap().closed, []);
}

#[test]
fn a_closed_record_and_an_employees_are_not_kept() {
    let mut book = book();
    let historic = from_tis(&mut book, &aoife());
    book.close(&historic).unwrap();
    let employee = load(&mut book, &aoife(), json!({ "personType": "EMPLOYEE" }));
    let employee = employee.applicant_number.unwrap().to_string();

    let mut keep = |number: &str| book.keep(number, Matching::Strict).unwrap_err();

    assert!(matches!(keep(&historic), KeepError::Closed { .. }));
    assert!(matches!(keep(&employee), KeepError::Employee { .. }));
    assert!(matches!(keep("1"), KeepError::Unknown(_)));
}

#[test]
fn matching_decides_who_is_a_duplicate() {
    let mut book = book();
    let number = from_tis(&mut book, &aoife());
    from_tis(&mut book, &person("Aoife", "OBrien", "1996-02-29"));

    assert_eq!(
        book.keep(&number, Matching::Strict).unwrap().closed.len(),
        0
    );
    assert_eq!(
        book.keep(&number, Matching::Normalised)
            .unwrap()
            .closed
            .len(),
        1
    );
}

//! Facts about correcting persons and choosing between duplicates.

use contract::settings::Matching;
use jiff::civil::date;
use serde_json::json;

use crate::esr::sample::{aoife, book, from_tis, load, morning, person, send};
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
    let corrected = book.correct(&number, right, morning()).unwrap();

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
        book.correct("1", correction(json!({ "lastName": "X" })), morning())
            .is_err()
    );
    book.correct(&number, correction(json!({})), morning())
        .unwrap();

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

    let kept = book.keep(&lead, Matching::Strict, morning()).unwrap();

    assert_eq!(kept.kept.applicant_number.to_string(), lead);
    assert_eq!(kept.closed.len(), 2);
    assert!(kept.closed.iter().all(|applicant| !applicant.open));
    assert!(!book.applicant(&host).unwrap().open);
    assert_eq!(send(&mut book, &aoife()).unwrap().applicant_number, lead);
    assert_eq!(
        book.keep(&lead, Matching::Strict, morning())
            .unwrap()
            .closed,
        []
    );
}

#[test]
fn a_closed_record_and_an_employees_are_not_kept() {
    let mut book = book();
    let historic = from_tis(&mut book, &aoife());
    book.close(&historic, morning()).unwrap();
    let employee = load(&mut book, &aoife(), json!({ "personType": "EMPLOYEE" }));
    let employee = employee.applicant_number.unwrap().to_string();

    let mut keep = |number: &str| book.keep(number, Matching::Strict, morning()).unwrap_err();

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
        book.keep(&number, Matching::Strict, morning())
            .unwrap()
            .closed
            .len(),
        0
    );
    assert_eq!(
        book.keep(&number, Matching::Normalised, morning())
            .unwrap()
            .closed
            .len(),
        1
    );
}

#[test]
fn the_history_of_a_record_says_what_people_did_and_is_saved_with_it() {
    use crate::esr::Act;

    let mut book = book();
    let wrong = person("Aoife", "Obrien", "1996-02-29");
    let (kept, other) = (from_tis(&mut book, &wrong), from_tis(&mut book, &wrong));
    let right = correction(json!({ "lastName": "O'Brien" }));
    book.keep(&kept, Matching::Strict, morning()).unwrap();
    book.correct(&kept, right.clone(), morning()).unwrap();
    book.correct(&kept, right, morning()).unwrap();
    send(&mut book, &aoife()).unwrap();
    book.close(&other, morning()).unwrap();

    let acts = |book: &crate::esr::Book, number: &str| {
        let events = book.history(book.applicant(number).unwrap());
        events
            .into_iter()
            .map(|event| event.act)
            .collect::<Vec<_>>()
    };
    let saved = serde_json::to_value(&book).unwrap();
    let again: crate::esr::Book = serde_json::from_value(saved).unwrap();
    assert_eq!(
        acts(&again, &kept),
        [Act::Loaded, Act::Kept, Act::Corrected, Act::Transferred]
    );
    assert_eq!(acts(&again, &other), [Act::Loaded, Act::GivenUp]);
    assert_eq!(again, book);
}

#[test]
fn records_of_one_person_are_grouped_as_the_matching_has_it() {
    use crate::sandbox::page::Paging;

    let mut book = book();
    for name in ["O'Brien", "o'brien", "OBrien"] {
        from_tis(&mut book, &person("Aoife", name, "1996-02-29"));
    }
    from_tis(&mut book, &person("Bea", "O'Brien", "1996-02-29"));
    let sizes = |matching| {
        let groups = book.twins(matching, Paging::default()).items;
        groups.iter().map(Vec::len).collect::<Vec<_>>()
    };

    assert_eq!(sizes(Matching::Strict), [2]);
    assert_eq!(sizes(Matching::Normalised), [3]);
}

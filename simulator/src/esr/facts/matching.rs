//! Facts of finding the one applicant that a transfer is for.

use serde_json::json;

use crate::esr::sample::{
    VPD, aoife, book, from_tis, load, morning, person, send, send_normalised,
};
use crate::esr::{Activation, TransferError};
use crate::sandbox::page::Paging;

#[test]
fn the_one_match_gets_all_six_records() {
    let mut book = book();
    let number = from_tis(&mut book, &aoife());

    let result = send(&mut book, &aoife()).unwrap();

    assert_eq!(result.applicant_number, number);
    assert_eq!(result.records.len(), 6);
    assert!(
        result
            .records
            .iter()
            .all(|record| record.message_type.is_none())
    );
    assert_eq!(
        book.transfer_result(VPD, &result.transfer_id),
        Some(&result)
    );
    assert_eq!(book.transfer_result("278", &result.transfer_id), None);
}

#[test]
fn several_applicants_in_scope_are_never_guessed_between() {
    let mut book = book();
    from_tis(&mut book, &aoife());
    load(&mut book, &aoife(), json!({"source": "HICOM"}));

    assert_eq!(
        send(&mut book, &aoife()),
        Err(TransferError::SeveralMatches { count: 2 })
    );
    assert_eq!(book.duplicates().iter().next().unwrap().applicants.len(), 2);
}

#[test]
fn closing_all_but_one_lets_the_transfer_through() {
    let mut book = book();
    let first = from_tis(&mut book, &aoife());
    let second = from_tis(&mut book, &aoife());

    book.close(&first, morning()).unwrap();

    assert_eq!(send(&mut book, &aoife()).unwrap().applicant_number, second);
}

#[test]
fn a_duplicate_out_of_scope_does_not_stand_in_the_way_and_is_reported() {
    for source in ["MANUAL", "E_RECRUITMENT"] {
        let mut book = book();
        let duplicate = load(&mut book, &aoife(), json!({"source": source}));
        let number = from_tis(&mut book, &aoife());

        let result = send(&mut book, &aoife()).unwrap();

        assert_eq!(result.applicant_number, number);
        let note = book.duplicates().iter().next().unwrap().clone();
        assert_eq!(note.applicants, [duplicate.applicant_number.unwrap()]);
        assert_eq!(
            note.transfer_id.as_deref(),
            Some(result.transfer_id.as_str())
        );
    }
}

#[test]
fn what_matches_out_of_scope_says_why() {
    let cases = [
        (json!({"source": "MANUAL"}), TransferError::NotFromTis),
        (
            json!({"source": "E_RECRUITMENT"}),
            TransferError::NotFromTis,
        ),
        (json!({"personType": "EMPLOYEE"}), TransferError::IsEmployee),
        (json!({"open": false}), TransferError::ApplicantClosed),
        (
            json!({"source": "MANUAL", "open": false}),
            TransferError::NotFromTis,
        ),
    ];
    for (beside, wanted) in cases {
        let mut book = book();
        load(&mut book, &aoife(), beside);
        assert_eq!(send(&mut book, &aoife()), Err(wanted));
    }
}

#[test]
fn an_open_record_out_of_scope_says_why_before_a_closed_one() {
    let mut book = book();
    load(&mut book, &aoife(), json!({"open": false}));
    load(&mut book, &aoife(), json!({"source": "MANUAL"}));

    assert_eq!(send(&mut book, &aoife()), Err(TransferError::NotFromTis));
}

#[test]
fn nobody_of_another_employer_matches() {
    let mut book = book();
    book.set_activation("278", Activation::Activated).unwrap();
    load(&mut book, &aoife(), json!({"vpd": "278"}));

    assert_eq!(send(&mut book, &aoife()), Err(TransferError::NoMatch));
}

#[test]
fn only_the_normalised_matching_overlooks_marks_and_apostrophes() {
    let mut book = book();
    let number = from_tis(&mut book, &person("Zoe", "OBrien", "1996-02-29"));
    let sent = person("Zoë", "O’Brien", "1996-02-29");

    assert_eq!(send(&mut book, &sent), Err(TransferError::NoMatch));
    assert_eq!(
        send_normalised(&mut book, &sent).unwrap().applicant_number,
        number
    );
}

#[test]
fn a_near_miss_tells_the_operator_what_differs() {
    let mut book = book();
    from_tis(&mut book, &person("Zoe", "OBrien", "1996-02-29"));
    from_tis(&mut book, &person("Abel", "Someone", "1996-02-29"));
    send(&mut book, &person("Zoë", "O’Brien", "1996-02-29")).unwrap_err();

    let near = book.near_misses().iter().next().unwrap().clone();

    insta::assert_json_snapshot!(near.candidates, @r#"
    [
      {
        "applicantNumber": "14500741",
        "source": "TIS",
        "scope": "IN_SCOPE",
        "differences": [
          {
            "field": "firstName",
            "kind": "MARKS"
          },
          {
            "field": "lastName",
            "kind": "APOSTROPHE"
          }
        ]
      }
    ]
    "#);
}

#[test]
fn the_same_person_at_another_employer_is_a_near_miss() {
    let mut book = book();
    book.set_activation("278", Activation::Activated).unwrap();
    load(&mut book, &aoife(), json!({"vpd": "278"}));
    send(&mut book, &aoife()).unwrap_err();

    let near = book.near_misses().iter().next().unwrap().clone();

    assert_eq!(
        serde_json::to_value(&near.candidates[0].differences).unwrap(),
        json!([{"field": "vpd", "kind": "OTHER"}])
    );
}

#[test]
fn near_misses_are_bounded_and_say_how_many_are_forgotten() {
    let mut book = book();
    for _ in 0..1010 {
        send(&mut book, &aoife()).unwrap_err();
    }

    assert_eq!(
        (book.near_misses().len(), book.near_misses().forgotten()),
        (1000, 10)
    );
}

#[test]
fn only_applicants_in_scope_without_a_transfer_await_checks() {
    let mut book = book();
    from_tis(&mut book, &aoife());
    let waiting = from_tis(&mut book, &person("B", "B", "1990-01-01"));
    load(
        &mut book,
        &person("C", "C", "1990-01-01"),
        json!({"source": "MANUAL"}),
    );
    let closed = from_tis(&mut book, &person("D", "D", "1990-01-01"));
    book.close(&closed, morning()).unwrap();
    send(&mut book, &aoife()).unwrap();

    let page = book.awaiting(VPD, Paging::default());

    let numbers: Vec<String> = page
        .items
        .iter()
        .map(|applicant| applicant.applicant_number.to_string())
        .collect();
    assert_eq!((numbers.as_slice(), page.total), ([waiting].as_slice(), 1));
    assert_eq!(book.awaiting("999", Paging::default()).total, 0);
}

//! Facts of the one-off transfer.

use contract::codes::ApplicantStatus;
use contract::settings::Matching;
use serde_json::json;

use crate::esr::TransferError;
use crate::esr::sample::{VPD, aoife, book, from_tis, load, morning, not_recruited, person, send};

#[test]
fn a_registration_that_was_not_held_is_held_after_the_transfer() {
    let mut book = book();
    let number = from_tis(&mut book, &aoife());

    send(&mut book, &aoife()).unwrap();

    let held = book
        .applicant(&number)
        .unwrap()
        .professional_registration
        .clone();
    assert_eq!(held.unwrap().number, "7012345");
}

#[test]
fn the_transfer_is_done_once() {
    let mut book = book();
    from_tis(&mut book, &aoife());
    send(&mut book, &aoife()).unwrap();
    let before = book.clone();

    assert_eq!(
        send(&mut book, &aoife()),
        Err(TransferError::AlreadyTransferred)
    );
    assert_eq!(book, before);
}

#[test]
fn a_refusal_does_not_use_up_the_one_transfer() {
    let mut book = book();
    let number = from_tis(&mut book, &aoife());
    book.transfer(VPD, not_recruited(&aoife()), Matching::Strict, morning())
        .unwrap_err();
    send(&mut book, &person("Nobody", "Here", "1996-02-29")).unwrap_err();

    assert_eq!(send(&mut book, &aoife()).unwrap().applicant_number, number);
}

#[test]
fn the_status_is_judged_before_anyone_is_looked_for() {
    let mut book = book();
    let before = book.clone();

    let refused = book
        .transfer(VPD, not_recruited(&aoife()), Matching::Strict, morning())
        .unwrap_err();

    assert_eq!(
        refused,
        TransferError::NotOutcomeRecruited {
            status: ApplicantStatus::Offered
        }
    );
    assert_eq!(book, before);
}

#[test]
fn a_refusal_repeats_no_name_and_no_date_of_birth() {
    let mut book = book();
    from_tis(&mut book, &aoife());
    from_tis(&mut book, &aoife());

    let told = send(&mut book, &aoife()).unwrap_err().to_string();

    assert!(
        !told.contains("Aoife") && !told.contains("Brien") && !told.contains("1996"),
        "{told}"
    );
}

#[test]
fn a_replaced_applicant_keeps_its_transfer() {
    let mut book = book();
    let post = json!({"positionId": "1"});
    load(&mut book, &aoife(), post.clone());
    send(&mut book, &aoife()).unwrap();

    load(&mut book, &aoife(), post);

    assert_eq!(
        send(&mut book, &aoife()),
        Err(TransferError::AlreadyTransferred)
    );
}

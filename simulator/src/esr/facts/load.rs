//! Facts of loading applicants.

use serde_json::json;

use crate::esr::sample::{VPD, aoife, book, load, morning, person, send};
use crate::esr::{Activation, Door, LoadRequest, TransferError};

#[test]
fn a_registration_already_held_supersedes_the_one_sent_and_the_other_five_load() {
    let mut book = book();
    let held = json!({"professionalRegistration": {"body": "GDC", "number": "990001"}});
    load(&mut book, &aoife(), held);

    let result = send(&mut book, &aoife()).unwrap();

    let told: Vec<_> = result
        .records
        .iter()
        .filter_map(|r| r.message_text.as_deref())
        .collect();
    assert_eq!(told, ["An existing registration supersedes the one sent"]);
    let applicant = book.applicant(&result.applicant_number).unwrap();
    assert_eq!(
        applicant.professional_registration.as_ref().unwrap().number,
        "990001"
    );
}

#[test]
fn a_load_for_the_same_employer_and_position_replaces_the_applicant() {
    let mut book = book();
    let post = json!({"positionId": 123_456_789_012_345_u64, "positionNumber": "0012"});
    let first = load(
        &mut book,
        &person("Aoif", "OBrien", "1996-02-28"),
        post.clone(),
    );

    let second = load(&mut book, &aoife(), post);

    assert_eq!(second.applicant_number, first.applicant_number);
    assert_eq!(book.applicant_count(), 1);
    send(&mut book, &aoife()).unwrap();
    assert_eq!(
        send(&mut book, &person("Aoif", "OBrien", "1996-02-28")),
        Err(TransferError::NoMatch)
    );
}

#[test]
fn a_load_is_confirmed_in_the_words_of_the_confirmation_file() {
    let mut book = book();
    let post = json!({"positionId": "1", "positionNumber": "2"});
    let good = load(&mut book, &aoife(), post);
    let twin = load(&mut book, &aoife(), json!({"positionId": "2"}));
    let blank = load(&mut book, &person(" ", "O'Brien", "1996-02-29"), json!({}));
    let unborn = load(
        &mut book,
        &person("A", "B", "2026-07-03"),
        json!({"positionId": "3"}),
    );
    let elsewhere = load(&mut book, &aoife(), json!({"vpd": "999"}));

    insta::assert_json_snapshot!([good, twin, blank, unborn, elsewhere], @r#"
    [
      {
        "loadStatusCode": "SUCCESS",
        "applicantNumber": "14500741",
        "vpd": "277",
        "positionId": "1",
        "positionNumber": "2"
      },
      {
        "loadStatusCode": "SUCCESS",
        "messageType": "WARNING",
        "messageText": "Another open record has the same names and date of birth",
        "applicantNumber": "14500742",
        "vpd": "277",
        "positionId": "2"
      },
      {
        "loadStatusCode": "FAIL",
        "messageType": "ERROR",
        "messageText": "firstName is mandatory",
        "vpd": "277"
      },
      {
        "loadStatusCode": "FAIL",
        "messageType": "ERROR",
        "messageText": "dateOfBirth is in the future",
        "vpd": "277",
        "positionId": "3"
      },
      {
        "loadStatusCode": "FAIL",
        "messageType": "ERROR",
        "messageText": "ESR has no employer with this VPD",
        "vpd": "999"
      }
    ]
    "#);
}

#[test]
fn an_employer_without_activation_gets_no_applicants_from_the_feed_but_by_hand() {
    let mut book = book();
    book.set_activation(VPD, Activation::None).unwrap();

    assert!(
        load(&mut book, &aoife(), json!({}))
            .applicant_number
            .is_none()
    );
    assert!(
        load(&mut book, &aoife(), json!({"source": "MANUAL"}))
            .applicant_number
            .is_some()
    );
    assert_eq!(book.door(VPD), Door::NotActivated);
    assert_eq!(book.door("999"), Door::Unknown);
}

#[test]
fn a_pending_request_suffices_and_is_warned_of() {
    let mut book = book();
    book.set_activation(VPD, Activation::Pending).unwrap();

    let confirmation = load(&mut book, &aoife(), json!({}));

    assert!(
        confirmation
            .message_text
            .unwrap()
            .contains("not active yet")
    );
    assert_eq!(book.door(VPD), Door::Open);
}

#[test]
fn a_full_book_takes_no_new_applicant_and_still_replaces_one() {
    let mut book = book();
    load(&mut book, &aoife(), json!({"positionId": "1"}));
    let request = |position: &str| {
        let body = json!({"firstName": "A", "lastName": "B", "dateOfBirth": "1990-01-01",
            "positionId": position});
        LoadRequest::read(&body).unwrap().remove(0)
    };

    assert!(
        book.load(request("2"), VPD, 1, morning())
            .applicant_number
            .is_none()
    );
    assert!(
        book.load(request("1"), VPD, 1, morning())
            .applicant_number
            .is_some()
    );
}

#[test]
fn a_load_that_cannot_be_read_names_every_place() {
    let refused = LoadRequest::read(&json!([
        {"firstName": "A"},
        {"source": "TIS2", "dateOfBirth": "29/02/1996", "positionId": "12a", "colour": "red"},
        3
    ]));

    let fields: Vec<String> = refused.unwrap_err().into_iter().map(|e| e.field).collect();
    assert_eq!(
        fields,
        [
            "/1/source",
            "/1/dateOfBirth",
            "/1/positionId",
            "/1/colour",
            "/2"
        ]
    );
}

#[test]
fn a_vpd_is_digits_with_its_leading_zeros() {
    let mut book = book();

    assert!(book.set_activation("0071", Activation::Activated).is_ok());
    assert_eq!(book.door("71"), Door::Unknown);
    for vpd in ["", "27A", "12345678901", "２７７"] {
        assert!(
            book.set_activation(vpd, Activation::Activated).is_err(),
            "{vpd}"
        );
    }
}

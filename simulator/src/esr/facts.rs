//! Facts and laws of loading, matching and transferring.

use contract::codes::ApplicantStatus;
use contract::settings::Matching;
use proptest::prelude::*;
use serde_json::json;

use super::sample::{
    VPD, aoife, book, from_tis, load, morning, not_recruited, person, send, send_normalised,
    transfer,
};
use super::{Activation, Book, Door, LoadRequest, TransferError};
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

    book.close(&first).unwrap();

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
    book.close(&closed).unwrap();
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

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,8}",
        "[A-Za-z'’ -]{1,8}[a-z]",
        "[a-zA-ZéëüñÅßøŁıİΣςأ]{1,6}",
        "\\PC{1,6}[a-z]"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whoever is loaded is found by the very names that were loaded, under either matching.
    #[test]
    fn matching_is_reflexive(first in name(), last in name()) {
        let sent = person(&first, &last, "1996-02-29");
        for matching in [Matching::Strict, Matching::Normalised] {
            let mut book = book();
            let Some(number) = load(&mut book, &sent, json!({})).applicant_number else {
                continue;
            };
            let result = book.transfer(VPD, transfer(&sent), matching, morning());
            prop_assert_eq!(result.map(|r| r.applicant_number), Ok(number.to_string()));
        }
    }

    /// What matches strictly matches normalised, and nothing matches across employers.
    #[test]
    fn a_strict_match_is_a_normalised_match_and_never_across_employers(
        held in (name(), name()),
        sent in (name(), name()),
        upper: bool,
    ) {
        let shape = |text: &str| if upper { text.to_uppercase() } else { text.to_owned() };
        let sent = if held.0.len() % 2 == 0 { (shape(&held.0), shape(&held.1)) } else { sent };
        let held = person(&held.0, &held.1, "1996-02-29");
        let sent = person(&sent.0, &sent.1, "1996-02-29");
        let mut book = book();
        load(&mut book, &held, json!({}));
        book.set_activation("278", Activation::Activated).unwrap();

        let strict = send(&mut book.clone(), &sent);
        let normalised = send_normalised(&mut book.clone(), &sent);
        let elsewhere = book.transfer("278", transfer(&sent), Matching::Normalised, morning());

        prop_assert!(strict.is_err() || normalised == strict);
        prop_assert_eq!(elsewhere, Err(TransferError::NoMatch));
    }

    /// A refused transfer leaves everything but the operator's notes as it was; a clone is never
    /// changed; and a book comes back from its saved form.
    #[test]
    fn what_is_refused_changes_nothing_and_what_is_saved_comes_back(
        people in prop::collection::vec((0u8..3, 0u8..4, any::<bool>()), 0..12),
        sends in prop::collection::vec(0u8..3, 0..6),
    ) {
        let who = |n: u8| person("Test", ["Ann", "Bea", "Cat"][usize::from(n % 3)], "1990-01-01");
        let sources = ["TIS", "HICOM", "MANUAL", "E_RECRUITMENT"];
        let mut book = book();
        for (n, source, open) in people {
            let beside = json!({"source": sources[usize::from(source)], "open": open});
            load(&mut book, &who(n), beside);
        }
        for n in sends {
            let before = book.clone();
            let saved_before = serde_json::to_string(&before).unwrap();
            let transfers = before.transfers().count();
            let result = send(&mut book, &who(n));

            prop_assert_eq!(serde_json::to_string(&before).unwrap(), saved_before);
            prop_assert_eq!(book.transfers().count(), transfers + usize::from(result.is_ok()));
            if result.is_err() {
                prop_assert_eq!(
                    book.applicants(Paging::default()),
                    before.applicants(Paging::default())
                );
            }
        }
        let saved = serde_json::to_string(&book).unwrap();
        prop_assert_eq!(serde_json::from_str::<Book>(&saved).unwrap(), book);
    }
}

//! Facts of what a person does in the NHS Jobs account.

use contract::codes::VacancyStatus;
use serde_json::json;

use crate::nhs_jobs::sample::{at, book, created, morning, rules, update};
use crate::nhs_jobs::{AmendError, Book, Kind, Party, PersonError, UpdateError};

#[test]
fn a_published_vacancy_is_no_draft_whatever_the_version() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.publish(&id, morning()).unwrap();
    let before = book.clone();

    for version in [1, 99] {
        let refused = book
            .update(&id, update("X", version), Vec::new(), morning())
            .unwrap_err();
        assert_eq!(
            refused,
            UpdateError::NotDraft {
                status: VacancyStatus::Published
            }
        );
    }
    assert_eq!(book, before);
}

#[test]
fn publishing_twice_keeps_the_first_time() {
    let mut book = book();
    let vacancy = created(&mut book);
    book.publish(&vacancy.reference, morning()).unwrap();

    book.publish(&vacancy.vacancy_id, at("2026-11-03T09:00:00Z"))
        .unwrap();

    let record = book.get(&vacancy.vacancy_id).unwrap();
    assert_eq!(record.published_at(), Some(morning()));
    assert_eq!(record.version(), 1);
}

#[test]
fn a_published_vacancy_closes_at_the_end_of_its_closing_day_in_london() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.publish(&id, morning()).unwrap();
    let record = book.get(&id).unwrap();

    assert_eq!(
        record.status(at("2026-12-18T23:59:59.999Z")),
        VacancyStatus::Published
    );
    assert_eq!(
        record.status(at("2026-12-19T00:00:00Z")),
        VacancyStatus::Closed
    );
}

#[test]
fn a_draft_past_its_closing_day_is_a_draft_still_and_cannot_be_published() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    let late = at("2026-12-19T00:00:00Z");

    assert_eq!(book.get(&id).unwrap().status(late), VacancyStatus::Draft);
    insta::assert_snapshot!(
        book.publish(&id, late).unwrap_err(),
        @"the closing date 2026-12-18 is over; give it a later one before publishing"
    );
}

#[test]
fn a_draft_may_be_withdrawn_and_a_closed_vacancy_is_not_published() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;

    assert_eq!(
        book.close(&id, morning()).unwrap().status,
        VacancyStatus::Closed
    );
    assert_eq!(book.publish(&id, morning()), Err(PersonError::Closed));
    let refused = book
        .update(&id, update("X", 1), Vec::new(), morning())
        .unwrap_err();
    assert_eq!(
        refused,
        UpdateError::NotDraft {
            status: VacancyStatus::Closed
        }
    );
}

#[test]
fn closing_after_the_closing_date_did_it_changes_nothing() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.publish(&id, morning()).unwrap();
    let before = book.clone();

    book.close(&id, at("2027-01-01T00:00:00Z")).unwrap();

    assert_eq!(book, before);
}

#[test]
fn the_history_says_who_changed_what() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.update(&id, update("Charge Nurse", 1), Vec::new(), morning())
        .unwrap();
    let town = json!({"location": {"addressLine1": "2", "town": "York", "postcode": "YO1 1AA"}});
    book.amend(&id, town.as_object().unwrap(), &rules(morning()), morning())
        .unwrap();
    book.publish(&id, morning()).unwrap();
    book.close(&id, morning()).unwrap();

    let history = book.get(&id).unwrap().history();
    let told: Vec<_> = history
        .changes()
        .iter()
        .map(|c| (c.by, c.kind, c.version))
        .collect();
    let wanted = [
        (Party::Ats, Kind::Created, 1),
        (Party::Ats, Kind::Updated, 2),
        (Party::Person, Kind::Amended, 3),
        (Party::Person, Kind::Published, 3),
        (Party::Person, Kind::Closed, 3),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn amending_a_draft_makes_the_version_the_ats_last_saw_stale() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    let title = json!({"jobTitle": "Deputy Charge Nurse"});
    book.amend(
        &id,
        title.as_object().unwrap(),
        &rules(morning()),
        morning(),
    )
    .unwrap();

    let refused = book
        .update(&id, update("X", 1), Vec::new(), morning())
        .unwrap_err();

    assert_eq!(
        refused,
        UpdateError::Stale {
            sent: 1,
            current: 2
        }
    );
}

#[test]
fn after_publishing_pay_and_title_may_not_be_amended_and_texts_may() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.publish(&id, morning()).unwrap();
    let amend = |book: &mut Book, members: serde_json::Value| {
        book.amend(
            &id,
            members.as_object().unwrap(),
            &rules(morning()),
            morning(),
        )
    };

    let refused = amend(&mut book, json!({"jobTitle": "X", "payBand": "BAND_6"})).unwrap_err();
    insta::assert_snapshot!(refused, @"after publishing, `jobTitle`, `payBand` may not be amended; close the vacancy and reuse the listing");

    let amended = amend(&mut book, json!({"jobDescription": "More."})).unwrap();
    assert_eq!(
        (amended.version, amended.status),
        (2, VacancyStatus::Published)
    );
}

#[test]
fn an_amendment_that_breaks_a_rule_changes_nothing() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    let before = book.clone();

    let short = json!({"jobOverview": "too short"});
    let refused = book.amend(
        &id,
        short.as_object().unwrap(),
        &rules(morning()),
        morning(),
    );

    assert!(matches!(refused, Err(AmendError::Invalid { errors }) if errors.len() == 1));
    assert_eq!(book, before);
}

//! Facts of what an ATS does with its drafts.

use contract::codes::VacancyStatus;

use crate::nhs_jobs::sample::{MOST, book, created, draft, morning, update};
use crate::nhs_jobs::{CreateError, UpdateError};
use crate::sandbox::page::Paging;

#[test]
fn a_created_vacancy_is_a_draft_at_version_1_with_a_minted_reference() {
    let vacancy = created(&mut book());

    assert_eq!((vacancy.status, vacancy.version), (VacancyStatus::Draft, 1));
    insta::assert_snapshot!(format!("{} {}", vacancy.vacancy_id, vacancy.reference), @"V-6860447 K7974-26-3105");
}

#[test]
fn posting_the_same_job_reference_again_makes_a_second_vacancy() {
    let mut book = book();
    let (first, second) = (created(&mut book), created(&mut book));

    assert_ne!(first.vacancy_id, second.vacancy_id);
    assert_ne!(first.reference, second.reference);
    assert_eq!(book.find(Some("277-26-0141"), Paging::default()).total, 2);
}

#[test]
fn a_full_book_says_so_and_takes_no_more() {
    let mut book = book();
    let mut create = || book.create(draft("Nurse", "R"), Vec::new(), 2, morning());
    assert!(create().is_ok() && create().is_ok());

    assert_eq!(create(), Err(CreateError::Full { most: 2 }));
    assert_eq!(book.len(), 2);
}

#[test]
fn an_update_replaces_a_draft_and_leaves_one_version_more() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;

    let updated = book
        .update(&id, update("Charge Nurse", 1), Vec::new(), morning())
        .unwrap();

    assert_eq!(
        (updated.version, updated.draft.job_title.as_str()),
        (2, "Charge Nurse")
    );
    assert_eq!(book.get(&id).unwrap().answer(morning()), updated);
}

#[test]
fn an_update_from_an_earlier_version_is_stale_and_changes_nothing() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    book.update(&id, update("Charge Nurse", 1), Vec::new(), morning())
        .unwrap();
    let before = book.clone();

    let refused = book
        .update(&id, update("Ward Manager", 1), Vec::new(), morning())
        .unwrap_err();

    assert_eq!(
        refused,
        UpdateError::Stale {
            sent: 1,
            current: 2
        }
    );
    assert_eq!(book, before);
}

#[test]
fn an_unknown_vacancy_cannot_be_updated() {
    let refused = book()
        .update("V-1", update("X", 1), Vec::new(), morning())
        .unwrap_err();

    insta::assert_snapshot!(refused, @"no vacancy of this organisation has the id `V-1`");
}

#[test]
fn a_changed_job_reference_is_found_under_its_new_name_only() {
    let mut book = book();
    let id = created(&mut book).vacancy_id;
    let mut changed = update("Staff Nurse", 1);
    changed.draft.job_reference = "NEW".into();
    book.update(&id, changed, Vec::new(), morning()).unwrap();

    assert_eq!(book.find(Some("277-26-0141"), Paging::default()).total, 0);
    assert_eq!(
        book.find(Some("NEW"), Paging::default()).items[0]
            .id()
            .to_string(),
        id
    );
}

#[test]
fn a_job_reference_is_found_page_by_page_and_not_by_its_beginning() {
    let mut book = book();
    for reference in ["A", "AB", "A", "A"] {
        book.create(draft("Nurse", reference), Vec::new(), MOST, morning())
            .unwrap();
    }

    let second = book.find(Some("A"), Paging::new(2, 2));

    assert_eq!(
        (second.items.len(), second.total, second.pages()),
        (1, 3, 2)
    );
}

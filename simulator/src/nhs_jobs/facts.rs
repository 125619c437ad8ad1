//! Facts and laws of a vacancy's life.

use contract::codes::VacancyStatus;
use proptest::prelude::*;
use serde_json::json;

use super::book::{CreateError, UpdateError};
use super::change::{Kind, Party};
use super::sample::{MOST, at, book, created, draft, morning, rules, update};
use super::{AmendError, Book, PersonError};
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
fn an_unknown_vacancy_cannot_be_updated() {
    let refused = book()
        .update("V-1", update("X", 1), Vec::new(), morning())
        .unwrap_err();

    insta::assert_snapshot!(refused, @"no vacancy of this organisation has the id `V-1`");
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

/// Something that is done to a book of a few vacancies.
#[derive(Debug, Clone)]
enum Act {
    Create,
    Update { which: usize, version_behind: u64 },
    Publish { which: usize },
    Close { which: usize },
    Wait { days: i64 },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Create),
        (0usize..4, 0u64..3).prop_map(|(which, version_behind)| Act::Update {
            which,
            version_behind
        }),
        (0usize..4).prop_map(|which| Act::Publish { which }),
        (0usize..4).prop_map(|which| Act::Close { which }),
        (0i64..20).prop_map(|days| Act::Wait { days }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing but a draft is ever changed by the ATS, each change leaves one version more, a
    /// status never goes back, and what is refused changes nothing.
    #[test]
    fn a_vacancy_only_moves_forward(acts in prop::collection::vec(act(), 0..30)) {
        let mut book = book();
        let mut now = morning();
        let mut ids: Vec<String> = Vec::new();
        for act in acts {
            let before = book.clone();
            let known = |which: usize| ids.get(which).cloned().unwrap_or_else(|| "V-1".into());
            let done = match act {
                Act::Create => {
                    ids.push(created(&mut book).vacancy_id);
                    true
                }
                Act::Update { which, version_behind } => {
                    let id = known(which);
                    let version = before.get(&id).map_or(1, |r| r.version() - version_behind.min(r.version()));
                    let was_draft = before.get(&id).is_some_and(|r| r.status(now) == VacancyStatus::Draft);
                    let done = book.update(&id, update("Updated", version), Vec::new(), now);
                    prop_assert_eq!(done.is_ok(), was_draft && version_behind == 0);
                    done.is_ok()
                }
                Act::Publish { which } => book.publish(&known(which), now).is_ok(),
                Act::Close { which } => book.close(&known(which), now).is_ok(),
                Act::Wait { days } => {
                    now += jiff::SignedDuration::from_hours(24 * days);
                    true
                }
            };
            if !done {
                prop_assert_eq!(&book, &before);
            }
            for record in before.iter() {
                let after = book.get(&record.id().to_string()).expect("nothing is lost");
                let (was, is) = (record.status(now), after.status(now));
                prop_assert!(is >= was, "{was:?} went back to {is:?}");
                prop_assert!(after.version() - record.version() <= 1);
                if was != VacancyStatus::Draft {
                    prop_assert_eq!(after.draft(), record.draft());
                }
            }
        }
        let saved = serde_json::to_string(&book).unwrap();
        prop_assert_eq!(serde_json::from_str::<Book>(&saved).unwrap(), book);
    }
}

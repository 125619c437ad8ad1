//! The law of a vacancy's life, over generated histories.

use contract::codes::VacancyStatus;
use proptest::prelude::*;

use crate::nhs_jobs::Book;
use crate::nhs_jobs::sample::{book, created, morning, update};

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

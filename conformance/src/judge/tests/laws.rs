//! What holds of every judgement.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::made::*;
use crate::evidence::{Exchange, Outcome};
use crate::judge::declared_checks;
use crate::requirements::Registry;
use crate::verdict::Verdict;

/// Something that a client could have done in answer to one act.
fn sent(kinds: &[u8], body: &Value) -> Vec<Exchange> {
    let one = |(nth, kind): (usize, &u8)| match kind % 9 {
        0 => created_as(body, nth as u64 + 1),
        1 => refused(body, 409, "X"),
        2 => refused(body, 403, "ACCOUNT_NOT_LINKED"),
        3 => busy(body, 503),
        4 => lost(created_as(body, nth as u64 + 1), true),
        5 => lost(created(body), false),
        6 => replayed(created(body)),
        7 => read_back(&vacancy(body, 1)),
        _ => listed(&json!({ "vacancies": [] })),
    };
    kinds.iter().enumerate().map(one).collect()
}

const OUTCOMES: [Outcome; 8] = [
    Outcome::Accepted,
    Outcome::AcceptedWithWarnings,
    Outcome::Rejected,
    Outcome::NotSent,
    Outcome::ConfigError,
    Outcome::RetryPending,
    Outcome::Failed,
    Outcome::Unknown,
];

const CHECKS: &str = "  - { id: posted, requirement: NJ-C-003, wire: { operation: createVacancy, name: job1, count: 1 } }\n  \
                      - { id: quiet, requirement: NJ-C-021, given: { outcome: { name: job1, is: accepted } }, wire: { operation: updateVacancy, count: 0 } }";

/// Read once: reading a scenario takes longer than judging it.
static TOLD: LazyLock<Story> =
    LazyLock::new(|| with_checks(&format!("{POST}\n  - settle: {{}}"), CHECKS));

/// Two acts, so that an exchange may belong to either.
static TWICE: LazyLock<[Story; 3]> = LazyLock::new(|| {
    [
        "  - { act: update_vacancy, name: job1, with: { area_of_work: Renal } }",
        "  - { act: post_vacancy, name: job2 }",
        "  - { act: post_vacancy, name: job1, with: { area_of_work: Renal } }",
    ]
    .map(|second| with_checks(&format!("{POST}\n{second}\n  - settle: {{}}"), CHECKS))
});

pub(super) fn stories() -> impl Strategy<Value = Story> {
    prop_oneof![stories_of_one_act(), stories_of_two_acts()]
}

fn stories_of_two_acts() -> impl Strategy<Value = Story> {
    let sends = || prop::collection::vec((0_u8..10, 0_u8..3, any::<bool>()), 0..5);
    (
        0..3_usize,
        sends(),
        sends(),
        0..OUTCOMES.len(),
        0..OUTCOMES.len(),
    )
        .prop_map(|(which, first, second, one, other)| {
            let made = TWICE[which].clone();
            let post = made.body_of(0);
            let then = made.body_of(1);
            let played = |sends: &[(u8, u8, bool)]| -> Vec<Exchange> {
                let one = |(kind, key, late): &(u8, u8, bool)| {
                    let body = if *late { &then } else { &post };
                    let mut exchange = match kind {
                        9 => updated(body, 1),
                        kind => sent(&[*kind], body).remove(0),
                    };
                    if *key > 0 {
                        let headers = &mut exchange.request.headers;
                        headers.insert("idempotency-key".to_owned(), vec![format!("k{key}")]);
                    }
                    exchange
                };
                sends.iter().map(one).collect()
            };
            made.act(played(&first), report(OUTCOMES[one]))
                .act(played(&second), report(OUTCOMES[other]))
                .idle()
                .end()
        })
}

fn stories_of_one_act() -> impl Strategy<Value = Story> {
    (
        prop::collection::vec(0_u8..9, 0..7),
        0..OUTCOMES.len(),
        any::<bool>(),
    )
        .prop_map(|(kinds, outcome, title)| {
            let made = TOLD.clone();
            let mut body = made.body("job1");
            if title {
                body["jobTitle"] = json!("Another");
            }
            made.act(sent(&kinds, &body), report(OUTCOMES[outcome]))
                .idle()
                .end()
        })
}

fn verdicts(story: &Story) -> Vec<Verdict> {
    story
        .judged()
        .checks
        .iter()
        .map(|check| check.verdict)
        .collect()
}

proptest! {
    #[test]
    fn every_declared_check_gets_exactly_one_verdict(story in stories()) {
        let declared: Vec<String> = declared_checks(&story.scenario, Registry::embedded())
            .into_iter()
            .map(|check| check.id)
            .collect();
        let judged: Vec<String> = story.judged().checks.into_iter().map(|check| check.id).collect();

        prop_assert_eq!(&judged, &declared);
        prop_assert_eq!(judged.iter().collect::<BTreeSet<_>>().len(), judged.len());
    }

    #[test]
    fn the_order_in_which_exchanges_are_stored_changes_nothing(
        (story, order) in stories().prop_flat_map(|story| {
            let order = Just((0..story.evidence.exchanges.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(story), order)
        })
    ) {
        let before = story.judged();
        let mut shuffled = story;
        let exchanges = shuffled.evidence.exchanges.clone();
        shuffled.evidence.exchanges = order.into_iter().map(|at| exchanges[at].clone()).collect();

        prop_assert_eq!(shuffled.judged(), before);
    }

    #[test]
    fn verdicts_only_worsen_as_evidence_is_removed(story in stories(), which in any::<prop::sample::Index>(), kind in 0_u8..4) {
        let before = verdicts(&story);
        let mut poorer = story;
        let evidence = &mut poorer.evidence;
        match kind {
            0 if !evidence.exchanges.is_empty() => {
                let at = which.index(evidence.exchanges.len());
                evidence.exchanges.remove(at);
            }
            1 => drop(evidence.timeline.remove(which.index(evidence.timeline.len()))),
            2 => evidence.end = None,
            _ => {
                let at = which.index(evidence.timeline.len());
                evidence.timeline.truncate(at);
            }
        }

        for (before, after) in before.iter().zip(verdicts(&poorer)) {
            prop_assert!(after >= *before);
        }
    }

    #[test]
    fn a_passing_attempt_was_seen_on_the_wire(story in stories()) {
        if verdicts(&story).contains(&Verdict::Pass) {
            prop_assert!(!story.evidence.exchanges.is_empty());
        }
    }
}

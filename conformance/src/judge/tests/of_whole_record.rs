//! What the record as a whole allows.

use super::made::*;
use crate::evidence::{ActAnswer, Blame, Done, Trouble};
use crate::verdict::Verdict::{Error, Fail, Inconclusive, NotApplicable};
use crate::verdict::{Finding, Verdict};

fn good() -> Story {
    let made = story(POST);
    let body = made.body("job1");
    made.act(vec![created(&body)], accepted()).end()
}

fn all(story: &Story) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = story
        .judged()
        .checks
        .iter()
        .map(|check| check.verdict)
        .collect();
    verdicts.sort_unstable();
    verdicts.dedup();
    verdicts
}

#[test]
fn trouble_makes_every_check_an_error_with_blame() {
    let mut made = good();
    let message = "it exited with status 1".to_owned();
    made.evidence.trouble.push(Trouble {
        blame: Blame::Adapter,
        step: Some(0),
        message,
    });

    assert_eq!(all(&made), [Error]);
    assert_eq!(
        made.judged().checks[0].reason.as_deref(),
        Some("adapter: it exited with status 1")
    );
}

#[test]
fn a_scenario_that_was_not_run_is_not_applicable() {
    let mut made = good();
    made.evidence.not_run = Some("the adapter does not declare `post_vacancy`".to_owned());

    assert_eq!(all(&made), [NotApplicable]);
}

#[test]
fn what_was_declared_and_then_not_supported_is_the_adapter_s_error() {
    let mut made = good();
    if let Done::Act(act) = &mut made.evidence.timeline[0].done {
        act.answer = ActAnswer::Unsupported {
            reason: "no".to_owned(),
        };
    }

    assert_eq!(all(&made), [Error]);
}

#[test]
fn a_hole_in_the_record_is_the_runner_s_error() {
    let mut made = good();
    made.evidence.exchanges.clear();

    assert_eq!(all(&made), [Error]);
}

#[test]
fn a_journal_that_let_go_proves_nothing_good() {
    let mut made = good();
    made.evidence.journal.dropped = 1;
    made.evidence.journal.last_sequence = 2;
    made.evidence.exchanges[0].simulator.sequence = 2;
    made.evidence.timeline[0].mark.after = 2;

    assert!(all(&made).iter().all(|verdict| *verdict >= Inconclusive));
}

#[test]
fn an_answer_that_breaks_the_contract_is_the_simulator_s_error() {
    let made = good().but(|exchange| {
        exchange.response.as_mut().unwrap().body = crate::evidence::Body::Text("{}".to_owned());
    });

    assert_eq!(all(&made), [Error]);
    let reason = made.judged().checks[0].reason.clone().unwrap();
    assert!(reason.starts_with("simulator: "), "{reason}");
}

#[test]
fn a_refusal_of_a_body_that_breaks_no_rule_is_the_simulator_s_error() {
    let made = story(POST);
    let body = made.body("job1");
    let made = made
        .act(
            vec![refused_fields(&body, &["/salary"])],
            rejected("salary"),
        )
        .end();

    assert_eq!(all(&made), [Error]);
}

#[test]
fn every_finding_says_where() {
    let made = told_once(
        POST,
        vec![listed(&serde_json::json!({ "vacancies": [] }))],
        accepted(),
    );
    let failed = made
        .judged()
        .checks
        .into_iter()
        .filter(|check| check.verdict == Fail);
    let findings: Vec<Finding> = failed.flat_map(|check| check.findings).collect();

    assert!(!findings.is_empty());
    for finding in findings {
        assert_ne!(
            finding.place,
            crate::verdict::Place::default(),
            "{finding:?}"
        );
    }
}

#[test]
fn evidence_survives_being_stored() {
    let made = good();
    let stored = serde_json::to_string(&made.evidence).unwrap();

    assert_eq!(
        serde_json::from_str::<crate::evidence::Evidence>(&stored).unwrap(),
        made.evidence
    );
}

//! What a person did and said, with no adapter in between.

use serde_json::json;

use super::made::*;
use crate::evidence::Observed;
use crate::verdict::EvidenceKind::{Attested, Wire};
use crate::verdict::Verdict::{self, Fail, Inconclusive, Pass};

const CHECKS: &str = "
  - { id: sent, requirement: NJ-C-001, wire: { operation: createVacancy, name: job1, count: 1 } }
  - { id: said, requirement: NJ-C-001, outcome: { name: job1, is: accepted } }";

fn observed(change: impl FnOnce(&mut serde_json::Value)) -> Story {
    let mut made = with_checks(POST, CHECKS);
    made.evidence.observed = Some(Observed {
        tries: 1,
        left_out: None,
    });
    let mut body = made.body("job1");
    change(&mut body);
    made.act(vec![created(&body)], accepted())
}

fn verdicts(story: &Story) -> Vec<(String, Verdict)> {
    let checks = story.judged().checks.into_iter();
    checks.map(|check| (check.id, check.verdict)).collect()
}

fn reason(story: &Story, check: &str) -> String {
    story.check(check).reason.unwrap_or_default()
}

#[test]
fn what_a_person_says_is_an_attestation_and_the_wire_stays_the_wire() {
    let story = observed(|_| ()).end();

    assert_eq!(
        (story.check("sent").evidence, story.verdict("sent")),
        (Wire, Pass)
    );
    assert_eq!(
        (story.check("said").evidence, story.verdict("said")),
        (Attested, Pass)
    );
    assert_eq!(story.check("always/truthful-outcome").evidence, Attested);
}

#[test]
fn what_an_adapter_reports_is_no_attestation() {
    let mut story = observed(|_| ()).end();
    story.evidence.observed = None;

    assert_ne!(story.check("said").evidence, Attested);
    assert_ne!(story.check("always/truthful-outcome").evidence, Attested);
}

#[test]
fn another_reference_meanwhile_contaminates_everything() {
    let other = observed(|_| ()).body("job1");
    let mut other = other;
    other["jobReference"] = json!("Theatre-7");
    let story = observed(|_| ()).wire(vec![created(&other)]).end();

    assert_eq!(story.verdict("sent"), Inconclusive);
    insta::assert_snapshot!(reason(&story, "sent"), @"contaminated: createVacancy (exchange 2) names the reference `Theatre-7`, which is none of this task's, so somebody or something else used the ATS meanwhile");
}

#[test]
fn looking_after_an_earlier_vacancy_is_set_aside() {
    let path = format!("{VACANCIES}/V-99");
    let gone = problem(404, "VACANCY_NOT_FOUND");
    let lookup = exchange("GET", &path, &serde_json::Value::Null, 404, &gone);
    let undisturbed = observed(|_| ()).end();

    let story = observed(|_| ()).wire(vec![lookup]).end();

    assert_eq!(verdicts(&story), verdicts(&undisturbed));
    assert_eq!((story.verdict("sent"), story.verdict("said")), (Pass, Pass));
}

#[test]
fn a_reference_that_arrives_changed_is_the_client_s_flaw_and_nobody_else_s() {
    for sent in [" 277-26-0141", "277-26-014", "277260141", "277-26-0141 "] {
        let story = observed(|body| body["jobReference"] = json!(sent)).end();

        assert_eq!(story.verdict("always/faithful-values"), Fail, "{sent}");
    }
}

#[test]
fn a_reference_that_is_missing_is_the_client_s_flaw_too() {
    let mut made = story(POST);
    made.evidence.observed = Some(Observed::default());
    let mut body = made.body("job1");
    body.as_object_mut().unwrap().remove("jobReference");
    let refused = refused_fields(&body, &["/jobReference"]);
    let story = made.act(vec![refused], rejected("job_reference")).end();

    assert_eq!(story.verdict("always/request-valid"), Fail);
}

#[test]
fn with_an_adapter_another_reference_is_the_client_s_own_doing() {
    let mut story = observed(|body| body["jobReference"] = json!("Theatre-7")).end();
    story.evidence.observed = None;

    assert_eq!(story.verdict("always/faithful-values"), Fail);
}

#[test]
fn what_was_left_out_is_never_a_pass_however_little_is_on_record() {
    let mut story = observed(|_| ());
    story.evidence.timeline.clear();
    story.evidence.observed = Some(Observed {
        tries: 2,
        left_out: Some("the form has no such field".to_owned()),
    });

    let judged = story.judged();
    assert!(judged.checks.iter().all(|one| one.verdict == Inconclusive));
    insta::assert_snapshot!(reason(&story, "said"), @"left out: the form has no such field");
}

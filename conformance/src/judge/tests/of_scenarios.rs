//! The checks that a scenario declares itself.

use serde_json::{Value, json};

use super::made::*;
use crate::evidence::{Done, Outcome, Report};
use crate::verdict::Verdict::{self, Fail, Inconclusive, NotApplicable, Pass, Warn};

/// A good post under one check; the check's members as YAML.
fn post(members: &str) -> Verdict {
    post_reported(members, accepted())
}

fn post_reported(members: &str, report: Report) -> Verdict {
    let checks = format!("  - {{ id: it, requirement: NJ-C-003, {members} }}");
    let made = with_checks(POST, &checks);
    let body = made.body("job1");
    made.act(vec![created(&body)], report).end().verdict("it")
}

#[test]
fn the_wire_is_counted_and_compared() {
    assert_eq!(
        post("wire: { operation: createVacancy, name: job1, count: 1 }"),
        Pass
    );
    assert_eq!(post("wire: { operation: createVacancy, count: 2 }"), Fail);
    assert_eq!(post("wire: { operation: updateVacancy }"), Fail);
    assert_eq!(
        post("wire: { operation: createVacancy, body: { /salary/minimum: 32073 } }"),
        Pass
    );
    assert_eq!(
        post("wire: { operation: createVacancy, body: { /salary/minimum: 1 } }"),
        Fail
    );
    assert_eq!(
        post("wire: { operation: createVacancy, body: { /contractDuration: { absent: true } } }"),
        Pass
    );
    assert_eq!(
        post("wire: { operation: createVacancy, headers: { X-Account-Id: A1 } }"),
        Pass
    );
    assert_eq!(
        post(
            "wire: { operation: createVacancy, response: { /status: DRAFT }, answered: { status: 201 } }"
        ),
        Pass
    );
}

#[test]
fn every_matcher_matches_and_does_not() {
    let at_title = |matcher: &str| {
        post(&format!(
            "wire: {{ operation: createVacancy, body: {{ /jobTitle: {matcher} }} }}"
        ))
    };

    assert_eq!(
        (
            at_title("{ re: \"^Staff\" }"),
            at_title("{ re: \"^Nurse\" }")
        ),
        (Pass, Fail)
    );
    assert_eq!(
        (
            at_title("{ one_of: [Staff Nurse, Sister] }"),
            at_title("{ one_of: [Sister] }")
        ),
        (Pass, Fail)
    );
    assert_eq!(
        at_title("{ same_as: { input: job1, at: /vacancy/job_title } }"),
        Pass
    );
    assert_eq!(
        at_title("{ same_as: { input: job1, at: /vacancy/job_reference } }"),
        Fail
    );
    assert_eq!(
        at_title("{ same_as: { wire: createVacancy, name: job1, response: /jobTitle } }"),
        Pass
    );
    assert_eq!(
        (at_title("{ absent: false }"), at_title("{ absent: true }")),
        (Pass, Fail)
    );
    let pay = |matcher: &str| {
        post(&format!(
            "wire: {{ operation: createVacancy, body: {{ /salary/minimum: {matcher} }} }}"
        ))
    };
    assert_eq!(
        (pay("{ between: [1, 40000] }"), pay("{ between: [1, 2] }")),
        (Pass, Fail)
    );
}

#[test]
fn several_outcomes_may_be_right() {
    assert_eq!(
        post("outcome: { name: job1, is: [accepted, accepted_with_warnings] }"),
        Pass
    );
    assert_eq!(
        post("outcome: { name: job1, is: [rejected, not_sent] }"),
        Fail
    );
    assert_eq!(
        post("outcome: { name: job1, state: draft, attempts: { between: [1, 5] } }"),
        Pass
    );
}

#[test]
fn a_lesser_alternative_only_warns() {
    let members = "any_of: [ { outcome: { name: job1, state: draft }, grade: pass }, \
                   { told_user: { name: job1, matches: \"(?i)draft\" }, grade: warn } ]";
    let without_state = || Report {
        state: None,
        ..accepted()
    };
    let silent = || Report {
        told_user: Vec::new(),
        ..without_state()
    };

    assert_eq!(post_reported(members, accepted()), Pass);
    assert_eq!(post_reported(members, without_state()), Warn);
    assert_eq!(post_reported(members, silent()), Fail);
}

#[test]
fn what_was_given_but_not_observed_is_inconclusive() {
    let never = "given: { wire: { operation: updateVacancy, name: job1 } }, wire: { operation: getVacancy, count: 0 }";
    let seen = "given: { wire: { operation: createVacancy, name: job1 } }, wire: { operation: getVacancy, count: 0 }";

    assert_eq!((post(never), post(seen)), (Inconclusive, Pass));
}

#[test]
fn what_was_not_the_case_is_not_applicable() {
    assert_eq!(
        post(
            "when: { outcome: { name: job1, is: rejected } }, told_user: { name: job1, severity: error }"
        ),
        NotApplicable
    );
}

#[test]
fn a_check_after_a_person_s_step_needs_that_step_to_have_been_done() {
    let steps = format!(
        "{POST}\n  - {{ id: published, person: publish, name: job1 }}\n  - {{ id: change, act: update_vacancy, name: job1 }}"
    );
    let checks = "  - id: it\n    requirement: NJ-C-021\n    given: { person: published }\n    \
                  wire: { operation: updateVacancy, after: published, answered: { committed: true }, count: 0 }";
    let made = |answer: Option<Value>| {
        let made = with_checks(&steps, checks);
        let body = made.body("job1");
        let not_done = answer.is_none().then(|| "there is no draft".to_owned());
        made.act(vec![created(&body)], accepted())
            .play(
                Vec::new(),
                Done::Person {
                    does: "publish".to_owned(),
                    answer,
                    not_done,
                },
            )
            .act(
                vec![update_refused(&body, 409, "VACANCY_NOT_DRAFT")],
                report(Outcome::Rejected),
            )
            .end()
            .verdict("it")
    };

    assert_eq!((made(Some(json!({}))), made(None)), (Pass, Inconclusive));
}

#[test]
fn what_nobody_attested_is_inconclusive() {
    let steps = format!("{POST}\n  - {{ attest: saw, ask: Did you see it? }}");
    let made = |answer| {
        let made = with_checks(
            &steps,
            "  - { id: it, requirement: NJ-C-003, attested: { id: saw } }",
        );
        let body = made.body("job1");
        made.act(vec![created(&body)], accepted())
            .play(
                Vec::new(),
                Done::Attest {
                    id: "saw".to_owned(),
                    answer,
                },
            )
            .end()
            .verdict("it")
    };

    assert_eq!(
        (made(Some(true)), made(Some(false)), made(None)),
        (Pass, Fail, Inconclusive)
    );
}

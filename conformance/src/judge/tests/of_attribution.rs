//! Whose request it was: which act an exchange is judged by.

use serde_json::json;

use super::made::*;
use crate::evidence::{Outcome, Report};
use crate::verdict::Verdict::{Fail, NotApplicable, Pass};

const FAITHFUL: &str = "always/faithful-values";

#[test]
fn a_retry_in_the_background_belongs_to_the_act_it_was_made_for() {
    let made = story(
        "  - { act: post_vacancy, name: job1 }\n  - { act: post_vacancy, name: job1, with: { area_of_work: Renal } }",
    );
    let (first, second) = (made.body_of(0), made.body_of(1));
    let made = made
        .act(
            vec![header(busy(&first, 503), "idempotency-key", "k1")],
            report(Outcome::RetryPending),
        )
        .act(
            vec![
                header(created_as(&first, 1), "idempotency-key", "k1"),
                header(created_as(&second, 2), "idempotency-key", "k2"),
            ],
            accepted_as(2),
        )
        .end();

    assert_eq!(made.verdict(FAITHFUL), Pass);
    assert_eq!(made.verdict("always/no-duplicate"), Pass);
}

#[test]
fn a_retry_in_the_background_belongs_to_the_latest_act_that_asked_for_the_same() {
    let made = story(
        "  - { act: post_vacancy, name: job1 }\n  - settle: {}\n  - { id: again, act: post_vacancy, name: job1 }\n  - settle: {}",
    );
    let body = made.body_of(0);
    let busy = || header(busy(&body, 503), "idempotency-key", "k1");
    let thrice = || vec![busy(), busy(), busy()];
    let made = made
        .act(vec![busy()], report(Outcome::RetryPending))
        .wire(thrice())
        .idle()
        .act(vec![busy()], report(Outcome::RetryPending))
        .wire(thrice())
        .idle()
        .end();

    assert_eq!(made.verdict("always/truthful-outcome"), Pass);
    assert_eq!(made.verdict("always/bounded-retries"), Pass);
}

#[test]
fn what_an_update_sent_is_judged_by_the_update_even_when_it_is_a_post() {
    let made = story(
        "  - { act: post_vacancy, name: job1 }\n  - { act: update_vacancy, name: job1, with: { area_of_work: Renal } }",
    );
    let (post, update) = (made.body_of(0), made.body_of(1));
    let made = made
        .act(vec![created_as(&post, 1)], accepted())
        .act(vec![created_as(&update, 2)], report(Outcome::Accepted))
        .end();

    assert_eq!(made.verdict(FAITHFUL), Pass);
    assert_eq!(made.verdict("always/no-duplicate"), Fail);
    assert_eq!(
        made.verdict("always/nothing-after-final-refusal"),
        NotApplicable
    );
}

#[test]
fn two_like_jobs_without_keys_are_two_acts() {
    let same = json!({ "job_reference": "277-26-9999" });
    let made = story(&format!(
        "  - {{ act: post_vacancy, name: job1, with: {same} }}\n  - {{ act: post_vacancy, name: job2, with: {same} }}",
    ));
    let body = made.body_of(0);
    let made = made
        .act(vec![created_as(&body, 1)], accepted())
        .act(vec![created_as(&body, 2)], accepted_as(2))
        .end();

    assert_eq!(made.verdict("always/no-duplicate"), Pass);
    assert_eq!(made.verdict("always/truthful-outcome"), Pass);
}

#[test]
fn who_presses_again_and_finds_the_draft_may_say_so() {
    let made = story(
        "  - { act: post_vacancy, name: job1 }\n  - { id: again, act: post_vacancy, name: job1 }",
    );
    let body = made.body_of(0);
    let found = json!({ "vacancies": [vacancy(&body, 1)] });
    let pressed = |first: bool| {
        made.clone()
            .act(
                vec![lost(created_as(&body, 1), first)],
                report(Outcome::Unknown),
            )
            .act(vec![listed(&found)], accepted_as(1))
            .end()
            .verdict("always/truthful-outcome")
    };

    assert_eq!((pressed(true), pressed(false)), (Pass, Fail));
}

/// What is reported on an accepted post of the vacancy with this number.
fn accepted_as(nth: u64) -> Report {
    Report {
        reference: Some(format!("C9309-26-000{nth}")),
        ..accepted()
    }
}

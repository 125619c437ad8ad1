//! What the client reports and what its user is told.

use serde_json::{Value, json};

use super::made::*;
use crate::evidence::{Exchange, Outcome, Report, Severity};
use crate::verdict::Verdict::{self, Fail, NotApplicable, Pass, Warn};

use Outcome::{
    Accepted, AcceptedWithWarnings, ConfigError, Failed, NotSent, Rejected, RetryPending, Unknown,
};

const OUTCOME: &str = "always/truthful-outcome";
const EVERY: [Outcome; 8] = [
    Accepted,
    AcceptedWithWarnings,
    Rejected,
    NotSent,
    ConfigError,
    RetryPending,
    Failed,
    Unknown,
];

/// The outcomes that are true of a post that went so.
fn true_of(sent: impl Fn(&Value) -> Vec<Exchange>) -> Vec<Outcome> {
    let holds = |outcome: &Outcome| {
        let made = story(POST);
        let body = made.body("job1");
        made.act(sent(&body), report(*outcome))
            .end()
            .verdict(OUTCOME)
            == Pass
    };
    EVERY.into_iter().filter(holds).collect()
}

#[test]
fn the_truth_table_of_a_post() {
    assert_eq!(
        true_of(|body| vec![created(body)]),
        [Accepted, AcceptedWithWarnings]
    );
    assert_eq!(true_of(|body| vec![refused(body, 409, "X")]), [Rejected]);
    assert_eq!(
        true_of(|body| vec![refused(body, 401, "KEY_EXPIRED")]),
        [ConfigError]
    );
    assert_eq!(
        true_of(|body| vec![refused(body, 403, "ACCOUNT_NOT_LINKED")]),
        [ConfigError]
    );
    assert_eq!(
        true_of(|body| vec![busy(body, 503)]),
        [RetryPending, Failed, Unknown]
    );
    assert_eq!(
        true_of(|body| vec![busy(body, 429)]),
        [RetryPending, Failed, Unknown]
    );
    assert_eq!(
        true_of(|body| vec![lost(created(body), true)]),
        [RetryPending, Unknown]
    );
    assert_eq!(
        true_of(|body| vec![lost(created(body), false)]),
        [RetryPending, Unknown]
    );
}

#[test]
fn reading_back_tells_what_became_of_a_lost_answer() {
    let found = |body: &Value| {
        vec![
            lost(created(body), true),
            listed(&json!({ "vacancies": [vacancy(body, 1)] })),
        ]
    };
    let not_found = |body: &Value| {
        vec![
            lost(created(body), false),
            listed(&json!({ "vacancies": [] })),
        ]
    };

    assert_eq!(
        true_of(found),
        [Accepted, AcceptedWithWarnings, RetryPending, Unknown]
    );
    assert_eq!(true_of(not_found), [RetryPending, Failed, Unknown]);
}

#[test]
fn certainly_not_done_is_untrue_where_a_lost_send_was_done() {
    let sent = |body: &Value| vec![lost(created(body), true), busy(body, 503)];

    assert_eq!(true_of(sent), [RetryPending, Unknown]);
}

#[test]
fn nothing_sent_is_never_accepted_nor_rejected() {
    // A read, so that the attempt as a whole is no silence.
    let only_read = |_: &Value| vec![listed(&json!({ "vacancies": [] }))];

    assert_eq!(true_of(only_read), [NotSent, RetryPending, Failed, Unknown]);
}

#[test]
fn not_done_is_untrue_where_it_is_done_afterwards_without_being_asked_again() {
    let judged = |outcome, asked_again: bool| {
        let twice = "  - { act: post_vacancy, name: job1 }\n  - { act: post_vacancy, name: job1 }";
        let made = story(if asked_again { twice } else { POST });
        let body = made.body("job1");
        let made = made.act(vec![busy(&body, 503)], report(outcome));
        let made = if asked_again {
            made.act(vec![created(&body)], report(Accepted))
        } else {
            made.wire(vec![created(&body)])
        };
        made.end().verdict(OUTCOME)
    };

    assert_eq!(judged(Failed, false), Fail);
    assert_eq!(judged(RetryPending, false), Pass);
    assert_eq!(judged(Unknown, false), Pass);
    assert_eq!(judged(Failed, true), Pass);

    let made = story(POST);
    let body = made.body("job1");
    let read = listed(&json!({ "vacancies": [] }));
    let held_back = made.act(vec![read], report(NotSent));
    let sent = held_back.wire(vec![created(&body)]).end();
    assert_eq!(sent.verdict(OUTCOME), Fail);
}

#[test]
fn a_token_refused_is_for_support() {
    let holds = |outcome: &Outcome| {
        told_once(TRANSFER, vec![token(401)], report(*outcome)).verdict(OUTCOME) == Pass
    };

    assert_eq!(
        EVERY.into_iter().filter(holds).collect::<Vec<_>>(),
        [ConfigError]
    );
}

#[test]
fn a_refusal_of_what_a_lost_send_had_done_may_be_seen_through() {
    let made = |outcome| {
        let made = story(TRANSFER);
        let body = made.body("dr1");
        let sent = vec![
            lost(transferred(&body, false), true),
            transfer_refused(&body, 409, "ALREADY_TRANSFERRED"),
        ];
        made.act(sent, report(outcome)).end().verdict(OUTCOME)
    };

    assert_eq!(
        (made(Accepted), made(Rejected), made(Unknown)),
        (Pass, Pass, Pass)
    );
    assert_eq!(made(Failed), Fail);
}

#[test]
fn a_second_request_for_the_same_may_be_answered_from_memory() {
    let steps = format!("{TRANSFER}\n{TRANSFER}");
    let made = |outcome| {
        let made = story(&steps);
        let body = made.body("dr1");
        let sent = vec![token(200), transferred(&body, false)];
        made.act(sent, transferred_report())
            .act(Vec::new(), report(outcome))
            .end()
            .verdict(OUTCOME)
    };

    assert_eq!(
        (made(Accepted), made(NotSent), made(Rejected)),
        (Pass, Pass, Fail)
    );
}

#[test]
fn a_promise_to_try_again_is_kept_before_the_client_is_idle() {
    let steps = format!("{POST}\n  - settle: {{}}");
    let made = |again: bool| {
        let made = story(&steps);
        let body = made.body("job1");
        let made = made.act(vec![busy(&body, 503)], report(RetryPending));
        let later = if again {
            vec![created(&body)]
        } else {
            Vec::new()
        };
        made.play(later, crate::evidence::Done::Settle { idle: true })
            .end()
            .verdict(OUTCOME)
    };

    assert_eq!((made(true), made(false)), (Pass, Fail));
}

fn post_with(sent: fn(&Value) -> Vec<Exchange>, change: impl FnOnce(&mut Report)) -> Story {
    let made = story(POST);
    let body = made.body("job1");
    let mut report = accepted();
    change(&mut report);
    made.act(sent(&body), report).end()
}

fn good(body: &Value) -> Vec<Exchange> {
    vec![created(body)]
}

#[test]
fn the_state_is_the_one_last_told() {
    const ID: &str = "always/truthful-state";
    let state = |word: Option<&str>| {
        post_with(good, |report| report.state = word.map(str::to_owned)).verdict(ID)
    };

    assert_eq!(state(Some("draft")), Pass);
    assert_eq!(state(Some("Draft")), Pass);
    assert_eq!(state(Some("published")), Fail);
    assert_eq!(state(None), NotApplicable);
    assert_eq!(state(Some("posted by us")), NotApplicable);
}

#[test]
fn a_refusal_tells_the_state_too() {
    let steps = format!("{POST}\n  - {{ act: update_vacancy, name: job1 }}");
    let made = |state: &str| {
        let made = story(&steps);
        let body = made.body("job1");
        let report = Report {
            state: Some(state.to_owned()),
            ..rejected("job_title")
        };
        made.act(vec![created(&body)], accepted())
            .act(
                vec![update_refused(&body, 409, "VACANCY_NOT_DRAFT")],
                report,
            )
            .end()
            .verdict("always/truthful-state")
    };

    assert_eq!((made("published"), made("draft")), (Pass, Fail));
}

#[test]
fn the_reference_is_the_one_that_was_minted() {
    const ID: &str = "always/truthful-reference";
    let reference = |word: Option<&str>| {
        post_with(good, |report| report.reference = word.map(str::to_owned)).verdict(ID)
    };

    assert_eq!(reference(Some("C9309-26-0001")), Pass);
    assert_eq!(reference(Some("V-1")), Pass);
    assert_eq!(reference(Some("c9309-26-0001")), Fail);
    assert_eq!(reference(Some("277-26-0141")), Fail);
    assert_eq!(reference(None), NotApplicable);
}

#[test]
fn a_wrong_number_of_attempts_only_warns() {
    const ID: &str = "always/truthful-attempts";
    let attempts =
        |number: Option<u32>| post_with(good, |report| report.attempts = number).verdict(ID);

    assert_eq!(
        (attempts(Some(1)), attempts(Some(2)), attempts(None)),
        (Pass, Warn, NotApplicable)
    );
}

#[test]
fn each_refused_field_is_told() {
    const ID: &str = "always/refused-field-surfaced";
    let made = |fields: &[&str], told_user: Vec<crate::evidence::Told>| {
        let made = story(
            "  - { act: post_vacancy, name: job1, with: { job_title: null, salary: { minimum: 0 } } }",
        );
        let body = made.body("job1");
        let report = Report {
            told_user,
            ..report(Rejected)
        };
        made.act(vec![refused_fields(&body, fields)], report)
            .end()
            .verdict(ID)
    };
    let error = |field: Option<&str>, text: &str| told(Severity::Error, field, text);

    assert_eq!(
        made(
            &["/salary/minimum"],
            vec![error(Some("salary.minimum"), "x")]
        ),
        Pass
    );
    assert_eq!(
        made(
            &["/salary/minimum"],
            vec![error(Some("/salary/minimum"), "x")]
        ),
        Pass
    );
    assert_eq!(
        made(
            &["/salary/minimum"],
            vec![error(None, "The salary is not valid.")]
        ),
        Pass
    );
    assert_eq!(
        made(
            &["/salary/minimum"],
            vec![error(Some("job_title"), "salary minimum")]
        ),
        Fail
    );
    assert_eq!(
        made(&["/salary/minimum"], vec![error(None, "Bad request")]),
        Fail
    );
    assert_eq!(
        made(
            &["/salary/minimum", "/jobTitle"],
            vec![error(Some("job_title"), "x")]
        ),
        Fail
    );
    assert_eq!(post_with(good, |_| {}).verdict(ID), NotApplicable);
}

#[test]
fn refused_credentials_are_for_support() {
    const ID: &str = "always/support-told";
    let made = |outcome, told_user: Vec<crate::evidence::Told>| {
        let made = story(POST);
        let body = made.body("job1");
        let report = Report {
            told_user,
            ..report(outcome)
        };
        made.act(vec![refused(&body, 403, "ACCOUNT_NOT_LINKED")], report)
            .end()
            .verdict(ID)
    };
    let error = |field: Option<&str>| {
        vec![told(
            Severity::Error,
            field,
            "Ask support to check the account.",
        )]
    };

    assert_eq!(made(ConfigError, error(None)), Pass);
    assert_eq!(made(ConfigError, Vec::new()), Fail);
    assert_eq!(made(ConfigError, error(Some("job_title"))), Fail);
    assert_eq!(made(Rejected, error(None)), Fail);
    assert_eq!(post_with(good, |_| {}).verdict(ID), NotApplicable);
}

#[test]
fn a_draft_is_told_as_not_yet_published() {
    const ID: &str = "always/draft-told";
    let made = |state: Option<&str>, text: &str| -> Verdict {
        post_with(good, |report| {
            report.state = state.map(str::to_owned);
            report.told_user = vec![told(Severity::Info, None, text)];
        })
        .verdict(ID)
    };

    assert_eq!(made(Some("draft"), "Done."), Pass);
    assert_eq!(
        made(None, "Sent. Now publish it in your NHS Jobs account."),
        Pass
    );
    assert_eq!(made(None, "It has not yet been published."), Pass);
    assert_eq!(made(None, "Job successfully posted"), Fail);
    assert_eq!(made(None, "Your vacancy is published!"), Fail);
}

#[test]
fn a_superseded_registration_is_surfaced() {
    const ID: &str = "always/superseded-warning-surfaced";
    let made = |warned, outcome, severity| {
        let made = story(TRANSFER);
        let body = made.body("dr1");
        let told_user = vec![told(severity, None, "ESR keeps the registration it has.")];
        let report = Report {
            told_user,
            ..report(outcome)
        };
        made.act(vec![token(200), transferred(&body, warned)], report)
            .end()
            .verdict(ID)
    };

    assert_eq!(made(false, Accepted, Severity::Info), NotApplicable);
    assert_eq!(made(true, AcceptedWithWarnings, Severity::Warning), Pass);
    assert_eq!(made(true, Accepted, Severity::Warning), Fail);
    assert_eq!(made(true, AcceptedWithWarnings, Severity::Info), Fail);
}

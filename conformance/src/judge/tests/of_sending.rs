//! What is sent, how often and when.

use serde_json::json;

use super::made::*;
use crate::evidence::{Done, Outcome};
use crate::verdict::Verdict::{Fail, Inconclusive, NotApplicable, Pass};

pub(super) fn good_post() -> Story {
    let made = story(POST);
    let body = made.body("job1");
    made.act(vec![created(&body)], accepted()).end()
}

fn post(
    sent: impl FnOnce(&serde_json::Value) -> Vec<crate::evidence::Exchange>,
    outcome: Outcome,
) -> Story {
    let made = story(POST);
    let body = made.body("job1");
    made.act(sent(&body), report(outcome)).end()
}

fn transfer(
    sent: impl FnOnce(&serde_json::Value) -> Vec<crate::evidence::Exchange>,
    outcome: Outcome,
) -> Story {
    let made = story(TRANSFER);
    let body = made.body("dr1");
    made.act(sent(&body), report(outcome)).end()
}

#[test]
fn a_faithful_post_passes_every_check_it_is_about() {
    let judged = good_post().judged();

    for check in &judged.checks {
        assert!(matches!(check.verdict, Pass | NotApplicable), "{check:#?}");
    }
    assert_eq!(judged.verdict, Pass);
}

#[test]
fn a_faithful_transfer_passes_every_check_it_is_about() {
    let made = story(TRANSFER);
    let body = made.body("dr1");
    let judged = made
        .act(
            vec![token(200), transferred(&body, false)],
            transferred_report(),
        )
        .end()
        .judged();

    for check in &judged.checks {
        assert!(matches!(check.verdict, Pass | NotApplicable), "{check:#?}");
    }
}

#[test]
fn a_valid_input_must_become_a_valid_request() {
    const ID: &str = "always/request-valid";
    let wrong = |body: &serde_json::Value| {
        let mut body = body.clone();
        body["contractType"] = json!("permanent");
        vec![refused_fields(&body, &["/contractType"])]
    };
    let unknown = good_post()
        .but(|exchange| exchange.request.url = "/sandboxes/s/nhs-jobs/v2/vacancies".to_owned());

    assert_eq!(good_post().verdict(ID), Pass);
    assert_eq!(post(wrong, Outcome::Rejected).verdict(ID), Fail);
    assert_eq!(unknown.verdict(ID), Fail);
    let plain = good_post().but(|exchange| {
        let headers = &mut exchange.request.headers;
        headers.insert("content-type".into(), vec!["text/plain".into()]);
    });
    assert_eq!(plain.verdict(ID), Fail);
}

#[test]
fn an_invalid_input_may_be_sent_as_it_is() {
    let made = story(
        "  - { act: post_vacancy, name: job1, with: { salary: { minimum: 50000, maximum: 40000 } } }",
    );
    let body = made.body("job1");
    let made = made
        .act(
            vec![refused_fields(&body, &["/salary/minimum"])],
            rejected("salary.minimum"),
        )
        .end();

    assert_eq!(made.verdict("always/request-valid"), NotApplicable);
    assert_eq!(made.verdict("always/faithful-values"), Pass);
    assert_eq!(made.verdict("always/refused-field-surfaced"), Pass);
    assert_eq!(made.verdict("always/truthful-outcome"), Pass);
}

#[test]
fn own_credentials_are_sent_and_nobody_else_s() {
    const ID: &str = "always/own-credentials";
    let other = good_post().but(|exchange| exchange.simulator.masks[0].of = "other".to_owned());
    let none = good_post().but(|exchange| exchange.simulator.masks.clear());
    let account = good_post().but(|exchange| {
        exchange
            .request
            .headers
            .insert("x-account-id".to_owned(), vec!["A2".to_owned()]);
    });
    let organisation =
        good_post().but(|exchange| exchange.request.url = exchange.request.url.replace("O1", "O2"));
    let leaked = good_post().but(|exchange| {
        let mut mask = exchange.simulator.masks[0].clone();
        mask.secret = "clientSecret".to_owned();
        exchange.simulator.masks.push(mask);
    });

    assert_eq!(good_post().verdict(ID), Pass);
    for wrong in [other, none, account, organisation, leaked] {
        assert_eq!(wrong.verdict(ID), Fail);
    }
}

#[test]
fn a_key_that_was_handed_out_wrong_is_the_client_s_own() {
    let mut made =
        good_post().but(|exchange| exchange.simulator.masks[0].of = "unknown".to_owned());
    made.evidence
        .connection
        .wrong_on_purpose
        .insert("api_key".to_owned(), "unknown".to_owned());

    assert_eq!(made.verdict("always/own-credentials"), Pass);
}

#[test]
fn the_employer_keeps_its_leading_zeros_in_the_path() {
    let made = transfer(
        |body| vec![token(200), transferred(body, false)],
        Outcome::Accepted,
    );
    assert_eq!(made.verdict("always/own-credentials"), Pass);

    let cut =
        made.but(|exchange| exchange.request.url = exchange.request.url.replace("/277/", "/77/"));
    assert_eq!(cut.verdict("always/own-credentials"), Fail);
}

#[test]
fn secrets_stay_out_of_urls() {
    const ID: &str = "always/no-secret-in-url";
    let masked =
        good_post().but(|exchange| exchange.request.url.push_str("?k=[secret:apiKey:own]"));
    let named = good_post().but(|exchange| exchange.request.url.push_str("?api_key=x"));

    assert_eq!(good_post().verdict(ID), Pass);
    assert_eq!((masked.verdict(ID), named.verdict(ID)), (Fail, Fail));
}

#[test]
fn personal_data_stay_out_of_urls() {
    const ID: &str = "always/no-personal-data-in-url";
    let made = |query: &str| {
        transfer(
            |body| vec![token(200), transferred(body, false)],
            Outcome::Accepted,
        )
        .but(|exchange| exchange.request.url.push_str(query))
        .verdict(ID)
    };

    assert_eq!(made(""), Pass);
    assert_eq!(made("?page=1"), Pass);
    assert_eq!(made("?dob=1996-02-29"), Fail);
    assert_eq!(made("?name=o%27brien-sample"), Fail);
}

#[test]
fn personal_data_stay_out_of_headers() {
    const ID: &str = "always/no-personal-data-in-url";
    let made = |name: &str, value: &str| {
        transfer(
            |body| vec![token(200), transferred(body, false)],
            Outcome::Accepted,
        )
        .but(|exchange| {
            let headers = &mut exchange.request.headers;
            headers.insert(name.to_owned(), vec![value.to_owned()]);
        })
        .verdict(ID)
    };

    assert_eq!(made("idempotency-key", "aoife-1"), Pass);
    assert_eq!(made("user-agent", "Sample ATS"), Pass);
    assert_eq!(made("x-applicant", "O%27Brien-Sample 1996-02-29"), Fail);
    assert_eq!(made("idempotency-key", "o'brien-sample|1"), Fail);
}

#[test]
fn one_key_stands_for_one_body() {
    const ID: &str = "always/one-key-one-body";
    let two = |first: &str, second: &str, change: bool| {
        post(
            |body| {
                let mut other = body.clone();
                if change {
                    other["jobTitle"] = json!("Another");
                }
                let first = header(busy(body, 503), "idempotency-key", first);
                vec![first, header(created(&other), "idempotency-key", second)]
            },
            Outcome::Accepted,
        )
    };

    assert_eq!(good_post().verdict(ID), NotApplicable);
    assert_eq!(two("k", "k", false).verdict(ID), Pass);
    assert_eq!(two("k", "k", true).verdict(ID), Fail);
    assert_eq!(two("k", "l", false).verdict(ID), Fail);
}

#[test]
fn after_a_final_refusal_nothing_more_is_sent() {
    const ID: &str = "always/nothing-after-final-refusal";
    let once = |body: &serde_json::Value| vec![refused(body, 403, "ACCOUNT_NOT_LINKED")];
    let again = |body: &serde_json::Value| {
        vec![
            refused(body, 403, "ACCOUNT_NOT_LINKED"),
            refused(body, 403, "ACCOUNT_NOT_LINKED"),
        ]
    };

    assert_eq!(good_post().verdict(ID), NotApplicable);
    assert_eq!(post(once, Outcome::ConfigError).verdict(ID), Pass);
    assert_eq!(post(again, Outcome::ConfigError).verdict(ID), Fail);
}

#[test]
fn one_renewal_of_an_expired_token_is_no_sending_again() {
    const ID: &str = "always/nothing-after-final-refusal";
    let renewed = |times: usize| {
        transfer(
            |body| {
                let expired = || [transfer_refused(body, 401, "TOKEN_EXPIRED"), token(200)];
                let mut sent: Vec<_> = (0..times).flat_map(|_| expired()).collect();
                sent.push(transferred(body, false));
                sent
            },
            Outcome::Accepted,
        )
    };

    assert_eq!(renewed(1).verdict(ID), Pass);
    assert_eq!(renewed(2).verdict(ID), Fail);
}

#[test]
fn five_sends_are_enough() {
    const ID: &str = "always/bounded-retries";
    let times = |n: usize| {
        post(
            |body| (0..n).map(|_| busy(body, 503)).collect(),
            Outcome::Failed,
        )
        .verdict(ID)
    };

    assert_eq!((times(1), times(5), times(6)), (Pass, Pass, Fail));
}

#[test]
fn retry_after_is_waited_for_on_the_monotonic_clock() {
    const ID: &str = "always/retry-after-honoured";
    let waited = |micros: u64| {
        let told = |body: &serde_json::Value| {
            let mut first = busy(body, 503);
            let response = first.response.as_mut().unwrap();
            response
                .headers
                .insert("retry-after".to_owned(), vec!["1".to_owned()]);
            first.simulator.arrived_micros = 10;
            first.simulator.answered_micros = 20;
            let mut second = created(body);
            second.simulator.arrived_micros = 20 + micros;
            vec![first, second]
        };
        post(told, Outcome::Accepted).verdict(ID)
    };

    assert_eq!(good_post().verdict(ID), NotApplicable);
    assert_eq!(
        (waited(1_000_000), waited(960_000), waited(900_000)),
        (Pass, Pass, Fail)
    );
}

#[test]
fn a_lost_answer_must_not_make_a_second_draft() {
    const ID: &str = "always/no-duplicate";
    let replay =
        |body: &serde_json::Value| vec![lost(created(body), true), replayed(created(body))];
    let twice = |body: &serde_json::Value| vec![lost(created(body), true), created_as(body, 2)];
    let after = |body: &serde_json::Value| vec![created(body), created_as(body, 2)];
    let given_up = |body: &serde_json::Value| vec![created(body), replayed(created(body))];

    assert_eq!(good_post().verdict(ID), Pass);
    assert_eq!(post(replay, Outcome::Accepted).verdict(ID), Pass);
    assert_eq!(post(twice, Outcome::Accepted).verdict(ID), Fail);
    assert_eq!(post(after, Outcome::Accepted).verdict(ID), Fail);
    assert_eq!(post(given_up, Outcome::Accepted).verdict(ID), Pass);
}

#[test]
fn an_update_of_what_was_posted_makes_no_second_draft() {
    let steps =
        format!("{POST}\n  - {{ act: update_vacancy, name: job1, with: {{ job_title: Sister }} }}");
    let made = |second: fn(&serde_json::Value) -> crate::evidence::Exchange| {
        let made = story(&steps);
        let after = made.body("job1");
        let mut before = after.clone();
        before["jobTitle"] = json!("Staff Nurse");
        made.act(vec![created(&before)], accepted())
            .act(vec![second(&after)], accepted())
            .end()
    };

    let good = made(|body| updated(body, 1));
    assert_eq!(good.verdict("always/no-duplicate"), Pass);
    assert_eq!(good.verdict("always/update-targets-own-draft"), Pass);
    assert_eq!(
        made(|body| created_as(body, 2)).verdict("always/no-duplicate"),
        Fail
    );
    assert_eq!(
        made(|body| updated(body, 9)).verdict("always/update-targets-own-draft"),
        Fail
    );
    assert_eq!(
        good_post().verdict("always/update-targets-own-draft"),
        NotApplicable
    );
}

#[test]
fn an_idle_client_is_quiet() {
    const ID: &str = "always/quiet-after-idle";
    let steps = format!("{POST}\n  - settle: {{}}");
    let made = |late: bool| {
        let made = story(&steps);
        let body = made.body("job1");
        let made = made.act(vec![created(&body)], accepted()).idle();
        let made = if late {
            made.wire(vec![read_back(&vacancy(&body, 1))])
        } else {
            made
        };
        made.end().verdict(ID)
    };

    assert_eq!(good_post().verdict(ID), NotApplicable);
    assert_eq!((made(false), made(true)), (Pass, Fail));
}

#[test]
fn a_client_that_is_never_idle_cannot_be_said_to_be_quiet() {
    let made = story(&format!("{POST}\n  - settle: {{}}"));
    let body = made.body("job1");
    let made = made
        .act(vec![created(&body)], accepted())
        .play(Vec::new(), Done::Settle { idle: false })
        .end();

    assert_eq!(made.verdict("always/quiet-after-idle"), Inconclusive);
}

#[test]
fn a_client_that_never_connects_passes_nothing() {
    let judged = told_once(POST, Vec::new(), accepted()).judged();

    for check in &judged.checks {
        assert!(matches!(check.verdict, Inconclusive | Fail), "{check:#?}");
    }
}

#[test]
fn a_body_that_the_service_did_not_read_is_not_judged() {
    let unread = |body: &serde_json::Value, status: u16, code: &str| {
        let mut exchange = header(refused(body, status, code), "content-length", "1952");
        exchange.request.body = crate::evidence::Body::Text(String::new());
        header(exchange, "idempotency-key", "k1")
    };
    let again = |body: &serde_json::Value| {
        header(refused(body, 401, "KEY_UNKNOWN"), "idempotency-key", "k1")
    };
    let refused_by_head =
        |body: &serde_json::Value| vec![unread(body, 401, "KEY_UNKNOWN"), again(body)];
    let asked_first = |body: &serde_json::Value| {
        let mut exchange = unread(body, 504, "SERVICE_UNAVAILABLE");
        exchange.simulator.fault = Some("status".to_owned());
        vec![header(exchange, "expect", "100-continue")]
    };
    let no_json = |body: &serde_json::Value| vec![unread(body, 400, "MALFORMED_JSON")];

    let made = post(refused_by_head, Outcome::ConfigError);
    assert_eq!(made.verdict("always/request-valid"), Pass);
    assert_eq!(made.verdict("always/one-key-one-body"), Pass);
    let made = post(asked_first, Outcome::Unknown);
    assert_eq!(made.verdict("always/request-valid"), Pass);
    let made = post(no_json, Outcome::Rejected);
    assert_eq!(made.verdict("always/request-valid"), Fail);
}

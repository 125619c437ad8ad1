//! The checks that are made on generated cases alone.

use serde_json::{Value, json};

use super::made::*;
use crate::evidence::{Exchange, Outcome};
use crate::judge::{declared_for_cases, judge_case};
use crate::requirements::Registry;
use crate::verdict::Verdict::{self, Fail, Pass, Warn};

/// What a check says of a story that was generated.
fn of_case(story: &Story, check: &str) -> Verdict {
    let declared = declared_for_cases(Registry::embedded());
    let judged = judge_case(&story.scenario, &declared, &story.evidence);
    let found = judged.checks.into_iter().find(|made| made.id == check);
    found.expect("every check is made").verdict
}

#[test]
fn a_list_that_was_read_for_another_job_tells_no_version() {
    let told = story(
        "  - { act: post_vacancy, name: job1 }\n  - { act: post_vacancy, name: job2 }\n  \
         - { id: again, act: post_vacancy, name: job1 }\n  \
         - { act: update_vacancy, name: job2, with: { area_of_work: Renal } }",
    );
    let (first, second, update) = (told.body_of(0), told.body_of(1), told.body_of(3));
    let mut amended = vacancy(&second, 2);
    amended["version"] = json!(2);
    let list = || listed(&json!({ "vacancies": [amended.clone()] }));
    let updated_after = |own: Vec<Exchange>| {
        let mut sent = own;
        sent.push(updated(&update, 2));
        let made = told
            .clone()
            .act(vec![created_as(&first, 1)], accepted())
            .act(vec![created_as(&second, 2)], accepted())
            .act(vec![list()], report(Outcome::Accepted))
            .act(sent, accepted())
            .end();
        of_case(&made, "generated/version-of-last-answer")
    };

    assert_eq!(updated_after(vec![]), Pass);
    assert_eq!(updated_after(vec![list()]), Fail);
}

/// What is said of an update after the second of three acts was left open; the first was a post that
/// was answered. Each is told the bodies of the second and of the third act, and a list with the
/// vacancy at its second version.
fn version_after_an_open_act(
    steps: &str,
    second: impl Fn(&Value, Exchange) -> Vec<Exchange>,
    third: impl Fn(&Value, Exchange) -> Vec<Exchange>,
) -> Verdict {
    let told = story(steps);
    let first = told.body_of(0);
    let mut amended = vacancy(&first, 1);
    amended["version"] = json!(2);
    let list = || listed(&json!({ "vacancies": [amended.clone()] }));
    let (open, update) = (
        second(&told.body_of(1), list()),
        third(&told.body_of(2), list()),
    );
    let made = told
        .act(vec![created_as(&first, 1)], accepted())
        .act(open, report(Outcome::Unknown))
        .act(update, accepted())
        .end();
    of_case(&made, "generated/version-of-last-answer")
}

#[test]
fn who_reads_back_after_a_lost_update_may_go_on_with_the_version_of_its_own() {
    let of = |second: fn(&Value, Exchange) -> Vec<Exchange>| {
        version_after_an_open_act(
            "  - { act: post_vacancy, name: job1 }\n  \
             - { act: update_vacancy, name: job1, with: { area_of_work: Renal } }\n  \
             - { id: again, act: update_vacancy, name: job1, with: { area_of_work: Theatre } }",
            second,
            |body, _| vec![updated(body, 1)],
        )
    };

    let lost_update = of(|body, list| vec![lost(updated(body, 1), true), list]);
    assert_eq!(lost_update, Pass);
    assert_eq!(of(|_, list| vec![list]), Fail);
}

#[test]
fn who_reads_back_after_a_lost_second_post_may_go_on_with_the_version_of_its_own() {
    let of = |second: fn(&Value, Exchange) -> Vec<Exchange>| {
        version_after_an_open_act(
            "  - { act: post_vacancy, name: job1 }\n  \
             - { id: again, act: post_vacancy, name: job1 }\n  \
             - { act: update_vacancy, name: job1 }",
            second,
            |body, list| vec![list, updated(body, 1)],
        )
    };

    let never_came = of(|body, _| vec![lost(created_as(body, 1), false)]);
    assert_eq!(never_came, Pass);
    assert_eq!(of(|_, list| vec![list]), Fail);
}

#[test]
fn who_had_a_yes_in_the_background_may_be_asked_for_another_post() {
    const ID: &str = "generated/one-draft-for-one-job";
    let told = story(
        "  - { act: post_vacancy, name: job1 }\n  - settle: {}\n  - { id: again, act: post_vacancy, name: job1 }",
    );
    let body = told.body_of(0);
    let keyed = |exchange: Exchange, key: &str| header(exchange, "idempotency-key", key);
    let pressed_again = |later: Vec<Exchange>| {
        let lost = keyed(lost(created_as(&body, 1), true), "k1");
        let made = told
            .clone()
            .act(vec![lost], report(Outcome::RetryPending))
            .wire(later)
            .idle()
            .act(vec![keyed(created_as(&body, 2), "k2")], accepted())
            .end();
        of_case(&made, ID)
    };
    let heard = keyed(replayed(created_as(&body, 1)), "k1");
    let unheard = keyed(lost(replayed(created_as(&body, 1)), true), "k1");

    assert_ne!(pressed_again(vec![heard]), Fail);
    assert_eq!(pressed_again(vec![unheard]), Fail);
}

#[test]
fn a_transfer_that_esr_answered_from_memory_was_not_made_again() {
    const ID: &str = "generated/transferred-once";
    let told = story(
        "  - { act: transfer_employment_checks, name: dr1 }\n  - { id: again, act: transfer_employment_checks, name: dr1 }",
    );
    let body = told.body_of(0);
    let keyed = |exchange| header(exchange, "idempotency-key", "k1");
    let twice = |again: Vec<Exchange>| {
        let made = told
            .clone()
            .act(
                vec![token(200), keyed(transferred(&body, false))],
                transferred_report(),
            )
            .act(again, transferred_report())
            .end();
        of_case(&made, ID)
    };
    let busy = || {
        let mut busy = transfer_refused(&body, 503, "SERVICE_UNAVAILABLE");
        busy.simulator.fault = Some("status".to_owned());
        busy
    };
    let memory = || keyed(replayed(transferred(&body, false)));
    let refused = || transfer_refused(&body, 409, "ALREADY_TRANSFERRED");

    assert_eq!(twice(vec![memory()]), Pass);
    assert_eq!(twice(vec![keyed(busy()), memory()]), Pass);
    assert_eq!(twice(vec![busy(), memory()]), Warn);
    assert_eq!(twice(vec![refused()]), Warn);
    assert_eq!(twice(vec![keyed(refused())]), Warn);
}

#[test]
fn one_renewal_is_asked_for_whatever_the_first_refusal_was_called() {
    let body = story(TRANSFER).body_of(0);
    let refused = |code: &str| transfer_refused(&body, 401, code);
    let of = |sent: Vec<Exchange>| {
        let made = told_once(TRANSFER, sent, report(Outcome::ConfigError));
        of_case(&made, "generated/token-renewed")
    };

    assert_eq!(of(vec![token(200), refused("TOKEN_EXPIRED")]), Fail);
    assert_ne!(
        of(vec![
            refused("INTRODUCED_LATER"),
            token(200),
            refused("TOKEN_EXPIRED"),
        ]),
        Fail
    );
}

#[test]
fn who_reads_back_may_say_accepted_of_what_an_earlier_try_had_done() {
    let told = story(
        "  - { act: post_vacancy, name: job1 }\n  - { id: again, act: post_vacancy, name: job1 }",
    );
    let body = told.body_of(0);
    let reported = |last: Exchange| {
        let made = told
            .clone()
            .act(
                vec![lost(created_as(&body, 1), true)],
                report(Outcome::Unknown),
            )
            .act(
                vec![last, listed(&json!({ "vacancies": [vacancy(&body, 1)] }))],
                accepted(),
            )
            .end();
        of_case(&made, "always/truthful-outcome")
    };
    let unreadable = |mut exchange: Exchange| {
        exchange.simulator.delivered = false;
        exchange.simulator.committed = false;
        exchange
    };

    assert_eq!(reported(unreadable(replayed(created_as(&body, 1)))), Pass);
    assert_eq!(reported(unreadable(created_as(&body, 1))), Fail);
}

#[test]
fn a_new_token_is_to_be_used_once_it_is_there() {
    let body = story(TRANSFER).body_of(0);
    let expired = || transfer_refused(&body, 401, "TOKEN_EXPIRED");
    let of = |last: Exchange| {
        let sent = vec![expired(), token(200), last];
        let made = told_once(TRANSFER, sent, report(Outcome::ConfigError));
        of_case(&made, "generated/token-renewed")
    };
    let taken_away = || {
        let mut taken = expired();
        taken.simulator.fault = Some("expire_token".to_owned());
        taken
    };

    assert_eq!(of(expired()), Fail);
    assert_eq!(of(transferred(&body, false)), Pass);
    assert_eq!(of(taken_away()), Pass);
    assert_eq!(of(transfer_refused(&body, 401, "TOKEN_INVALID")), Pass);
}

#[test]
fn who_sends_again_within_two_seconds_did_not_wait_for_a_slow_answer() {
    let body = story(POST).body_of(0);
    let after = |micros: u64| {
        let mut slow = lost(created(&body), true);
        slow.simulator.fault = Some("latency".to_owned());
        let mut again = replayed(created(&body));
        again.simulator.arrived_micros = 2_000 + micros;
        let mut made = told_once(POST, vec![slow, again], accepted());
        made.evidence.exchanges[0].simulator.arrived_micros = 2_000;
        made.evidence.exchanges[0].simulator.answered_micros = 0;
        of_case(&made, "generated/waits-for-answers")
    };

    assert_eq!(after(600_000), Fail);
    assert_eq!(after(2_100_000), Pass);
}

#[test]
fn of_a_refusal_that_was_cut_short_the_head_may_be_believed() {
    let body = story(TRANSFER).body_of(0);
    let cut = |mut exchange: Exchange| {
        exchange.simulator.fault = Some("truncate".to_owned());
        exchange.simulator.delivered = false;
        exchange
    };
    let of = |exchange: Exchange, outcome: Outcome, check: &str| {
        let made = told_once(TRANSFER, vec![token(200), cut(exchange)], report(outcome));
        of_case(&made, check)
    };
    let no = || transfer_refused(&body, 404, "NO_MATCH");
    let yes = || transferred(&body, false);
    let truthful = "always/truthful-outcome";

    assert_eq!(of(no(), Outcome::Rejected, truthful), Pass);
    assert_eq!(of(no(), Outcome::Unknown, truthful), Pass);
    assert_eq!(of(no(), Outcome::Accepted, truthful), Fail);
    assert_eq!(of(yes(), Outcome::Rejected, truthful), Fail);
    let overcome = "generated/brief-failure-overcome";
    assert_ne!(of(no(), Outcome::Rejected, overcome), Warn);
}

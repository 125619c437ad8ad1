//! Replies in order and out of it, and what each mistake breaks.

use serde_json::json;

use super::*;
use crate::protocol::{AttemptParams, Carried, HelloParams};

const NOT_TEXT: Violation = Violation::NotUtf8(Carried::Line);

fn end(attempt: &str) -> Call {
    Call::End(AttemptParams {
        attempt: attempt.to_owned(),
    })
}

fn hello() -> Call {
    Call::Hello(HelloParams {
        protocol: vec!["1".to_owned()],
        nonce: "n".to_owned(),
    })
}

fn ok(id: u64) -> Result<Reply, Violation> {
    Ok(Reply {
        id,
        arm: Arm::Ok(json!({})),
    })
}

fn desk_with(attempts: &[&str]) -> Desk {
    let open = attempts
        .iter()
        .map(|attempt| (*attempt).to_owned())
        .collect();
    Desk {
        open,
        ..Desk::default()
    }
}

#[test]
fn replies_may_come_in_any_order() {
    let mut desk = desk_with(&["a", "b"]);
    let (first, mut first_answer) = desk.ask(end("a")).unwrap();
    let (second, mut second_answer) = desk.ask(end("b")).unwrap();

    desk.take(ok(second.id));
    desk.take(ok(first.id));

    assert!(second_answer.try_recv().unwrap().is_ok());
    assert!(first_answer.try_recv().unwrap().is_ok());
    assert!(desk.loose().is_empty());
}

#[test]
fn a_second_answer_breaks_the_attempt_it_belongs_to_alone() {
    let mut desk = desk_with(&["a", "b"]);
    let (request, _answer) = desk.ask(end("a")).unwrap();

    desk.take(ok(request.id));
    desk.take(ok(request.id));

    let why = desk.conclude("a").unwrap();
    assert_eq!(
        why.to_string(),
        "the adapter answered the same `end` twice (id 1)"
    );
    assert_eq!(desk.conclude("b"), None);
}

#[test]
fn a_second_answer_after_the_attempt_was_concluded_is_still_told() {
    let mut desk = desk_with(&["a"]);
    let (request, _answer) = desk.ask(end("a")).unwrap();
    desk.take(ok(request.id));
    desk.conclude("a");

    desk.take(ok(request.id));

    assert_eq!(desk.loose().len(), 1);
}

#[test]
fn rubbish_breaks_every_open_attempt_and_no_later_one() {
    let mut desk = desk_with(&["a", "b"]);
    let (_, mut answer) = desk.ask(end("a")).unwrap();

    desk.take(Err(NOT_TEXT));

    assert_eq!(answer.try_recv().unwrap(), Err(NOT_TEXT.into()));
    assert!(desk.ask(end("b")).is_err());
    assert!(desk.ask(hello()).is_ok());
}

#[test]
fn a_reply_that_comes_too_late_is_passed_over_once() {
    let mut desk = desk_with(&["a"]);
    let (request, _) = desk.ask(end("a")).unwrap();
    desk.take(Err(NOT_TEXT));
    desk.conclude("a");

    desk.take(ok(request.id));
    assert!(desk.loose().is_empty());

    desk.take(ok(request.id));
    assert_eq!(desk.loose().len(), 1);
}

#[test]
fn after_goodbye_it_may_go_as_it_likes() {
    let mut desk = desk_with(&["a"]);
    let (request, _) = desk.ask(Call::Bye).unwrap();
    desk.take(ok(request.id));

    desk.fall(NoAnswer::Crashed {
        how: "exited with status 0".to_owned(),
        asked: None,
    });

    assert_eq!(desk.conclude("a"), None);
    assert!(desk.loose().is_empty());
}

#[test]
fn what_came_instead_of_one_answer_breaks_its_attempt_alone() {
    let mut desk = desk_with(&["a", "b"]);
    let (request, mut answer) = desk.ask(end("a")).unwrap();
    let (_, mut other) = desk.ask(end("b")).unwrap();

    desk.refuse(request.id, &NOT_TEXT.into());

    assert_eq!(answer.try_recv().unwrap(), Err(NOT_TEXT.into()));
    assert!(other.try_recv().is_err(), "it still waits");
    assert_eq!(desk.conclude("a"), Some(NOT_TEXT.into()));
    assert_eq!(desk.conclude("b"), None);
}

#[test]
fn a_further_life_gives_out_ids_that_were_never_used() {
    let mut desk = desk_with(&["a"]);
    let (first, _) = desk.ask(end("a")).unwrap();
    let mut next = Desk::after(desk.last_id());

    let (second, _) = next.ask(hello()).unwrap();

    assert!(second.id > first.id);
    assert!(next.is_past(first.id) && !next.is_past(second.id));
}

#[test]
fn after_the_fall_everything_gives_the_first_reason() {
    let mut desk = desk_with(&["a"]);
    let (_, mut answer) = desk.ask(end("a")).unwrap();
    let crash = NoAnswer::Crashed {
        how: "exited with status 1".to_owned(),
        asked: desk.waiting_for(),
    };

    desk.fall(crash.clone());
    desk.fall(NOT_TEXT.into());

    assert_eq!(answer.try_recv().unwrap(), Err(crash.clone()));
    assert_eq!(desk.ask(hello()).err(), Some(crash.clone()));
    assert_eq!(desk.conclude("a"), Some(crash));
}

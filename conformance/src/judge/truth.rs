//! Which outcomes a client may truthfully report, by what it was answered.

use contract::operation::Operation;
use serde_json::Value;

use super::answer::{Answer, cut_refusal};
use super::view::{Seen, View};
use crate::evidence::Outcome::{
    Accepted, AcceptedWithWarnings, ConfigError, Failed, NotSent, Rejected, RetryPending, Unknown,
};
use crate::evidence::{Exchange, Outcome};

/// What is true of an act.
pub(crate) struct Truth {
    /// What may be reported.
    pub(crate) allowed: Vec<Outcome>,
    /// Why, as a clause: "the last answer was 409 `ALREADY_TRANSFERRED`".
    pub(crate) because: String,
    /// The exchange that decides.
    pub(crate) exchange: Option<u64>,
}

/// What is true of an act at the moment of its report.
pub(crate) fn of(view: &View<'_>, act: usize) -> Truth {
    let sends = view.sends_before_report(act);
    match sends.split_last() {
        None => nothing_sent(view, act),
        Some((last, earlier)) => answered(view, act, last, earlier),
    }
}

fn answered(view: &View<'_>, act: usize, last: &Seen<'_>, earlier: &[&Seen<'_>]) -> Truth {
    let before = Before::of(earlier);
    let mut allowed = match last.answer() {
        Answer::Success(_) => vec![Accepted, AcceptedWithWarnings],
        Answer::Config { .. } => vec![ConfigError],
        Answer::Refused { status, code } => refused(status, code.as_deref(), &before),
        Answer::Busy { .. } => busy(&before),
        Answer::Lost => lost(last, &before),
    };
    if last.answer().is_retryable() {
        allowed.extend(read_back(view, act, last, &before));
        allowed.extend(token_refused(view, act, last));
    }
    if renewal_in_vain(view, act, last) {
        allowed.extend([Failed, RetryPending, Unknown]);
    }
    let because = format!(
        "the last answer, to {}, was {}",
        last.told(),
        last.answer().told()
    );
    Truth {
        allowed,
        because,
        exchange: Some(last.sequence()),
    }
}

/// Of an answer that was cut short, a client may have read the head: that says whether it is a no.
fn lost(last: &Seen<'_>, before: &Before) -> Vec<Outcome> {
    let mut allowed = vec![Unknown, RetryPending];
    match cut_refusal(last.exchange) {
        Some(401 | 403) => allowed.push(ConfigError),
        Some(status) => allowed.extend(refused(status, None, before)),
        None => {}
    }
    allowed
}

/// What had happened before the last send.
struct Before {
    /// An answer was lost.
    lost: bool,
    /// The service had done it all the same.
    done_unseen: bool,
}

impl Before {
    fn of(earlier: &[&Seen<'_>]) -> Self {
        let lost = |seen: &&&Seen<'_>| seen.answer() == Answer::Lost;
        let done = |seen: &&Seen<'_>| seen.exchange.simulator.committed;
        Self {
            lost: earlier.iter().any(|seen| lost(&seen)),
            done_unseen: earlier.iter().filter(lost).any(done),
        }
    }
}

/// 400, 404, 409 and 422 are the user's to resolve. Other refusals are of the client's own making,
/// and a person at support may have to look. A refusal because it had been done before, by a send
/// whose answer was lost, may be seen through.
fn refused(status: u16, code: Option<&str>, before: &Before) -> Vec<Outcome> {
    let of_the_client = !matches!(status, 400 | 404 | 409 | 422)
        || matches!(
            code,
            Some("NOT_FOUND" | "MALFORMED_JSON" | "IDEMPOTENCY_KEY_REUSED")
        );
    let mut allowed = vec![Rejected];
    if of_the_client {
        allowed.extend([Failed, ConfigError]);
    }
    if before.lost {
        allowed.push(Unknown);
    }
    if before.done_unseen {
        allowed.extend([Accepted, AcceptedWithWarnings]);
    }
    allowed
}

/// "Certainly not done" is not true where an earlier send was done and its answer lost.
fn busy(before: &Before) -> Vec<Outcome> {
    let mut allowed = vec![RetryPending, Unknown];
    if !before.done_unseen {
        allowed.push(Failed);
    }
    allowed
}

/// After a lost answer the client may read back, and then knows.
fn read_back(view: &View<'_>, act: usize, last: &Seen<'_>, before: &Before) -> Vec<Outcome> {
    let reported = view.acts[act].step.mark.after;
    let read = view.of(act).any(|seen| {
        let later = last.sequence() < seen.sequence() && seen.sequence() <= reported;
        later && is_read(seen) && !seen.answer().is_retryable()
    });
    let done = is_done(last.exchange) || before.done_unseen;
    match (read, done) {
        (false, _) => Vec::new(),
        (true, true) => vec![Accepted, AcceptedWithWarnings],
        (true, false) => vec![Failed],
    }
}

/// Whether the service has done it, now or when the same was sent in an earlier action.
fn is_done(exchange: &Exchange) -> bool {
    let answered = exchange.response.as_ref();
    let yes = answered.is_some_and(|response| matches!(response.status, 200 | 201));
    exchange.simulator.committed || exchange.simulator.replayed && yes
}

/// The token ran out, and the call for another one had no answer that could be used: nothing was
/// done, and the credentials may be good.
fn renewal_in_vain(view: &View<'_>, act: usize, last: &Seen<'_>) -> bool {
    let unauthorised = matches!(last.answer(), Answer::Config { status: 401, .. });
    let in_vain = |seen: &Seen<'_>| {
        seen.is(Operation::IssueToken)
            && seen.sequence() > last.sequence()
            && seen.answer().is_retryable()
    };
    unauthorised && view.of(act).any(in_vain)
}

/// The token was refused between two sends.
fn token_refused(view: &View<'_>, act: usize, last: &Seen<'_>) -> Option<Outcome> {
    let refused = |seen: &Seen<'_>| {
        seen.is(Operation::IssueToken)
            && seen.sequence() > last.sequence()
            && seen.answer().is_final_refusal()
    };
    view.of(act).any(refused).then_some(ConfigError)
}

fn is_read(seen: &Seen<'_>) -> bool {
    let reads = [
        Operation::GetVacancy,
        Operation::ListVacancies,
        Operation::GetTransfer,
        Operation::ListApplicants,
    ];
    seen.operation()
        .is_some_and(|operation| reads.contains(&operation))
}

/// Nothing of this action was on the wire: it was never accepted nor rejected, unless it had been
/// before.
fn nothing_sent(view: &View<'_>, act: usize) -> Truth {
    let reported = view.acts[act].step.mark.after;
    let before_report: Vec<&Seen<'_>> = view
        .of(act)
        .filter(|seen| seen.sequence() <= reported)
        .collect();
    let token = before_report
        .iter()
        .rev()
        .find(|seen| seen.is(Operation::IssueToken));
    let read = before_report.iter().rev().find(|seen| is_read(seen));
    let mut truth = match (token.map(|seen| seen.answer()), token) {
        (Some(answer @ (Answer::Config { .. } | Answer::Refused { .. })), Some(seen)) => {
            no_token(&answer, seen)
        }
        (Some(answer), Some(seen)) if answer.is_retryable() => Truth {
            allowed: vec![Failed, RetryPending, Unknown],
            because: format!("no token came: {}", answer.told()),
            exchange: Some(seen.sequence()),
        },
        _ => Truth {
            allowed: vec![NotSent, Failed, RetryPending, Unknown],
            because: "nothing was sent to do it".to_owned(),
            exchange: None,
        },
    };
    truth
        .allowed
        .extend(read.into_iter().flat_map(|seen| told_by_reading(seen)));
    if read.is_some_and(|seen| matches!(seen.answer(), Answer::Success(_))) {
        truth.allowed.extend(found_done(view, act));
    }
    truth.allowed.extend(remembered(view, act));
    truth
}

fn no_token(answer: &Answer, seen: &Seen<'_>) -> Truth {
    let mut allowed = vec![ConfigError];
    if matches!(answer, Answer::Refused { .. }) {
        allowed.push(Failed);
    }
    let because = format!("the token was refused with {}", answer.told());
    Truth {
        allowed,
        because,
        exchange: Some(seen.sequence()),
    }
}

/// A client may look before it sends, and learn that it cannot be done.
fn told_by_reading(seen: &Seen<'_>) -> Vec<Outcome> {
    match seen.answer() {
        Answer::Config { .. } => vec![ConfigError],
        Answer::Refused { .. } => vec![Rejected],
        Answer::Success(body) if body.get("status").is_some_and(|status| status != "DRAFT") => {
            vec![Rejected]
        }
        Answer::Success(Value::Object(_)) if seen.is(Operation::ListApplicants) => vec![Rejected],
        _ => Vec::new(),
    }
}

/// The same was asked before, it was done and the answer lost; who looks now finds it.
fn found_done(view: &View<'_>, act: usize) -> Vec<Outcome> {
    let this = &view.acts[act];
    let done = (0..act).any(|earlier| {
        let other = &view.acts[earlier];
        other.name() == this.name()
            && other.act.action == this.act.action
            && view
                .sends(earlier)
                .iter()
                .any(|seen| seen.exchange.simulator.committed)
    });
    if done {
        vec![Accepted, AcceptedWithWarnings]
    } else {
        Vec::new()
    }
}

/// What an earlier act had already told: the same asked again, the same name refused, or credentials
/// refused.
fn remembered(view: &View<'_>, act: usize) -> Vec<Outcome> {
    let this = &view.acts[act];
    let mut allowed = Vec::new();
    for earlier in 0..act {
        let other = &view.acts[earlier];
        let same_name = other.name() == this.name();
        let same =
            same_name && other.act.action == this.act.action && other.act.input == this.act.input;
        for answer in view.sends(earlier).iter().map(|seen| seen.answer()) {
            match answer {
                Answer::Success(_) if same => allowed.extend([Accepted, AcceptedWithWarnings]),
                Answer::Refused { .. } if same_name => allowed.push(Rejected),
                Answer::Config { .. } => allowed.push(ConfigError),
                _ => {}
            }
        }
        let token_refused =
            |seen: &Seen<'_>| seen.is(Operation::IssueToken) && seen.answer().is_final_refusal();
        if view.of(earlier).any(token_refused) {
            allowed.push(ConfigError);
        }
    }
    allowed.sort_unstable();
    allowed.dedup();
    allowed
}

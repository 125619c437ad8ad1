//! How an act stands: whether its input is valid, and what had happened before it.

use contract::operation::Operation;
use contract::settings::Settings;

use crate::evidence::{ActAnswer, ActRecord, Action, Outcome};
use crate::judge::answer::Answer;
use crate::judge::contract_rules::{Version, violations};
use crate::judge::expected::{self, Expected};
use crate::judge::view::{Seen, View};
use crate::scenario::Given;
use crate::scenario::step::Act;

/// Whether the input breaks no rule, neither by the contract as it is published nor by the sandbox's
/// switches, and has reached the status at which it may travel.
pub(super) fn is_valid(view: &View<'_>, act: usize) -> bool {
    view.acts[act].valid(|| breaks_nothing(view, act))
}

fn breaks_nothing(view: &View<'_>, act: usize) -> bool {
    let this = &view.acts[act];
    let expected = this.expected();
    let holds = |given: &Given| {
        let (operation, at) = (this.operation(), this.step.at);
        violations(operation, &expected.body, given, at, Version::Ignored).is_empty()
    };
    let published = || Given {
        settings: Settings::default(),
        ..view.given.clone()
    };
    expected.unknown.is_empty()
        && is_ready(this.act)
        && holds(view.given)
        && (view.given.settings == Settings::default() || holds(&published()))
}

/// What the input of a step means on the wire.
pub(in crate::judge) fn expected_of(act: &Act) -> Expected {
    expected::of(&ActRecord {
        action: act.action,
        name: act.name.clone(),
        input: act.input.clone(),
        answer: ActAnswer::None,
    })
}

/// Whether the input of a step breaks a rule of the contract as the world stands at the beginning.
pub(in crate::judge) fn breaks_a_rule(act: &Act, given: &Given) -> bool {
    let expected = expected_of(act);
    let operation = match act.action {
        Action::PostVacancy => Operation::CreateVacancy,
        Action::UpdateVacancy => Operation::UpdateVacancy,
        Action::TransferEmploymentChecks => Operation::TransferEmploymentChecks,
    };
    let violated = violations(
        operation,
        &expected.body,
        given,
        given.now,
        Version::Ignored,
    );
    !expected.unknown.is_empty() || !violated.is_empty()
}

fn is_ready(act: &ActRecord) -> bool {
    let status = act.input.pointer("/applicant/status");
    act.action != Action::TransferEmploymentChecks
        || status.is_some_and(|status| status == "outcome_recruited")
}

/// The acts before this one that could have done the same: under the same name, or for the same
/// person.
pub(super) fn earlier<'a>(view: &'a View<'_>, act: usize) -> impl Iterator<Item = usize> + 'a {
    (0..act).filter(move |other| is_same(view, *other, act))
}

fn is_same(view: &View<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (&view.acts[one], &view.acts[other]);
    let transfers = Action::TransferEmploymentChecks;
    match (one.act.action == transfers, other.act.action == transfers) {
        (true, true) => person(one.act) == person(other.act) || one.name() == other.name(),
        (false, false) => one.name() == other.name(),
        _ => false,
    }
}

/// Who is meant, as ESR tells people apart: it folds case and spaces, so a client may too.
fn person(act: &ActRecord) -> [String; 3] {
    ["first_name", "last_name", "date_of_birth"].map(|member| {
        let held = act.input["applicant"][member].as_str().unwrap_or_default();
        let letters = held.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    })
}

/// Whether a send may have been done although no answer said so.
pub(super) fn is_unclear(seen: &Seen<'_>) -> bool {
    match seen.answer() {
        Answer::Lost => true,
        Answer::Busy { status } => {
            seen.exchange.simulator.committed || matches!(status, 500 | 502 | 504)
        }
        _ => false,
    }
}

/// Whether an answer was other than the contract promises: a client may make of it what it can.
pub(super) fn is_spoilt(seen: &Seen<'_>) -> bool {
    let spoilt = ["unknown_enum", "malformed_json", "truncate"];
    seen.exchange
        .simulator
        .fault
        .as_deref()
        .is_some_and(|fault| spoilt.contains(&fault))
}

/// Whether the act was reported as taken by the service.
pub(super) fn is_accepted(view: &View<'_>, act: usize) -> bool {
    view.acts[act].outcome().is_some_and(Outcome::is_acceptance)
}

/// Whether the user's credentials were refused before this act, so that a client may wait for
/// support. A token that ran out is not that.
pub(super) fn refused_credentials(view: &View<'_>, act: usize) -> bool {
    let begun = view.acts[act].step.mark.before;
    view.exchanges
        .iter()
        .filter(|seen| seen.sequence() <= begun)
        .any(|seen| match seen.answer() {
            Answer::Config { code, .. } => {
                !matches!(code.as_deref(), Some("TOKEN_EXPIRED" | "TOKEN_INVALID"))
            }
            Answer::Refused { .. } => seen.is(Operation::IssueToken),
            _ => false,
        })
}

//! The body as it would be accepted. What was meant is told from what was sent; where only the
//! author knows, an example stands there and is marked as one.
//!
//! What is changed is judged by the same reader that refused it, so "accepted" is no guess.

use contract::operation::Operation;
use contract::problem::{FieldError, IDEMPOTENCY_KEY, Problem};
use contract::refusal::Refusal;
use contract::settings::{ErrorsShown, Settings};
use contract::{text, transfer, vacancy};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::Grounds;
use super::example::Examples;
use super::repair::{self, Change};
use crate::journal::curl;
use crate::journal::entry::Entry;
use crate::sandbox::world::{transfer_rules, vacancy_rules};

/// How often a corrected body is judged again: one correction may bring the next to light.
const ROUNDS: usize = 4;

/// A body that would be accepted.
#[derive(Debug, Serialize)]
pub(crate) struct Corrected {
    pub(crate) body: Value,
    /// Whether it breaks no rule any more.
    pub(crate) valid: bool,
    pub(crate) changes: Vec<Change>,
    /// What only a person can correct: the body has an example there, or a part of what was sent.
    pub(crate) unresolved: Vec<Unresolved>,
    /// The corrected request as a line for a shell.
    pub(crate) curl: String,
}

/// A field that nobody but its author can correct.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Unresolved {
    pub(crate) pointer: String,
    pub(crate) code: String,
    pub(crate) why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) length: Option<usize>,
}

/// The corrected body of a refused exchange; `None` where its body was not the reason.
pub(super) fn of(
    entry: &Entry,
    sent: Option<&Value>,
    problem: Option<&Problem>,
    refusal: Option<Refusal>,
    grounds: Grounds<'_>,
) -> Option<Corrected> {
    let operation = entry.arrival.operation?;
    let (sent, refusal) = (sent?, refusal?);
    let judge = Judge {
        operation,
        settings: Settings {
            errors: ErrorsShown::All,
            ..grounds.settings
        },
        at: grounds.now,
    };
    let examples = Examples::of(operation, grounds.now, grounds.version)?;
    let mut body = sent.clone();
    let mut changes = first(&mut body, problem, refusal)?;
    let asked = entry.outcome().and_then(|outcome| outcome.magic);
    changes.extend(asked.and_then(|asked| examples.reference(&mut body, asked)));
    for _ in 0..ROUNDS {
        let errors = judge.errors(&body);
        let repaired = errors
            .iter()
            .filter_map(|error| repair::field(&mut body, error));
        let repaired = repaired.collect::<Vec<_>>();
        if repaired.is_empty() {
            break;
        }
        changes.extend(repaired);
    }
    let mut errors = judge.errors(&body);
    let unresolved = errors
        .iter()
        .map(|error| unresolved(error, &body))
        .collect();
    for _ in 0..ROUNDS {
        // An example may bring to light what can be told after all.
        let put = errors.iter().filter_map(|error| {
            repair::field(&mut body, error).or_else(|| examples.put(&mut body, error))
        });
        changes.extend(put.collect::<Vec<_>>());
        errors = judge.errors(&body);
        if errors.is_empty() {
            break;
        }
    }
    let text = serde_json::to_string(&body).unwrap_or_default();
    Some(Corrected {
        valid: errors.is_empty(),
        curl: curl::line(&entry.arrival, Some(&text)),
        body,
        changes,
        unresolved,
    })
}

// What a refusal of the whole body asks for; `None` where no other body would have helped.
fn first(body: &mut Value, problem: Option<&Problem>, refusal: Refusal) -> Option<Vec<Change>> {
    match refusal {
        Refusal::ValidationFailed if is_of_key_alone(problem) => None,
        Refusal::ValidationFailed => Some(Vec::new()),
        Refusal::VersionStale => {
            let current = problem?.current_version?;
            Some(vec![repair::version(body, current)?])
        }
        Refusal::IdentityNotAccepted | Refusal::OccupationalHealthNotAccepted => {
            Some(repair::out_of_bounds(body))
        }
        Refusal::NotOutcomeRecruited => Some(vec![repair::status(body)?]),
        _ => None,
    }
}

fn is_of_key_alone(problem: Option<&Problem>) -> bool {
    let errors = problem.map(|problem| problem.errors.as_slice());
    let errors = errors.unwrap_or_default();
    !errors.is_empty() && errors.iter().all(|error| error.field == IDEMPOTENCY_KEY)
}

fn unresolved(error: &FieldError, body: &Value) -> Unresolved {
    let held = body.pointer(&error.field).and_then(Value::as_str);
    Unresolved {
        pointer: error.field.clone(),
        code: error.code.clone(),
        why: error.message.clone(),
        length: held.map(text::length),
    }
}

struct Judge {
    operation: Operation,
    settings: Settings,
    at: Timestamp,
}

impl Judge {
    fn errors(&self, body: &Value) -> Vec<FieldError> {
        let vacancy = vacancy_rules(self.settings, self.at);
        let refused = match self.operation {
            Operation::CreateVacancy => vacancy::read_create(body, &vacancy).err(),
            Operation::UpdateVacancy => vacancy::read_update(body, &vacancy).err(),
            Operation::TransferEmploymentChecks => {
                transfer::read(body, &transfer_rules(self.settings, self.at)).err()
            }
            _ => None,
        };
        refused.unwrap_or_default()
    }
}

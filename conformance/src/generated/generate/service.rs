//! How the services behave: faults, people, credentials and the clock.

use contract::operation::Operation;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use serde_json::{Value, json};

use super::edit::{Shared, any};

/// A fault and whether it makes the story wait.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(super) armed: Value,
    pub(super) waits: bool,
}

/// A fault on one of these operations.
pub(super) fn fault(operations: &[Operation]) -> Shared<Fault> {
    let kinds = any(vec![
        (6, status()),
        (3, bare("drop_before_commit")),
        (6, bare("commit_then_drop")),
        (2, truncated()),
        (2, bare("malformed_json")),
        (2, bare("connection_reset")),
        (2, bare("unknown_field")),
        (2, bare("unknown_enum")),
        (2, bare("duplicate_delivery")),
        (3, bare("expire_token")),
        (2, bare("revoke_key")),
        (1, slight()),
        (2, slow()),
        (1, waiting()),
    ]);
    let times = select(vec![1, 1, 1, 1, 1, 1, 2, 2, 3, 5, 50]);
    let skip = select(vec![0, 0, 0, 0, 0, 0, 1]);
    let operations: Vec<Operation> = operations.to_vec();
    (kinds, select(operations), times, skip)
        .prop_map(|((mut armed, waits), operation, times, skip)| {
            fit(&mut armed, operation);
            if times > 1 {
                armed["times"] = times.into();
            }
            if skip > 0 {
                armed["skip"] = skip.into();
            }
            let once = waits && times > 1;
            if once {
                armed["times"] = 1.into();
            }
            Fault { armed, waits }
        })
        .sboxed()
}

/// Some faults befall only what has a token, a key or an effect.
fn fit(armed: &mut Value, operation: Operation) {
    let kind = armed["type"].as_str().unwrap_or_default();
    let only = match kind {
        "expire_token" => Some(Operation::TransferEmploymentChecks),
        "revoke_key" if operation.writes() && operation != Operation::TransferEmploymentChecks => {
            None
        }
        "revoke_key" => Some(Operation::CreateVacancy),
        "unknown_enum" if operation == Operation::IssueToken => {
            Some(Operation::TransferEmploymentChecks)
        }
        "duplicate_delivery" if !operation.writes() => Some(Operation::CreateVacancy),
        _ => None,
    };
    armed["match"] = json!({ "operation": only.unwrap_or(operation).name() });
}

type Kind = (Value, bool);

fn bare(kind: &'static str) -> Shared<Kind> {
    Just((json!({ "type": kind }), false)).sboxed()
}

fn status() -> Shared<Kind> {
    select(vec![500, 502, 503, 503, 504, 429])
        .prop_map(|status| {
            (
                json!({ "type": "status", "attributes": { "status": status } }),
                false,
            )
        })
        .sboxed()
}

fn truncated() -> Shared<Kind> {
    select(vec![1, 10, 40])
        .prop_map(|bytes| {
            (
                json!({ "type": "truncate", "attributes": { "bytes": bytes } }),
                false,
            )
        })
        .sboxed()
}

/// Slowness that nobody has to wait for.
fn slight() -> Shared<Kind> {
    let kinds = vec![
        json!({ "type": "latency", "attributes": { "latencyMs": 30 } }),
        json!({ "type": "slow_body", "attributes": { "durationMs": 40, "chunks": 4 } }),
        json!({ "type": "bandwidth", "attributes": { "bytesPerSecond": 50_000 } }),
    ];
    select(kinds).prop_map(|kind| (kind, false)).sboxed()
}

/// An answer that comes when the impatient have given up.
fn slow() -> Shared<Kind> {
    let latency = json!({ "type": "latency", "attributes": { "latencyMs": 1200 } });
    Just((latency, true)).sboxed()
}

/// The few after which a client is told to take its time.
fn waiting() -> Shared<Kind> {
    let kinds = vec![
        json!({ "type": "status", "attributes": { "status": 429, "retryAfterSeconds": 1 } }),
        json!({ "type": "status", "attributes": { "status": 503, "retryAfterSeconds": 1 } }),
    ];
    select(kinds).prop_map(|kind| (kind, true)).sboxed()
}

/// Moves of the clock: within a token's life, past it, past a key's day, over a closing date and to
/// the next financial year.
pub(super) fn advance() -> Shared<&'static str> {
    select(vec![
        "PT10M", "PT61M", "PT61M", "PT61M", "PT25H", "P7D", "P60D", "P150D",
    ])
    .sboxed()
}

/// What support does to credentials.
pub(super) fn lever(nhs_jobs: bool, esr: bool) -> Shared<Value> {
    let mut pulls = Vec::new();
    if nhs_jobs {
        pulls.extend([
            ("revoke", "api_key"),
            ("expire", "api_key"),
            ("unlink", "account"),
            ("unlink", "organisation"),
        ]);
    }
    if esr {
        pulls.extend([
            ("unlink", "supplier"),
            ("expire", "access_tokens"),
            ("expire", "access_tokens"),
            ("revoke", "access_tokens"),
        ]);
    }
    select(pulls)
        .prop_map(|(lever, credential)| json!({ "person": format!("{lever}_credential"), "credential": credential }))
        .sboxed()
}

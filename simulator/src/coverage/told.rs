//! Coverage as it is told: each operation with what was met and what was not.

use std::collections::{BTreeMap, BTreeSet};

use contract::operation::Operation;
use schemars::JsonSchema;
use serde::Serialize;

use super::possible::{self, Possible};
use super::{Book, Met};
use crate::faults::KINDS;
use crate::public::magic;

/// What a sandbox's client has met since the sandbox was created, resets included.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageTold {
    /// Every operation, in the order of the contract.
    operations: Vec<OperationTold>,
    /// The magic values.
    magic_values: MagicTold,
}

/// What was met at one operation.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "OperationCoverage")]
struct OperationTold {
    /// The operation.
    operation: Operation,
    /// How many requests came for it.
    requests: u64,
    /// Each case that was met.
    met: Vec<MetTold>,
    /// What was not.
    not_met: NotMet,
}

/// One case that was met.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseMet")]
struct MetTold {
    /// The status; `null` where no answer left.
    status: Option<u16>,
    /// The code of the refusal; `null` where it was none.
    code: Option<&'static str>,
    /// The faults that befell it.
    faults: Vec<&'static str>,
    /// The magic value that asked for it.
    magic: Option<&'static str>,
    /// How often.
    count: u64,
}

/// What was not met at one operation.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CasesNotMet")]
struct NotMet {
    /// Answers that the operation can give.
    answers: Vec<AnswerTold>,
    /// Faults that can befall it, WireMock's names left out.
    faults: Vec<&'static str>,
}

/// An answer by status and code.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AnswerNotMet")]
struct AnswerTold {
    /// The status.
    status: u16,
    /// The code of the refusal; `null` where it is none.
    code: Option<&'static str>,
}

/// Which magic values were met.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "MagicCoverage")]
struct MagicTold {
    /// Those that were.
    met: BTreeSet<&'static str>,
    /// Those that were not.
    not_met: BTreeSet<&'static str>,
}

impl CoverageTold {
    pub(super) fn of(book: &Book) -> Self {
        let none = BTreeMap::new();
        let operations = possible::all().iter().map(|(operation, possible)| {
            OperationTold::of(*operation, possible, book.get(operation).unwrap_or(&none))
        });
        Self {
            operations: operations.collect(),
            magic_values: MagicTold::of(book),
        }
    }
}

impl OperationTold {
    fn of(operation: Operation, possible: &[Possible], met: &BTreeMap<Met, u64>) -> Self {
        Self {
            operation,
            requests: met.values().sum(),
            met: met
                .iter()
                .map(|(met, count)| MetTold::of(met, *count))
                .collect(),
            not_met: NotMet {
                answers: answers_not_met(possible, met),
                faults: faults_not_met(operation, met),
            },
        }
    }
}

impl MetTold {
    fn of(met: &Met, count: u64) -> Self {
        Self {
            status: met.status,
            code: met.code,
            faults: met.faults.clone(),
            magic: met.magic,
            count,
        }
    }
}

impl MagicTold {
    fn of(book: &Book) -> Self {
        let cases = book.values().flat_map(BTreeMap::keys);
        let met: BTreeSet<_> = cases.filter_map(|case| case.magic).collect();
        let not_met = magic::values()
            .filter(|value| !met.contains(value))
            .collect();
        Self { met, not_met }
    }
}

fn answers_not_met(possible: &[Possible], met: &BTreeMap<Met, u64>) -> Vec<AnswerTold> {
    let is_met = |(status, code): &Possible| {
        met.keys()
            .any(|met| met.status == Some(*status) && met.code == *code)
    };
    let missing = possible.iter().filter(|possible| !is_met(possible));
    missing
        .map(|(status, code)| AnswerTold {
            status: *status,
            code: *code,
        })
        .collect()
}

fn faults_not_met(operation: Operation, met: &BTreeMap<Met, u64>) -> Vec<&'static str> {
    let is_met = |name: &'static str| met.keys().any(|met| met.faults.contains(&name));
    let kinds = KINDS
        .iter()
        .filter(|kind| !kind.is_wiremock && kind.reach.holds(operation));
    kinds
        .map(|kind| kind.name)
        .filter(|name| !is_met(name))
        .collect()
}

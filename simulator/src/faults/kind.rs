//! The kinds of fault there are, and how one is read.

use std::fmt;
use std::sync::Arc;

use contract::operation::{Operation, UnknownOperation};
use serde_json::{Map, Value};

use super::plan::Plan;
use super::{commit_then_drop, drop_before_commit, latency, status};
use crate::sandbox::seed::Child;
use crate::words::nearest;

/// What a fault does to an exchange.
pub(crate) trait Effect: fmt::Debug + Send + Sync {
    /// Puts the effect into the plan; `false` where an earlier fault left no room for it.
    fn shape(&self, plan: &mut Plan, chance: &Child) -> bool;

    /// The attributes, as they were understood.
    fn attributes(&self) -> Value;
}

/// The attributes of a fault, as sent.
pub(super) type Attributes = Map<String, Value>;

/// One kind of fault.
pub(super) struct Kind {
    /// Its `type`.
    pub(super) name: &'static str,
    /// Reads its attributes; the error says which of them is wrong and what would do.
    pub(super) read: fn(Attributes) -> Result<Arc<dyn Effect>, String>,
}

/// Every kind, in the order of the contract.
const KINDS: &[Kind] = &[
    latency::KIND,
    status::KIND,
    drop_before_commit::KIND,
    commit_then_drop::KIND,
];

/// The `type` of every kind, in the order of the contract.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// Why a fault was not armed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum ArmError {
    /// No kind has this name.
    #[error("no fault is of the type `{given}`{}; there are {}", did_you_mean(*near), known_kinds())]
    UnknownType {
        /// The type as given.
        given: String,
        /// The name that was perhaps meant.
        near: Option<&'static str>,
    },
    /// No operation has this name.
    #[error("`match.operation`: {unknown}{}", did_you_mean(*near))]
    UnknownOperation {
        /// The name as given, and those there are.
        unknown: UnknownOperation,
        /// The name that was perhaps meant.
        near: Option<&'static str>,
    },
    /// An attribute is missing, wrong or not known.
    #[error("the attributes of `{kind}` are wrong: {reason}")]
    Attributes {
        /// The type of the fault.
        kind: &'static str,
        /// Which attribute, and what would do.
        reason: String,
    },
    /// A probability lies between 0 and 1.
    #[error("`toxicity` is a probability from 0 to 1, not {0}")]
    Toxicity(f64),
}

/// Reads the kind `given` with its attributes.
pub(super) fn read(
    given: &str,
    attributes: Attributes,
) -> Result<(&'static str, Arc<dyn Effect>), ArmError> {
    let kind = KINDS.iter().find(|kind| kind.name == given);
    let kind = kind.ok_or_else(|| ArmError::UnknownType {
        given: given.to_owned(),
        near: nearest(given, KINDS.iter().map(|kind| kind.name)),
    })?;
    let effect = (kind.read)(attributes);
    let effect = effect.map_err(|reason| ArmError::Attributes {
        kind: kind.name,
        reason,
    })?;
    Ok((kind.name, effect))
}

/// Reads the name of an operation.
pub(super) fn operation(name: &str) -> Result<Operation, ArmError> {
    name.parse().map_err(|unknown| ArmError::UnknownOperation {
        unknown,
        near: nearest(name, Operation::ALL.into_iter().map(Operation::name)),
    })
}

/// Reads attributes into their type; what is unknown or missing is named by serde.
pub(super) fn attributes<T: serde::de::DeserializeOwned>(given: Attributes) -> Result<T, String> {
    serde_json::from_value(Value::Object(given)).map_err(|error| error.to_string())
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!(" (did you mean `{near}`?)"))
        .unwrap_or_default()
}

fn known_kinds() -> String {
    KINDS
        .iter()
        .map(|kind| kind.name)
        .collect::<Vec<_>>()
        .join(", ")
}

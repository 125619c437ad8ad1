//! The kinds of fault there are, and how one is read.

use std::fmt;
use std::sync::Arc;

use contract::operation::{Operation, UnknownOperation};
use serde_json::{Map, Value, json};

use super::attribute::{Attribute, Attributes};
use super::plan::Plan;
use super::reach::Reach;
use super::sent::nearest_hint;
use super::{
    bandwidth, commit_then_drop, commit_then_hang, connection_reset, drop_before_commit,
    duplicate_delivery, expire_token, latency, malformed_json, revoke_key, slow_body, status,
    truncate, unknown_enum, unknown_field, wiremock,
};
use crate::sandbox::seed::Child;

/// What a fault does to an exchange.
pub(crate) trait Effect: fmt::Debug + Send + Sync {
    /// Puts the effect into the plan; `false` where an earlier fault left no room for it.
    fn shape(&self, plan: &mut Plan, chance: &Child) -> bool;

    /// The attributes, as they were understood.
    fn attributes(&self) -> Value {
        json!({})
    }
}

/// One kind of fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// Its `type`.
    pub(crate) name: &'static str,
    /// What it does, in a sentence.
    pub(crate) about: &'static str,
    /// Which operations it can befall.
    pub(crate) reach: Reach,
    /// Whether it is one of WireMock's, by its name.
    pub(crate) is_wiremock: bool,
    /// Its attributes.
    pub(crate) attributes: &'static [Attribute],
    /// Makes the effect of attributes that have been read; the error says which of them do not go
    /// together.
    pub(super) read: fn(&Attributes) -> Result<Arc<dyn Effect>, String>,
}

/// Every kind, in the order of the contract; then the four names that WireMock has.
pub(crate) const KINDS: &[Kind] = &[
    latency::KIND,
    slow_body::KIND,
    bandwidth::KIND,
    status::KIND,
    drop_before_commit::KIND,
    commit_then_drop::KIND,
    commit_then_hang::KIND,
    truncate::KIND,
    malformed_json::KIND,
    connection_reset::KIND,
    unknown_field::KIND,
    unknown_enum::KIND,
    expire_token::KIND,
    revoke_key::KIND,
    duplicate_delivery::KIND,
    wiremock::EMPTY_RESPONSE,
    wiremock::MALFORMED_RESPONSE_CHUNK,
    wiremock::RANDOM_DATA_THEN_CLOSE,
    wiremock::CONNECTION_RESET_BY_PEER,
];

/// Why a fault was not armed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum ArmError {
    /// No kind has this name.
    #[error(
        "no fault is of the type `{given}`{}; there are {}",
        nearest_hint(given, names()),
        known_kinds()
    )]
    UnknownType {
        /// The type as given.
        given: String,
    },
    /// No operation has this name.
    #[error("`match.operation`: {unknown}{}", nearest_hint(&unknown.0, Operation::ALL.into_iter().map(Operation::name)))]
    UnknownOperation {
        /// The name as given, and those there are.
        unknown: UnknownOperation,
    },
    /// The kind cannot befall this operation.
    #[error("`{kind}` befalls {}, so not `{operation}`; use one of {}", reach.words(), known(*reach))]
    OutOfReach {
        /// The type of the fault.
        kind: &'static str,
        /// What it befalls.
        reach: Reach,
        /// The operation asked for.
        operation: Operation,
    },
    /// An attribute is missing, wrong or not known.
    #[error("`{kind}`: {reason}")]
    Attributes {
        /// The type of the fault.
        kind: &'static str,
        /// Which attribute, and what would do.
        reason: String,
    },
    /// Something else is missing, wrong or not known.
    #[error("{0}")]
    Member(String),
    /// There is no room for another one.
    #[error("{0} faults are armed, and there may be no more; remove some with `DELETE …/faults`")]
    Full(usize),
}

/// The kind of this name.
pub(super) fn find(given: &str) -> Result<&'static Kind, ArmError> {
    let unknown = || ArmError::UnknownType {
        given: given.chars().take(80).collect(),
    };
    KINDS
        .iter()
        .find(|kind| kind.name == given)
        .ok_or_else(unknown)
}

impl Kind {
    /// The effect with these attributes.
    pub(super) fn effect(&self, sent: &Map<String, Value>) -> Result<Arc<dyn Effect>, ArmError> {
        let attributes = Attributes::read(sent, self.attributes);
        let effect = attributes.and_then(|attributes| (self.read)(&attributes));
        effect.map_err(|reason| ArmError::Attributes {
            kind: self.name,
            reason,
        })
    }

    /// Reads the name of an operation that the kind can befall.
    pub(super) fn operation(&self, name: &str) -> Result<Operation, ArmError> {
        let shown = name.chars().take(80).collect::<String>();
        let operation = shown
            .parse()
            .map_err(|unknown| ArmError::UnknownOperation { unknown })?;
        if self.reach.holds(operation) {
            return Ok(operation);
        }
        Err(ArmError::OutOfReach {
            kind: self.name,
            reach: self.reach,
            operation,
        })
    }
}

/// The effect of a kind with attributes that this program gives it itself.
///
/// # Errors
///
/// As for a fault that is asked for on the control interface.
pub(crate) fn effect(kind: &str, attributes: &Value) -> Result<Arc<dyn Effect>, ArmError> {
    let none = Map::new();
    find(kind)?.effect(attributes.as_object().unwrap_or(&none))
}

fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// Every `type`, for a message.
pub(super) fn known_kinds() -> String {
    names().collect::<Vec<_>>().join(", ")
}

fn known(reach: Reach) -> String {
    reach
        .operations()
        .map(Operation::name)
        .collect::<Vec<_>>()
        .join(", ")
}

//! One armed fault: what it is, whom it matches and how often it has befallen somebody.

use std::sync::Arc;

use contract::operation::Operation;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;

use super::kind::{self, ArmError, Attributes, Effect};
use super::plan::Plan;
use crate::sandbox::seed::Child;

/// A fault as it is asked for on the control interface.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Definition {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    attributes: Attributes,
    #[serde(default, rename = "match")]
    scope: Scope,
    #[serde(default)]
    skip: u64,
    #[serde(default)]
    times: Option<u64>,
    #[serde(default = "always")]
    toxicity: f64,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    #[serde(default)]
    operation: Option<String>,
}

const fn always() -> f64 {
    1.0
}

/// A fault that waits for its exchanges.
#[derive(Debug, Clone)]
pub(crate) struct Armed {
    id: String,
    kind: &'static str,
    effect: Arc<dyn Effect>,
    operation: Option<Operation>,
    skip: u64,
    times: Option<u64>,
    toxicity: f64,
    seen: u64,
    fired: u64,
}

impl Armed {
    pub(super) fn read(number: u64, definition: Definition) -> Result<Self, ArmError> {
        let (kind, effect) = kind::read(&definition.kind, definition.attributes)?;
        let operation = definition
            .scope
            .operation
            .as_deref()
            .map(kind::operation)
            .transpose()?;
        if !(0.0..=1.0).contains(&definition.toxicity) {
            return Err(ArmError::Toxicity(definition.toxicity));
        }
        Ok(Self {
            id: format!("fault-{number}"),
            kind,
            effect,
            operation,
            skip: definition.skip,
            times: definition.times,
            toxicity: definition.toxicity,
            seen: 0,
            fired: 0,
        })
    }

    /// Its id: what removes it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Befalls an exchange of `operation`, if it is that exchange's turn.
    pub(super) fn befall(&mut self, operation: Operation, chance: &Child, plan: &mut Plan) {
        if self.operation.is_some_and(|only| only != operation) || self.is_spent() {
            return;
        }
        let turn = chance.child(&self.id).number(self.seen);
        let due = self.seen >= self.skip && self.is_drawn(&turn);
        let fired = due && self.effect.shape(plan, &turn);
        // An exchange that an earlier fault has taken does not count for this one.
        if fired || !due {
            self.seen += 1;
            self.fired += u64::from(fired);
        }
    }

    fn is_spent(&self) -> bool {
        self.times.is_some_and(|times| self.fired >= times)
    }

    fn is_drawn(&self, turn: &Child) -> bool {
        const STEPS: u64 = 1 << 53;
        let drawn = turn.child("toxicity").between(0, STEPS - 1);
        // Exact: both are below 2^53.
        self.toxicity >= 1.0 || (drawn as f64) < self.toxicity * STEPS as f64
    }
}

impl Serialize for Armed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fault = serializer.serialize_struct("Armed", 9)?;
        fault.serialize_field("id", &self.id)?;
        fault.serialize_field("type", self.kind)?;
        fault.serialize_field("attributes", &self.effect.attributes())?;
        let scope = self
            .operation
            .map_or_else(|| json!({}), |only| json!({ "operation": only }));
        fault.serialize_field("match", &scope)?;
        fault.serialize_field("skip", &self.skip)?;
        fault.serialize_field("times", &self.times)?;
        fault.serialize_field("toxicity", &self.toxicity)?;
        fault.serialize_field("seen", &self.seen)?;
        fault.serialize_field("fired", &self.fired)?;
        fault.end()
    }
}

//! One armed fault: what it is, whom it matches and how often it has befallen somebody.

use std::sync::Arc;

use contract::operation::Operation;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::kind::{self, ArmError, Effect, Kind, known_kinds};
use super::plan::Plan;
use super::reach::Reach;
use super::sent::Sent;
use crate::sandbox::seed::Child;

/// A fault that waits for its exchanges.
#[derive(Debug, Clone)]
pub(crate) struct Armed {
    id: String,
    kind: &'static str,
    reach: Reach,
    effect: Arc<dyn Effect>,
    operation: Option<Operation>,
    skip: u64,
    times: Option<u64>,
    toxicity: f64,
    seen: u64,
    fired: u64,
}

impl Armed {
    /// Reads a fault as it is asked for on the control interface.
    pub(super) fn read(number: u64, asked: &Value) -> Result<Self, ArmError> {
        let none = Map::new();
        let asked = asked.as_object().ok_or_else(|| {
            ArmError::Member("a fault is an object, such as `{\"type\": \"latency\"}`".to_owned())
        })?;
        let mut sent = Sent::new("", asked);
        let given = sent.text("type").map_err(ArmError::Member)?;
        let missing =
            || ArmError::Member(format!("`type` is missing; there are {}", known_kinds()));
        let kind = kind::find(given.ok_or_else(missing)?)?;
        let attributes = sent.object("attributes").map_err(ArmError::Member)?;
        let scope = sent.object("match").map_err(ArmError::Member)?;
        let armed = Self {
            id: format!("fault-{number}"),
            kind: kind.name,
            reach: kind.reach,
            operation: operation(kind, scope.unwrap_or(&none))?,
            skip: sent
                .whole("skip", 0, u64::MAX)
                .map_err(ArmError::Member)?
                .unwrap_or(0),
            times: sent.whole("times", 1, u64::MAX).map_err(ArmError::Member)?,
            toxicity: sent
                .probability("toxicity")
                .map_err(ArmError::Member)?
                .unwrap_or(1.0),
            effect: kind.effect(attributes.unwrap_or(&none))?,
            seen: 0,
            fired: 0,
        };
        sent.done().map_err(ArmError::Member)?;
        Ok(armed)
    }

    /// Its id: what removes it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Befalls an exchange of `operation`, if it is that exchange's turn.
    pub(super) fn befall(&mut self, operation: Operation, chance: &Child, plan: &mut Plan) {
        let meant = self.operation.is_none_or(|only| only == operation);
        if !meant || !self.reach.holds(operation) || self.is_spent() {
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

    /// Its kind.
    pub(crate) const fn kind(&self) -> &'static str {
        self.kind
    }

    /// Whether it has befallen as many exchanges as it may.
    pub(crate) fn is_spent(&self) -> bool {
        self.times.is_some_and(|times| self.fired >= times)
    }

    fn is_drawn(&self, turn: &Child) -> bool {
        const STEPS: u64 = 1 << 53;
        let drawn = turn.child("toxicity").between(0, STEPS - 1);
        // Exact: both are below 2^53.
        self.toxicity >= 1.0 || (drawn as f64) < self.toxicity * STEPS as f64
    }
}

fn operation(kind: &Kind, scope: &Map<String, Value>) -> Result<Option<Operation>, ArmError> {
    let mut sent = Sent::new("match.", scope);
    let name = sent.text("operation").map_err(ArmError::Member)?;
    sent.done().map_err(ArmError::Member)?;
    name.map(|name| kind.operation(name)).transpose()
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

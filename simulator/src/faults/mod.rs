//! Faults: declared misbehaviours of one sandbox, a file for each kind.
//!
//! A fault is armed on the control interface and befalls the exchanges it matches: after `skip`
//! of them, `times` in number, each with the probability `toxicity`, drawn from the sandbox's seed.

mod armed;
mod commit_then_drop;
mod drop_before_commit;
mod kind;
mod latency;
mod plan;
mod status;

use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::operation::Operation;

pub(crate) use armed::{Armed, Definition};
pub(crate) use kind::{ArmError, names};
pub(crate) use plan::{Instead, Plan};
pub(crate) use status::Status;

use crate::sandbox::seed::{Child, Seed};

/// The armed faults of one sandbox.
#[derive(Debug)]
pub(crate) struct Faults {
    chance: Child,
    // One lock for all: two exchanges at once must not both be the last of `times`.
    armed: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    last_number: u64,
    armed: Vec<Armed>,
}

impl Faults {
    /// No fault yet; chance follows from `seed`.
    pub(crate) fn new(seed: Seed) -> Self {
        Self {
            chance: seed.child("faults"),
            armed: Mutex::default(),
        }
    }

    /// Arms a fault, behind those already armed.
    ///
    /// # Errors
    ///
    /// [`ArmError`] names what is not understood, and what would be.
    pub(crate) fn arm(&self, definition: Definition) -> Result<Armed, ArmError> {
        let mut book = self.book();
        let number = book.last_number + 1;
        let armed = Armed::read(number, definition)?;
        book.last_number = number;
        book.armed.push(armed.clone());
        Ok(armed)
    }

    /// Every armed fault, in order of arming.
    pub(crate) fn list(&self) -> Vec<Armed> {
        self.book().armed.clone()
    }

    /// Removes one fault; `false` where there is none of this id.
    pub(crate) fn disarm(&self, id: &str) -> bool {
        let mut book = self.book();
        let before = book.armed.len();
        book.armed.retain(|armed| armed.id() != id);
        book.armed.len() < before
    }

    /// Removes every fault.
    pub(crate) fn clear(&self) {
        self.book().armed.clear();
    }

    /// What befalls the next exchange of `operation`.
    pub(crate) fn plan(&self, operation: Operation) -> Plan {
        let mut plan = Plan::default();
        let mut book = self.book();
        for armed in &mut book.armed {
            armed.befall(operation, &self.chance, &mut plan);
        }
        plan
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn faults(definitions: &[Value]) -> Faults {
        let faults = Faults::new(Seed(7));
        for definition in definitions {
            faults
                .arm(serde_json::from_value(definition.clone()).unwrap())
                .unwrap();
        }
        faults
    }

    fn names(faults: &Faults, exchanges: usize) -> Vec<Option<&'static str>> {
        (0..exchanges)
            .map(|_| faults.plan(Operation::CreateVacancy).name)
            .collect()
    }

    #[test]
    fn skip_and_times_count_only_exchanges_that_match() {
        let faults = faults(&[json!({
            "type": "commit_then_drop", "match": {"operation": "createVacancy"}, "skip": 1, "times": 1
        })]);
        assert_eq!(faults.plan(Operation::UpdateVacancy).name, None);

        assert_eq!(names(&faults, 3), [None, Some("commit_then_drop"), None]);
    }

    #[test]
    fn two_faults_of_one_effect_take_turns_in_order_of_arming() {
        let faults = faults(&[
            json!({"type": "status", "attributes": {"status": 503}, "times": 1}),
            json!({"type": "status", "attributes": {"status": 429}, "times": 1}),
        ]);

        let planned = (0..3).map(|_| faults.plan(Operation::CreateVacancy).instead);

        let statuses = planned.map(|instead| match instead {
            Some(Instead::Status(status)) => Some(status.status()),
            _ => None,
        });
        assert_eq!(statuses.collect::<Vec<_>>(), [Some(503), Some(429), None]);
    }

    #[test]
    fn the_same_seed_draws_the_same_exchanges() {
        let definition = json!({"type": "drop_before_commit", "toxicity": 0.5});
        let (one, other) = (
            faults(std::slice::from_ref(&definition)),
            faults(&[definition]),
        );

        let drawn = names(&one, 40);

        assert_eq!(drawn, names(&other, 40));
        let fired = drawn.iter().flatten().count();
        assert!((10..30).contains(&fired), "{fired} of 40");
    }

    #[test]
    fn latency_goes_together_with_another_fault() {
        let faults = faults(&[
            json!({"type": "latency", "attributes": {"latencyMs": 5}}),
            json!({"type": "commit_then_drop"}),
        ]);

        let plan = faults.plan(Operation::CreateVacancy);

        assert_eq!(plan.wait.as_millis(), 5);
        assert_eq!(plan.name, Some("commit_then_drop"));
    }
}

//! Faults: declared misbehaviours of one sandbox, a file for each kind.
//!
//! A fault is armed on the control interface and befalls the exchanges it matches: after `skip`
//! of them, `times` in number, each with the probability `toxicity`, drawn from the sandbox's seed.

mod armed;
mod attribute;
mod bandwidth;
mod commit_then_drop;
mod commit_then_hang;
mod connection_reset;
mod drop_before_commit;
mod duplicate_delivery;
mod expire_token;
mod kind;
mod latency;
mod malformed_json;
mod plan;
mod reach;
mod revoke_key;
mod sent;
mod slow_body;
mod status;
mod truncate;
mod unknown_enum;
mod unknown_field;
mod wiremock;

use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::operation::Operation;
use serde_json::Value;

pub(crate) use armed::Armed;
pub(crate) use attribute::Attribute;
pub(crate) use kind::{ArmError, Effect, KINDS, Kind, effect};
pub(crate) use plan::{Asked, End, Instead, Plan};
pub(crate) use reach::Reach;
pub(crate) use status::Status;

use crate::sandbox::seed::{Child, Seed};

/// The longest that a fault may keep a client waiting, in milliseconds.
const LONGEST_MS: u64 = crate::server::LONGEST.as_millis() as u64;

/// How many faults may be armed in one sandbox at once: each exchange passes by all of them.
const MOST: usize = 1_000;

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

impl Book {
    // A fault that has done all it may is kept to be looked at, as long as there is room.
    fn make_room(&mut self) -> Result<(), ArmError> {
        if self.armed.len() < MOST {
            return Ok(());
        }
        let spent = self.armed.iter().position(Armed::is_spent);
        spent
            .map(|spent| drop(self.armed.remove(spent)))
            .ok_or(ArmError::Full(MOST))
    }
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
    pub(crate) fn arm(&self, asked: &Value) -> Result<Armed, ArmError> {
        let mut book = self.book();
        let number = book.last_number + 1;
        let armed = Armed::read(number, asked)?;
        book.make_room()?;
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
    use serde_json::json;

    use super::*;

    fn faults(definitions: &[Value]) -> Faults {
        let faults = Faults::new(Seed(7));
        for definition in definitions {
            faults.arm(definition).unwrap();
        }
        faults
    }

    fn names(faults: &Faults, exchanges: usize) -> Vec<Option<&'static str>> {
        (0..exchanges)
            .map(|_| faults.plan(Operation::CreateVacancy).name())
            .collect()
    }

    #[test]
    fn skip_and_times_count_only_exchanges_that_match() {
        let faults = faults(&[json!({
            "type": "commit_then_drop", "match": {"operation": "createVacancy"}, "skip": 1, "times": 1
        })]);
        assert_eq!(faults.plan(Operation::UpdateVacancy).name(), None);

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
        assert_eq!(plan.name(), Some("commit_then_drop"));
    }

    #[test]
    fn a_fault_that_is_spent_makes_room_and_one_that_is_not_stays() {
        let once = json!({"type": "commit_then_drop", "times": 1});
        let faults = faults(&vec![once.clone(); MOST]);
        let full = faults.arm(&once).unwrap_err();

        faults.plan(Operation::CreateVacancy);

        assert_eq!(full, ArmError::Full(MOST));
        assert_eq!(
            faults.arm(&once).unwrap().id(),
            format!("fault-{}", MOST + 1)
        );
        assert_eq!(faults.list().len(), MOST);
    }

    #[test]
    fn a_fault_befalls_only_what_it_makes_sense_for() {
        let faults = faults(&[json!({"type": "expire_token"})]);

        assert_eq!(faults.plan(Operation::CreateVacancy).name(), None);
        assert_eq!(faults.plan(Operation::IssueToken).name(), None);
        let planned = faults.plan(Operation::TransferEmploymentChecks);
        assert_eq!(planned.name(), Some("expire_token"));
    }

    #[test]
    fn waiting_ends_after_a_minute_however_many_ask_for_it() {
        let latency = json!({"type": "latency", "attributes": {"latencyMs": 50_000}});

        let plan = faults(&[latency.clone(), latency]).plan(Operation::GetStatus);

        assert_eq!(plan.wait.as_secs(), 60);
    }
}

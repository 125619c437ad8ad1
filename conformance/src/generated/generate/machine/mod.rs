//! Sequences of steps: a state machine of what a right client could believe and what the services
//! hold, as far as the next step depends on it.

mod beginning;
mod change;
mod next;
mod told;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use contract::operation::Operation;
use proptest::prelude::{BoxedStrategy, Strategy};
use proptest::strategy::Union;
use proptest_state_machine::strategy::Sequential;
use serde_json::{Map, Value};

use self::beginning::beginning;
use self::change::{after, possible};
use self::next::next_steps;
use super::doctor::Doctor;
use super::service;
use crate::evidence::Action;

pub(crate) use self::told::case;

/// What a tree of proptest tells: the beginning, the steps, and a counter that nobody needs here.
pub(crate) type Told = (State, Vec<Step>, Option<Arc<AtomicUsize>>);

/// What the next step depends on.
#[derive(Debug, Clone)]
pub(crate) struct State {
    given: Map<String, Value>,
    /// Whom the ATS holds; the services hold them as `given` says.
    doctors: Vec<Doctor>,
    jobs: Vec<Job>,
    /// The doctors whose transfer was asked for.
    asked: BTreeSet<usize>,
    loaded: usize,
    /// Operations that a fault waits for.
    armed: Option<Operation>,
    faults: usize,
    waits: usize,
    persons: usize,
    pulled: Option<String>,
    /// How many edits an act may have.
    edits: usize,
    focus: Focus,
    can: Can,
}

/// A vacancy that was posted, by its name.
#[derive(Debug, Clone)]
struct Job {
    name: String,
    published: bool,
}

/// What a story is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Vacancies,
    Doctors,
    Both,
}

/// What the adapter can do.
#[derive(Debug, Clone, Copy)]
struct Can {
    post: bool,
    update: bool,
    transfer: bool,
}

/// One step.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Post {
        name: String,
        with: Value,
    },
    Update {
        name: String,
        with: Value,
    },
    Transfer {
        doctor: usize,
        with: Value,
    },
    Advance(&'static str),
    Fault(service::Fault),
    Clear,
    OfVacancy {
        name: String,
        does: &'static str,
        with: Option<Value>,
    },
    Load {
        doctor: usize,
        with: Value,
    },
    OfRecord {
        nth: usize,
        does: &'static str,
    },
    Credential(Value),
    Restore(String),
    Activation(&'static str),
}

/// Short stories rich in data, and longer ones rich in events.
pub(super) fn strategy(actions: &BTreeSet<Action>) -> BoxedStrategy<Told> {
    let can = Can {
        post: actions.contains(&Action::PostVacancy),
        update: actions.contains(&Action::UpdateVacancy) && actions.contains(&Action::PostVacancy),
        transfer: actions.contains(&Action::TransferEmploymentChecks),
    };
    let mut kinds = Vec::new();
    if can.post {
        kinds.push((30, sequence(Focus::Vacancies, can, 1, 1, 6)));
        kinds.push((24, sequence(Focus::Vacancies, can, 2, 7, 2)));
    }
    if can.transfer {
        kinds.push((24, sequence(Focus::Doctors, can, 1, 1, 5)));
        kinds.push((18, sequence(Focus::Doctors, can, 2, 6, 2)));
    }
    if can.post && can.transfer {
        kinds.push((4, sequence(Focus::Both, can, 4, 9, 2)));
    }
    if kinds.is_empty() {
        let nothing = beginning(Focus::Both, can, 0).prop_map(|state| (state, Vec::new(), None));
        return nothing.boxed();
    }
    Union::new_weighted(kinds).boxed()
}

fn sequence(
    focus: Focus,
    can: Can,
    least: usize,
    most: usize,
    edits: usize,
) -> BoxedStrategy<Told> {
    Sequential::new(
        (least..=most).into(),
        move || beginning(focus, can, edits),
        possible,
        next_steps,
        after,
    )
    .boxed()
}

//! Shrinking a case to the smallest story that still shows what was found.
//!
//! proptest simplifies what it made, as far as it goes; then steps, pairs of members, faults and
//! values of the concrete case are taken away or made plainer, until nothing more can be.

mod leaves;
mod names;
mod paths;
mod steps;
mod values;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use proptest::strategy::ValueTree;

use super::bench::{Bench, Tried};
use super::case::Case;
use super::generate::Generator;

/// A case, as small as it was made.
#[derive(Debug, Clone)]
pub struct Shrunk {
    /// The case.
    pub case: Case,
    /// How many cases were tried on the way.
    pub tries: u32,
    /// The case as it showed the finding last; `None` where it did not in any of these tries.
    pub tried: Option<Tried>,
    /// Other checks that shorter versions of the story breach, which do not show the finding.
    pub beside: BTreeSet<String>,
    /// How far it was made small.
    pub how_far: HowFar,
    /// Whether it showed the finding each time it was tried again.
    pub steady: bool,
}

/// How far a case was made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowFar {
    /// Nothing more can be taken away.
    Complete,
    /// The budget was used up before.
    Spent,
    /// A person wanted it to end before.
    Interrupted,
}

/// A story that can be taken in at a glance.
#[must_use]
pub fn is_small(case: &Case) -> bool {
    const MOST_STEPS: usize = 4;
    const MOST_FAULTS: usize = 1;
    case.steps.len() <= MOST_STEPS && case.faults() <= MOST_FAULTS
}

/// How often a case must show what was found, once it is small.
const CONFIRMATIONS: u32 = 3;

/// Makes cases smaller while they show one finding.
pub(crate) struct Reducer {
    bench: Arc<Bench>,
    check: String,
    label: String,
    budget: u32,
    tries: u32,
    invalid: usize,
    known: HashSet<String>,
    /// What was last seen to show the finding.
    shown: Option<(Case, Tried)>,
    beside: BTreeSet<String>,
}

impl Reducer {
    /// A reducer that tries at most `budget` cases. `label` is unique among the cases that are open.
    pub(crate) fn new(bench: Arc<Bench>, check: &str, label: &str, budget: u32) -> Self {
        Self {
            bench,
            check: check.to_owned(),
            label: label.to_owned(),
            budget,
            tries: 0,
            invalid: usize::MAX,
            known: HashSet::new(),
            shown: None,
            beside: BTreeSet::new(),
        }
    }

    /// Shrinks a case, by its number where it was generated.
    pub(crate) async fn shrink(
        mut self,
        case: Case,
        generated: Option<(&Generator, u64)>,
    ) -> Shrunk {
        let first = case.clone();
        let mut case = case;
        self.invalid = case.invalid_acts();
        if let Some((generator, number)) = generated {
            case = self.simplify(case, generator, number).await;
        }
        let how_far = self.reach_a_fixed_point(&mut case).await;
        let mut steady = self.confirmed(&case).await;
        if !steady && case != first {
            // What shrank by luck is given up for what was found at first.
            case = first;
            steady = self.confirmed(&case).await;
        }
        let tried = self.shown.filter(|(shown, _)| *shown == case);
        Shrunk {
            case,
            tries: self.tries,
            tried: tried.map(|(_, tried)| tried),
            beside: self.beside,
            how_far,
            steady,
        }
    }

    /// As far as proptest simplifies its own sequence.
    async fn simplify(&mut self, case: Case, generator: &Generator, number: u64) -> Case {
        let mut tree = generator.tree(number);
        let mut best = case;
        let share = self.budget / 4;
        while self.tries < share && !self.is_spent() && tree.simplify() {
            loop {
                let simpler = generator.told(number, &tree.current());
                if self.holds(&simpler).await {
                    best = simpler;
                    break;
                }
                if self.tries >= share || self.is_spent() || !tree.complicate() {
                    return best;
                }
            }
        }
        best
    }

    async fn reach_a_fixed_point(&mut self, case: &mut Case) -> HowFar {
        loop {
            let before = case.clone();
            self.fewer_steps(case).await;
            self.plainer_values(case).await;
            self.plainer_names(case).await;
            if self.bench.is_interrupted() {
                return HowFar::Interrupted;
            }
            if self.is_spent() {
                return HowFar::Spent;
            }
            if *case == before {
                return HowFar::Complete;
            }
        }
    }

    fn is_spent(&self) -> bool {
        self.tries >= self.budget || self.bench.is_interrupted()
    }

    /// Takes a candidate over where it still shows the finding.
    async fn take(&mut self, case: &mut Case, candidate: Case) -> bool {
        let taken = candidate != *case && self.holds(&candidate).await;
        if taken {
            *case = candidate;
        }
        taken
    }

    async fn holds(&mut self, case: &Case) -> bool {
        let acts = case.steps.iter().any(|step| step.get("act").is_some());
        let told = serde_json::to_string(&(&case.given, &case.steps)).unwrap_or_default();
        let new = acts && self.known.insert(told);
        // What the ATS may hold is plainer than what it may not.
        if !new || case.invalid_acts() > self.invalid || self.is_spent() {
            return false;
        }
        self.tries += 1;
        self.shows(case).await
    }

    async fn shows(&mut self, case: &Case) -> bool {
        let id = format!("{}-{}", self.label, self.tries);
        let Some(tried) = self.bench.try_case(&id, case).await else {
            return false;
        };
        if tried.shows(&self.check) {
            self.shown = Some((case.clone(), tried));
            return true;
        }
        if is_small(case) {
            let breached = tried.breaches().map(|breach| breach.id.clone());
            self.beside.extend(breached);
        }
        false
    }

    /// Whether it shows the finding each time. What a person cuts short says nothing against it.
    async fn confirmed(&mut self, case: &Case) -> bool {
        for _ in 0..CONFIRMATIONS {
            if self.bench.is_interrupted() {
                return true;
            }
            self.tries += 1;
            if !self.shows(case).await {
                return self.bench.is_interrupted();
            }
        }
        true
    }
}

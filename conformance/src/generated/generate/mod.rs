//! Making cases up: data of both kinds, the services' behaviour, and sequences of them.

mod applicant;
mod doctor;
mod edit;
pub(crate) mod machine;
pub(crate) mod service;
mod text;
mod vacancy;

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::case::Case;
use crate::evidence::Action;
use crate::seed;

/// How many worlds there are: few enough to be told by a short number.
const WORLDS: u64 = 1_000;

/// The generator of one run: the same seed gives the same cases.
#[derive(Debug, Clone)]
pub struct Generator {
    seed: u64,
    actions: BTreeSet<Action>,
}

impl Generator {
    /// A generator of cases that ask for nothing but these actions.
    #[must_use]
    pub fn new(seed: u64, actions: &[Action]) -> Self {
        Self {
            seed,
            actions: actions.iter().copied().collect(),
        }
    }

    /// The case of this number; whoever makes it, in whatever order.
    #[must_use]
    pub fn case(&self, number: u64) -> Case {
        self.told(number, &self.tree(number).current())
    }

    /// A story of this number in its world: what the services mint there, such as a VPD with
    /// leading zeros, trips clients as much as what an ATS holds.
    pub(crate) fn told(&self, number: u64, told: &machine::Told) -> Case {
        let mut case = machine::case(told);
        let world = seed::named(self.seed, &format!("world {number}")) % WORLDS;
        case.given.insert("seed".to_owned(), world.into());
        case
    }

    /// The case of this number as proptest simplifies it, step by step.
    pub(crate) fn tree(&self, number: u64) -> Box<dyn ValueTree<Value = machine::Told>> {
        let mut runner = self.runner(number);
        let strategy = machine::strategy(&self.actions);
        let tree = strategy.new_tree(&mut runner);
        Box::new(tree.expect("no strategy here turns values away for good"))
    }

    fn runner(&self, number: u64) -> TestRunner {
        let mut entropy = [0; 32];
        for (nth, part) in entropy.chunks_exact_mut(8).enumerate() {
            let word = seed::named(self.seed, &format!("case {number} {nth}"));
            part.copy_from_slice(&word.to_le_bytes());
        }
        let config = Config {
            failure_persistence: None,
            ..Config::default()
        };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &entropy);
        TestRunner::new_with_rng(config, rng)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_cases_and_another_gives_others() {
        let cases = |seed| {
            let generator = Generator::new(seed, &Action::ALL);
            (0..20)
                .map(|number| generator.case(number))
                .collect::<Vec<_>>()
        };

        assert_eq!(cases(7), cases(7));
        assert_ne!(cases(7), cases(8));
    }

    #[test]
    fn every_case_is_one_that_scenarios_could_tell() {
        let generator = Generator::new(7, &Action::ALL);

        for number in 0..2_000 {
            let case = generator.case(number);
            if let Err(mistakes) = case.scenario("generated/x") {
                panic!("{mistakes}\n{:#?}", case.steps);
            }
        }
    }

    #[test]
    fn only_what_the_adapter_can_do_is_asked_for() {
        let generator = Generator::new(7, &[Action::PostVacancy]);

        for number in 0..500 {
            let scenario = generator.case(number).scenario("generated/x").unwrap();
            assert_eq!(scenario.requires, [Action::PostVacancy]);
        }
    }
}

//! The reference of each job and applicant, by which a task's traffic is told from all other.
//!
//! A scenario's own references are the same in every run, and an ATS keeps what was entered in it; so
//! each task gets references that were never used before, unless a check of the scenario names one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::field;
use crate::scenario::matcher::Matcher;
use crate::scenario::step::{Act, Do};
use crate::scenario::{Check, Scenario};

/// Mints references.
pub(super) struct Mint<'a> {
    /// Letters that tell this session from every other.
    pub(super) tag: &'a str,
    /// The number of the last one.
    pub(super) last: &'a mut u32,
}

impl Mint<'_> {
    fn next(&mut self) -> String {
        *self.last += 1;
        format!("OBS-{}-{:03}", self.tag, self.last)
    }

    /// The scenario with references of its own. Where two jobs have one reference they still do.
    pub(super) fn stamp(&mut self, scenario: &Scenario) -> Scenario {
        let mut stamped = scenario.clone();
        if are_named(scenario) {
            return stamped;
        }
        let mut minted: BTreeMap<String, String> = BTreeMap::new();
        for place in acts_mut(&mut stamped).filter_map(place) {
            if let Some(told) = place.as_str() {
                let new = minted.entry(told.to_owned());
                *place = Value::String(new.or_insert_with(|| self.next()).clone());
            }
        }
        stamped
    }
}

fn acts_mut(scenario: &mut Scenario) -> impl Iterator<Item = &mut Act> {
    let acts = scenario.steps.iter_mut();
    acts.filter_map(|step| match &mut step.what {
        Do::Act(act) => Some(act),
        _ => None,
    })
}

fn place(act: &mut Act) -> Option<&mut Value> {
    let (member, name) = (field::member(act.action), field::reference(act.action));
    act.input.get_mut(member)?.get_mut(name)
}

/// The reference of an input.
pub(super) fn of(act: &Act) -> Option<&str> {
    let (member, name) = (field::member(act.action), field::reference(act.action));
    act.input.get(member)?.get(name)?.as_str()
}

/// Whether a check of the scenario says which reference must arrive, so that no other will do.
pub(super) fn are_named(scenario: &Scenario) -> bool {
    let wires = scenario.checks.iter().flat_map(Check::on_the_wire);
    let mut members = wires.flat_map(|wire| wire.body.iter().chain(&wire.response));
    members.any(|(pointer, matcher)| {
        let is_reference = pointer == "/jobReference" || pointer == "/atsReference";
        is_reference && !matches!(matcher, Matcher::Absent(_) | Matcher::SameAs(_))
    })
}

/// Letters of a session; none that is mistaken for another.
pub(super) fn tag(entropy: u64) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRTUVWXYZ";
    let mut rest = entropy;
    let letters = (0..3).map(|_| {
        let count = LETTERS.len() as u64;
        let at = usize::try_from(rest % count).unwrap_or_default();
        rest /= count;
        char::from(LETTERS[at])
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    fn references(steps: &str, check: &str) -> Vec<String> {
        let source = format!(
            "# Why.\ntitle: T\nsteps:\n{steps}\nchecks:\n  - {{ id: c, requirement: NJ-C-001, wire: {check} }}\n"
        );
        let scenario = read("s", "s.yaml", &source).unwrap_or_else(|error| panic!("{error}"));
        let mut last = 6;
        let tag = "ABC";
        let stamped = Mint {
            tag,
            last: &mut last,
        }
        .stamp(&scenario);
        let acts = stamped.steps.iter().filter_map(|step| match &step.what {
            Do::Act(act) => of(act).map(str::to_owned),
            _ => None,
        });
        acts.collect()
    }

    #[test]
    fn each_job_has_a_reference_that_was_never_used_and_keeps_it() {
        let steps = "  - { act: post_vacancy, name: a }\n  - { act: post_vacancy, name: b }\n  - { act: update_vacancy, name: a }";

        let given = references(steps, "{ operation: createVacancy }");

        assert_eq!(given, ["OBS-ABC-007", "OBS-ABC-008", "OBS-ABC-007"]);
    }

    #[test]
    fn where_a_check_names_a_reference_all_stay() {
        let steps = "  - { act: post_vacancy, name: a, with: { job_reference: \"0071\" } }";
        let check = "{ operation: createVacancy, name: a, body: { /jobReference: \"0071\" } }";

        assert_eq!(references(steps, check), ["0071"]);
    }

    #[test]
    fn jobs_that_share_a_reference_still_do() {
        let steps = "  - { act: post_vacancy, name: a, with: { job_reference: X-1 } }\n  - { act: post_vacancy, name: b, with: { job_reference: X-1 } }";

        let given = references(steps, "{ operation: createVacancy }");

        assert_eq!(given, ["OBS-ABC-007", "OBS-ABC-007"]);
    }
}

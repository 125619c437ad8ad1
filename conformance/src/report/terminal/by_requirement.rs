//! Which requirements the failures come from: one flaw of a client often shows in many scenarios.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::style::{BOLD, DIM};
use crate::report::record::RunRecord;
use crate::report::words;
use crate::verdict::{CheckResult, Verdict};

/// Characters shown of a requirement's sentence.
const ABOUT: usize = 90;

/// Where several scenarios are red: the requirements, the most frequent first.
pub(super) fn write(text: &mut String, run: &RunRecord) {
    let mut all: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut red = BTreeSet::new();
    for (scenario, check) in words::failures(run).filter(|(_, check)| is_judged(check)) {
        let (checks, scenarios) = all.entry(&check.requirement).or_default();
        *checks += 1;
        scenarios.insert(&scenario.id);
        red.insert(&scenario.id);
    }
    if red.len() < 2 {
        return;
    }
    let mut rows: Vec<_> = all.into_iter().collect();
    rows.sort_by_key(|(_, (checks, _))| Reverse(*checks));
    let _ = writeln!(
        text,
        "\n{BOLD}by requirement{BOLD:#} (`conformance explain ID` says why and what to do)"
    );
    for (id, (checks, scenarios)) in rows {
        let about = run.requirements.get(id).map_or("", |row| &row.text);
        let (checks, scenarios) = (
            words::count(checks, "check"),
            words::count(scenarios.len(), "scenario"),
        );
        let about = words::one_line(about, ABOUT);
        let _ = writeln!(
            text,
            "  {id:<10}  {checks:>10} in {scenarios:<13}  {DIM}{about}{DIM:#}"
        );
    }
}

/// Whether a check says something of the client.
fn is_judged(check: &CheckResult) -> bool {
    matches!(check.verdict, Verdict::Fail | Verdict::Warn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn by_requirement(run: &RunRecord) -> String {
        let mut text = String::new();
        write(&mut text, run);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn what_fails_in_several_scenarios_is_told_by_requirement() {
        let mut run = sample::run();
        let mut other = run.scenarios[0].clone();
        "nhs-jobs/worse".clone_into(&mut other.id);
        run.scenarios.push(other);

        assert_eq!(
            by_requirement(&run),
            "\nby requirement (`conformance explain ID` says why and what to do)\n\
             \x20 NJ-C-001      5 checks in 2 scenarios    What is meant is what is sent.\n"
        );
    }

    #[test]
    fn one_red_scenario_has_said_it_already() {
        assert_eq!(by_requirement(&sample::run()), "");
    }
}

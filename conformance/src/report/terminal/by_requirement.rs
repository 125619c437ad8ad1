//! Which requirements the failures come from: one flaw of a client often shows in many scenarios.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::style::{BOLD, DIM};
use crate::report::by_requirement::{self, Row};
use crate::report::record::RunRecord;
use crate::report::words;

/// Characters shown of a requirement's sentence.
const ABOUT: usize = 90;

/// Where several scenarios are red: the requirements, the worst and most frequent first.
pub(super) fn write(text: &mut String, run: &RunRecord) {
    let mut rows = by_requirement::rows(run);
    rows.retain(|row| row.breaches() > 0);
    let red: BTreeSet<&str> = rows.iter().flat_map(Row::breached_in).collect();
    if red.len() < 2 {
        return;
    }
    let _ = writeln!(
        text,
        "\n{BOLD}by requirement{BOLD:#} (`conformance explain ID` says why and what to do)"
    );
    for row in rows {
        let (checks, scenarios) = (
            words::count(row.breaches(), "check"),
            words::count(row.breached_in().count(), "scenario"),
        );
        let (id, about) = (row.id, words::one_line(row.text(), ABOUT));
        let _ = writeln!(
            text,
            "  {id:<10}  {checks:>10} in {scenarios:<13}  {DIM}{about}{DIM:#}"
        );
    }
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

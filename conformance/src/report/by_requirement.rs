//! The run by requirement: one flaw of a client often shows in many scenarios, and a requirement is
//! what it has to meet. Every report that groups by requirement asks here.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::record::{CheckTotals, RequirementRecord, RunRecord, ScenarioRecord};
use super::terminal::style;
use crate::verdict::{CheckResult, Level, Verdict};

/// A requirement with everything in the run that shows something of it.
pub(super) struct Row<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// What `run.json` says of it; nothing where it was written by a build that knew it not.
    pub(super) told: Option<&'a RequirementRecord>,
    pub(super) level: Level,
    /// The worst of its checks, those that are let through included.
    pub(super) verdict: Verdict,
    /// How many of its checks came to what.
    pub(super) totals: CheckTotals,
    /// The scenarios with such a check, in the order of the run.
    pub(super) scenarios: Vec<Shown<'a>>,
}

/// What one scenario showed of a requirement.
pub(super) struct Shown<'a> {
    pub(super) scenario: &'a ScenarioRecord,
    /// The worst of its checks.
    pub(super) verdict: Verdict,
    /// How many of its checks say something against the client and are not let through.
    pub(super) breaches: usize,
    /// Whether one of them is let through, since it was known.
    pub(super) known: bool,
}

/// The requirements that the run has checks of: the worst first, of equals the one that is breached
/// most often.
pub(super) fn rows(run: &RunRecord) -> Vec<Row<'_>> {
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for scenario in &run.scenarios {
        for check in &scenario.checks {
            let row = rows.entry(&check.requirement);
            let row = row.or_insert_with(|| Row::of(run, check));
            row.add(run, scenario, check);
        }
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by_key(|row| Reverse((row.verdict, row.breaches())));
    rows
}

/// How many of them were met, and how many never came up: `2 requirements were met; 1 did not come up`.
pub(super) fn in_order(rows: &[Row<'_>]) -> String {
    let met = rows.iter().filter(|row| row.verdict == Verdict::Pass);
    let (met, all) = (met.count(), rows.len());
    let told = match met {
        0 => "No requirement was met".to_owned(),
        1 => "1 requirement was met".to_owned(),
        _ => format!("{met} requirements were met"),
    };
    match all - met {
        0 => told,
        rest => format!("{told}; {rest} did not come up"),
    }
}

impl<'a> Row<'a> {
    fn of(run: &'a RunRecord, check: &'a CheckResult) -> Self {
        Self {
            id: &check.requirement,
            told: run.requirements.get(&check.requirement),
            level: check.level,
            verdict: Verdict::NotApplicable,
            totals: CheckTotals::default(),
            scenarios: Vec::new(),
        }
    }

    fn add(&mut self, run: &RunRecord, scenario: &'a ScenarioRecord, check: &CheckResult) {
        self.totals.add(check.verdict);
        self.verdict = self.verdict.max(check.verdict);
        let last = self.scenarios.pop();
        let mut shown = match last {
            Some(last) if last.scenario.id == scenario.id => last,
            other => {
                self.scenarios.extend(other);
                Shown::nothing(scenario)
            }
        };
        shown.add(check, run.let_through(&scenario.id, &check.id).is_some());
        self.scenarios.push(shown);
    }

    /// Its sentence.
    pub(super) fn text(&self) -> &'a str {
        self.told.map_or("", |told| &told.text)
    }

    /// Who says so: `stated`, `inferred` or `simulator`.
    pub(super) fn provenance(&self) -> &'a str {
        self.told.map_or("", |told| &told.provenance)
    }

    /// Whether nothing in the run speaks against it.
    pub(super) fn is_in_order(&self) -> bool {
        self.verdict <= Verdict::Pass
    }

    /// How many checks say something against the client and are not let through.
    pub(super) fn breaches(&self) -> usize {
        self.scenarios.iter().map(|shown| shown.breaches).sum()
    }

    /// The scenarios in which it is breached, beside what is let through.
    pub(super) fn breached_in(&self) -> impl Iterator<Item = &'a str> {
        let breached = self.scenarios.iter().filter(|shown| shown.breaches > 0);
        breached.map(|shown| shown.scenario.id.as_str())
    }

    /// The scenarios that its verdict rests on, the worst first: those that it passed in where it
    /// passed, else those in which something is wrong.
    pub(super) fn shown_by(&self) -> Vec<&Shown<'a>> {
        let least = self.verdict.min(Verdict::Warn);
        let rests =
            |shown: &&Shown<'_>| shown.verdict >= least && shown.verdict > Verdict::NotApplicable;
        let mut shown: Vec<_> = self.scenarios.iter().filter(rests).collect();
        shown.sort_by_key(|shown| Reverse(shown.verdict));
        shown
    }

    /// What its checks came to: `3 pass, 1 fail`.
    pub(super) fn counts(&self) -> String {
        let some = self.totals.by_verdict().into_iter();
        let some = some.filter(|(_, count)| *count > 0);
        let words = some.map(|(verdict, count)| format!("{count} {}", style::word(verdict)));
        words.collect::<Vec<_>>().join(", ")
    }
}

impl<'a> Shown<'a> {
    fn nothing(scenario: &'a ScenarioRecord) -> Self {
        Self {
            scenario,
            verdict: Verdict::NotApplicable,
            breaches: 0,
            known: false,
        }
    }

    fn add(&mut self, check: &CheckResult, known: bool) {
        self.verdict = self.verdict.max(check.verdict);
        self.known |= known;
        let against = matches!(check.verdict, Verdict::Fail | Verdict::Warn);
        self.breaches += usize::from(against && !known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// A run in which one requirement is breached, one met, and one did not occur.
    fn three() -> RunRecord {
        let mut run = sample::run();
        let checks = &mut run.scenarios[1].checks;
        "NJ-C-002".clone_into(&mut checks[0].requirement);
        "NJ-C-003".clone_into(&mut checks[1].requirement);
        run
    }

    #[test]
    fn the_worst_comes_first_and_what_did_not_occur_last() {
        let run = three();

        let told: Vec<_> = rows(&run)
            .iter()
            .map(|row| format!("{} {}: {}", row.id, row.verdict.word(), row.counts()))
            .collect();

        insta::assert_snapshot!(told.join("\n"), @r"
        NJ-C-001 error: 1 warn, 1 inconclusive, 2 fail, 1 error
        NJ-C-002 pass: 1 pass
        NJ-C-003 not_applicable: 1 not applicable
        ");
    }

    #[test]
    fn a_verdict_rests_on_the_scenarios_that_went_wrong_or_on_those_that_went_well() {
        let run = three();

        let told: Vec<_> = rows(&run)
            .iter()
            .map(|row| {
                row.shown_by()
                    .iter()
                    .map(|one| one.scenario.id.clone())
                    .collect()
            })
            .collect::<Vec<Vec<String>>>();

        assert_eq!(told, [vec!["nhs-jobs/bad"], vec!["nhs-jobs/good"], vec![]]);
    }

    #[test]
    fn what_is_let_through_counts_in_the_verdict_but_is_no_breach() {
        let mut run = sample::run();
        run.scenarios[0].checks.retain(|check| check.id == "known");

        let rows = rows(&run);

        assert_eq!((rows[0].verdict, rows[0].breaches()), (Verdict::Fail, 0));
        assert!(rows[0].scenarios[0].known);
    }
}

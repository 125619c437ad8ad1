//! The end: how much there was of each, and where the rest lies.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::style::{self, BOLD, DIM};
use super::{Detail, by_requirement};
use crate::report::known;
use crate::report::record::{CheckTotals, KnownState, RunRecord, ScenarioRecord};
use crate::report::words;
use crate::snapshot::Difference;
use crate::verdict::Verdict;
use contract::text::counted;

pub(super) fn write(text: &mut String, run: &RunRecord, detail: Detail) {
    // Where a probe took every verdict away the opening has said all there is to say.
    if detail == Detail::Verbose || (detail == Detail::Usual && !words::all_lost(run)) {
        write_areas(text, run);
    }
    by_requirement::write(text, run);
    write_known(text, run);
    write_snapshots(text, run, detail);
    write_total(text, run);
}

/// One line for each area: its scenarios and what their checks came to.
fn write_areas(text: &mut String, run: &RunRecord) {
    let mut areas: BTreeMap<&str, (u64, CheckTotals)> = BTreeMap::new();
    for scenario in &run.scenarios {
        let (scenarios, checks) = areas.entry(area(scenario)).or_default();
        *scenarios += 1;
        scenario
            .checks
            .iter()
            .for_each(|check| checks.add(check.verdict));
    }
    let width = areas.keys().map(|area| area.len()).max().unwrap_or(0);
    text.push('\n');
    for (area, (scenarios, checks)) in areas {
        let scenarios = counted(scenarios, "scenario ", "scenarios");
        let _ = writeln!(
            text,
            "  {area:<width$}  {scenarios:>13}  {}",
            counts(checks)
        );
    }
}

fn area(scenario: &ScenarioRecord) -> &str {
    scenario
        .id
        .rsplit_once('/')
        .map_or(scenario.id.as_str(), |(area, _)| area)
}

fn counts(checks: CheckTotals) -> String {
    let shown = checks
        .by_verdict()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| {
            let colour = style::verdict(verdict);
            format!("{colour}{count} {}{colour:#}", style::word(verdict))
        });
    shown.collect::<Vec<_>>().join(", ")
}

/// What became of the failures that were known.
fn write_known(text: &mut String, run: &RunRecord) {
    if run.known.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{BOLD}known failures{BOLD:#}");
    for known in &run.known {
        let (scenario, check) = (&known.scenario, &known.check);
        let (state, expires) = (words::state(known.state), known.expires);
        let _ = writeln!(text, "  {scenario}#{check}: {state} (until {expires})");
        if known.state == KnownState::Healed {
            let colour = style::verdict(Verdict::Fail);
            let _ = writeln!(text, "    {colour}HEALED{colour:#}  {}", known::HEALED);
        }
    }
}

fn write_snapshots(text: &mut String, run: &RunRecord, detail: Detail) {
    let snapshots = &run.snapshots;
    if snapshots.mode == "new" && snapshots.written > 0 {
        let _ = writeln!(
            text,
            "\n  {} written, {} as before",
            counted(snapshots.written, "snapshot", "snapshots"),
            snapshots.same
        );
    }
    if snapshots.differences.is_empty() {
        return;
    }
    let count = words::count(snapshots.differences.len(), "difference");
    let _ = writeln!(
        text,
        "\n{BOLD}{count} from the snapshots{BOLD:#} (never a failure)"
    );
    let shown = if detail == Detail::Verbose {
        usize::MAX
    } else {
        3
    };
    for (index, difference) in snapshots.differences.iter().enumerate() {
        write_difference(text, difference, index < shown);
    }
    let place = snapshots
        .folder
        .as_ref()
        .map_or_else(String::new, |folder| {
            let folder = shlex::try_quote(folder).unwrap_or_default();
            format!(" --snapshots-dir {folder}")
        });
    let remedy = if snapshots.mode == "new" {
        format!("To accept or reject what changed: conformance review{place}")
    } else {
        format!(
            "To accept the results as they are now: the same run with --snapshots new, then \
             conformance review{place}"
        )
    };
    let _ = writeln!(text, "  {remedy}");
}

fn write_difference(text: &mut String, difference: &Difference, in_full: bool) {
    let scenario = difference.scenario();
    match difference {
        Difference::Missing { .. } => {
            let _ = writeln!(text, "  {scenario}: nothing is recorded yet");
        }
        Difference::Stale { .. } => {
            let _ = writeln!(text, "  {scenario}: there is no such scenario any more");
        }
        Difference::Changed { diff, .. } => {
            let _ = writeln!(text, "  {scenario}: changed");
            for line in diff.lines().take(if in_full { 40 } else { 0 }) {
                let _ = writeln!(text, "{DIM}    {line}{DIM:#}");
            }
        }
    }
}

fn write_total(text: &mut String, run: &RunRecord) {
    let seconds = run.elapsed_ms as f64 / 1000.0;
    let colour = style::verdict(run.verdict);
    let scenarios = counted(run.totals.scenarios, "scenario", "scenarios");
    let left_out = words::left_out(run);
    let counts = counts(run.totals.checks);
    let counts = if counts.is_empty() {
        "no checks".to_owned()
    } else {
        counts
    };
    let _ = writeln!(
        text,
        "\n{BOLD}{scenarios}{BOLD:#}{left_out} in {seconds:.1} s: {counts}"
    );
    let _ = writeln!(
        text,
        "{colour}{}{colour:#} (exit status {})",
        run.meaning, run.exit
    );
}

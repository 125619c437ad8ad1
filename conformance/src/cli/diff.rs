//! `conformance diff OLD NEW`: which verdicts changed between two runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use contract::text::counted;

use super::arguments::DiffArguments;
use super::{Exit, show};
use crate::report::difference::{Change, differences};
use crate::report::record::RunRecord;
use crate::report::stored;
use crate::report::terminal::style::{self, BOLD, DIM};
use crate::verdict::Verdict;

/// Shows what changed. Ends with 0 where no verdict did, with 1 where one did, for better or worse.
pub(super) fn diff(arguments: &DiffArguments) -> Exit {
    let runs =
        stored::read(&arguments.old).and_then(|old| Ok((old, stored::read(&arguments.new)?)));
    let (old, new) = match runs {
        Ok(runs) => runs,
        Err(error) => return show::tell(Exit::Usage, &error),
    };
    let changes = differences(&old, &new);
    let exit = if changes.is_empty() {
        Exit::Conformant
    } else {
        Exit::NotConformant
    };
    show::conclude(exit, show::print(&render(&old, &new, &changes)), &[])
}

fn render(old: &RunRecord, new: &RunRecord, changes: &[Change]) -> String {
    let mut text = String::new();
    let (worse, better): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.is_worse());
    let (old_ids, new_ids) = (scenarios(old), scenarios(new));
    let in_both = |change: &Change| {
        let id = change.scenario.as_str();
        old_ids.contains(id) && new_ids.contains(id)
    };
    write_changes(&mut text, "worse", &worse, in_both);
    write_changes(&mut text, "no worse", &better, in_both);
    if changes.is_empty() {
        text.push_str("no verdict changed\n");
    }
    text.push('\n');
    let counts = old.totals.checks.by_verdict().into_iter();
    for ((verdict, before), (_, now)) in counts.zip(new.totals.checks.by_verdict()) {
        let word = style::word(verdict);
        let _ = writeln!(text, "  {word:<14} {before:>6} → {now}");
    }
    text.push_str(&of_other_parts(old, new).unwrap_or_default());
    text
}

/// Two parts of one run differ in nearly everything, and that is no news.
fn of_other_parts(old: &RunRecord, new: &RunRecord) -> Option<String> {
    let part = |run: &RunRecord| {
        let whole = || "the whole".to_owned();
        run.shard
            .as_ref()
            .map_or_else(whole, |part| format!("part {part}"))
    };
    (old.shard != new.shard).then(|| {
        format!(
            "\nthe old run is {} of its set, the new one {}; compare like with like: \
             `conformance report DIR DIR …` puts parts together again\n",
            part(old),
            part(new)
        )
    })
}

fn scenarios(run: &RunRecord) -> BTreeSet<&str> {
    run.scenarios.iter().map(|one| one.id.as_str()).collect()
}

/// One line for each change; what came or went with its whole scenario, and needs nobody to act, is
/// one line for the scenario.
fn write_changes(
    text: &mut String,
    heading: &str,
    changes: &[&Change],
    in_both: impl Fn(&Change) -> bool,
) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(text, "{BOLD}{} {heading}{BOLD:#}", changes.len());
    let mut whole: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for change in changes {
        if !in_both(change) && change.new.is_none_or(|new| new <= Verdict::Pass) {
            *whole
                .entry((&change.scenario, change.new.is_some()))
                .or_default() += 1;
        } else {
            write_change(text, change);
        }
    }
    for ((scenario, came), checks) in whole {
        let checks = counted(checks, "check", "checks");
        let how = if came { "were not there" } else { "are gone" };
        let _ = writeln!(text, "  {scenario}: {checks} {how}");
    }
}

fn write_change(text: &mut String, change: &Change) {
    let (old, new) = (word(change.old), word(change.new));
    let (scenario, check) = (&change.scenario, &change.check);
    let _ = writeln!(text, "  {scenario}#{check}: {old} → {new}");
    if let Some(reason) = &change.reason {
        let _ = writeln!(text, "{DIM}    {reason}{DIM:#}");
    }
}

fn word(verdict: Option<Verdict>) -> String {
    verdict.map_or("not there".to_owned(), |verdict| {
        let colour = style::verdict(verdict);
        format!("{colour}{}{colour:#}", style::word(verdict))
    })
}

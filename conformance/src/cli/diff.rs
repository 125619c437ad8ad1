//! `conformance diff OLD NEW`: which verdicts changed between two runs.

use std::fmt::Write;

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
    write_changes(&mut text, "worse", &worse);
    write_changes(&mut text, "no worse", &better);
    if changes.is_empty() {
        text.push_str("no verdict changed\n");
    }
    text.push('\n');
    let counts = old.totals.checks.by_verdict().into_iter();
    for ((verdict, before), (_, now)) in counts.zip(new.totals.checks.by_verdict()) {
        let word = style::word(verdict);
        let _ = writeln!(text, "  {word:<14} {before:>6} → {now}");
    }
    text
}

fn write_changes(text: &mut String, heading: &str, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(text, "{BOLD}{} {heading}{BOLD:#}", changes.len());
    for change in changes {
        let (old, new) = (word(change.old), word(change.new));
        let (scenario, check) = (&change.scenario, &change.check);
        let _ = writeln!(text, "  {scenario}#{check}: {old} → {new}");
        if let Some(reason) = &change.reason {
            let _ = writeln!(text, "{DIM}    {reason}{DIM:#}");
        }
    }
}

fn word(verdict: Option<Verdict>) -> String {
    verdict.map_or("not there".to_owned(), |verdict| {
        let colour = style::verdict(verdict);
        format!("{colour}{}{colour:#}", style::word(verdict))
    })
}

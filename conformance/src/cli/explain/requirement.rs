//! A requirement, and the checks that show it without a scenario that asks for them.

use std::fmt::Write as _;

use crate::judge::unasked::Unasked;
use crate::report::terminal::style::{self, BOLD};
use crate::requirements::{Registry, Requirement};
use crate::scenario::Scenario;

/// The requirement, its source, and what shows it.
pub(super) fn told(row: &Requirement, scenarios: &[Scenario]) -> String {
    let mut text = essence(row);
    let shown = shown_by(row, scenarios);
    if let Some(reason) = &row.excused {
        let _ = writeln!(text, "\n  Nothing checks it: {reason}");
    } else if !shown.is_empty() {
        text.push_str("\n  Shown by\n");
        for line in shown {
            let _ = writeln!(text, "    {line}");
        }
    }
    let _ = writeln!(text, "\n  Run it: conformance run --requirement {}", row.id);
    let _ = writeln!(
        text,
        "  By hand: conformance observe --requirement {}",
        row.id
    );
    text
}

/// A check that no scenario asks for, and the requirement it shows.
pub(super) fn of_unasked(
    check: &str,
    registry: &Registry,
    scenarios: &[Scenario],
) -> Option<String> {
    let row = registry.of_check(check)?;
    let evidence = style::evidence(row.evidence);
    let made = Unasked::made_on(check);
    let heading = format!("{BOLD}{check}{BOLD:#}  a check of {made}, {evidence}\n\nIt shows ");
    Some(heading + &told(row, scenarios))
}

/// What is asked, why, what to do, and who says so.
pub(super) fn essence(row: &Requirement) -> String {
    let level = style::level(row.level);
    let mut text = format!("{BOLD}{} {level}{BOLD:#}  {}\n", row.id, row.title);
    let _ = writeln!(text, "\n  {}", row.text);
    let _ = writeln!(text, "\n  Why it matters: {}", row.why);
    let _ = writeln!(text, "  What to do: {}", row.remedy);
    let word = row.provenance.word();
    let meaning = row.provenance.meaning();
    let _ = writeln!(
        text,
        "\n  Provenance: {word} ({meaning}); {}",
        row.source.name
    );
    if let Some(quote) = &row.source.quote {
        let _ = writeln!(text, "    “{quote}”");
    }
    if let Some(url) = &row.source.url {
        let _ = writeln!(text, "    {url}");
    }
    text
}

fn shown_by(row: &Requirement, scenarios: &[Scenario]) -> Vec<String> {
    let always = row
        .checks
        .iter()
        .map(|check| format!("{check}, in {}", Unasked::made_on(check)));
    let ours = scenarios.iter().flat_map(|scenario| {
        let checks = scenario.checks.iter();
        let showing = checks.filter(|check| check.requirement == row.id);
        showing.map(move |check| format!("{}#{}", scenario.id, check.id))
    });
    always.chain(ours).collect()
}

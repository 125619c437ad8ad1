//! The part of `summary.md` about the requirements: a table of those that something speaks against,
//! and the others folded.

use std::fmt::Write;

use super::{code, escaped};
use crate::report::by_requirement::{self, Row, Shown};
use crate::report::record::RunRecord;
use crate::report::terminal::style;
use crate::report::words;
use crate::verdict::Verdict;

/// So many scenarios are listed in a row; more are folded.
const FEW: usize = 3;

/// So many are named at all; a summary may hold a megabyte.
const NAMED: usize = 10;

/// The worst first. Where a probe took every verdict away there is nothing to group.
pub(super) fn write(text: &mut String, run: &RunRecord) {
    let rows = by_requirement::rows(run);
    if words::all_lost(run) || rows.is_empty() {
        return;
    }
    let (in_order, broken): (Vec<_>, Vec<_>) = rows.into_iter().partition(Row::is_in_order);
    text.push_str("### By requirement\n\n");
    write_table(text, &broken);
    let said = by_requirement::in_order(&in_order);
    if in_order.is_empty() {
        let _ = writeln!(text, "{said}.\n");
    } else {
        let _ = writeln!(text, "<details><summary>{said}</summary>\n");
        write_table(text, &in_order);
        text.push_str("</details>\n\n");
    }
}

fn write_table(text: &mut String, rows: &[Row<'_>]) {
    if rows.is_empty() {
        return;
    }
    text.push_str(
        "| Requirement | What it asks | Level | Who says so | Verdict | Checks | Shown by |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | **{}** | {} | {} |",
            escaped(row.id),
            escaped(row.text()),
            style::level(row.level),
            escaped(row.provenance()),
            style::word(row.verdict),
            row.counts(),
            shown_by(&row.shown_by()),
        );
    }
    text.push('\n');
}

fn shown_by(shown: &[&Shown<'_>]) -> String {
    let named = shown.iter().take(NAMED).map(|one| named(one));
    let mut named = named.collect::<Vec<_>>().join("<br>");
    if let more @ 1.. = shown.len().saturating_sub(NAMED) {
        let _ = write!(named, "<br>and {more} more, in run.json");
    }
    match shown.len() {
        0 => "nothing".to_owned(),
        few if few <= FEW => named,
        many => format!("<details><summary>{many} scenarios</summary>{named}</details>"),
    }
}

fn named(one: &Shown<'_>) -> String {
    let mut named = code(&one.scenario.id);
    if one.verdict != Verdict::Pass {
        let _ = write!(named, " {}", style::word(one.verdict));
    }
    if one.known {
        named.push_str(" (known)");
    }
    named
}

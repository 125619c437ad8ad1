//! What was found, for a person: the property, the smallest story, and how to see it again.

use std::fmt::Write as _;
use std::path::Path;

use crate::generated::bench::ADAPTER;
use crate::generated::reduce::{HowFar, Shrunk};
use crate::generated::shrinking::{self, Finding};
use crate::generated::statistics::Statistics;
use crate::generated::{CaseFile, Tried, property, story};
use crate::report::terminal::style::{self, BOLD, DIM};
use crate::requirements::Registry;
use crate::verdict::{CheckResult, Verdict};
use contract::text::counted;

/// A finding with its story.
pub(super) fn finding(
    text: &mut String,
    finding: &Finding,
    sides: &[&str],
    file: &CaseFile,
    place: &Path,
    replay: &str,
) {
    let breach = finding.breach();
    heading(
        text,
        &file.id,
        &finding.check,
        breach,
        finding.shrunk.steady,
    );
    let shrunk = &finding.shrunk;
    let (steps, faults) = (shrunk.case.steps.len(), shrunk.case.faults());
    let how = how_far(shrunk);
    let _ = writeln!(
        text,
        "\n  the smallest story: {}, {}, after {} ({how})",
        count(steps, "step"),
        count(faults, "fault"),
        counted(shrunk.tries, "try", "tries")
    );
    write_story(text, file, finding.tried.as_ref());
    write_findings(text, breach, finding);
    if !finding.also.is_empty() {
        let _ = writeln!(text, "  it also breaches {}", finding.also.join(", "));
    }
    if !sides.is_empty() {
        let _ = writeln!(
            text,
            "  in other cases the same breaches {}",
            sides.join(", ")
        );
    }
    let elsewhere = shrinking::elsewhere(&finding.found, finding.tried.as_ref());
    if !elsewhere.is_empty() {
        let places: Vec<String> = elsewhere
            .iter()
            .take(8)
            .map(|(place, seen)| format!("{place} ({seen})"))
            .collect();
        let more = if elsewhere.len() > 8 {
            format!(" and {} more", count(elsewhere.len() - 8, "place"))
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "  seen in {}; elsewhere at {}{more}",
            counted(finding.found.seen, "case", "cases"),
            places.join(", ")
        );
    } else if finding.found.seen > 1 {
        let _ = writeln!(
            text,
            "  seen in {}",
            counted(finding.found.seen, "case", "cases")
        );
    }
    let file = place.display();
    let _ = writeln!(text, "\n  see it again: conformance replay {file}{replay}");
    if finding.check != ADAPTER {
        let _ = writeln!(text, "  keep it:      conformance promote {file}");
    }
}

/// How far a case was made small, and whether it can be relied on.
pub(super) fn how_far(shrunk: &Shrunk) -> &'static str {
    match (shrunk.steady, shrunk.how_far) {
        (_, HowFar::Interrupted) => {
            "interrupted before it was as small as can be: see `conformance minimise`"
        }
        (false, _) => "flaky: tried three times again, it did not show each time",
        (true, HowFar::Complete) => "nothing more can be taken away; shown three times",
        (true, HowFar::Spent) => {
            "the budget was used up before it was as small as can be: see --shrink-budget, or `conformance minimise`"
        }
    }
}

/// What a stored case, tried again, came to.
pub(super) fn replayed(text: &mut String, file: &CaseFile, tried: &Tried) {
    let breach = tried.breaches().find(|breach| breach.id == file.check);
    heading(text, &file.id, &file.check, breach, true);
    text.push('\n');
    write_story(text, file, Some(tried));
    for finding in breach
        .into_iter()
        .flat_map(|breach| &breach.findings)
        .take(3)
    {
        let _ = writeln!(text, "  \u{b7} {}", finding.sentence);
    }
}

fn heading(text: &mut String, id: &str, check: &str, breach: Option<&CheckResult>, steady: bool) {
    let verdict = match breach {
        Some(breach) if steady => breach.verdict,
        Some(_) => Verdict::Inconclusive,
        None if check == ADAPTER => Verdict::Error,
        None => Verdict::Pass,
    };
    let colour = style::verdict(verdict);
    let word = style::word(verdict).to_uppercase();
    let _ = writeln!(text, "\n{colour}{word}{colour:#}  {BOLD}{id}{BOLD:#}");
    match property::of_check(check) {
        Some(property) => {
            let _ = writeln!(text, "  {}", property.title);
        }
        None => {
            let _ = writeln!(
                text,
                "  An adapter answers whatever it is asked, and never breaks"
            );
        }
    }
    let Some(row) = Registry::embedded().of_check(check) else {
        return;
    };
    let _ = writeln!(text, "\n  {check}  {} {}", row.id, style::level(row.level));
    let _ = writeln!(text, "    {}", row.text);
    let _ = writeln!(text, "    What to do: {}", row.remedy);
}

fn write_story(text: &mut String, file: &CaseFile, tried: Option<&Tried>) {
    for paragraph in story::told(&file.case, tried) {
        for (nth, line) in paragraph.lines().enumerate() {
            let _ = if nth == 0 {
                writeln!(text, "    {line}")
            } else {
                writeln!(text, "{DIM}    {line}{DIM:#}")
            };
        }
    }
}

fn write_findings(text: &mut String, breach: Option<&CheckResult>, finding: &Finding) {
    text.push('\n');
    for one in breach
        .into_iter()
        .flat_map(|breach| &breach.findings)
        .take(3)
    {
        let _ = writeln!(text, "  \u{b7} {}", one.sentence);
        let _ = writeln!(text, "    expected  {}", one.expected);
        let _ = writeln!(text, "    found     {}", one.actual);
    }
    if let (ADAPTER, Some((_, message))) = (
        finding.check.as_str(),
        finding.tried.as_ref().and_then(Tried::broken),
    ) {
        let _ = writeln!(text, "  \u{b7} {message}");
    }
}

/// How hard the campaign looked.
pub(super) fn statistics(text: &mut String, statistics: &Statistics) {
    let _ = writeln!(text, "\n{BOLD}what was tried{BOLD:#}");
    let _ = writeln!(
        text,
        "  cases       {} ({} in which somebody waits); {} a second, those left out",
        statistics.cases, statistics.waiting, statistics.rate
    );
    for (name, counts) in [
        ("steps", &statistics.steps),
        ("requests", &statistics.operations),
        ("answers", &statistics.answers),
        ("faults", &statistics.faults),
        ("people", &statistics.people),
        ("reports", &statistics.reports),
        ("edges", &statistics.edges),
    ] {
        let mut told: Vec<(&String, &u64)> = counts.iter().collect();
        if name != "steps" {
            told.sort_by_key(|(_, seen)| std::cmp::Reverse(**seen));
        }
        let told: Vec<String> = told
            .into_iter()
            .map(|(what, seen)| format!("{what} {seen}"))
            .collect();
        wrapped(text, name, &told);
    }
}

fn wrapped(text: &mut String, name: &str, told: &[String]) {
    const WIDTH: usize = 108;
    let mut line = format!("  {name:<11} ");
    for (nth, one) in told.iter().enumerate() {
        let comma = if nth + 1 < told.len() { ", " } else { "" };
        if line.chars().count() + one.chars().count() > WIDTH {
            let _ = writeln!(text, "{}", line.trim_end());
            line = " ".repeat(14);
        }
        line.push_str(one);
        line.push_str(comma);
    }
    if !told.is_empty() {
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

pub(super) fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        some => format!("{some} {noun}s"),
    }
}

//! `summary.md`: what a CI job shows on its page.

mod requirements;

use std::fmt::Write;

use crate::report::record::{KnownState, RunRecord, ScenarioRecord};
use crate::report::terminal::style;
use crate::report::words;
use crate::verdict::{CheckResult, Verdict};
use contract::text::counted;

/// Checks told of in full; a summary may hold a megabyte.
const TOLD: usize = 30;

/// Characters of one sentence that are shown.
const SENTENCE: usize = 400;

/// The run in Markdown as GitHub and GitLab read it: what did not run, the
/// requirements, what failed, the totals.
#[must_use]
pub fn markdown(run: &RunRecord) -> String {
    let mut text = String::new();
    let subject = escaped(&words::subject(run));
    let _ = writeln!(text, "## {subject}: {}\n", escaped(&run.meaning));
    write_trouble(&mut text, run);
    write_not_run(&mut text, run);
    requirements::write(&mut text, run);
    write_failures(&mut text, run);
    write_known(&mut text, run);
    write_totals(&mut text, run);
    let _ = writeln!(text, "\n{}", escaped(&run.notice));
    text
}

fn write_trouble(text: &mut String, run: &RunRecord) {
    for sentence in words::trouble(run) {
        let _ = writeln!(text, "> {}\n", escaped(&sentence));
    }
}

fn write_not_run(text: &mut String, run: &RunRecord) {
    let reasons = words::not_run(run);
    if reasons.is_empty() {
        return;
    }
    text.push_str("### What did not run\n\n");
    for (reason, scenarios) in reasons {
        let count = words::count(scenarios.len(), "scenario");
        let _ = writeln!(text, "- {count}: {}", escaped(reason));
    }
    text.push('\n');
}

fn write_failures(text: &mut String, run: &RunRecord) {
    // Where a probe took every verdict away the opening has said all there is to say.
    if words::all_lost(run) {
        return;
    }
    let failures: Vec<_> = words::failures(run)
        .filter(|(scenario, check)| is_told(scenario, check))
        .collect();
    if failures.is_empty() {
        return;
    }
    text.push_str("### What is not as it should be\n\n");
    for (scenario, check) in failures.iter().take(TOLD) {
        match words::only_reason(scenario) {
            Some(reason) => write_lost(text, run, scenario, reason),
            None => write_failure(text, run, scenario, check),
        }
    }
    if failures.len() > TOLD {
        let _ = writeln!(text, "- and {} more, in run.json", failures.len() - TOLD);
    }
    text.push('\n');
}

/// A scenario of which nothing could be judged is told once.
fn is_told(scenario: &ScenarioRecord, check: &CheckResult) -> bool {
    let first = || {
        scenario
            .checks
            .first()
            .is_some_and(|first| first.id == check.id)
    };
    words::only_reason(scenario).is_none() || first()
}

fn write_lost(text: &mut String, run: &RunRecord, scenario: &ScenarioRecord, reason: &str) {
    let (id, count) = (
        code(&scenario.id),
        words::count(scenario.checks.len(), "check"),
    );
    let _ = writeln!(
        text,
        "- **error** {id}: none of its {count} could be judged: {}",
        escaped(reason)
    );
    let _ = writeln!(
        text,
        "  - see it again: {}",
        code(&words::replay(run, scenario))
    );
}

fn write_failure(
    text: &mut String,
    run: &RunRecord,
    scenario: &ScenarioRecord,
    check: &CheckResult,
) {
    let word = style::word(check.verdict);
    let (place, reason) = (
        code(&words::check_id(scenario, check)),
        words::reason(check),
    );
    let _ = writeln!(text, "- **{word}** {place}: {}", escaped(reason));
    for finding in check.findings.iter().take(1) {
        let (expected, actual) = (code(&finding.expected), code(&finding.actual));
        let _ = writeln!(text, "  - expected {expected}, found {actual}");
    }
    if let Some(row) = run.requirements.get(&check.requirement) {
        let source = row.source.as_deref().unwrap_or_default();
        let (id, text_) = (&check.requirement, escaped(&row.text));
        let _ = writeln!(text, "  - {id} ({}): {text_}", escaped(source));
    }
    let _ = writeln!(
        text,
        "  - see it again: {}",
        code(&words::replay(run, scenario))
    );
}

fn write_known(text: &mut String, run: &RunRecord) {
    if run.known.is_empty() {
        return;
    }
    text.push_str("### Known failures\n\n");
    for known in &run.known {
        let place = code(&format!("{}#{}", known.scenario, known.check));
        let state = match known.state {
            KnownState::Healed => "**healed: take it off the list**",
            state => words::state(state),
        };
        let (reason, expires) = (escaped(&known.reason), known.expires);
        let _ = writeln!(text, "- {place}: {state} ({reason}; until {expires})");
    }
    text.push('\n');
}

fn write_totals(text: &mut String, run: &RunRecord) {
    text.push_str("| Verdict | Checks |\n|---|---:|\n");
    for (verdict, count) in run.totals.checks.by_verdict() {
        let _ = writeln!(text, "| {} | {count} |", style::word(verdict));
    }
    let scenarios = counted(run.totals.scenarios, "scenario", "scenarios");
    let left_out = words::left_out(run);
    let bad = |scenario: &&ScenarioRecord| scenario.verdict > Verdict::Warn;
    let red = run.scenarios.iter().filter(bad).count();
    let _ = writeln!(
        text,
        "\n{scenarios}{left_out}, {red} of them red; seed {}.",
        run.seed
    );
}

/// Text that came from elsewhere: no sign in it means anything to Markdown, and it is one line.
fn escaped(text: &str) -> String {
    const SIGNS: &str = "\\`*_[]#~|";
    let mut escaped = String::new();
    for character in words::one_line(text, SENTENCE).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            sign if SIGNS.contains(sign) => escaped.extend(['\\', sign]),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// Code: in an element, since no number of backticks holds every text.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        let text = escaped("a | b\n# <script>`x`</script> [y](z) *w*");

        insta::assert_snapshot!(text, @r"a \| b \# &lt;script&gt;\`x\`&lt;/script&gt; \[y\](z) \*w\*");
    }
}

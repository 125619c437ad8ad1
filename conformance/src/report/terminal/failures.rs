//! Scenarios that are not as they should be.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use super::style::{self, BOLD, DIM};
use super::{Detail, alike};
use crate::probe;
use crate::report::record::{ExchangeRecord, ReportRecord, RunRecord, ScenarioRecord};
use crate::report::words;
use crate::verdict::{CheckResult, Finding, Verdict};

/// Findings shown of one check; the others are in `run.json`.
const FINDINGS: usize = 3;

/// The places of exchanges that were shown already, in one scenario.
type Shown = BTreeSet<(u64, Option<String>)>;

/// Lines shown of one body.
const BODY_LINES: usize = 12;

pub(super) fn write(text: &mut String, run: &RunRecord, detail: Detail) {
    let shown =
        |scenario: &&ScenarioRecord| detail == Detail::Verbose || scenario.verdict > Verdict::Pass;
    // Where a probe took every verdict away the opening has said all there is to say.
    if detail < Detail::Verbose && probe::failed(&run.probes) {
        return;
    }
    for scenario in run.scenarios.iter().filter(shown) {
        write_scenario(text, run, scenario, detail);
    }
}

fn write_scenario(text: &mut String, run: &RunRecord, scenario: &ScenarioRecord, detail: Detail) {
    let colour = style::verdict(scenario.verdict);
    let verdict = style::word(scenario.verdict).to_uppercase();
    let _ = writeln!(
        text,
        "\n{colour}{verdict}{colour:#}  {BOLD}{}{BOLD:#}",
        scenario.id
    );
    let _ = writeln!(text, "  {}", scenario.title);
    if scenario.verdict > Verdict::Pass {
        scenario.why.lines().for_each(|line| {
            let _ = writeln!(text, "{DIM}  {line}{DIM:#}");
        });
    }
    if detail < Detail::Verbose
        && let Some(reason) = words::only_reason(scenario)
    {
        let count = words::count(scenario.checks.len(), "check");
        let _ = writeln!(
            text,
            "\n  none of its {count} could be judged\n    {reason}"
        );
        write_stderr(text, scenario, detail);
        return write_replay(text, run, scenario);
    }
    let mut shown = Shown::new();
    let alike = alike::of(scenario, detail);
    for check in &scenario.checks {
        if alike.values().any(|ids| ids.contains(check.id.as_str())) {
            continue;
        }
        if check.verdict > Verdict::Pass {
            write_check(text, &mut shown, run, scenario, check);
        } else if detail == Detail::Verbose {
            let colour = style::verdict(check.verdict);
            let _ = writeln!(
                text,
                "  {colour}{:<14}{colour:#} {} {}",
                style::word(check.verdict),
                check.id,
                check.requirement
            );
        }
    }
    alike::write(text, &alike);
    if scenario.verdict > Verdict::Pass {
        write_stderr(text, scenario, detail);
        write_replay(text, run, scenario);
    }
}

fn write_check(
    text: &mut String,
    shown: &mut Shown,
    run: &RunRecord,
    scenario: &ScenarioRecord,
    check: &CheckResult,
) {
    let colour = style::verdict(check.verdict);
    let (word, level) = (style::word(check.verdict), style::level(check.level));
    let _ = writeln!(
        text,
        "\n  {colour}{word}{colour:#} {BOLD}{}{BOLD:#}  {} {level}, {}",
        check.id,
        check.requirement,
        style::evidence(check.evidence)
    );
    if let Some(known) = run.let_through(&scenario.id, &check.id) {
        let (expires, reason) = (known.expires, &known.reason);
        let _ = writeln!(text, "    known, and let through until {expires}: {reason}");
    }
    write_requirement(text, run, check);
    if check.findings.is_empty() {
        let _ = writeln!(
            text,
            "    {}",
            check.reason.as_deref().unwrap_or("no reason is known")
        );
    }
    for finding in check.findings.iter().take(FINDINGS) {
        write_finding(text, shown, scenario, finding);
    }
    if check.findings.len() > FINDINGS {
        let _ = writeln!(
            text,
            "    and {} more, in run.json",
            words::count(check.findings.len() - FINDINGS, "finding")
        );
    }
}

fn write_requirement(text: &mut String, run: &RunRecord, check: &CheckResult) {
    let Some(requirement) = run.requirements.get(&check.requirement) else {
        return;
    };
    let _ = writeln!(text, "    {}", requirement.text);
    let source = requirement.source.as_deref().unwrap_or_default();
    let url: String = requirement
        .url
        .iter()
        .map(|url| format!(" {url}"))
        .collect();
    let _ = writeln!(
        text,
        "{DIM}    {}: {source}{url}{DIM:#}",
        requirement.provenance
    );
    let _ = writeln!(text, "    What to do: {}", requirement.remedy);
}

fn write_finding(
    text: &mut String,
    shown: &mut Shown,
    scenario: &ScenarioRecord,
    finding: &Finding,
) {
    let _ = writeln!(text, "    · {}", finding.sentence);
    let _ = writeln!(text, "      expected  {}", finding.expected);
    let _ = writeln!(text, "      found     {}", finding.actual);
    if let Some(sequence) = finding.place.exchange
        && let Some(exchange) = scenario.exchanges.get(&sequence)
    {
        write_exchange(
            text,
            shown,
            sequence,
            exchange,
            finding.place.pointer.as_deref(),
        );
    }
    if let Some(name) = &finding.place.report {
        for report in scenario
            .reports
            .iter()
            .filter(|report| report.name == *name)
        {
            write_report(text, report);
        }
    }
}

/// What was sent and answered: where a place in it is known, that place; the same thing once only.
fn write_exchange(
    text: &mut String,
    shown: &mut Shown,
    sequence: u64,
    exchange: &ExchangeRecord,
    pointer: Option<&str>,
) {
    let first = shown.insert((sequence, pointer.map(str::to_owned)));
    let known = if first { "" } else { ", shown above" };
    let _ = writeln!(
        text,
        "      sent      {}  (exchange {sequence}{known})",
        exchange.request
    );
    if !first {
        return;
    }
    match pointer {
        Some(pointer) => write_member(text, pointer, &exchange.body),
        None => {
            for header in &exchange.headers {
                let _ = writeln!(text, "{DIM}                {header}{DIM:#}");
            }
            write_body(text, &exchange.body);
        }
    }
    let _ = writeln!(text, "      answered  {}", exchange.answer);
    if exchange.refused {
        write_body(text, &exchange.answer_body);
    }
}

/// One member of a body, by its pointer; the body as it is where it is not JSON.
fn write_member(text: &mut String, pointer: &str, body: &str) {
    let Ok(value) = serde_json::from_str::<Value>(body) else {
        return write_body(text, body);
    };
    let member = value.pointer(pointer).map(|member| format!("{member:#}"));
    write_body(
        text,
        &format!("{pointer}: {}", member.as_deref().unwrap_or("is not there")),
    );
}

fn write_body(text: &mut String, body: &str) {
    for line in body.lines().take(BODY_LINES) {
        let _ = writeln!(text, "{DIM}                {}{DIM:#}", clipped(line));
    }
    if body.lines().nth(BODY_LINES).is_some() {
        let _ = writeln!(text, "{DIM}                … whole in the evidence{DIM:#}");
    }
}

fn clipped(line: &str) -> String {
    const SHOWN: usize = 160;
    let mut clipped: String = line.chars().take(SHOWN).collect();
    if line.chars().nth(SHOWN).is_some() {
        clipped.push('…');
    }
    clipped
}

fn write_report(text: &mut String, report: &ReportRecord) {
    let _ = writeln!(
        text,
        "      reported  {} {}: {}",
        report.action, report.name, report.said
    );
    for told in &report.told {
        let _ = writeln!(text, "{DIM}                {told}{DIM:#}");
    }
}

fn write_stderr(text: &mut String, scenario: &ScenarioRecord, detail: Detail) {
    let Some(stderr) = &scenario.adapter_stderr else {
        return;
    };
    let shown = if detail == Detail::Verbose {
        usize::MAX
    } else {
        10
    };
    let lines: Vec<&str> = stderr.lines().collect();
    let _ = writeln!(text, "\n  the adapter wrote on stderr");
    for line in lines.iter().skip(lines.len().saturating_sub(shown)) {
        let _ = writeln!(text, "{DIM}    {line}{DIM:#}");
    }
}

fn write_replay(text: &mut String, run: &RunRecord, scenario: &ScenarioRecord) {
    let command = words::replay(run, scenario);
    let _ = writeln!(text, "\n  see it again: {command}");
    if let Some(evidence) = &scenario.evidence {
        let _ = writeln!(
            text,
            "  all of it:    {evidence} in the folder of the reports"
        );
    }
}

//! `report.html`: one file for people, without script, that prints on A4.

use std::collections::BTreeMap;

use askama::Template;
use contract::text::counted;
use serde_json::Value;

use super::by_requirement::{self, Row};
use super::record::{
    ExchangeRecord, KnownRecord, ReportRecord, RequirementRecord, RunRecord, ScenarioRecord,
};
use super::terminal::style;
use super::words;
use crate::verdict::{CheckResult, Finding, Verdict};

/// So many scenarios are listed in a row; more are folded.
const FEW: usize = 3;

/// The page. Whatever comes from elsewhere is escaped by the template.
#[derive(Template)]
#[template(path = "report.html")]
pub struct Page<'a> {
    run: &'a RunRecord,
    subject: String,
    scenarios: String,
    seconds: String,
    left_out: String,
    trouble: Vec<String>,
    all_lost: bool,
    not_run: BTreeMap<&'a str, Vec<&'a str>>,
    requirements: Requirements<'a>,
    failures: Vec<Failed<'a>>,
    areas: Vec<Area<'a>>,
}

/// The requirements: those that something speaks against, and the others.
struct Requirements<'a> {
    broken: Vec<Row<'a>>,
    /// How many are met, how many did not come up.
    said: String,
    in_order: Vec<Row<'a>>,
}

/// A scenario that is not as it should be.
struct Failed<'a> {
    scenario: &'a ScenarioRecord,
    /// Why nothing of it could be judged; then it has no checks of its own.
    lost: Option<&'a str>,
    checks: Vec<Failure<'a>>,
    replay: String,
}

struct Failure<'a> {
    check: &'a CheckResult,
    word: &'static str,
    level: &'static str,
    evidence: &'static str,
    reason: &'a str,
    requirement: Option<&'a RequirementRecord>,
    findings: Vec<Found<'a>>,
}

/// A finding with what it points at.
struct Found<'a> {
    finding: &'a Finding,
    exchange: Option<&'a ExchangeRecord>,
    /// The member of the body that is meant.
    member: Option<String>,
    reports: Vec<&'a ReportRecord>,
}

/// The scenarios of one folder.
struct Area<'a> {
    name: &'a str,
    scenarios: Vec<&'a ScenarioRecord>,
}

impl<'a> Page<'a> {
    /// The page of a run.
    #[must_use]
    pub fn of(run: &'a RunRecord) -> Self {
        Self {
            run,
            subject: words::subject(run),
            scenarios: counted(run.totals.scenarios, "scenario", "scenarios"),
            seconds: format!("{:.1}", run.elapsed_ms as f64 / 1000.0),
            left_out: words::left_out(run),
            trouble: words::trouble(run),
            all_lost: words::all_lost(run),
            not_run: words::not_run(run),
            requirements: requirements(run),
            failures: failures(run),
            areas: areas(run),
        }
    }
}

/// The worst first. Where a probe took every verdict away there is nothing to group.
fn requirements(run: &RunRecord) -> Requirements<'_> {
    let rows = if words::all_lost(run) {
        Vec::new()
    } else {
        by_requirement::rows(run)
    };
    let (in_order, broken): (Vec<_>, Vec<_>) = rows.into_iter().partition(Row::is_in_order);
    Requirements {
        said: by_requirement::in_order(&in_order),
        broken,
        in_order,
    }
}

/// Scenario by scenario, in the order of the run. Where a probe took every verdict away the opening
/// has said all there is to say.
fn failures(run: &RunRecord) -> Vec<Failed<'_>> {
    let mut failed: Vec<Failed<'_>> = Vec::new();
    if words::all_lost(run) {
        return failed;
    }
    for (scenario, check) in words::failures(run) {
        if failed
            .last()
            .is_none_or(|last| last.scenario.id != scenario.id)
        {
            failed.push(Failed {
                scenario,
                lost: words::only_reason(scenario),
                checks: Vec::new(),
                replay: words::replay(run, scenario),
            });
        }
        let last = failed.last_mut().filter(|last| last.lost.is_none());
        if let Some(last) = last {
            last.checks.push(failure(run, scenario, check));
        }
    }
    failed
}

fn failure<'a>(
    run: &'a RunRecord,
    scenario: &'a ScenarioRecord,
    check: &'a CheckResult,
) -> Failure<'a> {
    let findings = check.findings.iter();
    Failure {
        check,
        word: style::word(check.verdict),
        level: style::level(check.level),
        evidence: style::evidence(check.evidence),
        reason: words::reason(check),
        requirement: run.requirements.get(&check.requirement),
        findings: findings.map(|finding| found(scenario, finding)).collect(),
    }
}

fn found<'a>(scenario: &'a ScenarioRecord, finding: &'a Finding) -> Found<'a> {
    let place = &finding.place;
    let exchange = place
        .exchange
        .and_then(|sequence| scenario.exchanges.get(&sequence));
    let member = exchange
        .zip(place.pointer.as_deref())
        .and_then(|(exchange, pointer)| member(&exchange.body, pointer));
    let about = |report: &&ReportRecord| place.report.as_ref() == Some(&report.name);
    Found {
        finding,
        exchange,
        member,
        reports: scenario.reports.iter().filter(about).collect(),
    }
}

fn member(body: &str, pointer: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    let member = body.pointer(pointer).map(|member| format!("{member:#}"));
    let member = member.unwrap_or_else(|| "is not there".to_owned());
    Some(format!("{pointer}: {member}"))
}

fn areas(run: &RunRecord) -> Vec<Area<'_>> {
    let mut areas: BTreeMap<&str, Vec<&ScenarioRecord>> = BTreeMap::new();
    for scenario in &run.scenarios {
        let folder = scenario.id.rsplit_once('/');
        let name = folder.map_or("the top folder", |(name, _)| name);
        areas.entry(name).or_default().push(scenario);
    }
    let areas = areas.into_iter();
    areas
        .map(|(name, scenarios)| Area { name, scenarios })
        .collect()
}

/// A verdict as people read it.
fn word(verdict: &Verdict) -> &'static str {
    style::word(*verdict)
}

/// How many checks a scenario has.
fn checks(failed: &Failed<'_>) -> String {
    words::count(failed.scenario.checks.len(), "check")
}

/// How much a requirement demands, as it is spelt there.
fn level(row: &Row<'_>) -> &'static str {
    style::level(row.level)
}

/// What became of a known failure, as people read it.
fn state(known: &KnownRecord) -> &'static str {
    words::state(known.state)
}

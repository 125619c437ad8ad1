//! `ctrf.json`: the Common Test Report Format, a test for each check.

use serde_json::{Value, json};

use super::known;
use super::record::{KnownState, NotRun, RunRecord, ScenarioRecord};
use crate::verdict::{CheckResult, Verdict};

/// The report in the Common Test Report Format. Inconclusive is red, as everywhere; a failure that
/// was known before is `other`. `rawStatus` has our own word.
#[must_use]
pub fn ctrf(run: &RunRecord) -> Value {
    let checks = run.scenarios.iter().flat_map(|scenario| {
        let checks = scenario.checks.iter();
        checks.map(move |check| test(run, scenario, check))
    });
    let left = run.not_run.iter().filter(|left| has_no_checks(run, left));
    let tests: Vec<Value> = checks.chain(left.map(not_run)).collect();
    json!({
        "reportFormat": "CTRF",
        "specVersion": "0.0.0",
        "generatedBy": "conformance",
        "timestamp": run.started,
        "results": {
            "tool": { "name": "conformance", "version": run.runner },
            "summary": summary(run, &tests),
            "tests": tests,
            "environment": { "extra": environment(run) },
        },
    })
}

/// A scenario that was left out has its checks in the report all the same.
fn has_no_checks(run: &RunRecord, left: &NotRun) -> bool {
    run.scenarios.iter().all(|scenario| scenario.id != left.id)
}

fn summary(run: &RunRecord, tests: &[Value]) -> Value {
    let count = |status: &str| tests.iter().filter(|test| test["status"] == status).count();
    let start = run.started.as_millisecond();
    let elapsed = i64::try_from(run.elapsed_ms).unwrap_or(i64::MAX);
    json!({
        "tests": tests.len(),
        "passed": count("passed"),
        "failed": count("failed"),
        "skipped": count("skipped"),
        "pending": count("pending"),
        "other": count("other"),
        "suites": run.scenarios.len(),
        "start": start,
        "stop": start.saturating_add(elapsed),
    })
}

fn test(run: &RunRecord, scenario: &ScenarioRecord, check: &CheckResult) -> Value {
    let known = known::record(&run.known, &scenario.id, &check.id);
    let mut test = json!({
        "name": check.id,
        "suite": [scenario.id],
        "status": match known.map(|known| known.state) {
            Some(KnownState::Fails) => "other",
            Some(KnownState::Healed) => "failed",
            _ => status(check.verdict),
        },
        "rawStatus": check.verdict.word(),
        "duration": 0,
        "tags": [check.requirement],
    });
    if let Some(reason) = &check.reason {
        test["message"] = json!(reason);
    }
    if let Some(known) = known {
        test["extra"] = json!({
            "known": known.reason,
            "expires": known.expires,
            "state": known.state,
        });
        if known.state == KnownState::Healed {
            test["message"] = json!(known::HEALED);
        }
    }
    if !check.findings.is_empty() {
        test["trace"] = json!(trace(check));
    }
    test
}

fn status(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass | Verdict::Warn => "passed",
        Verdict::NotApplicable => "skipped",
        Verdict::Inconclusive | Verdict::Fail | Verdict::Error => "failed",
    }
}

fn trace(check: &CheckResult) -> String {
    let findings = check.findings.iter().map(|finding| {
        let (sentence, expected, actual) = (&finding.sentence, &finding.expected, &finding.actual);
        format!("{sentence}\n  expected: {expected}\n  found: {actual}")
    });
    findings.collect::<Vec<_>>().join("\n")
}

fn not_run(left: &NotRun) -> Value {
    json!({
        "name": left.id,
        "suite": ["not run"],
        "status": "pending",
        "rawStatus": "not_run",
        "duration": 0,
        "message": left.reason,
    })
}

fn environment(run: &RunRecord) -> Value {
    json!({
        "subject": run.subject,
        "driver": run.adapter.driver,
        "simulator": run.simulator,
        "seed": run.seed,
        "notice": run.notice,
    })
}

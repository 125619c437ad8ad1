//! `junit.xml`: a suite for each scenario, a case for each check.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::known;
use super::record::{KnownState, RunRecord, ScenarioRecord};
use crate::verdict::{CheckResult, Verdict};

/// The report as JUnit's XML.
///
/// # Errors
///
/// When it cannot be written as XML.
pub fn junit(run: &RunRecord) -> Result<String, SerializeError> {
    let name = run
        .subject
        .as_ref()
        .map_or("conformance", |subject| subject.name.as_str());
    let mut report = Report::new(name);
    report.set_time(Duration::from_millis(run.elapsed_ms));
    for scenario in &run.scenarios {
        report.add_test_suite(suite(run, scenario));
    }
    if !run.not_run.is_empty() {
        report.add_test_suite(not_run(run));
    }
    report
        .to_string()
        .map(|xml| without_skipped_at_the_root(&xml))
}

/// Jenkins' schema of JUnit's XML knows `skipped` of a suite, not of all suites, and where it
/// validates it takes no file that says so.
fn without_skipped_at_the_root(xml: &str) -> String {
    let root = xml.find("<testsuites ").unwrap_or(0);
    let end = xml[root..].find('>').map_or(xml.len(), |end| root + end);
    let Some(start) = xml[root..end].find(" skipped=\"").map(|at| root + at) else {
        return xml.to_owned();
    };
    let value = start + " skipped=\"".len();
    let after = xml[value..]
        .find('"')
        .map_or(end, |quote| value + quote + 1);
    format!("{}{}", &xml[..start], &xml[after..])
}

fn suite(run: &RunRecord, scenario: &ScenarioRecord) -> TestSuite {
    let mut suite = TestSuite::new(scenario.id.as_str());
    suite.set_time(Duration::from_millis(scenario.elapsed_ms));
    for check in &scenario.checks {
        let mut case = TestCase::new(check.id.as_str(), status(run, scenario, check));
        case.set_classname(scenario.id.as_str());
        suite.add_test_case(case);
    }
    if let Some(stderr) = &scenario.adapter_stderr {
        suite.set_system_err(stderr.as_str());
    }
    suite
}

/// Inconclusive is red: what could not be judged is not shown to be right.
fn status(run: &RunRecord, scenario: &ScenarioRecord, check: &CheckResult) -> TestCaseStatus {
    match known::record(&run.known, &scenario.id, &check.id) {
        Some(known) if known.state == KnownState::Fails => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(format!("known until {}: {}", known.expires, known.reason));
            return skipped;
        }
        Some(known) if known.state == KnownState::Healed => {
            let mut healed = TestCaseStatus::non_success(NonSuccessKind::Failure);
            healed.set_type("healed");
            healed.set_message(known::HEALED);
            return healed;
        }
        _ => {}
    }
    let kind = match check.verdict {
        Verdict::Pass | Verdict::Warn => return TestCaseStatus::success(),
        Verdict::NotApplicable => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(check.reason.as_deref().unwrap_or_default());
            return skipped;
        }
        Verdict::Fail => NonSuccessKind::Failure,
        Verdict::Inconclusive | Verdict::Error => NonSuccessKind::Error,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(check.verdict.word());
    status.set_message(check.reason.as_deref().unwrap_or_default());
    status.set_description(description(run, check));
    status
}

fn description(run: &RunRecord, check: &CheckResult) -> String {
    let requirement = run.requirements.get(&check.requirement);
    let mut lines = vec![format!(
        "{} {}",
        check.requirement,
        requirement.map_or("", |row| &row.text)
    )];
    lines.extend(check.findings.iter().map(|finding| {
        format!(
            "{}\n  expected: {}\n  found: {}",
            finding.sentence, finding.expected, finding.actual
        )
    }));
    lines.join("\n")
}

fn not_run(run: &RunRecord) -> TestSuite {
    let mut suite = TestSuite::new("not run");
    for left in &run.not_run {
        let mut skipped = TestCaseStatus::skipped();
        skipped.set_message(left.reason.as_str());
        let mut case = TestCase::new(left.id.as_str(), skipped);
        case.set_classname("not run");
        suite.add_test_case(case);
    }
    suite
}

//! A scenario, and one of its checks.

use std::fmt::Write as _;

use super::requirement;
use crate::judge::declared_checks;
use crate::report::terminal::style::BOLD;
use crate::requirements::Registry;
use crate::scenario::Scenario;

/// The scenario, why it is there, and what it checks.
pub(super) fn told(scenario: &Scenario, registry: &Registry) -> String {
    let mut text = heading(scenario);
    text.push_str("\n  Checks, beside those of every attempt\n");
    for check in &scenario.checks {
        let row = registry.find(&check.requirement);
        let asks = row.map(|row| row.text.as_str()).unwrap_or_default();
        let _ = writeln!(text, "    {}  {}  {asks}", check.id, check.requirement);
    }
    let _ = writeln!(
        text,
        "\n  Run it: conformance run --filter {}\n",
        scenario.id
    );
    text
}

/// One check, and the requirement it shows there.
pub(super) fn check_told(scenario: &Scenario, check: &str, registry: &Registry) -> String {
    let mut text = heading(scenario);
    let declared = declared_checks(scenario, registry);
    let row = declared.iter().find(|declared| declared.id == check);
    if let Some(row) = row.and_then(|declared| registry.find(&declared.requirement)) {
        let _ = writeln!(text, "\n{check} shows {}", requirement::essence(row));
    }
    let _ = writeln!(text, "  Run it: conformance run --filter {}\n", scenario.id);
    text
}

fn heading(scenario: &Scenario) -> String {
    let why = scenario.why.replace('\n', "\n  ");
    format!(
        "{BOLD}{}{BOLD:#}  {}\n\n  {why}\n",
        scenario.id, scenario.title
    )
}

//! The codes and rules of the simulated services, as their answers name them.

use std::fmt::Write as _;

use contract::provenance::{Provenance, Source};
use contract::reading::FieldCode;
use contract::refusal::Refusal;
use contract::rule::Rule;

use crate::report::terminal::style::BOLD;
use crate::scenario::Scenario;
use crate::scenario::check::{Check, Expectation, Fact};
use crate::scenario::matcher::Matcher;

/// A code of a refusal: what happened, why, what to do, and where to see it.
pub(super) fn refusal(refusal: Refusal, scenarios: &[Scenario]) -> String {
    let page = refusal.page();
    let (code, status, title) = (refusal.code(), refusal.status(), refusal.title());
    let mut text = format!("{BOLD}{code}{BOLD:#}  {status} {title}\n");
    let _ = writeln!(text, "\n  What happened: {}", page.what);
    let _ = writeln!(text, "  Why: {}", page.why);
    let _ = writeln!(text, "  What to do: {}", page.remedy);
    text.push_str(&provenance(page.provenance, &page.source));
    let mut shown = scenarios
        .iter()
        .filter(|scenario| names(scenario, code))
        .peekable();
    if shown.peek().is_some() {
        text.push_str("\n  Met in\n");
    }
    for scenario in shown {
        let _ = writeln!(text, "    {}", scenario.id);
    }
    text
}

/// A code of one field's mistake.
pub(super) fn field(code: FieldCode) -> String {
    format!(
        "{BOLD}{}{BOLD:#}  a code of `errors[]` or `warnings[]`\n\n  {}\n  The entry's `rule` says which rule \
         it breaks: conformance explain RULE\n",
        code.code(),
        code.meaning()
    )
}

/// A rule behind refusals and warnings.
pub(super) fn rule(rule: &Rule) -> String {
    let text = format!(
        "{BOLD}{}{BOLD:#}  a rule of the simulated services\n\n  {}\n",
        rule.id, rule.text
    );
    text + &provenance(rule.provenance, &rule.source)
}

fn provenance(provenance: Provenance, source: &Source) -> String {
    let (word, meaning) = (provenance.word(), provenance.meaning());
    let mut text = format!("\n  Provenance: {word} ({meaning}); {}\n", source.name);
    if let Some(url) = source.url {
        let _ = writeln!(text, "    {url}");
    }
    text
}

/// Whether a check of the scenario expects this code in an answer.
fn names(scenario: &Scenario, code: &str) -> bool {
    let expected = scenario.checks.iter().flat_map(expectations);
    let mut codes = expected.filter_map(|one| match one {
        Expectation::Wire(wire) => wire.answered.code.as_ref(),
        _ => None,
    });
    codes.any(|matcher| match matcher {
        Matcher::Is(value) => value == code,
        Matcher::OneOf(values) => values.iter().any(|value| value == code),
        _ => false,
    })
}

fn expectations(check: &Check) -> impl Iterator<Item = &Expectation> {
    let facts = check.given.iter().chain(&check.when);
    let facts = facts.filter_map(|fact| match fact {
        Fact::Seen(seen) => Some(seen.as_ref()),
        _ => None,
    });
    check.any_of.iter().flat_map(|one| &one.all).chain(facts)
}

//! The judge: a pure function from scenario, requirements and evidence to verdicts.
//!
//! Nothing else is read: no clock, no network, no client. A stored run can be judged again and
//! comes to the same verdicts.

pub(crate) mod always;
mod answer;
pub(crate) mod contamination;
mod contract_rules;
mod expected;
mod fidelity;
mod field;
pub(crate) mod generated;
pub(crate) mod mapping;
mod naming;
mod of_scenario;
mod record;
mod route;
#[cfg(test)]
mod tests;
mod truth;
pub(crate) mod unasked;
mod view;
mod words;

use crate::evidence::Evidence;
use crate::generated::property;
use crate::requirements::{Registry, Requirement};
use crate::scenario::step::Do;
use crate::scenario::{Check, Scenario};
use crate::verdict::{AttemptVerdict, CheckResult, EvidenceKind, Judgement, Level, Verdict};
use view::View;

/// A check that an attempt at a scenario will be given a verdict on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// `always/…` or the scenario's own id.
    pub id: String,
    /// The requirement it shows.
    pub requirement: String,
    /// That requirement's level.
    pub level: Level,
    /// The least evidence that requirement rests on.
    pub evidence: EvidenceKind,
}

/// Every check of a scenario, before it runs: its own first, then those made on every attempt.
#[must_use]
pub fn declared_checks(scenario: &Scenario, registry: &Registry) -> Vec<Declared> {
    let own = scenario.checks.iter().filter_map(|check| {
        registry
            .find(&check.requirement)
            .map(|row| declared(&check.id, row))
    });
    let always = always::ALL.iter().filter_map(|check| {
        registry
            .of_check(check.id)
            .map(|row| declared(check.id, row))
    });
    own.chain(always).collect()
}

fn declared(id: &str, row: &Requirement) -> Declared {
    Declared {
        id: id.to_owned(),
        requirement: row.id.clone(),
        level: row.level,
        evidence: row.evidence,
    }
}

/// Gives every declared check exactly one verdict.
#[must_use]
pub fn judge(scenario: &Scenario, registry: &Registry, evidence: &Evidence) -> AttemptVerdict {
    let view = View::new(scenario, evidence);
    let record = record::state(scenario, &view);
    let checks = declared_checks(scenario, registry)
        .into_iter()
        .map(|declared| {
            let own = scenario.checks.iter().find(|check| check.id == declared.id);
            let judgement = record.bound(|| judge_one(&view, &declared, own));
            result(as_seen(declared, own, evidence), judgement)
        })
        .collect();
    of_all(scenario, checks)
}

/// Every check of a generated case: those of the properties, in their order.
#[must_use]
pub fn declared_for_cases(registry: &Registry) -> Vec<Declared> {
    let checks = property::ALL.iter().flat_map(|property| property.checks);
    checks
        .filter_map(|check| registry.of_check(check).map(|row| declared(check, row)))
        .collect()
}

/// Judges a generated case: every check of the properties, exactly once.
#[must_use]
pub fn judge_case(
    scenario: &Scenario,
    declared: &[Declared],
    evidence: &Evidence,
) -> AttemptVerdict {
    let view = View::new(scenario, evidence);
    let record = record::of_case(scenario, &view);
    let checks = declared
        .iter()
        .map(|declared| {
            let judgement = record.bound(|| judge_one(&view, declared, None));
            result(declared.clone(), judgement)
        })
        .collect();
    of_all(scenario, checks)
}

/// An attempt is as bad as the worst of its checks.
fn of_all(scenario: &Scenario, checks: Vec<CheckResult>) -> AttemptVerdict {
    AttemptVerdict {
        id: scenario.id.clone(),
        verdict: Verdict::worst(checks.iter().map(|check| check.verdict)),
        checks,
    }
}

/// What the input of an act means on the wire; `None` where the contract has no words for it.
#[must_use]
pub(crate) fn meant(act: &crate::scenario::step::Act) -> Option<serde_json::Value> {
    let expected = generated::expected(act);
    expected.unknown.is_empty().then_some(expected.body)
}

/// How many acts of a generated case ask for something that breaks a rule of the contract.
#[must_use]
pub fn invalid_acts(scenario: &Scenario) -> usize {
    let acts = scenario.steps.iter().filter_map(|step| match &step.what {
        Do::Act(act) => Some(act),
        _ => None,
    });
    acts.filter(|act| generated::breaks_a_rule(act, &scenario.given))
        .count()
}

/// The same verdict, for the same reason, on every declared check: when an attempt never ran or the
/// adapter failed its probes.
#[must_use]
pub fn judge_unrun(
    scenario: &Scenario,
    registry: &Registry,
    verdict: Verdict,
    reason: &str,
) -> AttemptVerdict {
    let checks: Vec<CheckResult> = declared_checks(scenario, registry)
        .into_iter()
        .map(|declared| result(declared, Judgement::of(verdict, reason)))
        .collect();
    let verdict = Verdict::worst(checks.iter().map(|check| check.verdict));
    AttemptVerdict {
        id: scenario.id.clone(),
        verdict,
        checks,
    }
}

fn judge_one(view: &View<'_>, declared: &Declared, own: Option<&Check>) -> Judgement {
    if let Some(check) = own {
        return of_scenario::judge(view, check, declared.level);
    }
    let unasked = unasked::all().find(|check| check.id == declared.id);
    let missing = || Judgement::of(Verdict::Error, "runner: there is no such check");
    unasked.map_or_else(missing, |check| (check.judge)(view, declared.level))
}

/// Where a person acted, what rests on a report rests on what they say they saw.
fn as_seen(declared: Declared, own: Option<&Check>, evidence: &Evidence) -> Declared {
    let asks = own.is_some_and(Check::rests_on_a_report);
    let told = asks || declared.evidence == EvidenceKind::Reported;
    let attested = evidence.observed.is_some() && told;
    Declared {
        evidence: if attested {
            EvidenceKind::Attested
        } else {
            declared.evidence
        },
        ..declared
    }
}

fn result(declared: Declared, judgement: Judgement) -> CheckResult {
    CheckResult {
        id: declared.id,
        requirement: declared.requirement,
        level: declared.level,
        verdict: judgement.verdict,
        evidence: declared.evidence,
        reason: judgement.reason,
        findings: judgement.findings,
    }
}

/// What the contract says of a default input, for the test that keeps the defaults valid.
#[cfg(test)]
pub(crate) fn violations_of_default(
    action: crate::evidence::Action,
    operation: contract::operation::Operation,
) -> Vec<contract::problem::FieldError> {
    let act = crate::evidence::ActRecord {
        action,
        name: "x".to_owned(),
        input: crate::scenario::input::default_input(action, 0),
        answer: crate::evidence::ActAnswer::None,
    };
    let given = crate::scenario::Given::default();
    let body = expected::of(&act).body;
    contract_rules::violations(
        operation,
        &body,
        &given,
        given.now,
        contract_rules::Version::Judged,
    )
}

//! What a campaign came to, as a run with one scenario for each property.

use std::collections::BTreeMap;
use std::time::Duration;

use super::stage::Stage;
use crate::attempt::Attempts;
use crate::evidence::{Blame, Evidence, Trouble};
use crate::generated::bench::ADAPTER;
use crate::generated::property::{self, Property};
use crate::generated::shrinking::Finding;
use crate::generated::tally::Tally;
use crate::judge::Declared;
use crate::run::{Attempt, Outcome, Plan};
use crate::scenario::{Given, Scenario};
use crate::verdict::{AttemptVerdict, CheckResult, Verdict};
use contract::text::counted;

/// The plan of a campaign: a scenario for each property.
pub(super) fn plan(stage: &Stage, seed: u64) -> Plan {
    let attempts = match stage.benches.first() {
        Some((bench, _)) => bench.attempts(),
        None => Attempts {
            adapter: stage.adapter.clone(),
            control: stage.control.clone(),
            seed,
            patience: Duration::ZERO,
            interrupt: stage.interrupt.clone(),
        },
    };
    Plan {
        scenarios: property::ALL.iter().map(scenario).collect(),
        attempts: Attempts { seed, ..attempts },
        jobs: None,
        fail_fast: false,
    }
}

fn scenario(property: &Property) -> Scenario {
    Scenario {
        id: property.id.to_owned(),
        title: property.title.to_owned(),
        why: property.why.to_owned(),
        requires: Vec::new(),
        given: Given::default(),
        steps: Vec::new(),
        checks: Vec::new(),
    }
}

/// What the campaign came to.
pub(super) fn outcome(
    stage: &Stage,
    declared: &[Declared],
    tally: &Tally,
    findings: &[Finding],
    stored: &[Finding],
) -> Outcome {
    let trouble = trouble(stage, tally, findings);
    let results = property::ALL.iter().enumerate();
    let results = results.map(|(index, property)| {
        let of = |check: &&str| declared.iter().find(|declared| declared.id == **check);
        let checks: Vec<CheckResult> = property
            .checks
            .iter()
            .filter_map(of)
            .map(|declared| result(declared, tally, findings, stored, stage.failed_probe()))
            .collect();
        attempt(index, property, checks, findings, stored)
    });
    Outcome {
        greeting: stage.greeting.clone(),
        jobs: u32::try_from(stage.at_a_time()).unwrap_or(u32::MAX),
        probes: stage.probes.clone(),
        results: results.collect(),
        left: Vec::new(),
        trouble,
        interrupted: stage.interrupt.is_cancelled(),
    }
}

/// What broke: adapters that break on a case are findings with a story; the rest is told by its
/// first words.
fn trouble(stage: &Stage, tally: &Tally, findings: &[Finding]) -> Vec<Trouble> {
    let mut told: BTreeMap<(Blame, String), u64> = BTreeMap::new();
    for (_, blame, message) in &tally.trouble {
        *told.entry((*blame, message.clone())).or_default() += 1;
    }
    let crashed = findings.iter().any(|finding| finding.check == ADAPTER);
    let used_up = stage.benches.iter().any(|(bench, _)| bench.is_used_up());
    let given_up = used_up.then(|| Trouble {
        blame: Blame::Adapter,
        step: None,
        message: "the adapter broke so often that no further case was tried on it".to_owned(),
    });
    let several = told.into_iter().take(5).map(|((blame, message), seen)| {
        let story = if crashed && blame == Blame::Adapter {
            "; its story is told"
        } else {
            ""
        };
        let seen = counted(seen, "case", "cases");
        let message = format!("{message} (in {seen}{story})");
        Trouble {
            blame,
            step: None,
            message,
        }
    });
    let lapse = lapse(tally).filter(|_| !crashed);
    several.chain(given_up).chain(lapse).collect()
}

/// An adapter that broke, though not when the same case was tried once more. Where one breaks for
/// good this says nothing new: it takes other cases with it that it had open.
fn lapse(tally: &Tally) -> Option<Trouble> {
    let (number, message) = tally.lapses.iter().min()?;
    let seen = match tally.lapses.len() {
        1 => format!("in case {number}"),
        some => format!("in {some} cases, first in case {number}"),
    };
    Some(Trouble {
        blame: Blame::Adapter,
        step: None,
        message: format!("{message} ({seen}; tried once more, it did not)"),
    })
}

fn result(
    declared: &Declared,
    tally: &Tally,
    findings: &[Finding],
    stored: &[Finding],
    dishonest: Option<String>,
) -> CheckResult {
    let mut result = CheckResult {
        id: declared.id.clone(),
        requirement: declared.requirement.clone(),
        level: declared.level,
        verdict: Verdict::NotApplicable,
        evidence: declared.evidence,
        reason: Some("no case was about it".to_owned()),
        findings: Vec::new(),
    };
    if let Some(why) = dishonest {
        result.verdict = Verdict::Error;
        result.reason = Some(format!("adapter: {why}"));
        return result;
    }
    let seen = tally.verdicts.get(&declared.id);
    let count = |verdict| {
        seen.and_then(|seen| seen.get(&verdict))
            .copied()
            .unwrap_or_default()
    };
    if count(Verdict::Pass) > 0 {
        (result.verdict, result.reason) = (Verdict::Pass, None);
    }
    if count(Verdict::Inconclusive) > 0 {
        result.verdict = Verdict::Inconclusive;
        result.reason = tally.reasons.get(&declared.id).cloned();
    }
    let mut about = stored
        .iter()
        .chain(findings)
        .filter(|finding| finding.check == declared.id || finding.also.contains(&declared.id));
    let steady = about
        .clone()
        .find(|finding| finding.shrunk.steady && breach(finding, &declared.id).is_some());
    match (steady, about.next()) {
        (Some(finding), _) => {
            if let Some(breach) = breach(finding, &declared.id) {
                result.verdict = breach.verdict;
                result.reason.clone_from(&breach.reason);
                result.findings.clone_from(&breach.findings);
            }
        }
        (None, Some(_)) => {
            result.verdict = Verdict::Inconclusive;
            result.reason = Some(
                "a case showed a breach and then did not show it again: it is flaky".to_owned(),
            );
        }
        (None, None) => {}
    }
    result
}

fn breach<'a>(finding: &'a Finding, check: &str) -> Option<&'a CheckResult> {
    finding
        .tried
        .as_ref()?
        .breaches()
        .find(|breach| breach.id == check)
}

/// The scenario of a property, with the evidence of the story that says most about it. Findings of
/// other stories keep their words; their exchanges are in the evidence of their cases.
fn attempt(
    index: usize,
    property: &Property,
    mut checks: Vec<CheckResult>,
    findings: &[Finding],
    stored: &[Finding],
) -> Attempt {
    let worst = Verdict::worst(checks.iter().map(|check| check.verdict));
    let leading = checks
        .iter()
        .find(|check| check.verdict == worst && !check.findings.is_empty());
    let leading = leading.and_then(|check| {
        stored.iter().chain(findings).find(|finding| {
            breach(finding, &check.id).is_some_and(|breach| breach.findings == check.findings)
        })
    });
    let tried = leading.and_then(|finding| finding.tried.as_ref());
    for check in &mut checks {
        let own = tried.is_some_and(|tried| {
            tried
                .breaches()
                .any(|breach| breach.id == check.id && breach.findings == check.findings)
        });
        if !own {
            check
                .findings
                .iter_mut()
                .for_each(|finding| finding.place.exchange = None);
        }
    }
    let evidence = tried
        .map(|tried| tried.evidence.clone())
        .unwrap_or_default();
    Attempt {
        index,
        evidence: Evidence {
            scenario: property.id.to_owned(),
            ..evidence
        },
        verdict: AttemptVerdict {
            id: property.id.to_owned(),
            verdict: worst,
            checks,
        },
        stderr: tried.map(|tried| tried.stderr.clone()).unwrap_or_default(),
        elapsed: Duration::ZERO,
    }
}

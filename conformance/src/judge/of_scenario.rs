//! The checks that a scenario declares itself.

mod matching;
mod reported;
mod seen;
mod wire;

use super::view::View;
use super::words::any_of;
use crate::evidence::Done;
use crate::scenario::Check;
use crate::scenario::check::{Alternative, Expectation, Fact};
use crate::verdict::{Finding, Judgement, Level, Verdict};

/// Judges one check: what was given first, then its alternatives.
pub(crate) fn judge(view: &View<'_>, check: &Check, level: Level) -> Judgement {
    for fact in &check.when {
        if let Some(why) = unseen(view, fact) {
            return Judgement::not_applicable(why);
        }
    }
    for fact in &check.given {
        if let Some(why) = unseen(view, fact) {
            return Judgement::inconclusive(format!(
                "what this check rests on was not observed: {why}"
            ));
        }
    }
    let judgement = alternatives(view, &check.any_of, level);
    if judgement.verdict > Verdict::Warn && check.any_of.iter().any(|one| is_unattested(view, one))
    {
        return Judgement::inconclusive("nobody was there to say what they saw");
    }
    judgement
}

/// Whether somebody should have been asked, and nobody answered.
fn is_unattested(view: &View<'_>, alternative: &Alternative) -> bool {
    alternative.all.iter().any(|expectation| match expectation {
        Expectation::Attested(id) => seen::attestation(view, id).is_none(),
        _ => false,
    })
}

/// Why a fact was not observed; `None` when it was.
fn unseen(view: &View<'_>, fact: &Fact) -> Option<String> {
    match fact {
        Fact::Seen(expectation) => seen::findings(view, expectation)
            .into_iter()
            .next()
            .map(|finding| finding.sentence),
        Fact::PersonDid(label) => (!person_did(view, label)).then(|| not_done(view, label)),
        Fact::FaultFired(kind) => {
            let fired = |seen: &super::view::Seen<'_>| {
                seen.exchange.simulator.fault.as_deref() == Some(kind)
            };
            (!view.exchanges.iter().any(fired)).then(|| format!("the fault `{kind}` never fired"))
        }
    }
}

fn person_did(view: &View<'_>, label: &str) -> bool {
    steps(view, label).any(|done| {
        matches!(
            done,
            Done::Person {
                answer: Some(_),
                ..
            }
        )
    })
}

fn not_done(view: &View<'_>, label: &str) -> String {
    let why = steps(view, label).find_map(|done| match done {
        Done::Person { not_done, .. } => not_done.clone(),
        _ => None,
    });
    why.map_or_else(
        || format!("`{label}` was not done"),
        |why| format!("`{label}` was not done: {why}"),
    )
}

fn steps<'a>(view: &'a View<'_>, label: &'a str) -> impl Iterator<Item = &'a Done> {
    let labelled = move |step: &usize| {
        view.scenario
            .steps
            .get(*step)
            .and_then(|step| step.id.as_deref())
            == Some(label)
    };
    view.evidence
        .timeline
        .iter()
        .filter(move |step| labelled(&step.step))
        .map(|step| &step.done)
}

/// The best grade that holds; when none does, what the first of them wanted.
fn alternatives(view: &View<'_>, any_of: &[Alternative], level: Level) -> Judgement {
    let mut best: Option<(Verdict, Vec<Finding>)> = None;
    let mut missed: Vec<Vec<Finding>> = Vec::new();
    for alternative in any_of {
        let findings: Vec<Finding> = alternative
            .all
            .iter()
            .flat_map(|expectation| seen::findings(view, expectation))
            .collect();
        if findings.is_empty()
            && best
                .as_ref()
                .is_none_or(|(grade, _)| alternative.grade < *grade)
        {
            best = Some((
                alternative.grade,
                missed.first().cloned().unwrap_or_default(),
            ));
        }
        missed.push(findings);
    }
    match best {
        Some((Verdict::Warn, better)) => lesser(better),
        Some(_) => Judgement::pass(),
        None => breach(missed, level),
    }
}

/// An alternative held that is only second best.
fn lesser(better: Vec<Finding>) -> Judgement {
    let reason = better.first().map_or_else(
        || "this holds, but something better was hoped for".to_owned(),
        |finding| format!("it will do, but better would be: {}", finding.expected),
    );
    Judgement {
        findings: better,
        ..Judgement::of(Verdict::Warn, reason)
    }
}

fn breach(missed: Vec<Vec<Finding>>, level: Level) -> Judgement {
    let several = missed.len() > 1;
    let wanted: Vec<String> = missed
        .iter()
        .filter_map(|findings| findings.first())
        .map(|finding| finding.expected.clone())
        .collect();
    let mut judgement = Judgement::by_findings(level, missed.into_iter().flatten().collect());
    if several && let Some(first) = judgement.findings.first() {
        judgement.reason = Some(format!(
            "{} Right would be: {}.",
            first.sentence,
            any_of(&wanted)
        ));
    }
    judgement
}

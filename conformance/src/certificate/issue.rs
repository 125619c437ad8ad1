//! Making a certificate of what is given.
//!
//! Nothing but the arguments is read: whoever has a certificate has everything that it was made of,
//! and can make it again.

use std::collections::BTreeSet;

use clients::Subject;
use jiff::Timestamp;

use super::objections::misfits;
use super::record::{
    AdapterStated, Certificate, Certified, Clock, MadeBy, SetEntry, SimulatorStated, Source,
    Whereabouts,
};
use super::{FORMAT, coverage, digest, fits, statement};
use crate::evidence::Evidence;
use crate::judge::{judge, judge_unrun};
use crate::probe::{self, Probe, ProbeVerdict};
use crate::report::known::{self, KnownFailure};
use crate::report::record::{CheckTotals, Totals};
use crate::requirements::Registry;
use crate::scenario::{self, Diagnostics, Scenario};
use crate::verdict::Verdict;

/// What a certificate is made of, beside its attempts.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The client, as it named itself.
    pub subject: Subject,
    /// What drove it.
    pub adapter: AdapterStated,
    /// The wall clock at the start of the run.
    pub ran: Timestamp,
    /// Milliseconds from start to end.
    pub elapsed_ms: u64,
    /// The seed of the run.
    pub seed: u64,
    /// Which part of a split run it is.
    pub shard: Option<String>,
    /// Where the simulator was.
    pub place: Whereabouts,
    /// What judged it.
    pub made_by: MadeBy,
    /// Whether the adapter is honest.
    pub probes: Vec<Probe>,
    /// The failures that are let through.
    pub known: Vec<KnownFailure>,
    /// The whole set of scenarios.
    pub set: Vec<SetEntry>,
}

/// A scenario, and what was observed in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The scenario's id.
    pub id: String,
    /// The text of its file.
    pub source: String,
    /// What was observed.
    pub evidence: Evidence,
}

/// A scenario cannot be read by this program.
#[derive(Debug, thiserror::Error)]
#[error("the scenario `{id}` cannot be read by this version of the tool:\n{mistakes}")]
pub struct NotJudged {
    /// The scenario.
    pub id: String,
    /// What is wrong with it.
    pub mistakes: Diagnostics,
}

/// Makes a certificate, of a run of whatever verdict: whether it may be handed out is for
/// [`objections`](super::objections()) to say.
///
/// # Errors
///
/// When a scenario cannot be read.
pub fn certificate(given: Given, stories: Vec<Story>) -> Result<Certificate, NotJudged> {
    let mut clocks = BTreeSet::new();
    let mut attempts = Vec::new();
    for story in stories {
        let scenario = read(&story.id, &story.source)?;
        clocks.insert(scenario.given.now);
        attempts.push(certified(&scenario, story));
    }
    let known = known::hold(&given.known, |id, check| {
        let attempt = attempts.iter().find(|attempt| attempt.id == id)?;
        attempt.checks.iter().find(|one| one.id == check)
    });
    let mut certificate = Certificate {
        format: FORMAT.to_owned(),
        notice: statement::NOTICE.to_owned(),
        statement: Vec::new(),
        verdict: Verdict::NotApplicable,
        ours: statement::ours(&given.subject),
        subject: given.subject,
        adapter: given.adapter,
        ran: given.ran,
        elapsed_ms: given.elapsed_ms,
        seed: given.seed,
        shard: given.shard,
        simulator: SimulatorStated {
            place: given.place,
            names: names(&attempts),
        },
        sandbox_clock: clock(&clocks),
        made_by: given.made_by,
        probes: given.probes.into_iter().map(in_own_words).collect(),
        totals: totals(&attempts),
        coverage: coverage::of(given.set, &attempts),
        known,
        unknown: statement::unknown(),
        attempts,
        sha256: String::new(),
    };
    certificate.verdict = verdict(&certificate);
    certificate.statement = statement::sentences(&certificate);
    certificate.sha256 = digest::of_document(&digest::value(&certificate));
    Ok(certificate)
}

pub(super) fn read(id: &str, source: &str) -> Result<Scenario, NotJudged> {
    scenario::read(id, &format!("{id}.yaml"), source).map_err(|mistakes| NotJudged {
        id: id.to_owned(),
        mistakes,
    })
}

fn certified(scenario: &Scenario, story: Story) -> Certified {
    let registry = Registry::embedded();
    // The judge need not cope with acts that no scenario asks for: a stranger may have written them.
    let judged = match fits::misfit(scenario, &story.evidence) {
        None => judge(scenario, registry, &story.evidence),
        Some(why) => judge_unrun(scenario, registry, Verdict::Error, &misfits(&why)),
    };
    Certified {
        id: story.id,
        title: scenario.title.clone(),
        verdict: judged.verdict,
        checks: judged.checks,
        scenario: Source {
            sha256: digest::of_bytes(story.source.as_bytes()),
            text: story.source,
        },
        evidence_sha256: digest::of(&story.evidence),
        evidence: story.evidence,
    }
}

/// What a probe that was passed asks for follows from its name.
fn in_own_words(probe: Probe) -> Probe {
    let mut own = probe::all_passed().into_iter();
    match own.find(|own| own.id == probe.id) {
        Some(own) if probe.verdict == ProbeVerdict::Passed => own,
        _ => probe,
    }
}

/// What the simulator called itself, each name once.
fn names(attempts: &[Certified]) -> Vec<String> {
    let exchanges = attempts.iter().flat_map(|one| &one.evidence.exchanges);
    let names: BTreeSet<&str> = exchanges
        .filter_map(|one| one.response.as_ref()?.header("x-simulator"))
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

fn clock(clocks: &BTreeSet<Timestamp>) -> Option<Clock> {
    let (earliest, latest) = (*clocks.first()?, *clocks.last()?);
    Some(Clock { earliest, latest })
}

fn totals(attempts: &[Certified]) -> Totals {
    let mut checks = CheckTotals::default();
    let all = attempts.iter().flat_map(|attempt| &attempt.checks);
    all.for_each(|check| checks.add(check.verdict));
    Totals {
        scenarios: attempts.len() as u64,
        checks,
    }
}

/// The worst of all checks, but for those that are known to fail and let through.
fn verdict(certificate: &Certificate) -> Verdict {
    let all = certificate.attempts.iter().flat_map(|attempt| {
        let checks = attempt.checks.iter();
        checks.map(|check| (&attempt.id, check))
    });
    Verdict::worst(
        all.map(|(id, check)| known::held(&certificate.known, id, &check.id, check.verdict)),
    )
}

//! What a run came to.

use std::time::Duration;

use crate::driver::NoAnswer;
use crate::evidence::{Blame, Evidence, Trouble};
use crate::judge::judge;
use crate::probe::{self, Greeting, Probe};
use crate::requirements::Registry;
use crate::scenario::Scenario;
use crate::verdict::{AttemptVerdict, Verdict};

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Who the adapter is; `None` where it never said.
    pub greeting: Option<Greeting>,
    /// How many attempts were open at once, at most.
    pub jobs: u32,
    /// Whether it is honest.
    pub probes: Vec<Probe>,
    /// One for each scenario that has a verdict, in the order of the plan.
    pub results: Vec<Attempt>,
    /// The scenarios that were selected and have none, each with the reason.
    pub left: Vec<(String, String)>,
    /// What broke outside any scenario.
    pub trouble: Vec<Trouble>,
    /// Whether a person cut it short.
    pub interrupted: bool,
}

/// What one scenario came to.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The scenario's place in the plan.
    pub index: usize,
    /// What was observed.
    pub evidence: Evidence,
    /// What the judge made of it.
    pub verdict: AttemptVerdict,
    /// What the adapter wrote on stderr meanwhile.
    pub stderr: String,
    /// How long it took.
    pub elapsed: Duration,
}

impl Attempt {
    /// Judges a scenario that was attempted, or that could not be.
    #[must_use]
    pub fn of(index: usize, scenario: &Scenario, evidence: Evidence) -> Self {
        let verdict = judge(scenario, Registry::embedded(), &evidence);
        Self {
            index,
            evidence,
            verdict,
            stderr: String::new(),
            elapsed: Duration::ZERO,
        }
    }

    /// Judges again with trouble that came to light later.
    pub(super) fn spoil(&mut self, scenario: &Scenario, trouble: &Trouble) {
        self.evidence.trouble.insert(0, trouble.clone());
        self.verdict = judge(scenario, Registry::embedded(), &self.evidence);
    }
}

impl Outcome {
    /// The worst of everything.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let scenarios = Verdict::worst(self.results.iter().map(|result| result.verdict.verdict));
        if self.trouble.is_empty() && !probe::failed(&self.probes) {
            scenarios
        } else {
            Verdict::Error
        }
    }

    /// Notes what broke while no attempt was open.
    pub(super) fn note(&mut self, loose: Vec<NoAnswer>) {
        let trouble = loose.into_iter().map(|why| Trouble {
            blame: Blame::Adapter,
            step: None,
            message: why.to_string(),
        });
        self.trouble.extend(trouble);
    }
}

/// A failed probe, as the trouble that takes every verdict away.
pub(super) fn dishonest(probes: &[Probe]) -> Option<Trouble> {
    let failed = probes
        .iter()
        .find(|probe| probe.verdict == probe::ProbeVerdict::Failed)?;
    let reason = failed.reason.as_deref().unwrap_or("no reason is known");
    Some(Trouble {
        blame: failed.blame.unwrap_or(Blame::Adapter),
        step: None,
        message: format!("the honesty probe `{}` failed: {reason}", failed.id),
    })
}

//! Verdicts: how bad, for which requirement, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a check came to. The order is the order of worsening.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// What the check is about did not occur.
    NotApplicable,
    /// As it should be.
    Pass,
    /// A breach of something that is only recommended.
    Warn,
    /// It could not be judged; not a pass.
    Inconclusive,
    /// A breach.
    Fail,
    /// The adapter, the runner or the simulator broke; nothing is said of the client.
    Error,
}

impl Verdict {
    /// The word of `run.json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Inconclusive => "inconclusive",
            Self::Fail => "fail",
            Self::Error => "error",
        }
    }

    /// The worst of several; not applicable when there are none.
    pub fn worst(several: impl IntoIterator<Item = Self>) -> Self {
        several.into_iter().max().unwrap_or(Self::NotApplicable)
    }
}

/// How much a requirement demands (RFC 2119).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// A breach fails.
    Must,
    /// A breach warns.
    Should,
    /// A breach is noted and passes.
    May,
}

impl Level {
    /// The verdict of a breach at this level.
    #[must_use]
    pub fn breach(self) -> Verdict {
        match self {
            Self::Must => Verdict::Fail,
            Self::Should => Verdict::Warn,
            Self::May => Verdict::Pass,
        }
    }
}

/// The least kind of evidence that a requirement rests on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// What was seen on the wire.
    Wire,
    /// What the client reported.
    Reported,
    /// What a person says they saw.
    Attested,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What should have been there.
    pub expected: String,
    /// What was there.
    pub actual: String,
    /// Where.
    #[serde(rename = "where")]
    pub place: Place,
    /// The whole in one sentence, for the author of the client.
    pub sentence: String,
}

/// Where a finding was made. Every member that is known is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The sequence of the exchange in the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<u64>,
    /// JSON Pointer into that exchange's request body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The symbolic name of the act whose report is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Whether it is about what the user was told.
    #[serde(default, skip_serializing_if = "is_false")]
    pub told_user: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Place {
    /// Somewhere in an exchange.
    #[must_use]
    pub fn exchange(sequence: u64) -> Self {
        Self {
            exchange: Some(sequence),
            ..Self::default()
        }
    }

    /// At a pointer of an exchange's request body.
    #[must_use]
    pub fn pointer(sequence: u64, pointer: impl Into<String>) -> Self {
        Self {
            exchange: Some(sequence),
            pointer: Some(pointer.into()),
            ..Self::default()
        }
    }

    /// In the report on an act.
    #[must_use]
    pub fn report(name: impl Into<String>) -> Self {
        Self {
            report: Some(name.into()),
            ..Self::default()
        }
    }

    /// In what the user was told about an act.
    #[must_use]
    pub fn told(name: impl Into<String>) -> Self {
        Self {
            report: Some(name.into()),
            told_user: true,
            ..Self::default()
        }
    }
}

/// A verdict while it is being reached: it only worsens, and the first reason for the worst is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// As bad as it got.
    pub verdict: Verdict,
    /// Why it is not a pass.
    pub reason: Option<String>,
    /// Everything that was found.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// Nothing to object to.
    #[must_use]
    pub fn pass() -> Self {
        Self {
            verdict: Verdict::Pass,
            reason: None,
            findings: Vec::new(),
        }
    }

    /// What the check is about did not occur.
    pub fn not_applicable(reason: impl Into<String>) -> Self {
        Self::of(Verdict::NotApplicable, reason)
    }

    /// It could not be judged.
    pub fn inconclusive(reason: impl Into<String>) -> Self {
        Self::of(Verdict::Inconclusive, reason)
    }

    /// A verdict with its reason.
    pub fn of(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self {
            verdict,
            reason: Some(reason.into()),
            findings: Vec::new(),
        }
    }

    /// Pass without findings, else a breach with the first finding's sentence as the reason.
    #[must_use]
    pub fn by_findings(level: Level, findings: Vec<Finding>) -> Self {
        let Some(first) = findings.first() else {
            return Self::pass();
        };
        let reason = Some(first.sentence.clone());
        Self {
            verdict: level.breach(),
            reason,
            findings,
        }
    }

    /// Worsens to `verdict`. A verdict that is as bad or worse already stays, with its reason.
    pub fn worsen(&mut self, verdict: Verdict, reason: impl Into<String>) {
        if verdict > self.verdict {
            self.verdict = verdict;
            self.reason = Some(reason.into());
        }
    }
}

/// What a declared check came to: the fixed part of `run.json`, and the findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckResult {
    /// `always/…` or the scenario's own id.
    pub id: String,
    /// The requirement it shows.
    pub requirement: String,
    /// That requirement's level.
    pub level: Level,
    /// What it came to.
    pub verdict: Verdict,
    /// The least evidence that requirement rests on.
    pub evidence: EvidenceKind,
    /// Why it is not a pass.
    pub reason: Option<String>,
    /// Everything that was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// What an attempt came to: one result for every declared check, in the order of declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptVerdict {
    /// The scenario's id.
    pub id: String,
    /// The worst of the checks.
    pub verdict: Verdict,
    /// One for each declared check.
    pub checks: Vec<CheckResult>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_only_worsens_and_keeps_the_first_reason() {
        let mut judgement = Judgement::pass();

        judgement.worsen(Verdict::Inconclusive, "first");
        judgement.worsen(Verdict::Inconclusive, "second");
        judgement.worsen(Verdict::Pass, "third");

        assert_eq!(judgement.verdict, Verdict::Inconclusive);
        assert_eq!(judgement.reason.as_deref(), Some("first"));
    }

    #[test]
    fn the_worst_of_nothing_is_not_applicable() {
        assert_eq!(Verdict::worst([]), Verdict::NotApplicable);
        assert_eq!(
            Verdict::worst([Verdict::Pass, Verdict::NotApplicable]),
            Verdict::Pass
        );
    }

    #[test]
    fn a_breach_of_a_should_warns() {
        assert_eq!(Level::Should.breach(), Verdict::Warn);
        assert_eq!(Level::Must.breach(), Verdict::Fail);
    }
}

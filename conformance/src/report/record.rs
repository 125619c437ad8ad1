//! `run.json`: everything a run came to. The other reports are made from this alone.

use std::collections::BTreeMap;

use clients::{AdapterName, Subject};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::evidence::{Action, Blame};
use crate::generated::statistics::Statistics;
use crate::probe::Probe;
use crate::snapshot::Difference;
use crate::verdict::{CheckResult, Verdict};

/// The first member of `run.json`: what it is and in which version.
pub const FORMAT: &str = "conformance-run/1";

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunRecord {
    /// What this file is, and in which version: `conformance-run/1`.
    pub format: String,
    /// The worst of all, adapter trouble included.
    pub verdict: Verdict,
    /// The exit status.
    pub exit: u8,
    /// What the exit status means.
    pub meaning: String,
    /// The seed of everything that was drawn.
    pub seed: u64,
    /// Which part of a run that was split this is (`2/5`); left out for a whole one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<String>,
    /// The client that was judged; null where the adapter never said.
    pub subject: Option<Subject>,
    /// The adapter that drove it.
    pub adapter: AdapterRecord,
    /// The runner's version.
    pub runner: String,
    /// Where the simulator answered; `in process` for one of the runner's own.
    pub simulator: String,
    /// The wall clock at the start.
    pub started: Timestamp,
    /// Milliseconds from start to end.
    pub elapsed_ms: u64,
    /// Whether the run was cut short by a person.
    pub interrupted: bool,
    /// How much there was of each.
    pub totals: Totals,
    /// Whether the adapter is honest.
    pub probes: Vec<Probe>,
    /// What broke outside any scenario.
    pub trouble: Vec<TroubleRecord>,
    /// The scenarios in the order of their ids.
    pub scenarios: Vec<ScenarioRecord>,
    /// Selected scenarios that did not run, and why.
    pub not_run: Vec<NotRun>,
    /// The failures that were known before, and what became of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownRecord>,
    /// How the results differ from those recorded.
    pub snapshots: SnapshotRecord,
    /// What was generated, where the run was one of generated cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<GeneratedRecord>,
    /// The requirements that the checks name.
    pub requirements: BTreeMap<String, RequirementRecord>,
    /// How to run the same again.
    pub replay: Vec<String>,
    /// That this is nobody's official statement.
    pub notice: String,
}

/// What `fuzz` generated and found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedRecord {
    /// What was tried: how hard it looked.
    pub statistics: Statistics,
    /// The cases that were stored before, and those that were found.
    pub cases: Vec<StoredCase>,
}

/// A case in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoredCase {
    /// Its id.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The check that it breaches.
    pub check: String,
    /// `found`, or `flaky` where it did not show each time; of one that was stored before: `fails`,
    /// `fixed`, `not shown` where it was flaky and did not show now, or `not tried`.
    pub state: String,
    /// What was found, or why it was not tried.
    pub reason: Option<String>,
}

/// Who drove the client, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdapterRecord {
    /// In its own words; null where it never said.
    pub name: Option<AdapterName>,
    /// How it was driven.
    pub driver: String,
    /// The actions it declared, as far as the protocol knows them.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// How many attempts were open at a time, at most.
    pub jobs: u32,
}

/// How much there was of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Scenarios that have a verdict.
    pub scenarios: u64,
    /// Their checks.
    pub checks: CheckTotals,
}

/// How many checks have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckTotals {
    /// As they should be.
    pub pass: u64,
    /// A recommendation was not followed.
    pub warn: u64,
    /// Could not be judged.
    pub inconclusive: u64,
    /// Breached.
    pub fail: u64,
    /// Something other than the client broke.
    pub error: u64,
    /// Did not occur.
    pub not_applicable: u64,
}

/// What one scenario came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioRecord {
    /// The path of its file, without the extension.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Why a client's users would care.
    pub why: String,
    /// The worst of its checks.
    pub verdict: Verdict,
    /// Why it did not run, where it did not.
    pub not_run: Option<String>,
    /// Milliseconds.
    pub elapsed_ms: u64,
    /// Each declared check, in order.
    pub checks: Vec<CheckResult>,
    /// The file with what was observed, from the folder of the reports.
    pub evidence: Option<String>,
    /// The exchanges that the findings point at, ready to read.
    pub exchanges: BTreeMap<u64, ExchangeRecord>,
    /// What the client reported, by the name of the act.
    pub reports: Vec<ReportRecord>,
    /// What the adapter wrote on stderr meanwhile; secrets masked, bounded.
    pub adapter_stderr: Option<String>,
}

/// An exchange as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeRecord {
    /// `POST /nhs-jobs/v1/…`
    pub request: String,
    /// The headers that matter.
    pub headers: Vec<String>,
    /// The body, indented where it is JSON.
    pub body: String,
    /// The status, or what became of the answer.
    pub answer: String,
    /// Whether the service refused it or broke.
    pub refused: bool,
    /// The answer's body, indented where it is JSON.
    pub answer_body: String,
}

/// What a client said of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportRecord {
    /// The symbolic name of the act.
    pub name: String,
    /// The action.
    pub action: String,
    /// In one line: outcome, reference, state, attempts.
    pub said: String,
    /// What the user was told, a line each.
    pub told: Vec<String>,
}

/// Something that broke outside any scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TroubleRecord {
    /// Who must act.
    pub blame: Blame,
    /// What happened.
    pub message: String,
}

/// A scenario that was selected and did not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotRun {
    /// The scenario.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// A failure that was known before the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnownRecord {
    /// The scenario.
    pub scenario: String,
    /// The check.
    pub check: String,
    /// Why it is let through.
    pub reason: String,
    /// How the reason of its verdict begins.
    pub message: String,
    /// The last day on which it is let through.
    pub expires: Date,
    /// What became of it.
    pub state: KnownState,
}

/// What became of a known failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KnownState {
    /// It fails as it was known to; the run is not held to it.
    Fails,
    /// It passes; the run fails until it is taken off the list.
    Healed,
    /// It fails for another reason, and the run with it.
    Changed,
    /// Its scenario did not run, or what it is about did not occur.
    NotSeen,
}

/// How the results differ from those recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SnapshotRecord {
    /// `check`, `new` or `off`.
    pub mode: String,
    /// Where they are, unless it is `snapshots`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// How many agree.
    pub same: u64,
    /// How many were written.
    pub written: u64,
    /// The others.
    pub differences: Vec<Difference>,
}

/// A requirement, as far as a reader of a report needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementRecord {
    /// Its title.
    pub title: String,
    /// Its sentence.
    pub text: String,
    /// `stated`, `inferred` or `simulator`.
    pub provenance: String,
    /// The name of the source.
    pub source: Option<String>,
    /// Where the source is.
    pub url: Option<String>,
    /// What it says.
    pub quote: Option<String>,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// The schema of `run.json`, JSON Schema 2020-12. Later versions may add members; readers pass over
/// what they do not know.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(RunRecord).to_value();
    schema["title"] = Value::from("A run of the conformance runner: run.json");
    schema
}

impl CheckTotals {
    /// Each verdict with its count, as reports list them.
    #[must_use]
    pub fn by_verdict(&self) -> [(Verdict, u64); 6] {
        [
            (Verdict::Pass, self.pass),
            (Verdict::Warn, self.warn),
            (Verdict::Inconclusive, self.inconclusive),
            (Verdict::Fail, self.fail),
            (Verdict::Error, self.error),
            (Verdict::NotApplicable, self.not_applicable),
        ]
    }

    /// How many checks there are.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.by_verdict().iter().map(|(_, count)| count).sum()
    }

    /// Adds those of another.
    pub fn extend(&mut self, other: &Self) {
        self.pass += other.pass;
        self.warn += other.warn;
        self.inconclusive += other.inconclusive;
        self.fail += other.fail;
        self.error += other.error;
        self.not_applicable += other.not_applicable;
    }

    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Warn => &mut self.warn,
            Verdict::Inconclusive => &mut self.inconclusive,
            Verdict::Fail => &mut self.fail,
            Verdict::Error => &mut self.error,
            Verdict::NotApplicable => &mut self.not_applicable,
        };
        *count += 1;
    }
}

impl RunRecord {
    /// The entry by which a check's failure is let through.
    #[must_use]
    pub fn let_through(&self, scenario: &str, check: &str) -> Option<&KnownRecord> {
        super::known::record(&self.known, scenario, check)
            .filter(|known| known.state == KnownState::Fails)
    }
}

impl ScenarioRecord {
    /// What its checks came to.
    #[must_use]
    pub fn totals(&self) -> CheckTotals {
        let mut totals = CheckTotals::default();
        self.checks
            .iter()
            .for_each(|check| totals.add(check.verdict));
        totals
    }
}

impl Totals {
    /// Counts the scenarios that have a verdict of their own.
    #[must_use]
    pub fn of(scenarios: &[ScenarioRecord]) -> Self {
        let mut totals = Self::default();
        for scenario in scenarios {
            totals.scenarios += 1;
            scenario
                .checks
                .iter()
                .for_each(|check| totals.checks.add(check.verdict));
        }
        totals
    }
}

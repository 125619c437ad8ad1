//! `certificate.json`: what a certificate holds.

use clients::{AdapterName, Subject};
use contract::provenance::Provenance;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::evidence::{Action, Evidence};
use crate::probe::Probe;
use crate::report::record::{CheckTotals, KnownRecord, NotRun, Totals};
use crate::verdict::{CheckResult, Level, Verdict};

/// A certificate. Given are `subject`, `adapter`, `ran`, `elapsedMs`, `seed`, `shard`, the place of
/// the simulator, `madeBy`, `probes`, the known failures, `coverage.set`, and of each attempt the
/// scenario's source and the evidence; everything else follows from these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Certificate {
    /// What this file is, and in which version: `conformance-certificate/1`.
    pub format: String,
    /// That this is nobody's official statement.
    pub notice: String,
    /// What it says, in plain sentences.
    pub statement: Vec<String>,
    /// The worst of all checks, but for known failures: `pass`, or `warn` where a recommendation was
    /// not followed.
    pub verdict: Verdict,
    /// The client, as it named itself.
    pub subject: Subject,
    /// Which of this tool's own clients it is; null for any other.
    pub ours: Option<String>,
    /// What drove it.
    pub adapter: AdapterStated,
    /// The wall clock at the start of the run. Differs from run to run.
    pub ran: Timestamp,
    /// Milliseconds from start to end of the run. Differs from run to run.
    pub elapsed_ms: u64,
    /// The seed of everything that was drawn.
    pub seed: u64,
    /// Which part of a run that was split this is (`2/5`); null for a whole one.
    pub shard: Option<String>,
    /// The simulator that the client acted against.
    pub simulator: SimulatorStated,
    /// The clocks of the sandboxes, not the wall clock, when the attempts began.
    pub sandbox_clock: Option<Clock>,
    /// The versions of what judged it.
    pub made_by: MadeBy,
    /// Whether the adapter is honest.
    pub probes: Vec<Probe>,
    /// How much there was of each.
    pub totals: Totals,
    /// What it covers and what it leaves out.
    pub coverage: Coverage,
    /// The failures that were let through, each with its reason.
    pub known: Vec<KnownRecord>,
    /// What nobody outside knows of the real services, and so is not covered by any check.
    pub unknown: Vec<String>,
    /// Each attempt with its verdicts and the evidence they follow from, in the order of the ids.
    pub attempts: Vec<Certified>,
    /// SHA-256 in lower-case hexadecimal over everything above: this document without this member,
    /// as JSON without white space, the members of each object in the order of their names.
    pub sha256: String,
}

/// What drove the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdapterStated {
    /// As it named itself.
    pub name: Option<AdapterName>,
    /// The actions that it declared.
    pub actions: Vec<Action>,
}

/// Where the simulator was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// The runner's own, in its process.
    InProcess,
    /// One that was running already.
    Elsewhere,
}

/// The simulator that the client acted against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulatorStated {
    /// Where it was.
    pub place: Whereabouts,
    /// What it called itself in its answers, each name once.
    pub names: Vec<String>,
}

/// The earliest and the latest of the sandbox clocks at the beginning of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Clock {
    /// The earliest.
    pub earliest: Timestamp,
    /// The latest.
    pub latest: Timestamp,
}

/// The versions of what judged the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MadeBy {
    /// The version of this tool.
    pub runner: String,
    /// The version of the protocol between runner and adapter.
    pub protocol: String,
    /// The contract of the simulated services.
    pub contract: ContractStated,
    /// The requirements on a client.
    pub requirements: Counted,
    /// The whole set of scenarios, of which `coverage` says what was used.
    pub scenarios: Counted,
    /// Whether that set is the one which is shipped with this version of the tool.
    pub shipped_scenarios: bool,
}

/// The contract of the simulated services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContractStated {
    /// What it is called, with its version.
    pub name: String,
    /// SHA-256 over its rules.
    pub sha256: String,
}

/// So many of them, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Counted {
    /// How many.
    pub count: usize,
    /// SHA-256 over all of them.
    pub sha256: String,
}

/// What a certificate covers and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Coverage {
    /// The whole set of scenarios that it could have covered, in the order of the ids.
    pub set: Vec<SetEntry>,
    /// The scenarios of the set that were not asked for.
    pub left_out: Vec<String>,
    /// The scenarios that were asked for and could not be run, and why.
    pub not_run: Vec<NotRun>,
    /// How much rests on what the public sources state, on what follows from them, and on this
    /// simulator's own choices.
    pub by_provenance: Vec<ProvenanceCovered>,
    /// Every requirement on a client, shown or not.
    pub requirements: Vec<RequirementCovered>,
}

/// A scenario of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetEntry {
    /// Its id.
    pub id: String,
    /// SHA-256 over its source.
    pub sha256: String,
}

/// How much rests on one provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProvenanceCovered {
    /// Who asks for it.
    pub provenance: Provenance,
    /// What that word means.
    pub meaning: String,
    /// How many requirements there are of it.
    pub requirements: usize,
    /// How many of them were shown.
    pub shown: usize,
    /// The checks of these requirements.
    pub checks: CheckTotals,
}

/// A requirement, and whether it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequirementCovered {
    /// `NJ-C-nnn`, `ESR-C-nnn` or `BOTH-C-nnn`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Its sentence.
    pub text: String,
    /// How much it demands.
    pub level: Level,
    /// Who asks for it.
    pub provenance: Provenance,
    /// The name of the source.
    pub source: String,
    /// Where the source is.
    pub url: Option<String>,
    /// What the source says.
    pub quote: Option<String>,
    /// Its checks, by what they came to.
    pub checks: CheckTotals,
    /// Why it is not shown; null where it is.
    pub not_shown: Option<String>,
}

/// One attempt: a scenario, its verdicts, and the evidence that they follow from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Certified {
    /// The scenario's id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The worst of its checks.
    pub verdict: Verdict,
    /// Each declared check, in order.
    pub checks: Vec<CheckResult>,
    /// The scenario.
    pub scenario: Source,
    /// SHA-256 over the evidence, as JSON without white space, the members of each object in the
    /// order of their names.
    pub evidence_sha256: String,
    /// Everything that the judge read: what was sent and answered, what the client reported, what
    /// was done and when. The simulator's address and the sandbox's id are replaced by fixed words.
    pub evidence: Evidence,
}

/// A scenario file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// SHA-256 over the text.
    pub sha256: String,
    /// The text.
    pub text: String,
}

impl Coverage {
    /// How many scenarios of the set were asked for.
    #[must_use]
    pub fn attempted(&self) -> usize {
        self.set.len().saturating_sub(self.left_out.len())
    }

    /// How many scenarios ran.
    #[must_use]
    pub fn ran(&self) -> usize {
        self.attempted().saturating_sub(self.not_run.len())
    }

    /// How many requirements were shown.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.by_provenance.iter().map(|one| one.shown).sum()
    }
}

/// The schema of a certificate, JSON Schema 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Certificate).to_value();
    schema["title"] = Value::from("A certificate of the conformance runner: certificate.json");
    schema["properties"]["format"]["const"] = Value::from(super::FORMAT);
    schema
}

//! Everything the judge may read about one attempt.
//!
//! The runner fills it while it drives the client; the judge reads nothing else. It serialises
//! whole, so that a stored run can be judged again and give the same verdicts.

mod exchange;
mod observed;

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use exchange::{Body, Exchange, Mask, NotAnExchange, Request, Response, SimulatorFacts};
pub use observed::Observed;

/// The record of one attempt: one client, one scenario, one sandbox.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// The id of the scenario that was executed.
    pub scenario: String,
    /// What the client was told to connect to, without the secrets.
    pub connection: Connection,
    /// Every step in the order it was executed, with its place in the journal.
    pub timeline: Vec<StepRecord>,
    /// The mark of `end`; `None` when the attempt never got there.
    pub end: Option<Mark>,
    /// Every exchange of the sandbox, oldest first. The judge sorts by sequence before reading.
    pub exchanges: Vec<Exchange>,
    /// What the journal says of itself.
    pub journal: JournalFacts,
    /// What broke on the way, other than the client's own behaviour.
    pub trouble: Vec<Trouble>,
    /// What the service holds at the end, read from the control interface: generated cases alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Value>,
    /// Why the scenario was not executed although it was selected, for instance an action that the
    /// adapter does not declare. Every check is then not applicable.
    pub not_run: Option<String>,
    /// That a person acted, where no adapter did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<Observed>,
}

impl Evidence {
    /// The acts in the order they were asked for, with their marks.
    pub fn acts(&self) -> impl Iterator<Item = (&StepRecord, &ActRecord)> {
        self.timeline.iter().filter_map(|step| match &step.done {
            Done::Act(act) => Some((step, act)),
            _ => None,
        })
    }
}

/// Where the client was pointed at. Base URLs are absolute and carry no credentials.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Connection {
    /// `begin.nhs_jobs.base_url`, ending in `/nhs-jobs/v1`.
    pub nhs_jobs_base_url: String,
    /// `begin.esr.base_url`, ending in `/esr`.
    pub esr_base_url: String,
    /// `begin.nhs_jobs.organisation_id`.
    pub organisation_id: String,
    /// `begin.nhs_jobs.account_id`, as handed to the client.
    pub account_id: String,
    /// `begin.esr.vpd`, as handed to the client.
    pub vpd: String,
    /// Which credentials were handed out wrong on purpose, by the words of the scenario's
    /// `given.credentials` (`api_key: unknown`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wrong_on_purpose: BTreeMap<String, String>,
}

/// A stretch of the journal: the simulator's last sequence before something began and after it ended.
///
/// Exchanges belong to the stretch when `before < sequence <= after`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mark {
    /// `meta.lastSequence` when it began.
    pub before: u64,
    /// `meta.lastSequence` when it ended.
    pub after: u64,
}

impl Mark {
    /// Whether the exchange with this sequence happened in this stretch.
    #[must_use]
    pub fn holds(&self, sequence: u64) -> bool {
        self.before < sequence && sequence <= self.after
    }
}

/// One executed step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepRecord {
    /// The step's place in `Scenario::steps`, from 0 (`repeat` already unrolled).
    pub step: usize,
    /// The wire traffic while the step ran.
    pub mark: Mark,
    /// The sandbox clock when the step began.
    pub at: Timestamp,
    /// What was done and what came of it.
    pub done: Done,
}

/// What a step did and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Done {
    /// The client was made to act.
    Act(ActRecord),
    /// The client was asked whether it is idle.
    Settle {
        /// What it answered; `false` also when it did not become idle before the deadline.
        idle: bool,
    },
    /// The sandbox clock was moved.
    Advance {
        /// ISO 8601.
        duration: String,
    },
    /// A fault was armed or removed.
    Fault {
        /// The fault as sent to the control interface.
        fault: Value,
    },
    /// A person did something in NHS Jobs or ESR.
    Person {
        /// The word of the scenario (`publishes`, `loads`, `closes` …).
        does: String,
        /// What the control interface answered; `None` when there was nothing to do it to, for
        /// instance because the client never made the draft.
        answer: Option<Value>,
        /// Why it could not be done, for the reader of an inconclusive check.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_done: Option<String>,
    },
    /// A person was asked what they saw.
    Attest {
        /// The attestation's id.
        id: String,
        /// `None` where nobody was there to answer.
        answer: Option<bool>,
    },
}

/// One action that the client was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActRecord {
    /// Which action.
    pub action: Action,
    /// The symbolic name (`job1`).
    pub name: String,
    /// The whole `input` as sent to the adapter, `employer_vpd` filled in.
    pub input: Value,
    /// What came back.
    pub answer: ActAnswer,
}

/// What came back from an `act`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActAnswer {
    /// The client's own account of it.
    Report(Report),
    /// The adapter cannot do this action.
    Unsupported {
        /// In the adapter's words.
        reason: String,
    },
    /// No answer that counts; `Evidence::trouble` says why.
    None,
}

/// The actions of the adapter protocol.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Make a draft in NHS Jobs.
    PostVacancy,
    /// Change the draft posted under the same name.
    UpdateVacancy,
    /// Send the employment checks to ESR.
    TransferEmploymentChecks,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [
        Self::PostVacancy,
        Self::UpdateVacancy,
        Self::TransferEmploymentChecks,
    ];

    /// The word of the protocol.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PostVacancy => "post_vacancy",
            Self::UpdateVacancy => "update_vacancy",
            Self::TransferEmploymentChecks => "transfer_employment_checks",
        }
    }
}

/// The client's own account of an action, as the protocol's `act` answers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// What became of it.
    pub outcome: Outcome,
    /// The reference or id the service gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The state the client believes it to be in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What a person using the client would read.
    #[serde(default)]
    pub told_user: Vec<Told>,
    /// How often this action was sent, token calls aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
}

/// What became of an action, in the client's belief.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service took it.
    Accepted,
    /// The service took it and said something about it that the user should know.
    AcceptedWithWarnings,
    /// The service refused it, and the user can act.
    Rejected,
    /// The client's own rules held it back.
    NotSent,
    /// 401 or 403: support must act.
    ConfigError,
    /// The client will try again by itself.
    RetryPending,
    /// Certainly not done.
    Failed,
    /// No answer came; it may have been done.
    Unknown,
}

impl Outcome {
    /// The word of the protocol.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted_with_warnings",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::ConfigError => "config_error",
            Self::RetryPending => "retry_pending",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the client believes that the service took it.
    #[must_use]
    pub fn is_acceptance(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithWarnings)
    }
}

/// One message to the user of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// How serious it is.
    pub severity: Severity,
    /// Dotted path in the ATS's words without indexes, or the wire's pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The words.
    pub text: String,
}

/// How serious a message is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It did not work.
    Error,
    /// It worked, with something to know.
    Warning,
    /// Something to know.
    Info,
}

/// What the journal says of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JournalFacts {
    /// Entries it held.
    pub total: u64,
    /// Entries it had to let go; above 0 the judge cannot conclude from absence.
    pub dropped: u64,
    /// The last sequence given out.
    pub last_sequence: u64,
}

/// Something broke that is not the client's behaviour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trouble {
    /// Who must act.
    pub blame: Blame,
    /// The step during which it happened, where there was one.
    pub step: Option<usize>,
    /// What happened, as a sentence fragment: "the adapter exited with status 1 while asked for `act`".
    pub message: String,
}

/// Who must act on trouble.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Blame {
    /// The program that drives the client.
    Adapter,
    /// This runner.
    Runner,
    /// The simulator.
    Simulator,
}

impl Blame {
    /// The word for reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Adapter => "adapter",
            Self::Runner => "runner",
            Self::Simulator => "simulator",
        }
    }
}

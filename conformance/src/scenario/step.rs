//! What is done, in order.

mod fault;
mod person;
mod read;

use serde_json::Value;

use super::given::{Activation, Applicant};
use crate::evidence::Action;

pub(crate) use fault::{FAULTS, faults, operations};
pub(crate) use person::CREDENTIALS;
pub(crate) use read::{Steps, read};

/// One thing that is done. `repeat` is unrolled before anyone sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The label that checks may refer to.
    pub id: Option<String>,
    /// What is done.
    pub what: Do,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Do {
    /// The client is made to act.
    Act(Act),
    /// The client is asked until it says that it is idle.
    Settle {
        /// How long it must be quiet, in milliseconds.
        quiet_ms: u64,
        /// How long the runner goes on listening once the client has said so, in milliseconds: what
        /// arrives then is traffic after idle.
        listen_ms: u64,
    },
    /// The sandbox clock is moved forward.
    Advance {
        /// ISO 8601, as the control interface takes it.
        duration: String,
    },
    /// A fault is armed.
    Fault {
        /// The body for `POST …/faults`, verbatim.
        fault: Value,
    },
    /// Every fault is disarmed.
    ClearFaults,
    /// A person does something in NHS Jobs or ESR.
    Person(Person),
    /// A person is asked what they saw.
    Attest {
        /// The attestation's id.
        id: String,
        /// The question, answered yes or no.
        ask: String,
    },
}

/// One action of the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Which.
    pub action: Action,
    /// The symbolic name.
    pub name: String,
    /// The complete input, but for `applicant.employer_vpd`, which the runner fills in.
    pub input: Value,
    /// The deadline where the scenario wants another than the protocol's 20 seconds.
    pub deadline_ms: Option<u64>,
}

/// What a person does. Vacancies and records are meant by their symbolic names.
#[derive(Debug, Clone, PartialEq)]
pub enum Person {
    /// Publishes the vacancy that was posted under this name.
    Publish {
        /// The name.
        name: String,
    },
    /// Closes it.
    Close {
        /// The name.
        name: String,
    },
    /// Amends it.
    Amend {
        /// The name.
        name: String,
        /// What changes, in the wire's words.
        with: Value,
    },
    /// TIS or Hicom loads an applicant, or somebody makes one by hand.
    Load(Applicant),
    /// HR closes a record.
    CloseRecord {
        /// The applicant's name.
        of: String,
    },
    /// HR corrects a person.
    CorrectRecord {
        /// The applicant's name.
        of: String,
        /// What changes, in the control interface's words.
        with: Value,
    },
    /// HR chooses this record among duplicates.
    KeepRecord {
        /// The applicant's name.
        of: String,
    },
    /// Support pulls a lever on a credential.
    Credential {
        /// Which lever.
        lever: Lever,
        /// The credential's id on the control interface (`api-key`).
        credential: String,
    },
    /// The employer's activation changes.
    Activation {
        /// To what.
        to: Activation,
    },
}

/// The levers on credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// Its time is over.
    Expire,
    /// It was taken back.
    Revoke,
    /// It no longer belongs to the organisation.
    Unlink,
    /// As it was at the beginning.
    Restore,
}

impl Lever {
    /// The word of the control interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Expire => "expire",
            Self::Revoke => "revoke",
            Self::Unlink => "unlink",
            Self::Restore => "restore",
        }
    }
}

impl Person {
    /// The word of scenarios, which evidence repeats in `Done::Person::does`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Publish { .. } => "publish",
            Self::Close { .. } => "close",
            Self::Amend { .. } => "amend",
            Self::Load(_) => "load_applicant",
            Self::CloseRecord { .. } => "close_record",
            Self::CorrectRecord { .. } => "correct_record",
            Self::KeepRecord { .. } => "keep_record",
            Self::Credential { lever, .. } => match lever {
                Lever::Expire => "expire_credential",
                Lever::Revoke => "revoke_credential",
                Lever::Unlink => "unlink_credential",
                Lever::Restore => "restore_credential",
            },
            Self::Activation { .. } => "set_activation",
        }
    }
}

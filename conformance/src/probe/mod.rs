//! The honesty probes: what an adapter must get right before anything else it says counts.
//!
//! An adapter that claims what it cannot know would earn passes for nothing. So, before the
//! scenarios: its nonce must come back, an action that does not exist must be `unsupported`, what
//! a service minted a moment ago must be what is reported, and where nobody listens nothing may
//! be `accepted`.

mod closed_port;
mod greeting;
mod minted;
mod nonsense;
mod sample;
mod trial;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::control::{Control, ControlError};
use crate::driver::{Adapter, NoAnswer};
use crate::evidence::Blame;

pub use greeting::{Greeting, greet};

/// The names of all probes, in the order in which they are made.
pub const ALL: [&str; 4] = ["nonce", "nonsense-action", "reference", "closed-port"];

/// What came of one probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Probe {
    /// Its name: `nonce`, `nonsense-action`, `reference`, `closed-port`.
    pub id: String,
    /// What an honest adapter does.
    pub asks: String,
    /// What came of it.
    pub verdict: ProbeVerdict,
    /// Why it did not pass, or was left out.
    pub reason: Option<String>,
    /// Who must act, where it failed.
    pub blame: Option<Blame>,
}

/// What came of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProbeVerdict {
    /// As an honest adapter would.
    Passed,
    /// Not so: nothing else it says counts.
    Failed,
    /// The adapter can do nothing that the probe could ask for.
    LeftOut,
}

/// Why a probe did not pass.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The adapter said what is not so.
    #[error("{0}")]
    Dishonest(String),
    /// The adapter broke.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// The simulator broke.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// This machine gives the runner what it needs no more.
    #[error("{what}: {source}")]
    Machine {
        what: &'static str,
        source: std::io::Error,
    },
}

impl Failure {
    fn blame(&self) -> Blame {
        match self {
            Self::Dishonest(_) | Self::NoAnswer(_) => Blame::Adapter,
            Self::Control(_) => Blame::Simulator,
            Self::Machine { .. } => Blame::Runner,
        }
    }
}

/// Probes what a greeted adapter claims; stops at the first failure, since nothing after it counts.
pub async fn claims(adapter: &Adapter, control: &Control, greeting: &Greeting) -> Vec<Probe> {
    let mut probes = vec![passed("nonce", greeting::ASKS)];
    let trial = trial::Trial {
        adapter,
        control,
        actions: &greeting.hello.actions,
    };
    push(
        &mut probes,
        "nonsense-action",
        nonsense::ASKS,
        nonsense::probe(&trial).await,
    );
    if !failed(&probes) {
        push(
            &mut probes,
            "reference",
            minted::ASKS,
            minted::probe(&trial).await,
        );
    }
    probes
}

/// Probes what an adapter says where nobody listens. It takes as long as the client's patience.
pub async fn silence(adapter: &Adapter, control: &Control, greeting: &Greeting) -> Probe {
    let trial = trial::Trial {
        adapter,
        control,
        actions: &greeting.hello.actions,
    };
    judged(
        "closed-port",
        closed_port::ASKS,
        closed_port::probe(&trial).await,
    )
}

/// Whether any probe failed.
#[must_use]
pub fn failed(probes: &[Probe]) -> bool {
    probes
        .iter()
        .any(|probe| probe.verdict == ProbeVerdict::Failed)
}

/// What a probe found: whether there was anything to ask the adapter for.
type Found = Result<Asked, Failure>;

/// Whether a probe could ask for anything.
enum Asked {
    Yes,
    No,
}

fn push(probes: &mut Vec<Probe>, id: &str, asks: &str, found: Found) {
    probes.push(judged(id, asks, found));
}

fn judged(id: &str, asks: &str, found: Found) -> Probe {
    let probe = passed(id, asks);
    match found {
        Ok(Asked::Yes) => probe,
        Ok(Asked::No) => Probe {
            verdict: ProbeVerdict::LeftOut,
            reason: Some("the adapter declares no action to ask for".to_owned()),
            ..probe
        },
        Err(failure) => Probe {
            verdict: ProbeVerdict::Failed,
            blame: Some(failure.blame()),
            reason: Some(failure.to_string()),
            ..probe
        },
    }
}

/// A probe that was not made.
pub(crate) fn left_out(why: &str) -> Probe {
    Probe {
        verdict: ProbeVerdict::LeftOut,
        reason: Some(why.to_owned()),
        ..passed(
            "honesty",
            "what an adapter is asked before anything it says counts",
        )
    }
}

/// What an honest adapter comes to: every probe in its order, passed.
pub(crate) fn all_passed() -> [Probe; 4] {
    let asks = [
        greeting::ASKS,
        nonsense::ASKS,
        minted::ASKS,
        closed_port::ASKS,
    ];
    std::array::from_fn(|at| passed(ALL[at], asks[at]))
}

fn passed(id: &str, asks: &str) -> Probe {
    Probe {
        id: id.to_owned(),
        asks: asks.to_owned(),
        verdict: ProbeVerdict::Passed,
        reason: None,
        blame: None,
    }
}

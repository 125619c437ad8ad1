//! One attempt: one scenario, one sandbox, one piece of evidence.
//!
//! The runner looks at the journal's last sequence before and after every step, so that wire
//! traffic is tied to steps by number and never by a clock. Whatever happens the sandbox is taken
//! away, and what broke is written down instead of thrown.

pub(crate) mod begin;
mod company;
mod credentials;
mod people;
mod setup;
mod steps;
mod vacancies;
mod words;

pub use company::Company;
pub(crate) use credentials::hand_out_wrong;
pub(crate) use steps::input_of;

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::control::{Control, ControlError};
use crate::driver::{Adapter, NoAnswer};
use crate::evidence::{Blame, Evidence, Trouble};
use crate::scenario::Scenario;
use crate::seed;
use crate::time::Stopwatch;

/// What every attempt of a run shares.
#[derive(Clone)]
pub struct Attempts {
    /// The adapter that is driven.
    pub adapter: Adapter,
    /// The simulator's control interface.
    pub control: Control,
    /// The seed of the run.
    pub seed: u64,
    /// How long a client may take to come to rest.
    pub patience: Duration,
    /// Cut short by a person.
    pub interrupt: CancellationToken,
}

/// What an attempt leaves behind.
#[derive(Debug, Clone)]
pub struct Attempted {
    /// For the judge.
    pub evidence: Evidence,
    /// What the adapter wrote on stderr meanwhile, secrets masked.
    pub stderr: String,
    /// How long it took.
    pub elapsed: Duration,
    /// Whether a person cut it short.
    pub interrupted: bool,
}

/// Something broke that is not the client's behaviour.
#[derive(Debug, thiserror::Error)]
enum Broken {
    /// The adapter gave no answer that counts.
    #[error(transparent)]
    Adapter(#[from] NoAnswer),
    /// The simulator did not do as asked.
    #[error(transparent)]
    Simulator(#[from] ControlError),
    /// The runner cannot go on.
    #[error("{0}")]
    Runner(String),
}

impl Broken {
    fn trouble(&self, step: Option<usize>) -> Trouble {
        let blame = match self {
            Self::Adapter(_) => Blame::Adapter,
            Self::Simulator(_) => Blame::Simulator,
            Self::Runner(_) => Blame::Runner,
        };
        Trouble {
            blame,
            step,
            message: self.to_string(),
        }
    }
}

impl Attempts {
    /// Executes a scenario in a sandbox of its own.
    pub async fn execute(&self, scenario: &Scenario) -> Attempted {
        self.attempt(scenario, false).await
    }

    /// Executes a generated case, and looks at the end at what the service holds.
    pub async fn execute_and_look(&self, scenario: &Scenario) -> Attempted {
        self.attempt(scenario, true).await
    }

    async fn attempt(&self, scenario: &Scenario, look: bool) -> Attempted {
        let stopwatch = Stopwatch::start();
        let mark = self.adapter.driver().words_mark();
        let mut evidence = Evidence {
            scenario: scenario.id.clone(),
            ..Evidence::default()
        };
        let mut interrupted = false;
        let mut stderr = String::new();
        match self.prepare(scenario).await {
            Ok(world) => {
                interrupted = self
                    .live_through(scenario, &world, look, &mut evidence)
                    .await;
                stderr = words::masked(&self.adapter.driver().words_since(mark), &world.connection);
            }
            Err(broken) => evidence.trouble.push(broken.trouble(None)),
        }
        Attempted {
            evidence,
            stderr,
            elapsed: stopwatch.elapsed(),
            interrupted,
        }
    }

    /// Goes through the steps and collects the journal; true when a person cut it short.
    async fn live_through(
        &self,
        scenario: &Scenario,
        world: &setup::World,
        look: bool,
        evidence: &mut Evidence,
    ) -> bool {
        let attempt = world.begin.attempt.as_str();
        evidence.connection = world.evidence(&scenario.given);
        let interrupted = tokio::select! {
            ended = self.go_through(scenario, world, evidence) => {
                evidence.trouble.extend(ended.err());
                false
            }
            () = self.interrupt.cancelled() => true,
        };
        if let Err(broken) = self.collect(world, look, evidence).await {
            evidence.trouble.push(broken.trouble(None));
        }
        if let Some(late) = self.adapter.driver().conclude(attempt)
            && evidence.trouble.is_empty()
        {
            evidence.trouble.push(Broken::from(late).trouble(None));
        }
        interrupted
    }

    /// Reads the journal and takes the sandbox away, the latter in any case.
    async fn collect(
        &self,
        world: &setup::World,
        look: bool,
        evidence: &mut Evidence,
    ) -> Result<(), Broken> {
        let sandbox = world.connection.id.as_str();
        let journal = self.control.journal(sandbox).await;
        if look && !evidence.timeline.is_empty() {
            evidence.held = self.control.vacancies(sandbox).await.ok();
        }
        let deleted = self.leave(sandbox).await;
        let journal = journal?;
        evidence.exchanges = journal.exchanges;
        evidence.journal = journal.facts;
        Ok(deleted?)
    }
}

impl Attempts {
    /// The person who goes along, where one does.
    fn company(&self) -> Option<&dyn Company> {
        self.adapter.driver().company()
    }

    /// Takes the sandbox away, unless a person's ATS stays connected to it.
    async fn leave(&self, sandbox: &str) -> Result<(), ControlError> {
        match self.company() {
            Some(_) => Ok(()),
            None => self.control.delete(sandbox).await,
        }
    }
}

/// An id that tells the adapter nothing about the scenario.
pub(crate) fn opaque(seed: u64, scenario: &Scenario) -> String {
    let id = seed::named(seed, &format!("attempt {}", scenario.id));
    format!("{id:014x}")
}

//! A stage for tests: a simulator, the repository's scenarios, and runs of any client on it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::carrier::{Carried, Carrier};
use clients::Client;
use conformance::attempt::Attempts;
use conformance::control::Control;
use conformance::driver::{Adapter, CommandLine, Driver, InProcess, Stdio, Warden};
use conformance::run::{self, Outcome, Plan};
use conformance::scenario::{self, Scenario};
use conformance::seed;
use conformance::simulator::OwnSimulator;
use conformance::verdict::Verdict;
use tokio_util::sync::CancellationToken;

/// A simulator and the scenarios that are played on it.
pub(crate) struct Stage {
    simulator: OwnSimulator,
    control: Control,
    pub(crate) scenarios: Vec<Scenario>,
    /// How long an adapter may take over one message.
    pub(crate) deadline: Duration,
    pub(crate) jobs: Option<u32>,
}

impl Stage {
    /// With every scenario of the repository.
    pub(crate) async fn set() -> Self {
        let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
        let deadline = Duration::from_secs(60);
        Self {
            simulator,
            control,
            scenarios: scenarios(),
            deadline,
            jobs: Some(16),
        }
    }

    /// With the scenarios that a rule picks.
    pub(crate) async fn with(pick: impl Fn(&Scenario) -> bool) -> Self {
        let mut stage = Self::set().await;
        stage.scenarios.retain(pick);
        assert!(!stage.scenarios.is_empty(), "the rule picks no scenario");
        stage
    }

    pub(crate) async fn run_client(&self, client: Arc<dyn Client>) -> Outcome {
        self.run(Arc::new(InProcess::new(client))).await
    }

    /// Runs the program that this package builds, as an adapter, over any carrier.
    pub(crate) async fn run_over(&self, carrier: Carrier, arguments: &str) -> Outcome {
        let carried = Carried::start(carrier, arguments).await;
        self.run(carried.driver()).await
    }

    /// Runs the program that this package builds, as an adapter.
    pub(crate) async fn run_own_adapter(&self, arguments: &str) -> Outcome {
        self.run(Arc::new(own_adapter(arguments))).await
    }

    /// Runs a client one attempt at a time: for one that gives up on answers which are slow only
    /// because much else goes on beside them.
    pub(crate) async fn run_calmly(&self, client: Arc<dyn Client>) -> Outcome {
        self.run_at(Some(1), Arc::new(InProcess::new(client))).await
    }

    pub(crate) async fn run(&self, driver: Arc<dyn Driver>) -> Outcome {
        self.run_at(self.jobs, driver).await
    }

    async fn run_at(&self, jobs: Option<u32>, driver: Arc<dyn Driver>) -> Outcome {
        let plan = Plan {
            scenarios: self.scenarios.clone(),
            attempts: Attempts {
                adapter: Adapter::new(Arc::clone(&driver), self.deadline),
                control: self.control.clone(),
                seed: seed::DEFAULT,
                patience: self.deadline,
                interrupt: CancellationToken::new(),
            },
            jobs,
            fail_fast: false,
        };
        let outcome = run::run(Arc::new(plan), &mut |_| {}).await;
        driver.stop().await;
        outcome
    }

    pub(crate) async fn strike(self) {
        self.simulator.stop().await;
    }
}

/// The program that this package builds.
pub(crate) fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_conformance"))
}

/// `conformance adapter …`, driven over stdio and guarded.
pub(crate) fn own_adapter(arguments: &str) -> Stdio {
    let line = format!("'{}' adapter {arguments}", program().display());
    Stdio::new(
        CommandLine::read(&line).expect("a command line"),
        Warden::of(Some(program())),
    )
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn scenarios() -> Vec<Scenario> {
    let loaded = scenario::load(&root().join("scenarios"));
    let mut scenarios = loaded.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    scenarios.sort_by(|one, other| one.id.cmp(&other.id));
    scenarios
}

/// Every check that did not pass and was applicable, as one line each.
pub(crate) fn remarks(outcome: &Outcome) -> Vec<String> {
    let results = outcome.results.iter().flat_map(|attempt| {
        attempt
            .verdict
            .checks
            .iter()
            .map(move |check| (&attempt.verdict.id, check))
    });
    let bad = results.filter(|(_, check)| check.verdict > Verdict::Pass);
    bad.map(|(id, check)| {
        let reason = check.reason.as_deref().unwrap_or_default();
        format!("{} {id} {}: {reason}", check.verdict.word(), check.id)
    })
    .collect()
}

/// The verdicts of every check: comparable between two runs.
pub(crate) fn verdicts(outcome: &Outcome) -> Vec<(String, String, Verdict)> {
    let results = outcome.results.iter().flat_map(|attempt| {
        attempt
            .verdict
            .checks
            .iter()
            .map(move |check| (&attempt.verdict.id, check))
    });
    results
        .map(|(id, check)| (id.clone(), check.id.clone(), check.verdict))
        .collect()
}

/// How many checks came to this.
pub(crate) fn count(outcome: &Outcome, verdict: Verdict) -> usize {
    verdicts(outcome)
        .into_iter()
        .filter(|(_, _, came_to)| *came_to == verdict)
        .count()
}

/// The scenarios with a check that came to this.
pub(crate) fn with_verdict(outcome: &Outcome, verdict: Verdict) -> BTreeSet<String> {
    verdicts(outcome)
        .into_iter()
        .filter(|(_, _, to)| *to == verdict)
        .map(|(id, _, _)| id)
        .collect()
}

/// How many processes sleep for this long.
#[cfg(target_os = "linux")]
pub(crate) fn sleeping(seconds: &str) -> usize {
    let wanted = format!("sleep\0{seconds}\0");
    let processes = std::fs::read_dir("/proc").expect("Linux has /proc");
    let lines = processes
        .flatten()
        .filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines
        .filter(|line| line.ends_with(wanted.as_bytes()))
        .count()
}

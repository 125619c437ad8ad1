//! The client, the simulator and the benches on which cases are tried.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use crate::attempt::Attempts;
use crate::cli::Exit;
use crate::cli::arguments::Stage as StageArguments;
use crate::cli::driving::{self, Driving};
use crate::cli::run::interrupt;
use crate::cli::show::tell;
use crate::cli::stage::simulator as simulator_at;
use crate::control::Control;
use crate::driver::{Adapter, Warden};
use crate::evidence::Action;
use crate::generated::bench::Spare;
use crate::generated::{Bench, CaseFile};
use crate::probe::{self, Greeting, Probe};
use crate::seed;
use crate::simulator::OwnSimulator;

/// The most cases that are open at once where the client is in this process.
const IN_PROCESS: usize = 96;

/// How many processes of an adapter are started for each processor, unless somebody says how many
/// cases are open at once: most of the time of a case is somebody else's, or waiting.
const PROCESSES: usize = 3;

/// Everything that cases are tried with.
pub(super) struct Stage {
    own: Option<OwnSimulator>,
    pub(super) control: Control,
    pub(super) adapter: Adapter,
    pub(super) greeting: Option<Greeting>,
    pub(super) probes: Vec<Probe>,
    pub(super) benches: Vec<(Arc<Bench>, usize)>,
    pub(super) interrupt: CancellationToken,
}

impl Stage {
    /// Greets and probes the client and sets the benches up; none where a probe failed.
    pub(super) async fn set(
        driving: &Driving,
        stage: &StageArguments,
        jobs: Option<u32>,
    ) -> Result<Self, Exit> {
        let warden = driving::warden();
        let (own, control) = simulator_at(stage, &warden, driving.deadline).await?;
        let control = own
            .as_ref()
            .map_or(control.clone(), |own| own.directly(&control));
        let adapter = driving.adapter(&warden).await;
        let adapter = adapter.map_err(|error| tell(Exit::Usage, &error))?;
        let mut set = Self {
            own,
            control,
            adapter,
            greeting: None,
            probes: Vec::new(),
            benches: Vec::new(),
            interrupt: interrupt::token(),
        };
        match probe::greet(&set.adapter).await {
            Ok(greeting) => set.probe(greeting).await,
            Err(failed) => set.probes.push(*failed),
        }
        if !probe::failed(&set.probes) {
            set.make_benches(driving, &warden, jobs).await;
        }
        Ok(set)
    }

    async fn probe(&mut self, greeting: Greeting) {
        self.probes = probe::claims(&self.adapter, &self.control, &greeting).await;
        if !probe::failed(&self.probes) {
            self.probes
                .push(probe::silence(&self.adapter, &self.control, &greeting).await);
        }
        self.greeting = Some(greeting);
    }

    async fn make_benches(&mut self, driving: &Driving, warden: &Warden, jobs: Option<u32>) {
        let declared = self
            .greeting
            .as_ref()
            .map_or(1, |greeting| greeting.hello.concurrency)
            .max(1) as usize;
        let spare: Option<Arc<dyn Spare>> = driving.is_started_anew().then(|| {
            let another = Another {
                driving: driving.clone(),
                warden: warden.clone(),
            };
            Arc::new(another) as Arc<dyn Spare>
        });
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let wanted = jobs.map(|jobs| jobs as usize);
        let (benches, each) = match &spare {
            Some(_) => {
                let wanted = wanted.unwrap_or(declared.max(PROCESSES * processors));
                (wanted.div_ceil(declared), declared.min(wanted))
            }
            None => (
                1,
                wanted
                    .unwrap_or(IN_PROCESS)
                    .min(declared.max(if driving.is_in_process() {
                        IN_PROCESS
                    } else {
                        1
                    })),
            ),
        };
        self.add(self.adapter.clone(), spare.clone(), each, driving.deadline);
        for _ in 1..benches {
            let another = match &spare {
                Some(spare) => spare.another().await,
                None => None,
            };
            match another {
                Some(adapter) => self.add(adapter, spare.clone(), each, driving.deadline),
                None => return,
            }
        }
    }

    fn add(
        &mut self,
        adapter: Adapter,
        spare: Option<Arc<dyn Spare>>,
        each: usize,
        patience: Duration,
    ) {
        let attempts = Attempts {
            adapter,
            control: self.control.clone(),
            // Replaying must not depend on it: a case says itself which world it is tried in.
            seed: seed::DEFAULT,
            patience,
            interrupt: self.interrupt.clone(),
        };
        self.benches
            .push((Arc::new(Bench::new(attempts, spare)), each));
    }

    /// What the client says that it can do.
    pub(super) fn actions(&self) -> Vec<Action> {
        let greeting = self.greeting.as_ref();
        greeting.map_or_else(Vec::new, |greeting| greeting.actions.clone())
    }

    /// Why a case asks for more than the client can do.
    pub(super) fn cannot_do(&self, file: &CaseFile) -> Option<String> {
        let scenario = file.case.scenario("generated/stored").ok()?;
        crate::run::missing(&scenario, &self.actions())
    }

    /// How many cases are open at once.
    pub(super) fn at_a_time(&self) -> usize {
        self.benches.iter().map(|(_, each)| each).sum()
    }

    /// Says who broke what before any case could be tried.
    pub(super) fn failed_probe(&self) -> Option<String> {
        let failed = self
            .probes
            .iter()
            .find(|probe| probe.verdict == probe::ProbeVerdict::Failed)?;
        let reason = failed.reason.as_deref().unwrap_or("no reason is known");
        Some(format!(
            "the honesty probe `{}` failed: {reason}",
            failed.id
        ))
    }

    /// Where the simulator answers.
    pub(super) fn simulator(&self) -> String {
        match &self.own {
            Some(_) => "in process".to_owned(),
            None => self.control.url().to_string(),
        }
    }

    /// Ends everything that was started.
    pub(super) async fn strike(self) {
        self.adapter.driver().stop().await;
        for (bench, _) in &self.benches {
            bench.attempts().adapter.driver().stop().await;
        }
        if let Some(own) = self.own {
            own.stop().await;
        }
    }
}

/// Starts the same adapter once more.
struct Another {
    driving: Driving,
    warden: Warden,
}

#[async_trait]
impl Spare for Another {
    async fn another(&self) -> Option<Adapter> {
        let adapter = self.driving.adapter(&self.warden).await.ok()?;
        probe::greet(&adapter).await.ok()?;
        Some(adapter)
    }
}

//! `conformance doctor`: whether everything is in place, and what to do where it is not.

mod adapter;
mod finding;
mod machine;
mod material;
mod simulator;

use std::path::PathBuf;

use clap::Args;

use self::finding::{Finding, Findings};
use super::Exit;
use super::arguments::Stage;
use super::driving::{self, Driving};
use super::recorded::Recorded;
use super::runtime::on_a_runtime;

/// What may be said after `conformance doctor`: the flags of `conformance run` that can be wrong.
#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    #[command(flatten)]
    driving: Driving,
    #[command(flatten)]
    stage: Stage,
    /// The folder of scenarios; without it `scenarios/` where there is one, else those in this
    /// program
    #[arg(help_heading = "The material", long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// The list of known failures
    #[arg(help_heading = "The material", long, value_name = "FILE")]
    known_failing: Option<PathBuf>,
    #[command(flatten, next_help_heading = "The material")]
    recorded: Recorded,
    /// Where the reports are to be written
    #[arg(
        help_heading = "The material",
        long,
        value_name = "DIR",
        default_value = "conformance-report"
    )]
    out: PathBuf,
}

/// Looks at everything a run needs, a line each. Ends with 0 where a run can be made, with 2 where
/// something that was written or set is wrong, with 5 where adapter, simulator or machine are.
pub(super) fn doctor(arguments: &DoctorArguments) -> Exit {
    on_a_runtime(async {
        let mut findings = Findings::default();
        examine(arguments, &mut findings).await;
        findings.conclude()
    })
}

async fn examine(arguments: &DoctorArguments, findings: &mut Findings) {
    findings.note(machine::runner());
    findings.note(machine::clock());
    findings.note(machine::loopback().await);
    findings.note(machine::proxy());
    let (scenarios, checks) = material::scenarios(arguments.scenarios.as_deref());
    findings.note(scenarios);
    if let Some(file) = &arguments.known_failing {
        findings.note(material::known_failing(file, &checks));
    }
    let recorded = arguments.recorded.of(arguments.scenarios.as_deref());
    findings.note(material::snapshots(&recorded));
    findings.note(material::reports(&arguments.out));
    let warden = driving::warden();
    let Some(stage) = simulator::examine(&arguments.stage, &warden, findings).await else {
        findings.note(Finding::left_out(
            "adapter",
            "without a simulator it is not asked",
        ));
        return;
    };
    adapter::examine(&arguments.driving, &warden, &stage.control, findings).await;
    stage.leave().await;
}

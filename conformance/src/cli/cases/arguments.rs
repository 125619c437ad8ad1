//! What may be said on the command line about generated cases.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::arguments::{Stage, seconds};
use crate::cli::driving::Driving;
use crate::cli::recorded::Recorded;
use crate::report::format::Format;
use crate::run::Shard;
use crate::seed;

#[derive(Debug, Args)]
pub(in crate::cli) struct FuzzArguments {
    #[command(flatten)]
    pub(super) driving: Driving,
    #[command(flatten)]
    pub(super) stage: Stage,
    /// The seed that the cases are drawn from: the same seed gives the same cases
    #[arg(long, value_name = "NUMBER", default_value_t = seed::DEFAULT)]
    pub(super) seed: u64,
    /// How many cases are tried
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) cases: u64,
    /// Try only one part of the cases, such as 2/5: for a search that is split over machines
    #[arg(long, value_name = "PART")]
    pub(super) shard: Option<Shard>,
    /// Begin no case after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) time: Option<Duration>,
    /// Begin no further case after the first that shows something
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// How many cases are tried beside each other. A command is started as often as that takes by
    /// what it declares; without this, several times, so that nobody waits for another's retries
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) jobs: Option<u32>,
    /// How many cases may be tried to make one finding small; 0 leaves it as it was found
    #[arg(long, value_name = "NUMBER", default_value_t = 600)]
    pub(super) shrink_budget: u32,
    /// Where run.json and the cases that were found are written
    #[arg(long, value_name = "DIR", default_value = "conformance-report")]
    pub(super) out: PathBuf,
    /// Where cases are kept: those there are tried first, and new ones are added. Without this,
    /// `cases` in the folder of the reports
    #[arg(long, value_name = "DIR")]
    pub(super) stored: Option<PathBuf>,
    /// Further reports to write
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) format: Vec<Format>,
}

/// A case, and whom it is tried with.
#[derive(Debug, Args)]
pub(in crate::cli) struct CaseArguments {
    /// The case
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) driving: Driving,
    #[command(flatten)]
    pub(super) stage: Stage,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MinimiseArguments {
    #[command(flatten)]
    pub(super) of: CaseArguments,
    /// How many cases may be tried
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) shrink_budget: u32,
    /// Write the smaller case there; without this, it replaces the case
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PromoteArguments {
    #[command(flatten)]
    pub(super) of: CaseArguments,
    /// The scenario's id: its path below the scenarios, without the extension
    #[arg(long = "as", value_name = "ID")]
    pub(super) id: Option<String>,
    /// The folder of scenarios
    #[arg(long, value_name = "DIR", default_value = "scenarios")]
    pub(super) scenarios: PathBuf,
    #[command(flatten)]
    pub(super) recorded: Recorded,
}

//! What may be said on the command line.

use std::path::PathBuf;
use std::time::Duration;

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clients::Flaw;

use super::adapter::{CheckArguments, PrintArguments};
use super::cases::{CaseArguments, FuzzArguments, MinimiseArguments, PromoteArguments};
use super::certify::CertifyArguments;
use super::doctor::DoctorArguments;
use super::driving::Driving;
use super::examples;
use super::init::InitArguments;
use super::observe::ObserveArguments;
use super::paper::{CompletionsArguments, ManArguments};
use super::recorded::Recorded;
use super::requirements::RequirementsArguments;
use super::schema::SchemaArguments;
use super::selection::Selection;
use super::verify::VerifyArguments;
use crate::driver::Misbehaviour;
use crate::report::format::Format;
use crate::report::terminal::Detail;
use crate::scenario::diagnostic::did_you_mean;
use crate::seed;

/// Makes an applicant tracking system (ATS) act against a simulator of NHS Jobs and ESR, and
/// judges what it sent and what it told its user.
///
/// An independent tool, not issued by or affiliated with NHSBSA, NHS England or ESR. Synthetic
/// data only.
#[derive(Debug, Parser)]
#[command(name = "conformance", version, max_term_width = 100, after_help = examples::PROGRAM)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colours; `auto` heeds NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Colour,
    /// Say less: failures and the summary only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: every check, and what the adapter wrote on stderr
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write an adapter to start from, in your language
    ///
    /// It works at once, on the standard library alone, and is commented where your own calls go.
    #[command(after_help = examples::INIT)]
    Init(InitArguments),
    /// Look whether everything is in place for a run, and say what to do where it is not
    ///
    /// Ends with 0 where it is, with 2 where something that was written or set is wrong, with 5
    /// where adapter, simulator or machine are.
    #[command(after_help = examples::DOCTOR)]
    Doctor(Box<DoctorArguments>),
    /// Run the scenarios against a client and judge it
    #[command(after_help = examples::RUN)]
    Run(Box<RunArguments>),
    /// Run the scenarios and, where the client is conformant, issue a certificate
    ///
    /// A certificate holds everything that was seen, so that whoever receives it can judge it again
    /// with `conformance verify`. Where the client is not conformant none is issued; the files of the
    /// run, with all evidence, are written as `conformance run` writes them. With the folder of a run
    /// that is over, that run is certified.
    #[command(after_help = examples::CERTIFY)]
    Certify(Box<CertifyArguments>),
    /// Check a certificate: judge its evidence again, and compare
    ///
    /// Offline, with the certificate alone: no adapter, no simulator, no network. Ends with 0 where
    /// every verdict and every statement follows from the evidence, with 1 where something was altered
    /// or does not follow, with 2 where it cannot be read, with 3 where what this program could judge
    /// agrees but it was made by other scenarios, requirements or another contract.
    #[command(after_help = examples::VERIFY)]
    Verify(VerifyArguments),
    /// Try generated cases against a client, and tell the smallest stories of what it gets wrong
    ///
    /// What the ATS holds and how the services behave are both drawn from the seed. What is found is
    /// shrunk to the smallest story that still shows it, and kept as a case: tried first next time,
    /// and replayed without the seed.
    #[command(after_help = examples::FUZZ)]
    Fuzz(Box<FuzzArguments>),
    /// Observe a real ATS that nothing can drive: a person acts, and says what it shows
    ///
    /// The ATS is connected once, to the simulator that this starts (--listen) or to one that runs
    /// (--simulator). Then one task after the other is shown: what to enter, with a reference of its own
    /// by which its traffic is told; what arrives meanwhile; a few questions on what the ATS showed; and
    /// what it came to. What a person says is evidence of the grade `attested`.
    ///
    /// A session of many hours may be stopped at any time and gone on with later: each task is kept once
    /// it is judged. A task that is left out is inconclusive, never a pass. What no person can do in
    /// reasonable time is excused, and listed with the reason.
    #[command(after_help = examples::OBSERVE)]
    Observe(Box<ObserveArguments>),
    /// Try a stored case again
    ///
    /// Ends with 1 where it still shows what it was stored for, with 0 where it does not. One that
    /// was flaky when it was found is tried three times, and ends with 3 where it does not show.
    #[command(after_help = examples::REPLAY)]
    Replay(Box<CaseArguments>),
    /// Make a stored case smaller while it shows the same
    #[command(after_help = examples::MINIMISE)]
    Minimise(Box<MinimiseArguments>),
    /// Make a scenario of a stored case, with its recorded result
    ///
    /// Say with --adapter (or its like) which client the case was found in, to see that the scenario
    /// still catches it; without, only the reference client is asked.
    #[command(after_help = examples::PROMOTE)]
    Promote(Box<PromoteArguments>),
    /// Show an old run again, from the files it left
    ///
    /// Ends with 0 however the run ended, with 2 where there is no run, with 5 where a report
    /// cannot be written. Several runs are put together, in the folder of --out: the parts that
    /// `conformance run --shard` made of one.
    #[command(after_help = examples::REPORT)]
    Report(ReportArguments),
    /// Compare the verdicts of two runs
    ///
    /// Ends with 0 where no verdict changed, with 1 where one did, for better or worse, and with 2
    /// where one of them is no run.
    #[command(after_help = examples::DIFF)]
    Diff(DiffArguments),
    /// Accept or reject changed snapshots
    ///
    /// They are what `conformance run --snapshots new` wrote beside the recorded ones. Ends with 0
    /// where nothing is left to decide, with 6 where something is.
    #[command(after_help = examples::REVIEW)]
    Review(ReviewArguments),
    /// List the scenarios
    #[command(after_help = examples::LIST)]
    List(ListArguments),
    /// Explain a requirement, a check, a scenario, a code of a refusal, or a rule
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArguments),
    /// List the requirements on a client, with level, provenance and source
    #[command(after_help = examples::REQUIREMENTS)]
    Requirements(RequirementsArguments),
    /// Print a JSON Schema: of scenario files, run.json, certificates, adapter messages, cases, known
    /// failures
    #[command(after_help = examples::SCHEMA)]
    Schema(SchemaArguments),
    /// Print a completion script for a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Print a manual page
    #[command(after_help = examples::MAN)]
    Man(ManArguments),
    /// Try an adapter, or see what it would be sent
    #[command(subcommand, after_help = examples::ADAPTER)]
    Adapter(AdapterCommand),
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Snapshots {
    /// Compare with the recorded results
    Check,
    /// Record what is missing, and write what changed beside it for `conformance review`
    New,
    /// Neither
    Off,
}

#[derive(Debug, Clone, Args)]
pub(super) struct RunArguments {
    #[command(flatten)]
    pub(super) driving: Driving,
    #[command(flatten)]
    pub(super) stage: Stage,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// The seed of everything that is drawn
    #[arg(help_heading = "The run", long, value_name = "NUMBER", default_value_t = seed::DEFAULT)]
    pub(super) seed: u64,
    /// How many attempts may be open at once; at most what the adapter declares
    #[arg(help_heading = "The run", long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) jobs: Option<u32>,
    /// Start no further scenario after the first that fails
    #[arg(help_heading = "The run", long)]
    pub(super) fail_fast: bool,
    /// Where run.json, events.ndjson and the evidence are written
    #[arg(
        help_heading = "What comes of it",
        long,
        value_name = "DIR",
        default_value = "conformance-report"
    )]
    pub(super) out: PathBuf,
    /// Further reports to write there
    #[arg(
        help_heading = "What comes of it",
        long,
        value_enum,
        value_name = "FORMAT",
        value_delimiter = ','
    )]
    pub(super) format: Vec<Format>,
    /// A list of failures that the run is not held to: YAML, each with `check` (scenario#check),
    /// `reason`, `message` (how the verdict's reason begins) and `expires` ("2027-01-31")
    #[arg(help_heading = "What comes of it", long, value_name = "FILE")]
    pub(super) known_failing: Option<PathBuf>,
    /// What to do with the recorded results. Without this they are checked for the reference
    /// client where there are some, and left alone for any other
    #[arg(
        help_heading = "What comes of it",
        long,
        value_enum,
        value_name = "MODE"
    )]
    pub(super) snapshots: Option<Snapshots>,
    #[command(flatten, next_help_heading = "What comes of it")]
    pub(super) recorded: Recorded,
}

/// The simulator that the client acts against.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "The simulator")]
pub(super) struct Stage {
    /// The control URL of a running simulator; without it, one is started in process
    #[arg(long, value_name = "URL", env = "CONFORMANCE_SIMULATOR")]
    pub(super) simulator: Option<String>,
    /// The bearer token of that simulator's control interface
    #[arg(
        long,
        value_name = "TOKEN",
        env = "SIMULATOR_CONTROL_TOKEN",
        hide_env_values = true
    )]
    pub(super) control_token: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// The folder of the run, or its run.json; several are the parts of one that was split
    #[arg(value_name = "DIR", required = true)]
    pub(super) runs: Vec<PathBuf>,
    /// Further reports to write
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) format: Vec<Format>,
    /// Where to write them; without it, the folder of the run
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// End as the run ended, instead of with 0
    #[arg(long)]
    pub(super) exit_status: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The folder of the older run, or its run.json
    pub(super) old: PathBuf,
    /// The folder of the newer run, or its run.json
    pub(super) new: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ReviewArguments {
    /// Accept all, without asking
    #[arg(long, conflicts_with = "reject_all")]
    pub(super) accept_all: bool,
    /// Reject all, without asking
    #[arg(long)]
    pub(super) reject_all: bool,
    /// Only scenarios whose id contains this; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Vec<String>,
    /// The folder of the scenarios whose results are reviewed, as `run` was given it
    #[arg(long, value_name = "DIR")]
    pub(super) scenarios: Option<PathBuf>,
    #[command(flatten)]
    pub(super) recorded: Recorded,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A requirement (NJ-C-014), a check, a scenario, a code of a refusal (KEY_EXPIRED) or a rule
    /// (NJ-SAL-02)
    pub(super) id: String,
    /// The folder of scenarios; without it `scenarios/` where there is one, else those in this
    /// program
    #[arg(long, value_name = "DIR")]
    pub(super) scenarios: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AdapterCommand {
    /// Talk to an adapter, hold each reply against the published schema, and say what is wrong
    ///
    /// It judges no client. Ends with 0 where nothing is wrong, with 5 where something is.
    #[command(after_help = examples::ADAPTER_CHECK)]
    Check(Box<CheckArguments>),
    /// Print exactly what an adapter would be sent for a scenario
    #[command(after_help = examples::ADAPTER_PRINT)]
    Print(PrintArguments),
    /// Serve the reference client, or one with a flaw: over stdin and stdout, or over HTTP
    #[command(hide = true)]
    Reference(Served),
    /// Take away what a killed runner left; started by the runner itself
    #[command(hide = true)]
    Guard,
}

/// One of our own clients as an adapter.
#[derive(Debug, Args)]
pub(super) struct Served {
    /// As a service at this address, for --adapter-url; its URL is printed
    #[arg(long, value_name = "ADDR", conflicts_with = "ask")]
    pub(super) listen: Option<String>,
    /// By asking the runner at this URL for work, for --pull
    #[arg(long, value_name = "URL")]
    pub(super) ask: Option<String>,
    /// The token to ask with
    #[arg(
        long,
        value_name = "TOKEN",
        env = "CONFORMANCE_PULL_TOKEN",
        hide_env_values = true
    )]
    pub(super) token: Option<String>,
    /// The flaw
    #[arg(long, value_parser = flaw)]
    pub(super) flaw: Option<Flaw>,
    /// Break the protocol once, in this way
    #[arg(long, value_enum)]
    pub(super) misbehave: Option<Misbehaviour>,
    /// At which `act` of the process
    #[arg(long, default_value_t = 5)]
    pub(super) at: u32,
    /// A file that keeps a restarted process from doing it again
    #[arg(long)]
    pub(super) once: Option<PathBuf>,
    /// How long a process lives that is left behind, in seconds
    #[arg(long, default_value_t = 600)]
    pub(super) orphan_seconds: u32,
}

impl Cli {
    pub(super) fn detail(&self) -> Detail {
        match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Verbose,
            _ => Detail::Usual,
        }
    }

    pub(super) fn colour(&self) -> ColorChoice {
        match self.color {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        }
    }
}

pub(super) fn flaw(name: &str) -> Result<Flaw, String> {
    let near = || did_you_mean(name, Flaw::ALL.iter().map(Flaw::name));
    name.parse::<Flaw>()
        .map_err(|error| format!("{error}; {}", near()))
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().map_err(|error| error.to_string())?;
    let duration = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
    if duration.is_zero() {
        Err("it must be more than 0".to_owned())
    } else {
        Ok(duration)
    }
}

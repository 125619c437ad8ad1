//! What may be said after `conformance observe`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clients::Subject;
use jiff::civil::Date;

use crate::cli::arguments::{Stage, seconds};
use crate::cli::selection::Selection;
use crate::evidence::Action;
use crate::observe;
use crate::report::format::Format;
use crate::seed;
use crate::time::Stopwatch;

/// What may be said after `conformance observe`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ObserveArguments {
    /// The ATS, as in "Vendor Product 1.2"; asked for without this
    #[arg(help_heading = "The ATS", long, value_name = "NAME", value_parser = subject)]
    pub(super) subject: Option<Subject>,
    /// What it can do: post_vacancy, update_vacancy, transfer_employment_checks; asked for without this
    #[arg(help_heading = "The ATS", long, value_name = "ACTION", value_delimiter = ',', value_parser = action)]
    pub(super) can: Vec<Action>,
    /// Who gives a job and an applicant their reference in the ATS; asked for without this
    #[arg(help_heading = "The ATS", long, value_enum, value_name = "WHO")]
    pub(super) references: Option<References>,
    #[command(flatten)]
    pub(super) stage: Stage,
    #[command(flatten)]
    pub(super) place: PlaceArguments,
    #[command(flatten)]
    pub(super) selection: Selection,
    #[command(flatten)]
    pub(super) tasks: TaskArguments,
    #[command(flatten)]
    pub(super) results: ResultArguments,
}

/// Who gives a job and an applicant their reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum References {
    /// The person types it, or can change it
    Typed,
    /// The ATS numbers them by itself
    Own,
}

/// Where the ATS is sent.
#[derive(Debug, Args)]
#[command(next_help_heading = "The simulator")]
pub(super) struct PlaceArguments {
    /// Where the simulator of this process answers the ATS; keep it, and the base URLs stay from sitting
    /// to sitting
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        conflicts_with = "simulator"
    )]
    pub(super) listen: SocketAddr,
    /// Where the ATS finds that address, if under another: http://test.trust.example:8080
    #[arg(long, value_name = "URL", conflicts_with = "simulator")]
    pub(super) public_url: Option<String>,
    /// The sandbox of the running simulator that the ATS is connected to already; each task replaces
    /// what it holds. Without it one is made, and kept until nobody has used it for a week
    #[arg(long, value_name = "ID", requires = "simulator")]
    pub(super) sandbox: Option<String>,
}

/// Which tasks, and how they are put.
#[derive(Debug, Args)]
#[command(next_help_heading = "The tasks")]
pub(super) struct TaskArguments {
    /// Show the tasks in their order, with times and what is excused, and do nothing
    #[arg(long)]
    pub(super) list: bool,
    /// Only so many tasks, the essential ones
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) first: Option<u32>,
    /// Do the tasks so chosen again, although they are done
    #[arg(long)]
    pub(super) again: bool,
    /// Tell that a request arrived, and not how it was answered, so that no answer leans on it
    #[arg(long)]
    pub(super) blind: bool,
    /// How long nothing must arrive where the ATS does not show whether it has something left to send,
    /// in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(super) still: Duration,
    /// Read the answers from a file, one a line, or from stdin (-): for a script that plays both
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// The day of the ATS's own calendar, where that is not today: the services go by it as well, and
    /// closing dates follow
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// The seed of the employer's codes; the same seed, the same organisation, account, client id and VPD
    #[arg(long, value_name = "NUMBER", default_value_t = seed::DEFAULT)]
    pub(super) seed: u64,
}

/// What comes of it.
#[derive(Debug, Args)]
#[command(next_help_heading = "What comes of it")]
pub(super) struct ResultArguments {
    /// Where the session is kept, and run.json, events.ndjson and the evidence are written. A session
    /// that is there is gone on with
    #[arg(long, value_name = "DIR", default_value = "conformance-observed")]
    pub(super) out: PathBuf,
    /// Go on with the session in this folder; an error where there is none
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    pub(super) resume: Option<PathBuf>,
    /// Further reports to write there
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(super) format: Vec<Format>,
}

impl TaskArguments {
    /// The day of the ATS's own calendar.
    pub(super) fn today(&self) -> Date {
        let now = || observe::day_in_london(Stopwatch::start().started);
        self.today.unwrap_or_else(now)
    }
}

impl ResultArguments {
    /// The folder of the session.
    pub(super) fn folder(&self) -> &PathBuf {
        self.resume.as_ref().unwrap_or(&self.out)
    }
}

fn subject(told: &str) -> Result<Subject, String> {
    let nothing = || "name vendor, product and version, as in \"Vendor Product 1.2\"".to_owned();
    observe::subject(told).ok_or_else(nothing)
}

fn action(word: &str) -> Result<Action, String> {
    let mut all = Action::ALL.into_iter();
    let words = Action::ALL.map(Action::word).join(", ");
    let unknown = || format!("there are {words}");
    all.find(|action| action.word() == word).ok_or_else(unknown)
}

//! `conformance adapter print`: what an adapter would be sent.

use std::time::Duration;

use clap::Args;

use crate::cli::arguments::{Cli, seconds};
use crate::cli::scenarios::select;
use crate::cli::selection::Selection;
use crate::cli::{Exit, show};
use crate::rehearsal::{Line, lines};
use crate::scenario::Scenario;
use crate::scenario::diagnostic::did_you_mean;
use crate::seed;

/// What may be said after `conformance adapter print`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PrintArguments {
    /// The scenario
    #[arg(value_name = "SCENARIO")]
    id: String,
    /// The folder of scenarios; without it `scenarios/` where there is one, else those in this
    /// program
    #[arg(long, value_name = "DIR")]
    scenarios: Option<std::path::PathBuf>,
    /// The seed of everything that is drawn
    #[arg(long, value_name = "NUMBER", default_value_t = seed::DEFAULT)]
    seed: u64,
    /// How long the adapter may take over one message, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    deadline: Duration,
}

/// Writes the requests to stdout, one a line, as an adapter would read them; what happens in
/// between goes to stderr, so that the lines can be given to an adapter.
pub(super) fn print(cli: &Cli, arguments: &PrintArguments) -> Exit {
    let selected = match select(&Selection::whole(arguments.scenarios.clone())) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    let id = arguments.id.trim().trim_end_matches(".yaml");
    let found = selected.scenarios.iter().find(|one| one.id == id);
    match found {
        Some(scenario) => written(cli, arguments, scenario),
        None => {
            let ids = selected.scenarios.iter().map(|one| one.id.as_str());
            let near = Some(did_you_mean(id, ids)).filter(|near| near.starts_with("did you mean"));
            let remedy =
                near.unwrap_or_else(|| "`conformance list` shows what there is".to_owned());
            anstream::eprintln!("error: there is no scenario `{id}`\n{remedy}");
            Exit::Usage
        }
    }
}

fn written(cli: &Cli, arguments: &PrintArguments, scenario: &Scenario) -> Exit {
    let tell = |text: &str| {
        if !cli.quiet {
            anstream::eprintln!("# {text}");
        }
    };
    tell("addresses, credentials and nonce stand for those of a run");
    for line in lines(scenario, arguments.seed, arguments.deadline) {
        let shown = match line {
            Line::Sent(request) => show::print(&String::from_utf8_lossy(&request.line())),
            Line::Meanwhile(what) => {
                tell(&what);
                Ok(())
            }
        };
        if shown.is_err() {
            return show::conclude(Exit::Conformant, shown, &[]);
        }
    }
    Exit::Conformant
}

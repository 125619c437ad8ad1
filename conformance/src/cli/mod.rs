//! The command line.

mod adapter;
mod arguments;
mod diff;
mod exit;
mod explain;
mod list;
mod report;
mod requirements;
mod review;
mod run;
mod scenarios;
mod show;

use std::process::ExitCode;

use clap::Parser;

use self::arguments::{Cli, Command};
pub use self::exit::Exit;

/// Reads the command line, does what it says, and answers the exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.colour().write_global();
    let exit = match &cli.command {
        Command::Run(arguments) => run::run(&cli, arguments),
        Command::Report(arguments) => report::report(&cli, arguments),
        Command::Diff(arguments) => diff::diff(arguments),
        Command::Review(arguments) => review::review(arguments),
        Command::List(arguments) => list::list(arguments),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Requirements => requirements::requirements(),
        Command::Adapter(arguments) => adapter::adapter(arguments),
    };
    ExitCode::from(exit.status())
}

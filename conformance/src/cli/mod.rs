//! The command line.

mod adapter;
mod arguments;
mod cases;
mod certify;
mod diff;
mod doctor;
mod driving;
mod examples;
mod exit;
mod explain;
mod init;
mod list;
mod observe;
mod paper;
mod recorded;
mod report;
mod requirements;
mod review;
mod run;
mod runtime;
mod scenarios;
mod schema;
mod selection;
mod show;
mod stage;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use self::arguments::{Cli, Command};
pub use self::exit::Exit;

/// Reads the command line, does what it says, and answers the exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.colour().write_global();
    let exit = match &cli.command {
        Command::Init(arguments) => init::init(arguments),
        Command::Doctor(arguments) => doctor::doctor(arguments),
        Command::Run(arguments) => run::run(&cli, arguments),
        Command::Certify(arguments) => certify::certify(&cli, arguments),
        Command::Verify(arguments) => verify::verify(&cli, arguments),
        Command::Fuzz(arguments) => cases::fuzz(&cli, arguments),
        Command::Observe(arguments) => observe::observe(&cli, arguments),
        Command::Replay(arguments) => cases::replay(arguments),
        Command::Minimise(arguments) => cases::minimise(arguments),
        Command::Promote(arguments) => cases::promote(arguments),
        Command::Report(arguments) => report::report(&cli, arguments),
        Command::Diff(arguments) => diff::diff(arguments),
        Command::Review(arguments) => review::review(arguments),
        Command::List(arguments) => list::list(arguments),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Requirements(arguments) => requirements::requirements(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::Completions(arguments) => paper::completions(arguments),
        Command::Man(arguments) => paper::man(arguments),
        Command::Adapter(arguments) => adapter::adapter(&cli, arguments),
    };
    ExitCode::from(exit.status())
}

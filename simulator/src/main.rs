//! The doorway of the simulator: read the command line, serve, answer the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    simulator::cli::Cli::run()
}

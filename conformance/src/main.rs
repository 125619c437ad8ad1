//! The conformance runner: a doorway to `conformance::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    conformance::cli::main()
}

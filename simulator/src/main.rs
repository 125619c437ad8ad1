//! The doorway of the simulator: read the command line, serve, answer the exit status.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Each exchange takes and gives back some hundred small pieces of memory, often from two threads:
/// this allocator needs half the time of the usual one, and gives back what it no longer needs.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    simulator::cli::Cli::run()
}

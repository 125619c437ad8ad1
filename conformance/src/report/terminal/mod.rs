//! The report for a person at a terminal, or reading a CI log.
//!
//! It opens with what did not run and why; then, for each scenario that is not as it should be,
//! what was sent, what was expected, the requirement's own sentence and source, and the exact
//! command to see it again. What is in order is only counted.

mod alike;
mod by_requirement;
mod failures;
mod opening;
pub mod style;
mod summary;

use std::io::IsTerminal;

use super::record::RunRecord;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Failures and the summary.
    Quiet,
    /// As usual.
    Usual,
    /// Every check, and what the adapter wrote on stderr.
    Verbose,
}

/// The whole report. Colours are removed by the stream where they are not wanted.
#[must_use]
pub fn render(run: &RunRecord, detail: Detail) -> String {
    let mut text = String::new();
    opening::write(&mut text, run, detail);
    failures::write(&mut text, run, detail);
    summary::write(&mut text, run, detail);
    text
}

/// Whether stderr takes colours, by flag, environment and terminal.
#[must_use]
pub fn colours() -> bool {
    let choice = anstream::AutoStream::choice(&std::io::stderr());
    choice != anstream::ColorChoice::Never && (std::io::stderr().is_terminal() || is_forced())
}

fn is_forced() -> bool {
    matches!(
        anstream::ColorChoice::global(),
        anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi
    )
}

//! The list of known failures that was named.

use crate::cli::Exit;
use crate::cli::arguments::RunArguments;
use crate::cli::scenarios::Selected;
use crate::report::known::{self, KnownFailure};
use crate::report::terminal::colours;
use crate::time::Stopwatch;

/// Reads the list; without one nothing is let through. Mistakes are told, all at once.
pub(super) fn known(
    arguments: &RunArguments,
    selected: &Selected,
    stopwatch: &Stopwatch,
) -> Result<Vec<KnownFailure>, Exit> {
    let Some(file) = &arguments.known_failing else {
        return Ok(Vec::new());
    };
    let name = file.display().to_string();
    let source = std::fs::read_to_string(file).map_err(|error| {
        anstream::eprintln!("error: {name} cannot be read: {error}");
        Exit::Usage
    })?;
    // A day by universal time: the list means the same on every machine.
    let today = stopwatch.started.to_zoned(jiff::tz::TimeZone::UTC).date();
    known::read(&name, &source, today, &selected.checks).map_err(|mistakes| {
        anstream::eprintln!("{}", mistakes.render(colours()));
        anstream::eprintln!("\nthe list of known failures is wrong; nothing was run");
        Exit::Usage
    })
}

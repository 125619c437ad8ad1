//! `conformance report DIR`: an old run again, from the files it left.

use super::arguments::{Cli, ReportArguments};
use super::{Exit, show};
use crate::report::folder::Folder;
use crate::report::stored;
use crate::report::terminal;

/// Shows the run as it was shown, and writes the further reports. Ends with 0 however the run
/// ended: that a report was made says nothing of the client.
pub(super) fn report(cli: &Cli, arguments: &ReportArguments) -> Exit {
    let run = match stored::read(&arguments.run) {
        Ok(run) => run,
        Err(error) => return show::tell(Exit::Usage, &error),
    };
    let from = if arguments.run.is_dir() {
        arguments.run.as_path()
    } else {
        arguments.run.parent().unwrap_or(&arguments.run)
    };
    let folder = Folder::at(arguments.out.as_deref().unwrap_or(from));
    let failed = stored::write(&run, &arguments.format, from, &folder);
    let shown = show::print(&terminal::render(&run, cli.detail()));
    show::conclude(Exit::Conformant, shown, &failed)
}

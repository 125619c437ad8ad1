//! `conformance report DIR…`: an old run again, from the files it left; several become one.

use std::io;
use std::path::{Path, PathBuf};

use super::arguments::{Cli, ReportArguments};
use super::{Exit, show};
use crate::report::folder::{Folder, NotWritten};
use crate::report::format::Format;
use crate::report::merge;
use crate::report::record::RunRecord;
use crate::report::stored;
use crate::report::terminal;

/// Shows the run as it was shown, and writes the further reports. Ends with 0 however the run
/// ended, unless it is asked to end as the run did: that a report was made says nothing of the
/// client.
pub(super) fn report(cli: &Cli, arguments: &ReportArguments) -> Exit {
    let ready = match arguments.runs.as_slice() {
        [one] => old(one, arguments),
        parts => merged(parts, arguments),
    };
    let (run, from, folder, mut failed) = match ready {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    failed.extend(stored::write(&run, &arguments.format, &from, &folder));
    let mut text = terminal::render(&run, cli.detail());
    if failed.is_empty() {
        text.push_str(&told(&from, &folder, &arguments.format));
    }
    let shown = show::print(&text);
    let exit = if arguments.exit_status {
        Exit::of_status(run.exit)
    } else {
        Exit::Conformant
    };
    show::conclude(exit, shown, &failed)
}

/// Where the reports are: `run.json` is among them unless they were written elsewhere.
fn told(from: &Path, folder: &Folder, formats: &[Format]) -> String {
    let folder = folder.path();
    if is_same(from, folder) && folder.join("run.json").is_file() {
        Format::told(folder, formats)
    } else {
        Format::told_alone(folder, formats)
    }
}

/// The run, where its evidence lies, where reports go, and what could not be written.
type Ready = (RunRecord, PathBuf, Folder, Vec<NotWritten>);

fn old(place: &Path, arguments: &ReportArguments) -> Result<Ready, Exit> {
    let run = stored::read(place).map_err(|error| show::tell(Exit::Usage, &error))?;
    let from = folder_of(place);
    let folder = Folder::at(arguments.out.as_deref().unwrap_or(&from));
    Ok((run, from, folder, Vec::new()))
}

/// Puts the parts together in a folder of their own, as if they had been one run.
fn merged(parts: &[PathBuf], arguments: &ReportArguments) -> Result<Ready, Exit> {
    let Some(out) = &arguments.out else {
        anstream::eprintln!("error: say with --out where the whole of several runs is written");
        return Err(Exit::Usage);
    };
    let mut runs = Vec::new();
    for place in parts {
        let run = stored::read(place).map_err(|error| show::tell(Exit::Usage, &error))?;
        if is_same(&folder_of(place), out) {
            let place = place.display();
            anstream::eprintln!("error: {place} is a part; name another folder with --out");
            return Err(Exit::Usage);
        }
        runs.push((place.display().to_string(), run));
    }
    let run = merge::merge(&runs).map_err(|error| show::tell(Exit::Usage, &error))?;
    let folder = Folder::prepare(out).map_err(|error| show::tell(Exit::Usage, &error))?;
    let mut failed: Vec<NotWritten> = folder.write_run(&run).err().into_iter().collect();
    let folders: Vec<PathBuf> = parts.iter().map(|place| folder_of(place)).collect();
    failed.extend(folder.gather(&folders));
    Ok((run, out.clone(), folder, failed))
}

fn folder_of(place: &Path) -> PathBuf {
    if place.is_dir() {
        place.to_owned()
    } else {
        let parent = place.parent().unwrap_or(place);
        parent.to_owned()
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| -> io::Result<PathBuf> { path.canonicalize() };
    matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
}

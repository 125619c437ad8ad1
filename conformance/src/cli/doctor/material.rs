//! What lies in folders: scenarios, known failures, recorded results, and room for reports.

use std::fs;
use std::io;
use std::path::Path;

use super::Finding;
use crate::cli::scenarios::{self, Read};
use crate::report::known::{self, Declared};
use crate::scenario::Diagnostic;
use crate::snapshot::Folder;
use crate::time::Stopwatch;
use contract::text::counted;

/// The scenarios, and the checks there are, which a list of known failures may name.
pub(super) fn scenarios(folder: Option<&Path>) -> (Finding, Declared) {
    let Read { from, scenarios } = scenarios::read(folder);
    match scenarios {
        Ok(scenarios) if scenarios.is_empty() => {
            let remedy = "name the folder that has them with --scenarios, or leave that out";
            (
                Finding::wrong("scenarios", format!("there are none in {from}"), remedy),
                Declared::new(),
            )
        }
        Ok(scenarios) => {
            let count = counted(scenarios.len(), "scenario", "scenarios");
            let says = format!("{count} ({from})");
            (
                Finding::ok("scenarios", says),
                scenarios::declared_by(&scenarios),
            )
        }
        Err(mistakes) => {
            let count = counted(mistakes.len(), "mistake", "mistakes");
            let says = format!("{count} in {from}");
            let remedy = "conformance list shows each with its place and remedy";
            (Finding::wrong("scenarios", says, remedy), Declared::new())
        }
    }
}

pub(super) fn known_failing(file: &Path, checks: &Declared) -> Finding {
    const WHAT: &str = "known failures";
    let name = file.display().to_string();
    let source = match fs::read_to_string(file) {
        Ok(source) => source,
        Err(error) => {
            let says = format!("{name} cannot be read: {error}");
            return Finding::wrong(
                WHAT,
                says,
                "name the list that is there, or leave the flag out",
            );
        }
    };
    if checks.is_empty() {
        return Finding::left_out(WHAT, "without scenarios it cannot be read");
    }
    let today = Stopwatch::start()
        .started
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    match known::read(&name, &source, today, checks) {
        Ok(list) => Finding::ok(WHAT, format!("{} in {name}", list.len())),
        Err(mistakes) => {
            let line = |one: &Diagnostic| format!("{}:{}: {}", one.file, one.line, one.title);
            let told: Vec<String> = mistakes.iter().map(line).collect();
            let remedy = "a run with this list is refused; mend or take away what is named";
            Finding::wrong(WHAT, told.join("\n"), remedy)
        }
    }
}

pub(super) fn snapshots(place: &Path) -> Finding {
    const WHAT: &str = "snapshots";
    let folder = Folder::at(place);
    let shown = place.display();
    match folder
        .recorded()
        .and_then(|recorded| Ok((recorded, folder.proposed()?)))
    {
        Ok((recorded, proposed)) if !proposed.is_empty() => Finding::note(
            WHAT,
            format!(
                "{} recorded in {shown}, {} changed and not decided on",
                recorded.len(),
                proposed.len()
            ),
            format!("conformance review --snapshots-dir {shown}"),
        ),
        Ok((recorded, _)) if recorded.is_empty() => {
            Finding::ok(WHAT, format!("none recorded in {shown}"))
        }
        Ok((recorded, _)) => Finding::ok(WHAT, format!("{} recorded in {shown}", recorded.len())),
        Err(error) => {
            let source = std::error::Error::source(&error)
                .map(ToString::to_string)
                .unwrap_or_default();
            Finding::wrong(
                WHAT,
                format!("{error}: {source}"),
                "make it readable, or name another with --snapshots-dir",
            )
        }
    }
}

/// Whether reports can be written, by writing something and taking it away.
pub(super) fn reports(out: &Path) -> Finding {
    let mut there = out
        .ancestors()
        .filter(|folder| folder.as_os_str().is_empty() || folder.exists());
    let folder = there.next().unwrap_or(out);
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let shown = out.display();
    match try_out(folder) {
        Ok(()) => Finding::ok("reports", format!("{shown} can be written")),
        Err(error) => Finding::wrong(
            "reports",
            format!("{shown} cannot be written: {error}"),
            "name another folder with --out",
        ),
    }
}

fn try_out(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".conformance-doctor-{}", std::process::id()));
    fs::write(&file, "?")?;
    fs::remove_file(&file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();

        let finding = reports(&folder.path().join("not/yet/there"));

        assert_eq!(
            finding,
            Finding::ok(
                "reports",
                format!(
                    "{} can be written",
                    folder.path().join("not/yet/there").display()
                )
            )
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

//! The scenarios that a command is about.

use std::path::{Path, PathBuf};

use super::Exit;
use super::selection::Selection;
use crate::certificate::Library;
use crate::judge::declared_checks;
use crate::report::known::Declared;
use crate::report::terminal::colours;
use crate::requirements::Registry;
use crate::scenario::{self, Diagnostics, Scenario};
use contract::text::counted;

/// The repository's scenarios, so that the program works without the repository.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded_scenarios.rs"));

/// Where scenarios are looked for when nobody says.
const FOLDER: &str = "scenarios";

/// The scenarios that were selected.
pub(super) struct Selected {
    /// Where they come from, for the report.
    pub(super) from: String,
    /// How many there are in all.
    pub(super) all: Vec<String>,
    /// The checks of each, those made on every attempt included.
    pub(super) checks: Declared,
    /// Those that were asked for, in the order of their ids.
    pub(super) scenarios: Vec<Scenario>,
    /// Those that were asked for and those that were not.
    pub(super) everything: Vec<Scenario>,
}

/// Loads the scenarios and keeps those that were asked for. Mistakes are told, all at once.
pub(super) fn select(selection: &Selection) -> Result<Selected, Exit> {
    let Read { from, scenarios } = match &selection.scenarios {
        None if selection.shipped => shipped(),
        folder => read(folder.as_deref()),
    };
    let mut scenarios = scenarios.map_err(|mistakes| tell(&mistakes))?;
    scenarios.sort_by(|one, other| one.id.cmp(&other.id));
    let all: Vec<String> = scenarios
        .iter()
        .map(|scenario| scenario.id.clone())
        .collect();
    let checks = declared_by(&scenarios);
    let everything = scenarios.clone();
    selection.keep(&mut scenarios)?;
    Ok(Selected {
        from,
        all,
        checks,
        scenarios,
        everything,
    })
}

/// What was read, and from where.
pub(super) struct Read {
    /// For people.
    pub(super) from: String,
    /// The scenarios, or every mistake in them.
    pub(super) scenarios: Result<Vec<Scenario>, Diagnostics>,
}

/// The checks of each scenario.
pub(super) fn declared_by(scenarios: &[Scenario]) -> Declared {
    scenarios.iter().map(declared).collect()
}

fn declared(scenario: &Scenario) -> (String, Vec<String>) {
    let checks = declared_checks(scenario, Registry::embedded()).into_iter();
    (scenario.id.clone(), checks.map(|check| check.id).collect())
}

/// Reads a folder, else `scenarios/` where there is one, else what is in this program.
pub(super) fn read(folder: Option<&Path>) -> Read {
    let here = PathBuf::from(FOLDER);
    match folder.or_else(|| here.is_dir().then_some(here.as_path())) {
        Some(folder) => Read {
            from: folder.display().to_string(),
            scenarios: scenario::load(folder),
        },
        None => shipped(),
    }
}

fn shipped() -> Read {
    Read {
        from: "those in this program".to_owned(),
        scenarios: embedded(),
    }
}

/// The scenarios in this program with their sources.
pub(super) fn shipped_library() -> Library {
    Library::of(EMBEDDED.iter().map(|(file, source)| {
        let id = file.strip_suffix(".yaml").unwrap_or(file);
        (id.to_owned(), (*source).to_owned())
    }))
}

/// The scenarios of a folder with their sources; without one, those in this program. Mistakes are
/// told, all at once.
pub(super) fn library(folder: Option<&Path>) -> Result<Library, Exit> {
    let Some(folder) = folder else {
        return Ok(shipped_library());
    };
    let scenarios = scenario::load(folder).map_err(|mistakes| tell(&mistakes))?;
    let ids: Vec<String> = scenarios.into_iter().map(|scenario| scenario.id).collect();
    Library::of_folder(folder, &ids).map_err(|error| {
        anstream::eprintln!("error: a scenario cannot be read: {error}");
        Exit::Usage
    })
}

fn embedded() -> Result<Vec<Scenario>, Diagnostics> {
    let read = |(file, source): &(&str, &str)| {
        let id = file.strip_suffix(".yaml").unwrap_or(file);
        scenario::read(id, file, source)
    };
    EMBEDDED.iter().map(read).collect()
}

fn tell(mistakes: &Diagnostics) -> Exit {
    anstream::eprintln!("{}", mistakes.render(colours()));
    let count = counted(mistakes.len(), "mistake", "mistakes");
    anstream::eprintln!("\n{count} in the scenarios; nothing was run");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scenarios_in_this_program_can_be_read() {
        let scenarios = embedded().unwrap_or_else(|mistakes| panic!("{mistakes}"));

        assert!(!scenarios.is_empty());
    }
}

//! `conformance requirements`.

use std::path::PathBuf;

use clap::Args;

use super::scenarios::select;
use super::selection::Selection;
use super::{Exit, show};
use crate::report::terminal::style::{self, BOLD, DIM};
use crate::requirements::{Registry, Requirement};
use crate::scenario::Scenario;

/// What may be said after `conformance requirements`.
#[derive(Debug, Args)]
pub(super) struct RequirementsArguments {
    /// Only those that no check shows, each with the reason; ends with 1 where one has none
    #[arg(long)]
    uncovered: bool,
    /// The folder of scenarios; without it `scenarios/` where there is one, else those in this
    /// program
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
}

/// Lists them. Ends with 0; with `--uncovered` with 1 where a requirement is neither checked nor
/// excused, so that a pipeline can hold the line.
pub(super) fn requirements(arguments: &RequirementsArguments) -> Exit {
    let selected = match select(&Selection::whole(arguments.scenarios.clone())) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    let rows = Registry::embedded().rows();
    let (exit, text) = if arguments.uncovered {
        uncovered(rows, &selected.scenarios)
    } else {
        (Exit::Conformant, rows.iter().map(told).collect())
    };
    show::conclude(exit, show::print(&text), &[])
}

/// What is asked, and by whom.
fn told(requirement: &Requirement) -> String {
    let level = style::level(requirement.level);
    let (id, text) = (&requirement.id, &requirement.text);
    let url = requirement.source.url.iter();
    let url: String = url.map(|url| format!(" {url}")).collect();
    let provenance = requirement.provenance.word();
    let name = &requirement.source.name;
    format!(
        "{BOLD}{id}{BOLD:#} {level:<6} {text}\n{DIM}         {provenance} · {name}{url}{DIM:#}\n"
    )
}

fn uncovered(rows: &[Requirement], scenarios: &[Scenario]) -> (Exit, String) {
    let uncovered = rows.iter().filter(|row| !is_covered(row, scenarios));
    let (mut text, mut exit, mut count) = (String::new(), Exit::Conformant, 0);
    for row in uncovered {
        count += 1;
        text.push_str(&told(row));
        let why = row.excused.as_deref().unwrap_or_else(|| {
            exit = Exit::NotConformant;
            "nothing checks it, and nobody says why"
        });
        text.push_str(&format!("         {why}\n"));
    }
    text.push_str(&format!(
        "{count} of {} requirements are shown by no check\n",
        rows.len()
    ));
    (exit, text)
}

fn is_covered(row: &Requirement, scenarios: &[Scenario]) -> bool {
    let mut checks = scenarios.iter().flat_map(|scenario| &scenario.checks);
    !row.checks.is_empty() || checks.any(|check| check.requirement == row.id)
}

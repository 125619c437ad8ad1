//! `conformance list`.

use super::Exit;
use super::arguments::ListArguments;
use super::scenarios::select;
use contract::text::counted;

pub(super) fn list(arguments: &ListArguments) -> Exit {
    let selected = match select(&arguments.selection) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    let width = selected
        .scenarios
        .iter()
        .map(|scenario| scenario.id.len())
        .max()
        .unwrap_or(0);
    for scenario in &selected.scenarios {
        anstream::println!("{:<width$}  {}", scenario.id, scenario.title);
    }
    let (shown, all) = (selected.scenarios.len(), selected.all.len());
    anstream::eprintln!(
        "\n{shown} of {} ({})",
        counted(all, "scenario", "scenarios"),
        selected.from
    );
    if shown == 0 {
        Exit::NothingRan
    } else {
        Exit::Conformant
    }
}

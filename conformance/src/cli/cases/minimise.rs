//! `conformance minimise`.

use std::path::Path;
use std::sync::Arc;

use super::arguments::MinimiseArguments;
use super::replay::{cannot_try, read};
use super::stage::Stage;
use super::told;
use crate::cli::Exit;
use crate::cli::runtime::on_a_runtime;
use crate::cli::show;
use crate::generated::reduce::{HowFar, Reducer, Shrunk};
use crate::generated::{CaseFile, file};
use crate::report::folder::Folder;
use contract::text::counted;

/// Makes a stored case smaller while it shows the same.
pub(in crate::cli) fn minimise(arguments: &MinimiseArguments) -> Exit {
    let case = match read(&arguments.of.file) {
        Ok(case) => case,
        Err(exit) => return exit,
    };
    on_a_runtime(smaller(arguments, case))
}

async fn smaller(arguments: &MinimiseArguments, case: CaseFile) -> Exit {
    let stage = match Stage::set(&arguments.of.driving, &arguments.of.stage, Some(1)).await {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let exit = match cannot_try(&stage, &case) {
        Some(exit) => exit,
        None => shrink(arguments, &stage, case).await,
    };
    stage.strike().await;
    exit
}

async fn shrink(arguments: &MinimiseArguments, stage: &Stage, case: CaseFile) -> Exit {
    let bench = Arc::clone(&stage.benches[0].0);
    let first = bench.try_case("minimise", &case.case).await;
    if bench.is_interrupted() {
        anstream::eprintln!("interrupted; the file is as it was");
        return Exit::Interrupted;
    }
    if !first.is_some_and(|tried| tried.shows(&case.check)) {
        anstream::eprintln!(
            "the case does not show {} with this client, so there is nothing to keep while it shrinks; the file is as it was",
            case.check
        );
        return Exit::NothingRan;
    }
    let before = case.case.steps.len();
    let budget = arguments.shrink_budget;
    let reducer = Reducer::new(bench, &case.check, "minimise", budget);
    let shrunk = reducer.shrink(case.case.clone(), None).await;
    conclude(arguments, case, before, &shrunk)
}

/// Writes the smaller case and tells how far it went.
fn conclude(arguments: &MinimiseArguments, case: CaseFile, before: usize, shrunk: &Shrunk) -> Exit {
    let smaller = CaseFile {
        id: file::id(&case.check, &shrunk.case),
        flaky: !shrunk.steady,
        case: shrunk.case.clone(),
        ..case
    };
    let place = arguments.out.as_ref().unwrap_or(&arguments.of.file);
    let written = write(place, &smaller);
    let mut text = String::new();
    if let Some(tried) = &shrunk.tried {
        told::replayed(&mut text, &smaller, tried);
    }
    text.push_str(&format!(
        "\n{} instead of {}, after {}: {}\nwritten to {}\n",
        told::count(smaller.case.steps.len(), "step"),
        told::count(before, "step"),
        counted(shrunk.tries, "try", "tries"),
        told::how_far(shrunk),
        place.display()
    ));
    let exit = match shrunk.how_far {
        HowFar::Interrupted => Exit::Interrupted,
        HowFar::Complete | HowFar::Spent => Exit::Conformant,
    };
    let failed: Vec<_> = written.err().into_iter().collect();
    show::conclude(exit, show::print(&text), &failed)
}

fn write(place: &Path, case: &CaseFile) -> Result<(), crate::report::folder::NotWritten> {
    let name = place
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = Folder::at(place.parent().unwrap_or(Path::new("")));
    folder.write(&name, case.text().as_bytes())
}

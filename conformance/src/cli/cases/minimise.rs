//! `conformance minimise`.

use std::sync::Arc;

use super::arguments::MinimiseArguments;
use super::replay::{cannot_try, read};
use super::stage::Stage;
use super::{on_a_runtime, told};
use crate::cli::Exit;
use crate::cli::show;
use crate::generated::reduce::Reducer;
use crate::generated::{CaseFile, file};
use crate::report::folder::Folder;

/// Makes a stored case smaller while it shows the same.
pub(in crate::cli) fn minimise(arguments: &MinimiseArguments) -> Exit {
    let case = match read(&arguments.file) {
        Ok(case) => case,
        Err(exit) => return exit,
    };
    on_a_runtime(smaller(arguments, case))
}

async fn smaller(arguments: &MinimiseArguments, case: CaseFile) -> Exit {
    let stage = match Stage::set(&arguments.driving, &arguments.stage, Some(1)).await {
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
    if !first.is_some_and(|tried| tried.shows(&case.check)) {
        anstream::eprintln!(
            "the case does not show {} with this client, so there is nothing to keep while it shrinks; the file is as it was",
            case.check
        );
        return Exit::NothingRan;
    }
    let before = case.case.steps.len();
    let reducer = Reducer::new(
        Arc::clone(&bench),
        &case.check,
        "minimise",
        arguments.shrink_budget,
    );
    let shrunk = reducer.shrink(case.case.clone(), None).await;
    let smaller = CaseFile {
        id: file::id(&case.check, &shrunk.case),
        flaky: !shrunk.steady,
        case: shrunk.case.clone(),
        ..case
    };
    let place = arguments.out.as_ref().unwrap_or(&arguments.file);
    let name = place
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = Folder::at(place.parent().unwrap_or(std::path::Path::new("")));
    let failed: Vec<_> = folder
        .write(&name, smaller.text().as_bytes())
        .err()
        .into_iter()
        .collect();
    let mut text = String::new();
    if let Some(tried) = bench.try_case("minimised", &smaller.case).await {
        told::replayed(&mut text, &smaller, &tried);
    }
    let complete = if shrunk.complete {
        "nothing more can be taken away"
    } else {
        "the budget was used up: a greater --shrink-budget may get further"
    };
    text.push_str(&format!(
        "\n{} instead of {}, after {} tries; {complete}\nwritten to {}\n",
        told::count(smaller.case.steps.len(), "step"),
        told::count(before, "step"),
        shrunk.tries,
        place.display()
    ));
    show::conclude(Exit::Conformant, show::print(&text), &failed)
}

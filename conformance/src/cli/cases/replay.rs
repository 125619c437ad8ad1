//! `conformance replay`.

use super::arguments::ReplayArguments;
use super::stage::Stage;
use super::{on_a_runtime, told};
use crate::cli::Exit;
use crate::cli::show;
use crate::evidence::Blame;
use crate::generated::CaseFile;

/// Tries a case again, by its steps and nothing else.
pub(in crate::cli) fn replay(arguments: &ReplayArguments) -> Exit {
    let file = match read(&arguments.file) {
        Ok(file) => file,
        Err(exit) => return exit,
    };
    on_a_runtime(again(arguments, file))
}

/// Reads a case file; mistakes are told.
pub(super) fn read(path: &std::path::Path) -> Result<CaseFile, Exit> {
    CaseFile::load(path).map_err(|mistakes| {
        let colours = crate::report::terminal::colours();
        anstream::eprintln!(
            "{}\n\nthe case cannot be read; nothing was tried",
            mistakes.render(colours)
        );
        Exit::Usage
    })
}

async fn again(arguments: &ReplayArguments, file: CaseFile) -> Exit {
    let stage = match Stage::set(&arguments.driving, &arguments.stage, Some(1)).await {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let exit = tried(&stage, &file).await;
    stage.strike().await;
    exit
}

async fn tried(stage: &Stage, file: &CaseFile) -> Exit {
    if let Some(exit) = cannot_try(stage, file) {
        return exit;
    }
    let (bench, _) = &stage.benches[0];
    let Some(tried) = bench.try_case("replay", &file.case).await else {
        anstream::eprintln!("error: the case is one that no scenario could tell");
        return Exit::Usage;
    };
    let mut text = String::new();
    told::replayed(&mut text, file, &tried);
    let (end, exit) = match tried.broken() {
        Some((blame, message))
            if file.check != crate::generated::bench::ADAPTER || blame != Blame::Adapter =>
        {
            (
                format!("the {} broke: {message}", blame.word()),
                Exit::Error,
            )
        }
        Some((_, message)) => (format!("the adapter breaks: {message}"), Exit::Error),
        None if tried.shows(&file.check) => (
            "it still shows what it was stored for".to_owned(),
            failed(&tried, file),
        ),
        None => {
            let others: Vec<&str> = tried.breaches().map(|breach| breach.id.as_str()).collect();
            if others.is_empty() {
                (
                    "FIXED: it no longer shows what it was stored for".to_owned(),
                    Exit::Conformant,
                )
            } else {
                (
                    format!(
                        "it no longer shows what it was stored for, but breaches {}",
                        others.join(", ")
                    ),
                    Exit::NotConformant,
                )
            }
        }
    };
    text.push_str(&format!("\n{end} (exit status {})\n", exit.status()));
    show::conclude(exit, show::print(&text), &[])
}

/// A breach of something that is only recommended does not fail a client.
fn failed(tried: &crate::generated::Tried, file: &CaseFile) -> Exit {
    let own = tried.breaches().find(|breach| breach.id == file.check);
    match own.map(|breach| breach.verdict) {
        Some(crate::verdict::Verdict::Warn) => Exit::Conformant,
        _ => Exit::NotConformant,
    }
}

/// Why a case cannot be tried with this client.
pub(super) fn cannot_try(stage: &Stage, file: &CaseFile) -> Option<Exit> {
    if let Some(why) = stage.failed_probe() {
        anstream::eprintln!("error: {why}; nothing was tried");
        return Some(Exit::Error);
    }
    let supported = stage
        .greeting
        .as_ref()
        .map(|greeting| greeting.actions.clone())
        .unwrap_or_default();
    let scenario = file.case.scenario("generated/replay").ok()?;
    let missing = crate::run::missing(&scenario, &supported)?;
    anstream::eprintln!("{missing}, and the case asks for it; nothing was tried");
    Some(Exit::NothingRan)
}

//! `conformance replay`.

use super::arguments::CaseArguments;
use super::fuzz::{TRIES, again as try_again};
use super::stage::Stage;
use super::told;
use crate::cli::Exit;
use crate::cli::runtime::on_a_runtime;
use crate::cli::show;
use crate::evidence::Blame;
use crate::generated::bench::ADAPTER;
use crate::generated::{CaseFile, Tried};
use crate::verdict::Verdict;

/// Tries a case again, by its steps and nothing else.
pub(in crate::cli) fn replay(arguments: &CaseArguments) -> Exit {
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

async fn again(arguments: &CaseArguments, file: CaseFile) -> Exit {
    let stage = match Stage::set(&arguments.driving, &arguments.stage, Some(1)).await {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let exit = match cannot_try(&stage, &file) {
        Some(exit) => exit,
        None => tried(&stage, &file).await,
    };
    stage.strike().await;
    exit
}

async fn tried(stage: &Stage, file: &CaseFile) -> Exit {
    let (bench, _) = &stage.benches[0];
    let Some(tried) = try_again(bench, file).await else {
        anstream::eprintln!("error: the case is one that no scenario could tell");
        return Exit::Usage;
    };
    if tried.interrupted {
        anstream::eprintln!("interrupted before it could be judged");
        return Exit::Interrupted;
    }
    let mut text = String::new();
    told::replayed(&mut text, file, &tried);
    let (end, exit) = came_to(file, &tried);
    text.push_str(&format!("\n{end} (exit status {})\n", exit.status()));
    show::conclude(exit, show::print(&text), &[])
}

/// What a case came to when it was tried again, in a sentence.
fn came_to(file: &CaseFile, tried: &Tried) -> (String, Exit) {
    if let Some((blame, message)) = tried.broken() {
        let told = if file.check == ADAPTER && blame == Blame::Adapter {
            format!("the adapter still breaks: {message}")
        } else {
            format!("the {} broke: {message}", blame.word())
        };
        return (told, Exit::Error);
    }
    if tried.shows(&file.check) {
        let told = "it still shows what it was stored for".to_owned();
        return (told, failed(tried, file));
    }
    let others: Vec<&str> = tried.breaches().map(|breach| breach.id.as_str()).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        let told = format!("it no longer shows what it was stored for, but breaches {others}");
        return (told, Exit::NotConformant);
    }
    if file.flaky {
        let told = format!(
            "it was flaky when it was found, and showed in none of {TRIES} tries: that settles nothing"
        );
        return (told, Exit::Inconclusive);
    }
    let told = "FIXED: it no longer shows what it was stored for".to_owned();
    (told, Exit::Conformant)
}

/// A breach of something that is only recommended does not fail a client.
fn failed(tried: &Tried, file: &CaseFile) -> Exit {
    let own = tried.breaches().find(|breach| breach.id == file.check);
    match own.map(|breach| breach.verdict) {
        Some(Verdict::Warn) => Exit::Conformant,
        _ => Exit::NotConformant,
    }
}

/// Why a case cannot be tried with this client.
pub(super) fn cannot_try(stage: &Stage, file: &CaseFile) -> Option<Exit> {
    if let Some(why) = stage.failed_probe() {
        anstream::eprintln!("error: {why}; nothing was tried");
        return Some(Exit::Error);
    }
    let missing = stage.cannot_do(file)?;
    anstream::eprintln!("{missing}, and the case asks for it; nothing was tried");
    Some(Exit::NothingRan)
}

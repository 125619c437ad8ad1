//! `conformance promote`.

use std::path::Path;
use std::sync::Arc;

use clients::Client;
use tokio_util::sync::CancellationToken;

use super::arguments::PromoteArguments;
use super::replay::read;
use super::stage::Stage;
use crate::attempt::Attempts;
use crate::cli::Exit;
use crate::cli::runtime::on_a_runtime;
use crate::cli::show::{self, tell};
use crate::driver::{Adapter, InProcess};
use crate::generated::promote::{Promoted, promote as scenario_of};
use crate::generated::{Bench, CaseFile};
use crate::report::folder::Folder;
use crate::run::Attempt;
use crate::scenario::{self, Scenario};
use crate::seed;
use crate::snapshot::{self, snap_of};
use crate::verdict::Verdict;

/// Makes a scenario of a case and records its result.
pub(in crate::cli) fn promote(arguments: &PromoteArguments) -> Exit {
    let file = match read(&arguments.of.file) {
        Ok(file) => file,
        Err(exit) => return exit,
    };
    if !arguments.scenarios.is_dir() {
        anstream::eprintln!(
            "error: there is no folder {}; make one for scenarios of your own, such as \
             own-scenarios, and name it: --scenarios own-scenarios (`conformance run` takes the \
             same flag, and without it the scenarios in this program)",
            arguments.scenarios.display()
        );
        return Exit::Usage;
    }
    on_a_runtime(made(arguments, file))
}

async fn made(arguments: &PromoteArguments, file: CaseFile) -> Exit {
    let subject = !arguments.of.driving.is_reference();
    let stage = match Stage::set(&arguments.of.driving, &arguments.of.stage, Some(1)).await {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let exit = match stage.failed_probe() {
        Some(why) => {
            anstream::eprintln!("error: {why}; nothing was made");
            Exit::Error
        }
        None => of_stage(arguments, &stage, &file, subject).await,
    };
    stage.strike().await;
    exit
}

async fn of_stage(
    arguments: &PromoteArguments,
    stage: &Stage,
    file: &CaseFile,
    subject: bool,
) -> Exit {
    let bench = Arc::clone(&stage.benches[0].0);
    let tried = if subject {
        bench.try_case("promote", &file.case).await
    } else {
        None
    };
    if subject && !tried.as_ref().is_some_and(|tried| tried.shows(&file.check)) {
        anstream::eprintln!(
            "the case does not show {} with this client; leave the client out to make a scenario of it all the same",
            file.check
        );
        return Exit::NothingRan;
    }
    let all = scenario_of(file, tried.as_ref(), arguments.id.as_deref());
    let Some(place) = all
        .first()
        .map(|first| arguments.scenarios.join(format!("{}.yaml", first.id)))
    else {
        return Exit::Error;
    };
    if place.exists() {
        anstream::eprintln!(
            "error: {} is there already; say with --as where the scenario goes",
            place.display()
        );
        return Exit::Usage;
    }
    let mut best: Option<Made> = None;
    for promoted in all {
        let made = match make(&bench, promoted, &place, subject).await {
            Ok(made) => made,
            Err(exit) => return exit,
        };
        let better = best.as_ref().is_none_or(|best| made.worth() > best.worth());
        if better {
            best = Some(made);
        }
    }
    best.map_or(Exit::Error, |made| conclude(arguments, file, &made))
}

/// A scenario that was made, and what clients make of it.
struct Made {
    promoted: Promoted,
    scenario: Scenario,
    recorded: Attempt,
    /// Whether it catches the client that the case was found in, where that is at hand.
    caught: Option<bool>,
}

impl Made {
    /// The reference client must pass it; then, it should catch the other.
    fn worth(&self) -> (bool, bool) {
        (
            self.recorded.verdict.verdict <= Verdict::Pass,
            self.caught == Some(true),
        )
    }
}

async fn make(
    bench: &Bench,
    promoted: Promoted,
    place: &Path,
    subject: bool,
) -> Result<Made, Exit> {
    let read = scenario::read(&promoted.id, &place.display().to_string(), &promoted.text);
    let scenario = read.map_err(|mistakes| {
        let told = mistakes.render(crate::report::terminal::colours());
        anstream::eprintln!("{told}\n\nthe case makes no scenario; the mistake is this program's");
        Exit::Error
    })?;
    let recorded = run(bench, clients::reference(), &scenario).await;
    let caught = if subject {
        Some(catches(bench, &scenario).await)
    } else {
        None
    };
    Ok(Made {
        promoted,
        scenario,
        recorded,
        caught,
    })
}

/// What the reference client makes of the scenario: that is what is recorded.
async fn run(bench: &Bench, client: Arc<dyn Client>, scenario: &Scenario) -> Attempt {
    let attempts = bench.attempts();
    let driver = Arc::new(InProcess::new(client));
    let adapter = Adapter::new(driver, attempts.patience);
    let attempts = Attempts {
        adapter,
        seed: seed::DEFAULT,
        interrupt: CancellationToken::new(),
        ..attempts
    };
    let attempted = attempts.execute(scenario).await;
    Attempt::of(0, scenario, attempted.evidence)
}

/// Whether the scenario fails with the client that the case was found in.
async fn catches(bench: &Bench, scenario: &Scenario) -> bool {
    let attempted = bench.attempts().execute(scenario).await;
    let attempt = Attempt::of(0, scenario, attempted.evidence);
    attempt.verdict.verdict >= Verdict::Warn
}

fn conclude(arguments: &PromoteArguments, file: &CaseFile, made: &Made) -> Exit {
    let Made {
        promoted,
        scenario,
        recorded,
        caught,
    } = made;
    if recorded.verdict.verdict > Verdict::Pass {
        let check = recorded
            .verdict
            .checks
            .iter()
            .find(|check| check.verdict > Verdict::Pass);
        let reason = check
            .and_then(|check| check.reason.clone())
            .unwrap_or_default();
        anstream::eprintln!(
            "error: the reference client does not pass the scenario that the case makes, so nothing was written: {reason}\n\n{}",
            promoted.text
        );
        return Exit::Error;
    }
    let name = format!("{}.yaml", promoted.id);
    let written = Folder::at(&arguments.scenarios).write(&name, promoted.text.as_bytes());
    if let Err(error) = written {
        return tell(Exit::Error, &error);
    }
    let snap = snap_of(&scenario.title, &recorded.evidence, &recorded.verdict);
    let recorded_in = arguments.recorded.of(Some(&arguments.scenarios));
    if let Err(error) = snapshot::Folder::at(&recorded_in).record(&promoted.id, &snap) {
        return tell(Exit::Error, &error);
    }
    let caught = match caught {
        Some(true) => "it catches the client that the case was found in".to_owned(),
        Some(false) => format!(
            "with the ordinary vacancy and doctor of scenarios it does not catch the client that the case was found in; add what matters by hand (see {})",
            arguments.of.file.display()
        ),
        None => "say with --adapter which client it was found in, to see it caught".to_owned(),
    };
    let text = format!(
        "{}\n{} made of {}, its result recorded in {}; the reference client passes it, and {caught}\n",
        promoted.text,
        arguments.scenarios.join(&name).display(),
        file.id,
        recorded_in.display()
    );
    show::conclude(Exit::Conformant, show::print(&text), &[])
}

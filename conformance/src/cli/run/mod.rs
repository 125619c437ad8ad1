//! `conformance run`.

pub(super) mod interrupt;
mod known;
mod scribe;
mod snapshots;

use std::sync::Arc;

use self::scribe::Scribe;
use super::Exit;
use super::arguments::{Cli, RunArguments};
use super::driving;
use super::runtime::on_a_runtime;
use super::scenarios::{Selected, select};
use super::show::{self, tell};
use super::stage;
use crate::attempt::Attempts;
use crate::control::Control;
use crate::driver::Warden;
use crate::report::events::{Event, EventFile};
use crate::report::folder::{Folder, NotWritten};
use crate::report::format::Format;
use crate::report::make::{self, Setting};
use crate::report::record::{RunRecord, SnapshotRecord};
use crate::report::{stored, terminal};
use crate::run::{self, Outcome, Plan};
use crate::time::Stopwatch;
use contract::text::counted;

/// Runs the scenarios, writes the reports and answers the exit status.
pub(super) fn run(cli: &Cli, arguments: &RunArguments) -> Exit {
    let selected = match select(&arguments.selection) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    if selected.scenarios.is_empty() {
        return tell_nothing(&selected, &arguments.selection.told());
    }
    on_a_runtime(run_selected(cli, arguments, selected))
}

async fn run_selected(cli: &Cli, arguments: &RunArguments, selected: Selected) -> Exit {
    let stopwatch = Stopwatch::start();
    let known = match known::known(arguments, &selected, &stopwatch) {
        Ok(known) => known,
        Err(exit) => return exit,
    };
    let warden = driving::warden();
    let deadline = arguments.driving.deadline;
    let (own, control) = match stage::simulator(&arguments.stage, &warden, deadline).await {
        Ok(simulator) => simulator,
        Err(exit) => return exit,
    };
    let all = selected.all.clone();
    let plan = match plan(arguments, selected, control, &warden).await {
        Ok(plan) => Arc::new(plan),
        Err(exit) => return exit,
    };
    let folder = match Folder::prepare(&arguments.out) {
        Ok(folder) => folder,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let simulator = where_it_is(&plan, own.is_some());
    let replay = replay(arguments);
    let mut setting = Setting {
        shard: arguments.selection.shard,
        stopwatch,
        simulator,
        snapshots: SnapshotRecord::default(),
        known: &known,
        replay: &replay,
    };
    let mut scribe = Scribe::begin(cli.quiet, &plan, &folder, setting.clone());
    let outcome = run::follow(Arc::clone(&plan), &mut scribe).await;
    let heard = scribe.end();
    plan.attempts.adapter.driver().stop().await;
    if let Some(own) = own {
        own.stop().await;
    }
    let unsettled = match snapshots::settle(arguments, &plan, &outcome, &all) {
        Ok(snapshots) => {
            setting.snapshots = snapshots;
            None
        }
        Err(error) => Some(error),
    };
    let record = make::record(&plan, &outcome, setting);
    let failed = write(&folder, &arguments.format, &record, &outcome, heard);
    let exit = conclude(cli, &arguments.format, &folder, record, &failed);
    unsettled.map_or(exit, |error| tell(Exit::Error, &error))
}

async fn plan(
    arguments: &RunArguments,
    selected: Selected,
    control: Control,
    warden: &Warden,
) -> Result<Plan, Exit> {
    let adapter = arguments.driving.adapter(warden).await;
    let adapter = adapter.map_err(|error| tell(Exit::Usage, &error))?;
    let interrupt = interrupt::token();
    let (seed, patience) = (arguments.seed, arguments.driving.deadline);
    Ok(Plan {
        scenarios: selected.scenarios,
        attempts: Attempts {
            adapter,
            control,
            seed,
            patience,
            interrupt,
        },
        jobs: arguments.jobs,
        fail_fast: arguments.fail_fast,
    })
}

/// Writes everything that can be written; answers what could not be.
pub(super) fn write(
    folder: &Folder,
    formats: &[Format],
    record: &RunRecord,
    outcome: &Outcome,
    heard: Result<EventFile, NotWritten>,
) -> Vec<NotWritten> {
    let finished = Event::RunFinished {
        verdict: record.verdict,
        exit: record.exit,
    };
    let told = heard.and_then(|mut events| {
        let told = events.write(&finished);
        told.map_err(|error| folder.not_written("events.ndjson", error))
    });
    let attempts = outcome.results.iter();
    let evidence = attempts.map(|attempt| folder.write_evidence(&attempt.evidence));
    let first = [folder.write_run(record), told].into_iter();
    let mut failed: Vec<_> = first.chain(evidence).filter_map(Result::err).collect();
    failed.extend(stored::write(record, formats, folder.path(), folder));
    failed
}

/// Shows the report, and answers how the program ends.
pub(super) fn conclude(
    cli: &Cli,
    formats: &[Format],
    folder: &Folder,
    mut record: RunRecord,
    failed: &[NotWritten],
) -> Exit {
    let exit = make::exit(&record);
    if !failed.is_empty() {
        record.exit = Exit::Error.status();
        record
            .meaning
            .push_str(", but not all reports could be written");
    }
    let mut text = terminal::render(&record, cli.detail());
    if failed.is_empty() {
        text.push_str(&Format::told(folder.path(), formats));
    }
    show::conclude(exit, show::print(&text), failed)
}

/// The command that runs the same again, but for the filter. No secret is in it.
fn replay(arguments: &RunArguments) -> Vec<String> {
    let mut command = vec!["conformance".to_owned(), "run".to_owned()];
    command.extend(arguments.driving.flags());
    let mut flag = |name: &str, value: String| command.extend([name.to_owned(), value]);
    if let Some(simulator) = &arguments.stage.simulator {
        flag("--simulator", simulator.clone());
    }
    if let Some(scenarios) = &arguments.selection.scenarios {
        flag("--scenarios", scenarios.display().to_string());
    }
    flag("--seed", arguments.seed.to_string());
    command
}

fn where_it_is(plan: &Plan, own: bool) -> String {
    if own {
        "in process".to_owned()
    } else {
        plan.attempts.control.url().to_string()
    }
}

fn tell_nothing(selected: &Selected, asked: &str) -> Exit {
    let (all, from) = (selected.all.len(), &selected.from);
    let all = counted(all, "scenario", "scenarios");
    anstream::eprintln!("none of the {all} ({from}) fits `{asked}`; nothing was run");
    anstream::eprintln!("`conformance list` shows what there is");
    Exit::NothingRan
}

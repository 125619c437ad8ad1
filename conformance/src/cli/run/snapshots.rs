//! Holding a run against the recorded results, or recording them.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::arguments::{RunArguments, Snapshots};
use crate::cli::recorded::is_usual;
use crate::report::record::SnapshotRecord;
use crate::run::{Attempt, Outcome, Plan};
use crate::snapshot::{Difference, Folder, FolderError, Snap, snap_of};

/// Compares or records, as asked.
pub(super) fn settle(
    arguments: &RunArguments,
    plan: &Plan,
    outcome: &Outcome,
    all: &[String],
) -> Result<SnapshotRecord, FolderError> {
    let place = arguments
        .recorded
        .of(arguments.selection.scenarios.as_deref());
    let mode = mode(arguments, &place);
    let mut record = SnapshotRecord {
        mode: word(mode).to_owned(),
        folder: elsewhere(&place),
        ..SnapshotRecord::default()
    };
    let folder = Folder::at(&place);
    if mode == Snapshots::Off {
        return Ok(record);
    }
    for attempt in outcome.results.iter().filter(|attempt| was_run(attempt)) {
        one(mode, &folder, plan, attempt, &mut record)?;
    }
    // Only a whole run knows which records belong to no scenario.
    if arguments.selection.is_whole() && !outcome.interrupted {
        let known: BTreeSet<&str> = all.iter().map(String::as_str).collect();
        for stale in folder.stale(&known)? {
            if mode == Snapshots::New {
                folder.forget(stale.scenario())?;
                record.written += 1;
            } else {
                record.differences.push(stale);
            }
        }
    }
    Ok(record)
}

fn one(
    mode: Snapshots,
    folder: &Folder,
    plan: &Plan,
    attempt: &Attempt,
    record: &mut SnapshotRecord,
) -> Result<(), FolderError> {
    let scenario = &plan.scenarios[attempt.index];
    let now = snap_of(&scenario.title, &attempt.evidence, &attempt.verdict);
    let difference = folder.compare(&scenario.id, &now)?;
    match (mode, difference) {
        (Snapshots::New, Some(changed @ Difference::Changed { .. })) => {
            folder.propose(&scenario.id, &now)?;
            record.differences.push(changed);
        }
        (Snapshots::New, _) => note(folder, &scenario.id, &now, record)?,
        (_, Some(difference)) => record.differences.push(difference),
        (_, None) => record.same += 1,
    }
    Ok(())
}

/// Records what was missing; what is as it was needs no review any more.
fn note(
    folder: &Folder,
    scenario: &str,
    now: &Snap,
    record: &mut SnapshotRecord,
) -> Result<(), FolderError> {
    folder.reject(scenario)?;
    let written = folder.record(scenario, now)?;
    *(if written {
        &mut record.written
    } else {
        &mut record.same
    }) += 1;
    Ok(())
}

/// The folder, where it is not the usual one.
fn elsewhere(folder: &Path) -> Option<String> {
    (!is_usual(folder)).then(|| folder.display().to_string())
}

/// What broke or did not run has no result to record.
fn was_run(attempt: &Attempt) -> bool {
    attempt.evidence.not_run.is_none() && attempt.evidence.trouble.is_empty()
}

/// The records of this repository are the reference client's: another client is held against them
/// only when somebody says so.
fn mode(arguments: &RunArguments, place: &Path) -> Snapshots {
    let reference = arguments.driving.is_reference();
    let recorded = place.join("scenarios").is_dir();
    let usual = if reference && recorded {
        Snapshots::Check
    } else {
        Snapshots::Off
    };
    arguments.snapshots.unwrap_or(usual)
}

fn word(mode: Snapshots) -> &'static str {
    match mode {
        Snapshots::Check => "check",
        Snapshots::New => "new",
        Snapshots::Off => "off",
    }
}

//! Putting the parts of a split run together again: several `run.json` become one.

use std::collections::BTreeSet;

use super::make;
use super::record::{
    KnownRecord, KnownState, NotRun, RunRecord, SnapshotRecord, Totals, TroubleRecord,
};
use crate::evidence::Blame;
use crate::probe::{Probe, ProbeVerdict};
use crate::run::Shard;
use crate::verdict::Verdict;

/// Runs that are not parts of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOneRun {
    /// They differ in what they were run with.
    #[error("{first} and {second} are not parts of one run: their {what} differ")]
    Differ {
        /// A run.
        first: String,
        /// Another.
        second: String,
        /// In what.
        what: &'static str,
    },
    /// A scenario is in two of them.
    #[error("`{scenario}` is in {first} and in {second}; which of the two counts?")]
    Twice {
        /// The scenario.
        scenario: String,
        /// A run.
        first: String,
        /// Another.
        second: String,
    },
    /// There are none.
    #[error("there is no run to put together")]
    None,
}

/// Puts runs together, each with the name that messages give it.
///
/// # Errors
///
/// When they are not parts of one run. A part that is missing is no mistake but trouble: the whole
/// is then an error.
pub fn merge(runs: &[(String, RunRecord)]) -> Result<RunRecord, NotOneRun> {
    let ((first_name, first), others) = runs.split_first().ok_or(NotOneRun::None)?;
    for (name, run) in others {
        if let Some(what) = difference(first, run) {
            let (first, second) = (first_name.clone(), name.clone());
            return Err(NotOneRun::Differ {
                first,
                second,
                what,
            });
        }
    }
    refuse_twice(runs)?;
    Ok(together(first, runs))
}

/// What two runs must have in common, and have not.
fn difference(one: &RunRecord, other: &RunRecord) -> Option<&'static str> {
    let of = |run: &RunRecord| Some(run.shard.as_ref()?.parse::<Shard>().ok()?.of());
    let subjects = one.subject.as_ref().zip(other.subject.as_ref());
    [
        (one.seed != other.seed, "seeds"),
        (one.runner != other.runner, "runners' versions"),
        (subjects.is_some_and(|(one, other)| one != other), "clients"),
        (of(one) != of(other), "numbers of parts"),
    ]
    .into_iter()
    .find_map(|(differ, what)| differ.then_some(what))
}

fn refuse_twice(runs: &[(String, RunRecord)]) -> Result<(), NotOneRun> {
    let all = runs.iter().flat_map(|(name, run)| {
        let scenarios = run.scenarios.iter();
        scenarios.map(move |scenario| (name, &scenario.id))
    });
    let mut seen: Vec<(&String, &String)> = Vec::new();
    for (name, id) in all {
        if let Some((first, _)) = seen.iter().find(|(_, known)| *known == id) {
            return Err(NotOneRun::Twice {
                scenario: id.clone(),
                first: (*first).clone(),
                second: name.clone(),
            });
        }
        seen.push((name, id));
    }
    Ok(())
}

fn together(first: &RunRecord, runs: &[(String, RunRecord)]) -> RunRecord {
    let all = || runs.iter().map(|(_, run)| run);
    let mut scenarios: Vec<_> = all().flat_map(|run| run.scenarios.clone()).collect();
    scenarios.sort_by(|one, other| one.id.cmp(&other.id));
    let mut not_run: Vec<NotRun> = all().flat_map(|run| run.not_run.clone()).collect();
    not_run.sort_by(|one, other| one.id.cmp(&other.id));
    let mut trouble: Vec<_> = all().flat_map(|run| run.trouble.clone()).collect();
    trouble.extend(missing(runs));
    let verdict = Verdict::worst(all().map(|run| run.verdict));
    let mut run = RunRecord {
        verdict: if trouble.is_empty() {
            verdict
        } else {
            Verdict::Error
        },
        shard: None,
        subject: all().find_map(|run| run.subject.clone()),
        started: all().map(|run| run.started).min().unwrap_or(first.started),
        elapsed_ms: elapsed(runs),
        interrupted: all().any(|run| run.interrupted),
        totals: Totals::of(&scenarios),
        probes: probes(runs),
        trouble,
        scenarios,
        not_run,
        known: known(runs),
        snapshots: snapshots(first, runs),
        requirements: all().flat_map(|run| run.requirements.clone()).collect(),
        ..first.clone()
    };
    run.adapter.name = all().find_map(|run| run.adapter.name.clone());
    run.adapter.actions = all()
        .map(|run| &run.adapter.actions)
        .find(|actions| !actions.is_empty())
        .cloned()
        .unwrap_or_default();
    run.adapter.jobs = all().map(|run| run.adapter.jobs).max().unwrap_or_default();
    run.simulator = joined(all().map(|run| &run.simulator));
    run.adapter.driver = joined(all().map(|run| &run.adapter.driver));
    let exit = make::exit(&run);
    run.exit = exit.status();
    run.meaning = make::meaning(&run, exit);
    run
}

/// The parts that are not there, as the trouble that they are.
fn missing(runs: &[(String, RunRecord)]) -> Option<TroubleRecord> {
    let parts = runs.iter().map(|(_, run)| run.shard.as_ref()?.parse().ok());
    let parts: Vec<Shard> = parts.collect::<Option<_>>()?;
    let of = parts.first()?.of();
    let there: BTreeSet<usize> = parts.iter().map(|shard| shard.part()).collect();
    let missing = (1..=of).filter(|part| !there.contains(part));
    let missing: Vec<_> = missing.map(|part| format!("{part}/{of}")).collect();
    (!missing.is_empty()).then(|| TroubleRecord {
        blame: Blame::Runner,
        message: format!(
            "a part of the run is missing: {}; its scenarios have no verdict",
            missing.join(", ")
        ),
    })
}

/// From the first start to the last end.
fn elapsed(runs: &[(String, RunRecord)]) -> u64 {
    let start = runs.iter().map(|(_, run)| run.started.as_millisecond());
    let ends = runs.iter().map(|(_, run)| {
        let elapsed = i64::try_from(run.elapsed_ms).unwrap_or(i64::MAX);
        run.started.as_millisecond().saturating_add(elapsed)
    });
    let (start, end) = (start.min().unwrap_or(0), ends.max().unwrap_or(0));
    u64::try_from(end - start).unwrap_or(0)
}

/// Each probe once; a failed one before a passed one, a passed one before one left out.
fn probes(runs: &[(String, RunRecord)]) -> Vec<Probe> {
    let rank = |probe: &Probe| match probe.verdict {
        ProbeVerdict::Failed => 2,
        ProbeVerdict::Passed => 1,
        ProbeVerdict::LeftOut => 0,
    };
    let mut probes: Vec<Probe> = Vec::new();
    for probe in runs.iter().flat_map(|(_, run)| &run.probes) {
        match probes.iter_mut().find(|known| known.id == probe.id) {
            Some(known) if rank(probe) > rank(known) => *known = probe.clone(),
            Some(_) => {}
            None => probes.push(probe.clone()),
        }
    }
    probes
}

/// Each known failure as the part saw it that ran its scenario.
fn known(runs: &[(String, RunRecord)]) -> Vec<KnownRecord> {
    let mut all: Vec<KnownRecord> = Vec::new();
    for entry in runs.iter().flat_map(|(_, run)| &run.known) {
        let same = |known: &&mut KnownRecord| {
            known.scenario == entry.scenario && known.check == entry.check
        };
        match all.iter_mut().find(same) {
            Some(known) if known.state == KnownState::NotSeen => *known = entry.clone(),
            Some(_) => {}
            None => all.push(entry.clone()),
        }
    }
    all
}

fn snapshots(first: &RunRecord, runs: &[(String, RunRecord)]) -> SnapshotRecord {
    let all = || runs.iter().map(|(_, run)| &run.snapshots);
    SnapshotRecord {
        same: all().map(|snapshots| snapshots.same).sum(),
        written: all().map(|snapshots| snapshots.written).sum(),
        differences: all()
            .flat_map(|snapshots| snapshots.differences.clone())
            .collect(),
        ..first.snapshots.clone()
    }
}

/// Each text once.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let texts: BTreeSet<&str> = texts.map(String::as_str).collect();
    texts.into_iter().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// The sample, split: each scenario a part of its own.
    fn parts() -> Vec<(String, RunRecord)> {
        let whole = sample::run();
        let of = whole.scenarios.len();
        let parts = whole.scenarios.iter().enumerate().map(|(index, scenario)| {
            let part = RunRecord {
                shard: Some(format!("{}/{of}", index + 1)),
                verdict: scenario.verdict.min(whole.verdict),
                scenarios: vec![scenario.clone()],
                not_run: Vec::new(),
                ..whole.clone()
            };
            (format!("part-{}", index + 1), part)
        });
        parts.collect()
    }

    #[test]
    fn the_parts_come_to_what_the_whole_came_to() {
        let whole = sample::run();

        let merged = merge(&parts()).unwrap();

        assert_eq!(merged.verdict, whole.verdict);
        assert_eq!(merged.exit, whole.exit);
        assert_eq!(merged.totals, whole.totals);
        assert_eq!(merged.scenarios.len(), whole.scenarios.len());
        assert_eq!(merged.shard, None);
    }

    #[test]
    fn a_missing_part_is_an_error_however_well_the_others_went() {
        let mut parts = parts();
        parts.retain(|(_, run)| run.verdict == Verdict::Pass);
        assert_eq!(parts.len(), 1, "one of the two parts passed");

        let merged = merge(&parts).unwrap();

        assert_eq!(merged.verdict, Verdict::Error);
        assert_eq!(merged.exit, 5);
        assert!(
            merged.trouble[0].message.contains("1/2"),
            "{:?}",
            merged.trouble
        );
    }

    #[test]
    fn runs_that_do_not_belong_together_are_refused_by_name() {
        let mut parts = parts();
        parts[1].1.seed = 8;
        let twice = vec![parts[0].clone(), ("again".to_owned(), parts[0].1.clone())];

        insta::assert_snapshot!(merge(&parts).unwrap_err(), @"part-1 and part-2 are not parts of one run: their seeds differ");
        insta::assert_snapshot!(merge(&twice).unwrap_err(), @"`nhs-jobs/bad` is in part-1 and in again; which of the two counts?");
        assert_eq!(merge(&[]), Err(NotOneRun::None));
    }
}

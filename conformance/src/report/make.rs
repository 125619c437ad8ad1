//! From what a run came to, to what is written down of it.

use std::collections::BTreeMap;

use super::exchange;
use super::known::{self, KnownFailure};
use super::record::{
    AdapterRecord, FORMAT, KnownRecord, KnownState, NotRun, RequirementRecord, RunRecord,
    ScenarioRecord, SnapshotRecord, Totals, TroubleRecord,
};
use crate::cli::Exit;
use crate::evidence::Blame;
use crate::requirements::{Registry, Requirement};
use crate::run::{Attempt, Outcome, Plan, Shard};
use crate::time::Stopwatch;
use crate::verdict::Verdict;

/// That a report is nobody's official statement.
const NOTICE: &str = "An independent tool, not issued by or affiliated with NHSBSA, NHS England or \
                      ESR; synthetic data only.";

/// What the command line knows of a run and the outcome does not.
#[derive(Clone)]
pub struct Setting<'a> {
    /// The part of a split run that this is.
    pub shard: Option<Shard>,
    /// The clock of the run.
    pub stopwatch: Stopwatch,
    /// Where the simulator answered.
    pub simulator: String,
    /// How the results differ from those recorded.
    pub snapshots: SnapshotRecord,
    /// The failures that are known and let through.
    pub known: &'a [KnownFailure],
    /// The command that runs the same again, but for the filter.
    pub replay: &'a [String],
}

/// Writes a run down.
#[must_use]
pub fn record(plan: &Plan, outcome: &Outcome, setting: Setting<'_>) -> RunRecord {
    let scenarios: Vec<_> = outcome
        .results
        .iter()
        .map(|result| scenario(plan, result))
        .collect();
    let known = known::hold(setting.known, |id, check| {
        let scenario = scenarios.iter().find(|one| one.id == id)?;
        scenario.checks.iter().find(|one| one.id == check)
    });
    let mut run = RunRecord {
        format: FORMAT.to_owned(),
        verdict: verdict(outcome, &known),
        exit: 0,
        meaning: String::new(),
        seed: plan.attempts.seed,
        shard: setting.shard.map(|shard| shard.to_string()),
        subject: outcome
            .greeting
            .as_ref()
            .map(|greeting| greeting.hello.subject.clone()),
        adapter: AdapterRecord {
            name: outcome
                .greeting
                .as_ref()
                .map(|greeting| greeting.hello.adapter.clone()),
            driver: plan.attempts.adapter.driver().label(),
            actions: outcome
                .greeting
                .as_ref()
                .map(|greeting| greeting.actions.clone())
                .unwrap_or_default(),
            jobs: outcome.jobs,
        },
        runner: env!("CARGO_PKG_VERSION").to_owned(),
        simulator: setting.simulator,
        started: setting.stopwatch.started,
        elapsed_ms: u64::try_from(setting.stopwatch.elapsed().as_millis()).unwrap_or(u64::MAX),
        interrupted: outcome.interrupted,
        totals: Totals::of(&scenarios),
        probes: outcome.probes.clone(),
        trouble: outcome
            .trouble
            .iter()
            .map(|trouble| TroubleRecord {
                blame: trouble.blame,
                message: trouble.message.clone(),
            })
            .collect(),
        not_run: not_run(outcome),
        generated: None,
        requirements: requirements(&scenarios),
        scenarios,
        known,
        snapshots: setting.snapshots,
        replay: setting.replay.to_vec(),
        notice: NOTICE.to_owned(),
    };
    let exit = exit(&run);
    run.exit = exit.status();
    run.meaning = meaning(&run, exit);
    run
}

/// Writes down what a run has come to so far, for whoever finds it after the runner was killed.
/// It is an error as a whole: what is not over has not passed.
#[must_use]
pub fn unfinished(plan: &Plan, outcome: &Outcome, setting: Setting<'_>) -> RunRecord {
    let mut run = record(plan, outcome, setting);
    let ids = plan.scenarios.iter().map(|scenario| &scenario.id);
    let open = ids.filter(|id| !run.scenarios.iter().any(|done| done.id == **id));
    let open: Vec<_> = open
        .map(|id| NotRun {
            id: id.clone(),
            reason: "the run had not come to its end".to_owned(),
        })
        .collect();
    run.not_run.extend(open);
    run.trouble.push(TroubleRecord {
        blame: Blame::Runner,
        message: "the run is not over: the runner is still at work, was killed, or could not write its report".to_owned(),
    });
    run.verdict = Verdict::Error;
    run.exit = exit(&run).status();
    run.meaning =
        "not over: the runner is still at work, was killed, or could not write its report"
            .to_owned();
    run
}

/// How the program ends after such a run.
#[must_use]
pub fn exit(run: &RunRecord) -> Exit {
    if run.interrupted {
        return Exit::Interrupted;
    }
    match run.verdict {
        Verdict::Error => Exit::Error,
        Verdict::Fail => Exit::NotConformant,
        Verdict::Inconclusive => Exit::Inconclusive,
        Verdict::NotApplicable => Exit::NothingRan,
        Verdict::Pass | Verdict::Warn if run.snapshots.differences.is_empty() => Exit::Conformant,
        Verdict::Pass | Verdict::Warn => Exit::SnapshotsDiffer,
    }
}

/// The worst of everything, but for what is known and let through.
fn verdict(outcome: &Outcome, known: &[KnownRecord]) -> Verdict {
    if known.is_empty() || outcome.verdict() == Verdict::Error {
        return outcome.verdict();
    }
    let held = outcome.results.iter().flat_map(|result| {
        let (id, checks) = (&result.verdict.id, result.verdict.checks.iter());
        checks.map(move |check| known::held(known, id, &check.id, check.verdict))
    });
    Verdict::worst(held)
}

pub(super) fn meaning(run: &RunRecord, exit: Exit) -> String {
    let healed = |known: &&KnownRecord| known.state == KnownState::Healed;
    match run.known.iter().filter(healed).count() {
        0 => exit.meaning().to_owned(),
        1 => format!("{}; a known failure has healed", exit.meaning()),
        some => format!("{}; {some} known failures have healed", exit.meaning()),
    }
}

fn scenario(plan: &Plan, result: &Attempt) -> ScenarioRecord {
    let scenario = &plan.scenarios[result.index];
    let stderr = (!result.stderr.is_empty()).then(|| result.stderr.clone());
    ScenarioRecord {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        why: scenario.why.clone(),
        verdict: result.verdict.verdict,
        not_run: result.evidence.not_run.clone(),
        elapsed_ms: u64::try_from(result.elapsed.as_millis()).unwrap_or(u64::MAX),
        checks: result.verdict.checks.clone(),
        evidence: Some(format!("evidence/{}.json", scenario.id)),
        exchanges: exchange::exchanges(&result.evidence, &result.verdict),
        reports: exchange::reports(&result.evidence),
        adapter_stderr: stderr,
    }
}

fn not_run(outcome: &Outcome) -> Vec<NotRun> {
    let skipped = outcome.results.iter().filter_map(|result| {
        let reason = result.evidence.not_run.clone()?;
        Some(NotRun {
            id: result.verdict.id.clone(),
            reason,
        })
    });
    let left = outcome.left.iter().map(|(id, reason)| NotRun {
        id: id.clone(),
        reason: reason.clone(),
    });
    skipped.chain(left).collect()
}

fn requirements(scenarios: &[ScenarioRecord]) -> BTreeMap<String, RequirementRecord> {
    let checks = scenarios.iter().flat_map(|scenario| &scenario.checks);
    let rows = checks.filter_map(|check| Registry::embedded().find(&check.requirement));
    rows.map(|row| (row.id.clone(), requirement(row))).collect()
}

fn requirement(row: &Requirement) -> RequirementRecord {
    RequirementRecord {
        title: row.title.clone(),
        text: row.text.clone(),
        provenance: row.provenance.word().to_owned(),
        source: Some(row.source.name.clone()),
        url: row.source.url.clone(),
        quote: row.source.quote.clone(),
        why: row.why.clone(),
        remedy: row.remedy.clone(),
    }
}

//! Flaw by check: every wayward client is caught, by the checks that should catch it.

use std::collections::{BTreeMap, BTreeSet};

use clients::{Flaw, wayward};
use conformance::probe::ProbeVerdict;
use conformance::requirements::Registry;
use conformance::run::Outcome;
use conformance::verdict::Verdict;
use futures_util::stream::{self, StreamExt};

use crate::stage::Stage;

/// What an outcome trips, in the words of [`Flaw::trips`]: always-on checks by their ids, a
/// scenario's own by its requirement, probes as `probe/…`.
fn tripped(outcome: &Outcome) -> BTreeSet<String> {
    let failed = outcome
        .probes
        .iter()
        .filter(|probe| probe.verdict == ProbeVerdict::Failed);
    let probes: BTreeSet<String> = failed.map(|probe| format!("probe/{}", probe.id)).collect();
    if !probes.is_empty() {
        return probes;
    }
    let checks = outcome
        .results
        .iter()
        .flat_map(|attempt| &attempt.verdict.checks);
    let breached = checks.filter(|check| matches!(check.verdict, Verdict::Warn | Verdict::Fail));
    breached
        .map(|check| match check.id.starts_with("always/") {
            true => check.id.clone(),
            false => check.requirement.clone(),
        })
        .collect()
}

/// Flaws that are tried at a time: most of a run is spent waiting.
const AT_A_TIME: usize = 6;

async fn matrix(stage: &Stage) -> BTreeMap<&'static str, BTreeSet<String>> {
    let (hasty, others): (Vec<&Flaw>, Vec<&Flaw>) =
        Flaw::ALL.iter().partition(|flaw| is_hasty(flaw));
    let runs = others.into_iter().map(|flaw| async {
        (
            flaw.name(),
            tripped(&stage.run_client(wayward(*flaw)).await),
        )
    });
    let mut matrix: BTreeMap<_, _> = stream::iter(runs)
        .buffer_unordered(AT_A_TIME)
        .collect()
        .await;
    for flaw in hasty {
        let outcome = stage.run_calmly(wayward(*flaw)).await;
        matrix.insert(flaw.name(), tripped(&outcome));
    }
    matrix
}

/// Whether a flaw is that slow answers are not waited for: on a busy machine every answer is slow,
/// and such a client would trip whatever there is.
pub(crate) fn is_hasty(flaw: &Flaw) -> bool {
    flaw.trips().contains(&"BOTH-C-022")
}

/// Whether a flaw is caught by what should catch it. A failed probe catches whatever the flaw is:
/// nothing else counts after it.
fn is_caught(flaw: &Flaw, tripped: &BTreeSet<String>) -> bool {
    let own = flaw.trips().iter().any(|own| tripped.contains(*own));
    own || tripped.iter().any(|id| id.starts_with("probe/"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flaw_is_caught_and_every_check_catches_one() {
    let stage = Stage::set().await;

    let matrix = matrix(&stage).await;

    let escaped: Vec<String> = Flaw::ALL
        .iter()
        .filter(|flaw| !is_caught(flaw, &matrix[flaw.name()]))
        .map(|flaw| {
            format!(
                "{}: {:?}, not {:?}",
                flaw.name(),
                matrix[flaw.name()],
                flaw.trips()
            )
        })
        .collect();
    assert_eq!(
        escaped,
        Vec::<String>::new(),
        "flaws that their own checks do not catch"
    );
    let checks = Registry::embedded()
        .rows()
        .iter()
        .flat_map(|row| &row.checks);
    let idle: Vec<&str> = checks
        .map(String::as_str)
        // It blames the simulator, so no client can trip it; the judge's own tests do.
        .filter(|id| *id != "always/reply-valid")
        // These are made on generated cases, and proven there.
        .filter(|id| !id.starts_with("generated/"))
        .filter(|id| !matrix.values().any(|tripped| tripped.contains(*id)))
        .collect();
    assert_eq!(idle, Vec::<&str>::new(), "checks that no flaw trips");
    insta::assert_snapshot!("kill_matrix", page(&matrix));
    stage.strike().await;
}

/// The matrix for a reader. A scenario's own checks are shown where the flaw was made for them; what
/// else fails in such a scenario follows from the flaw and changes with every scenario.
fn page(matrix: &BTreeMap<&str, BTreeSet<String>>) -> String {
    let lines = Flaw::ALL.iter().map(|flaw| {
        let own = |id: &&str| id.contains('/') || flaw.trips().contains(id);
        let tripped = matrix[flaw.name()].iter().map(String::as_str).filter(own);
        format!(
            "{}: {}",
            flaw.name(),
            tripped.collect::<Vec<_>>().join(", ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

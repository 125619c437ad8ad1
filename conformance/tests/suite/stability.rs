//! The same seed and scenario give the same results, byte by byte.

use std::collections::BTreeMap;

use conformance::run::Outcome;
use conformance::snapshot::snap_of;

use crate::stage::Stage;

/// Runs in a row.
const RUNS: usize = 10;

fn snapshots(stage: &Stage, outcome: &Outcome) -> BTreeMap<String, String> {
    let snaps = outcome.results.iter().map(|attempt| {
        let scenario = &stage.scenarios[attempt.index];
        let snap = snap_of(&scenario.title, &attempt.evidence, &attempt.verdict);
        (scenario.id.clone(), snap.to_text())
    });
    snaps.collect()
}

/// The journal of each scenario, but for what the contract leaves out of "same bytes": ids and
/// secrets from the operating system, the base URL, and elapsed time.
fn journals(outcome: &Outcome) -> BTreeMap<String, String> {
    let journals = outcome.results.iter().map(|attempt| {
        let evidence = &attempt.evidence;
        let mut exchanges = evidence.exchanges.clone();
        for exchange in &mut exchanges {
            exchange.simulator.arrived_micros = 0;
            exchange.simulator.answered_micros = 0;
        }
        let text = serde_json::to_string_pretty(&exchanges).expect("it is JSON");
        (
            attempt.verdict.id.clone(),
            plain(text, &evidence.connection.nhs_jobs_base_url),
        )
    });
    journals.collect()
}

/// The text without the addresses of its sandbox and simulator.
fn plain(text: String, base: &str) -> String {
    let base = base.strip_suffix("/nhs-jobs/v1").expect("it ends so");
    let url: url::Url = base.parse().expect("it is a URL");
    let port = regex::Regex::new(r"127\.0\.0\.1:\d+").expect("it is an expression");
    port.replace_all(&text.replace(url.path(), ""), "host")
        .into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_runs_give_the_same_snapshots_and_the_same_journals() {
    let mut first = None;
    for run in 0..RUNS {
        // A simulator of its own for every run: nothing may depend on what it did before.
        let stage = Stage::with(|scenario| scenario.given.frozen && !waits(&scenario.id)).await;
        let outcome = stage.run_client(clients::reference()).await;
        let results = (snapshots(&stage, &outcome), journals(&outcome));
        let first = first.get_or_insert_with(|| results.clone());
        assert_same(&first.0, &results.0, run);
        assert_same(&first.1, &results.1, run);
        stage.strike().await;
    }
}

/// Ten times the waiting shows nothing more.
fn waits(scenario: &str) -> bool {
    scenario.starts_with("resilience/")
}

fn assert_same(first: &BTreeMap<String, String>, now: &BTreeMap<String, String>, run: usize) {
    assert_eq!(first.len(), now.len());
    for (id, text) in first {
        let now = &now[id];
        if text != now {
            let diff = similar::TextDiff::from_lines(text.as_str(), now.as_str());
            panic!("{id} differs in run {run}:\n{}", diff.unified_diff());
        }
    }
}

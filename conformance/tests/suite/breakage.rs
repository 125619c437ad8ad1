//! What is not the client's fault: a simulator that goes away, a disk that is full.

use std::sync::Arc;
use std::time::Duration;

use conformance::attempt::Attempts;
use conformance::driver::{Adapter, InProcess};
use conformance::evidence::Blame;
use conformance::report::events::Event;
use conformance::run::{self, Outcome, Plan};
use conformance::simulator::OwnSimulator;
use conformance::verdict::Verdict;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::stage::{Stage, count, remarks, with_verdict};

/// A run whose simulator stops once two scenarios are over.
async fn abandoned_by_its_simulator() -> Outcome {
    let stage = Stage::with(|scenario| scenario.id.starts_with("nhs-jobs/update/")).await;
    let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
    let enough = Arc::new(Notify::new());
    let stop = Arc::clone(&enough);
    let stopping = tokio::spawn(async move {
        stop.notified().await;
        simulator.stop().await;
    });
    let client = Arc::new(InProcess::new(clients::reference()));
    let patience = Duration::from_secs(20);
    let plan = Plan {
        scenarios: stage.scenarios.clone(),
        attempts: Attempts {
            adapter: Adapter::new(client, patience),
            control,
            seed: conformance::seed::DEFAULT,
            patience,
            interrupt: CancellationToken::new(),
        },
        jobs: Some(1),
        fail_fast: false,
    };
    let mut over = 0;
    let mut hear = |event: &Event| {
        over += usize::from(matches!(event, Event::ScenarioFinished { .. }));
        if over == 2 {
            enough.notify_one();
        }
    };
    let outcome = run::run(Arc::new(plan), &mut hear).await;
    stopping.await.expect("it stopped");
    stage.strike().await;
    outcome
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulator_that_goes_away_is_blamed_and_no_client_is() {
    let outcome = abandoned_by_its_simulator().await;

    assert_eq!(outcome.verdict(), Verdict::Error);
    assert_eq!(count(&outcome, Verdict::Fail), 0, "{:?}", remarks(&outcome));
    let last = outcome.results.last().expect("there are results");
    let trouble = &last.evidence.trouble[0];
    assert_eq!(trouble.blame, Blame::Simulator);
    assert!(
        trouble
            .message
            .starts_with("the simulator's control interface does not answer at http://"),
        "{}",
        trouble.message
    );
    assert!(!with_verdict(&outcome, Verdict::Pass).is_empty());
    assert!(
        with_verdict(&outcome, Verdict::Pass).is_disjoint(&with_verdict(&outcome, Verdict::Error))
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_the_file_and_is_never_a_pass() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("reports");
    std::fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink("/dev/full", out.join("events.ndjson")).unwrap();

    let output = std::process::Command::new(crate::stage::program())
        .current_dir(folder.path())
        .args(["run", "--area", "nhs-jobs/draft", "--out", "reports"])
        .output()
        .unwrap();

    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(
        told.contains("reports/events.ndjson cannot be written: No space left"),
        "{told}"
    );
    assert!(told.contains("make room there"), "{told}");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        shown.contains("not all reports could be written"),
        "{shown}"
    );
}

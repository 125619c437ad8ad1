//! Adapters as child processes: good ones give the same verdicts, bad ones are blamed.

use std::time::Duration;

use crate::stage::{Stage, count, own_adapter, remarks, verdicts, with_verdict};
use conformance::evidence::Blame;
use conformance::run::Outcome;
use conformance::scenario::Scenario;
use conformance::verdict::Verdict;

/// A few short scenarios of both services.
pub(crate) fn a_few(scenario: &Scenario) -> bool {
    let some = ["nhs-jobs/draft/", "nhs-jobs/update/", "esr/transfer/"];
    some.iter().any(|area| scenario.id.starts_with(area))
}

async fn misbehaving(how: &str) -> (Stage, Outcome) {
    let mut stage = Stage::with(a_few).await;
    stage.deadline = Duration::from_secs(3);
    stage.jobs = Some(1);
    let once = tempfile::tempdir().expect("a folder for the marker");
    let marker = once.path().join("done");
    let arguments = format!("reference --misbehave {how} --once '{}'", marker.display());
    let outcome = stage.run_own_adapter(&arguments).await;
    assert!(marker.exists(), "it never misbehaved");
    (stage, outcome)
}

/// One attempt is an error with blame, the others are as they should be.
pub(crate) fn one_is_blamed(outcome: &Outcome) -> String {
    let errors = with_verdict(outcome, Verdict::Error);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(count(outcome, Verdict::Fail), 0, "{:?}", remarks(outcome));
    assert_eq!(outcome.verdict(), Verdict::Error);
    let broken = outcome
        .results
        .iter()
        .find(|attempt| attempt.verdict.verdict == Verdict::Error);
    let trouble = &broken.expect("one is").evidence.trouble[0];
    assert_eq!(trouble.blame, Blame::Adapter);
    trouble.message.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_verdicts_are_the_same_whichever_carries_them() {
    let stage = Stage::with(a_few).await;

    let in_process = stage.run_client(clients::reference()).await;
    let over_stdio = stage.run_own_adapter("reference").await;

    assert_eq!(over_stdio.probes, in_process.probes);
    assert_eq!(verdicts(&over_stdio), verdicts(&in_process));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flaw_shows_the_same_over_stdio() {
    let stage = Stage::with(a_few).await;
    let flaw: clients::Flaw = "claims-without-connecting"
        .parse()
        .expect("there is such a flaw");

    let over_stdio = stage
        .run_own_adapter("reference --flaw claims-without-connecting")
        .await;
    let in_process = stage.run_client(clients::wayward(flaw)).await;

    assert_eq!(verdicts(&over_stdio), verdicts(&in_process));
    assert_eq!(count(&over_stdio, Verdict::Pass), 0);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adapter_that_crashes_is_restarted_once() {
    let (stage, outcome) = misbehaving("crash").await;

    insta::assert_snapshot!(one_is_blamed(&outcome), @"the adapter exited with status 3 while asked for `act`");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adapter_that_hangs_has_crashed() {
    let (stage, outcome) = misbehaving("hang").await;

    insta::assert_snapshot!(one_is_blamed(&outcome), @"the adapter did not answer `act` within 3 s");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_late_came_from_one_that_crashed() {
    let (stage, outcome) = misbehaving("late").await;

    insta::assert_snapshot!(one_is_blamed(&outcome), @"the adapter did not answer `act` within 3 s");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_on_stdout_breaks_the_attempt_that_is_open() {
    let (stage, outcome) = misbehaving("rubbish").await;

    insta::assert_snapshot!(one_is_blamed(&outcome), @"the adapter wrote a line that is not JSON (expected value at line 1 column 1): `connected to the database`; its stdout is for replies only, anything else belongs on stderr");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_too_long_breaks_the_attempt_that_is_open() {
    let (stage, outcome) = misbehaving("long-line").await;

    insta::assert_snapshot!(one_is_blamed(&outcome), @"the adapter wrote a line of more than 4 MiB");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answering_twice_breaks_the_attempt() {
    let (stage, outcome) = misbehaving("twice").await;

    let message = one_is_blamed(&outcome);
    assert!(
        message.starts_with("the adapter answered the same `act` twice"),
        "{message}"
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answering_what_was_never_asked_breaks_the_attempt_that_is_open() {
    let (stage, outcome) = misbehaving("wrong-id").await;

    let message = one_is_blamed(&outcome);
    assert!(
        message.starts_with("the adapter answered a request that was never sent"),
        "{message}"
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_on_stderr_is_bounded_and_harms_nothing() {
    let (stage, outcome) = misbehaving("flood-stderr").await;

    assert_eq!(outcome.verdict(), Verdict::Pass, "{:?}", remarks(&outcome));
    let longest = outcome
        .results
        .iter()
        .map(|attempt| attempt.stderr.len())
        .max();
    assert!(
        longest.is_some_and(|longest| (1..20_000).contains(&longest)),
        "{longest:?}"
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_crash_ends_it() {
    let mut stage = Stage::with(a_few).await;
    stage.jobs = Some(1);

    let outcome = stage
        .run_own_adapter("reference --misbehave crash --at 5")
        .await;

    let errors = with_verdict(&outcome, Verdict::Error);
    let passed = with_verdict(&outcome, Verdict::Pass);
    assert!(
        errors.len() > 2 && !passed.is_empty(),
        "{errors:?} {passed:?}"
    );
    let last = outcome.results.last().expect("there are results");
    insta::assert_snapshot!(last.evidence.trouble[0].message, @"the adapter broke a second time and is asked nothing more; the last time the adapter exited with status 3 while asked for `act`");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_not_there_is_told_and_everything_is_an_error() {
    let stage = Stage::with(a_few).await;
    let line = "no-such-program --at-all".to_owned();
    let driver = conformance::driver::Stdio::new(
        conformance::driver::CommandLine::read(&line).expect("a command line"),
        conformance::driver::Warden::default(),
    );

    let outcome = stage.run(std::sync::Arc::new(driver)).await;

    insta::assert_snapshot!(outcome.probes[0].reason.as_deref().unwrap_or_default(), @"the adapter `no-such-program --at-all` cannot be started: No such file or directory (os error 2)");
    assert_eq!(count(&outcome, Verdict::Error), verdicts(&outcome).len());
    stage.strike().await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_hanging_adapter_started_does_not_stay() {
    let mut stage = Stage::with(a_few).await;
    stage.deadline = Duration::from_secs(2);
    stage.jobs = Some(1);
    let marker = format!("{}", 600 + std::process::id() % 100_000);

    let driver = own_adapter(&format!(
        "reference --misbehave orphan --orphan-seconds {marker}"
    ));
    let outcome = stage.run(std::sync::Arc::new(driver)).await;

    assert_eq!(outcome.verdict(), Verdict::Error);
    assert_eq!(
        crate::stage::sleeping(&marker),
        0,
        "a process that the adapter started is still there"
    );
    stage.strike().await;
}

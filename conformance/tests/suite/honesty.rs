//! Clients that claim what they cannot know.

use crate::stage::{Stage, count, verdicts};
use clients::{Flaw, wayward};
use conformance::verdict::Verdict;

fn flaw(name: &str) -> Flaw {
    name.parse().expect("there is such a flaw")
}

fn is_about_drafts(scenario: &conformance::scenario::Scenario) -> bool {
    scenario.id.starts_with("nhs-jobs/draft/") || scenario.id.starts_with("esr/transfer/")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_says_yes_and_never_connects_earns_nothing() {
    let stage = Stage::set().await;

    let outcome = stage
        .run_client(wayward(flaw("claims-without-connecting")))
        .await;

    assert_eq!(outcome.verdict(), Verdict::Error);
    assert_eq!(count(&outcome, Verdict::Pass), 0);
    assert_eq!(outcome.results.len(), stage.scenarios.len());
    assert!(
        outcome
            .results
            .iter()
            .all(|attempt| attempt.verdict.verdict == Verdict::Error)
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_nothing_and_says_so_earns_nothing_either() {
    let stage = Stage::set().await;

    let outcome = stage
        .run_client(wayward(flaw("does-nothing-and-says-failed")))
        .await;

    assert!(
        outcome.verdict() >= Verdict::Inconclusive,
        "{:?}",
        outcome.verdict()
    );
    assert_eq!(count(&outcome, Verdict::Pass), 0);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_nonce_takes_every_verdict_away() {
    let stage = Stage::with(is_about_drafts).await;

    let outcome = stage
        .run_client(wayward(flaw("answers-with-an-old-nonce")))
        .await;

    let [probe] = outcome.probes.as_slice() else {
        panic!("{:?}", outcome.probes)
    };
    assert_eq!(probe.id, "nonce");
    assert_eq!(count(&outcome, Verdict::Error), verdicts(&outcome).len());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_on_an_action_that_does_not_exist_takes_every_verdict_away() {
    let stage = Stage::with(is_about_drafts).await;

    let outcome = stage.run_client(wayward(flaw("takes-on-nonsense"))).await;

    let probe = outcome.probes.last().expect("it was probed");
    assert_eq!(probe.id, "nonsense-action");
    insta::assert_snapshot!(probe.reason.as_deref().unwrap_or_default(), @"asked for the action `polish_the_doorknobs`, which does not exist, the adapter reported `accepted` instead of answering `unsupported`");
    assert_eq!(count(&outcome, Verdict::Error), verdicts(&outcome).len());
    stage.strike().await;
}

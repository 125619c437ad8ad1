//! The reference client against every scenario.

use crate::stage::{Stage, count, remarks};
use conformance::verdict::Verdict;

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_client_fails_no_scenario() {
    let stage = Stage::set().await;

    let outcome = stage.run_client(clients::reference()).await;

    assert_eq!(remarks(&outcome), Vec::<String>::new());
    assert_eq!(outcome.verdict(), Verdict::Pass);
    assert_eq!(outcome.results.len(), stage.scenarios.len());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_declared_check_gets_exactly_one_verdict() {
    let stage = Stage::with(|scenario| scenario.id.starts_with("nhs-jobs/draft/")).await;

    let outcome = stage.run_client(clients::reference()).await;

    for attempt in &outcome.results {
        let mut ids: Vec<&str> = attempt
            .verdict
            .checks
            .iter()
            .map(|check| check.id.as_str())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}", attempt.verdict.id);
        let scenario = &stage.scenarios[attempt.index];
        assert!(
            scenario
                .checks
                .iter()
                .all(|check| ids.contains(&check.id.as_str()))
        );
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_has_a_check_of_its_own_that_the_reference_client_passes() {
    let stage = Stage::set().await;

    let outcome = stage.run_client(clients::reference()).await;

    for attempt in &outcome.results {
        let own = attempt
            .verdict
            .checks
            .iter()
            .filter(|check| !check.id.starts_with("always/"));
        let passed = own.filter(|check| check.verdict == Verdict::Pass).count();
        assert!(passed > 0, "{} shows nothing", attempt.verdict.id);
    }
    assert_eq!(count(&outcome, Verdict::Error), 0);
    stage.strike().await;
}

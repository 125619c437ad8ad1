//! Whatever is sent, there is an answer, and it is no server error: laws over generated input, for
//! every parser that the network reaches.
//!
//! A panic would end the connection without an answer, which fails the law as a `500` does.

mod alone;
mod control;
mod patterns;
mod public;
mod start;
mod state;
mod values;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::support::Place;

/// Holds a law against one running simulator.
fn law<S: Strategy>(
    cases: u32,
    strategy: &S,
    place: impl AsyncFn() -> Place,
    holds: impl AsyncFn(&Place, S::Value) -> Result<(), TestCaseError>,
) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let place = runtime.block_on(place());
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome =
        TestRunner::new(config).run(strategy, |value| runtime.block_on(holds(&place, value)));
    outcome.unwrap_or_else(|broken| panic!("{broken}"));
}

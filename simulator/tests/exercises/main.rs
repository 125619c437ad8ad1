//! The exercises of the console over a real socket: traffic, cases, forms and lessons, used as a
//! browser without scripts would.

#![expect(
    clippy::unwrap_used,
    reason = "whatever is missing fails the test that needs it"
)]

#[path = "../edge/support.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of the interfaces, which need more of it"
)]
mod support;

mod cases;
mod checks;
mod clock;
mod hostile;
mod lessons;
mod progress;
mod stories;
mod traffic;
mod vacancies;
mod visitor;

use support::Place;

/// A simulator with the usual world, its clock standing still.
async fn place() -> Place {
    Place::with(|config| config.fixtures = None).await
}
